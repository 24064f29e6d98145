// Loss curves of the pinned runs, in gray behind those of the present one: training thin, test dashed, a letter at the end; of
// several seeds the range of their test losses.
import { svg } from "./dom.js";
import { bandPath, curvePath } from "./losspaths.js";

const SPLITS = ["train", "test"];
const LETTER_GAP = 5, ONE_LETTER = 14; // px from a curve's end; px between two ends below which one letter does for both

const known = (loss) => loss ?? NaN; // no seed has a finite loss there

export class PinnedCurves {
  constructor() {
    this.lines = svg("g");
    this.letters = svg("g");
    this.set([]);
  }

  // runs: as the page's data describe them
  set(runs) {
    this.entries = runs.map(({ letter, name, curve }) => ({
      curve,
      band: svg("path", { class: "lv-pinned-band" }),
      paths: SPLITS.map((split) => svg("path", { class: `lv-pinned-curve lv-${split}` }, svg("title", {}, `${letter}: ${name}`))),
      texts: SPLITS.map(() => svg("text", { class: "lv-pinned-letter" }, letter)),
    }));
    this.lines.replaceChildren(...this.entries.flatMap(({ band, paths }) => [band, ...paths]));
    this.letters.replaceChildren(...this.entries.flatMap(({ texts }) => texts));
    this.losses = runs.flatMap(({ curve }) => SPLITS.map((split) => curve[split]));
    this.lastEpoch = Math.max(0, ...runs.map(({ curve }) => curve.epoch.at(-1) ?? 0));
  }

  // Draws the lines; returns the letters, as labels to be placed.
  draw(plot) {
    return this.entries.flatMap(({ curve, band, paths, texts }) => {
      band.setAttribute("d", curve.test_low ? bandPath(curve.epoch, curve.test_low.map(known), curve.test_high.map(known), plot) : "");
      SPLITS.forEach((split, k) => paths[k].setAttribute("d", curvePath(curve.epoch, curve[split], plot)));
      const x = plot.toX(curve.epoch.at(-1) ?? 0) + LETTER_GAP;
      const [train, test] = SPLITS.map((split, k) => ({ node: texts[k], x, y: plot.toY(curve[split].at(-1) ?? NaN) }));
      train.isHidden = Math.abs(train.y - test.y) < ONE_LETTER;
      return [train, test];
    });
  }
}
