// Epoch, step, losses and scores as figures: true states only, never glided.
import { element, setText } from "./dom.js";
import { formatLoss } from "./number.js";
import { say } from "./words.js";

// Name, split and format of each; the last two follow the task.
const FIGURES = [
  ["epoch", "", (frame) => Math.floor(frame.epoch).toLocaleString("en")],
  ["step", "", (frame) => frame.step.toLocaleString("en")],
  ["train_loss", "train", (frame) => formatLoss(frame.metrics.train_loss)],
  ["test_loss", "test", (frame) => formatLoss(frame.metrics.test_loss)],
];
const SCORES = { accuracy: (value) => (100 * value).toFixed(1) + "%", r2: (value) => formatLoss(value).replace("-", "\u2212") };

export class Figures {
  constructor(root) {
    this.root = root;
  }

  build({ task }) {
    const score = task === "regression" ? "r2" : "accuracy";
    if (score === this.score) return;
    this.score = score;
    const format = (name) => (frame) => formatScore(frame.metrics[name], SCORES[score]);
    this.figures = [...FIGURES, ...["train", "test"].map((split) => [`${split}_${score}`, split, format(`${split}_${score}`)])];
    this.values = this.figures.map(() => element("dd", {}, "–"));
    this.root.replaceChildren(...this.figures.map(([name, split], i) => {
      const dot = split ? [element("span", { class: "lv-dot" })] : [];
      return element("div", { class: split ? `lv-${split}` : "" }, element("dt", {}, ...dot, say(name)), this.values[i]);
    }));
  }

  draw(frame) {
    this.figures.forEach(([, , format], i) => setText(this.values[i], format(frame)));
  }
}

const formatScore = (value, format) => (value === undefined ? "–" : value === null ? "NaN" : format(value));
