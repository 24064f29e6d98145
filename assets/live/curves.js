// The loss curves, training and test: direct labels at their ends, bands of several seeds, pinned runs, a playhead.
import { setAttributes } from "./axes.js";
import { svg } from "./dom.js";
import { spreadLabels } from "./endlabels.js";
import { drawGrid, rangeOf } from "./lossaxes.js";
import { bandPath, curvePath, lossAt } from "./losspaths.js";
import { PinnedCurves } from "./pinned_curves.js";
import { say } from "./words.js";

const HEIGHT = 116, BOTTOM = 24, TOP = 4;
const SPLITS = ["train", "test"];

export class LossCurves {
  constructor(root) {
    this.svg = svg("svg", { height: HEIGHT + BOTTOM + TOP, width: "100%", role: "img" });
    this.grid = svg("g");
    this.marks = svg("path", { class: "lv-mark" });
    this.axisTitle = svg("text", { "text-anchor": "end", y: HEIGHT + TOP + 18 }, say("epochs_axis"));
    this.pinned = new PinnedCurves();
    this.curves = SPLITS.map((split) => ({
      split,
      band: svg("path", { class: `lv-seed-band lv-${split}` }),
      line: svg("path", { class: `lv-curve lv-${split}` }),
      end: svg("circle", { class: `lv-end lv-${split}`, r: 4 }),
      label: svg("text", { class: `lv-end-label lv-${split}` }, say(split)),
    }));
    const all = (part) => this.curves.map((curve) => curve[part]);
    this.veil = svg("rect", { class: "lv-veil", y: 0, height: HEIGHT + TOP });
    this.playhead = svg("path", { class: "lv-playhead" });
    this.svg.append(this.grid, this.marks, this.axisTitle, ...all("band"), this.pinned.lines, ...all("line"), this.veil, this.playhead, ...all("end"), this.pinned.letters, ...all("label"));
    root.append(this.svg);
  }

  // Keeps the left and right edge of the map above.
  align(left, right) {
    Object.assign(this, { left, right });
  }

  draw({ arrays }, width, isLog) {
    const { curve_epoch: epochs, marks } = arrays;
    const known = this.curves.map(({ split }) => ({ losses: arrays[`curve_${split}`], low: arrays[`curve_${split}_low`], high: arrays[`curve_${split}_high`] }));
    const lastEpoch = epochs.at(-1) ?? 0, last = Math.max(lastEpoch, this.pinned.lastEpoch, 1);
    const range = rangeOf([...known.map(({ losses }) => losses), ...this.pinned.losses], known.flatMap(({ low, high }) => (low ? [low, high] : [])), isLog);
    const plot = { left: this.left, width: width - this.left - this.right, top: TOP, bottom: TOP + HEIGHT };
    plot.toX = (epoch) => plot.left + (epoch / last) * plot.width;
    plot.toY = (loss) => TOP + HEIGHT * (1 - range.place(loss));
    Object.assign(this, { plot, epochs, known, lastEpoch, last });
    drawGrid(this.grid, range, plot, last);
    this.axisTitle.setAttribute("x", width);
    this.marks.setAttribute("d", Array.from(marks ?? [], (epoch) => `M${plot.toX(epoch).toFixed(1)} ${TOP}v${HEIGHT}`).join(""));
    this.curves.forEach(({ band, line }, k) => {
      const { losses, low, high } = known[k];
      line.setAttribute("d", curvePath(epochs, losses, plot));
      band.setAttribute("d", low ? bandPath(epochs, low, high, plot) : "");
    });
    this.drawLabels();
    this.seek(this.epoch ?? null);
    this.svg.setAttribute("aria-label", say("curves", { epochs: lastEpoch.toFixed(1), scale: say(isLog ? "log" : "linear") }));
  }

  drawLabels() {
    const { plot, known, lastEpoch } = this;
    const own = this.curves.map(({ label }, k) => ({ node: label, x: plot.toX(lastEpoch) + 9, y: plot.toY(known[k].losses.at(-1) ?? NaN) }));
    const labels = [...own, ...this.pinned.draw(plot)];
    const isShown = (label) => Number.isFinite(label.y) && !label.isHidden;
    spreadLabels(labels.filter(isShown), 15, TOP + HEIGHT - 8); // clear of the axis title
    for (const label of labels) {
      label.node.style.display = isShown(label) ? "" : "none";
      if (isShown(label)) setAttributes(label.node, { x: label.x.toFixed(1), y: (label.y + 4).toFixed(1) });
    }
  }

  // The moment that is looked at, or null for the present: what came after it fades.
  seek(epoch) {
    this.epoch = epoch;
    if (!this.plot) return;
    const { plot, epochs, known, lastEpoch } = this, x = plot.toX(epoch ?? lastEpoch);
    for (const part of [this.veil, this.playhead]) part.style.display = epoch === null ? "none" : "";
    if (epoch !== null) {
      setAttributes(this.veil, { x: x.toFixed(1), width: Math.max(0, plot.left + plot.width - x + 6).toFixed(1) });
      this.playhead.setAttribute("d", `M${x.toFixed(1)} ${TOP}V${plot.bottom + 6}`);
    }
    this.curves.forEach(({ end }, k) => {
      const y = plot.toY(epoch === null ? known[k].losses.at(-1) ?? NaN : lossAt(epochs, known[k].losses, epoch));
      end.style.display = Number.isFinite(y) ? "" : "none";
      if (Number.isFinite(y)) setAttributes(end, { cx: x.toFixed(1), cy: y.toFixed(1) });
    });
  }

  // The epoch at a place, from the left edge in px.
  epochAt(x) {
    return ((x - this.plot.left) / this.plot.width) * this.last;
  }
}
