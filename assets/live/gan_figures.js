// Iteration, losses and mean scores with each frame; the quality of the samples with each report, beside its reference.
import { element, setText } from "./dom.js";
import { formatFigure, formatScore } from "./gan_numbers.js";
import { say } from "./words.js";

const READ_EVERY = 100; // ms between two drawings: faster numbers cannot be read
const percent = (value) => (value === undefined || value === null ? "–" : `${Math.round(100 * value)}%`);

// Name, class and text from a frame's or a report's metrics.
const FRAME_FIGURES = [
  ["iteration", "", (_, frame) => frame.step.toLocaleString("en")],
  ["g_loss", "lv-gap", ({ g_loss }) => formatFigure(g_loss)],
  ["d_loss", "", ({ d_loss }) => formatFigure(d_loss)],
  ["d_real", "lv-gap lv-gan-real", ({ d_real }) => formatScore(d_real)],
  ["d_fake", "lv-gan-fake", ({ d_fake }) => formatScore(d_fake)],
];
const REPORT_FIGURES = [
  ["modes", "lv-gap", ({ modes, n_modes }) => (n_modes === undefined ? "–" : `${modes}/${n_modes}`)],
  ["high_quality", "", ({ high_quality }) => percent(high_quality)],
  ["sliced_wasserstein", "", ({ sliced_wasserstein }) => formatScore(sliced_wasserstein, 3)],
];

export class GanFigures {
  constructor(root) {
    Object.assign(this, { root, drawnAt: -Infinity });
    this.values = {};
    this.floor = element("small");
    this.boxes = [...FRAME_FIGURES, ...REPORT_FIGURES].map(([name, kind]) => {
      this.values[name] = element("span", {}, "–");
      const isScore = REPORT_FIGURES.some(([report]) => report === name);
      return element("div", { class: `${kind} lv-gan-${name}`, title: isScore ? say(`gan_${name}_title`) : null }, element("dt", {}, say(`gan_${name}`)),
        element("dd", {}, this.values[name], ...(name === "sliced_wasserstein" ? [this.floor] : [])));
    });
    root.append(...this.boxes);
  }

  // Only a distribution that has modes has any to count.
  build({ modes }) {
    const hasModes = Boolean(modes?.length);
    const [modesBox, quality, distance] = this.boxes.slice(FRAME_FIGURES.length);
    modesBox.hidden = quality.hidden = !hasModes;
    this.root.classList.toggle("lv-gan-no-modes", !hasModes);
    distance.classList.toggle("lv-gap", !hasModes);
  }

  draw(frame) {
    const now = performance.now();
    if (frame.status === "running" && now - this.drawnAt < READ_EVERY) return;
    this.drawnAt = now;
    for (const [name, , format] of FRAME_FIGURES) setText(this.values[name], format(frame.metrics, frame));
  }

  // null: not measured yet
  setReport(report) {
    const metrics = report?.metrics ?? {}, { sliced_wasserstein_floor: floor } = metrics;
    for (const [name, , format] of REPORT_FIGURES) setText(this.values[name], format(metrics));
    setText(this.floor, floor === undefined || floor === null ? "" : say("gan_floor", { value: formatScore(floor, 3) }));
  }
}
