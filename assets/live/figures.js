// Epoch, step, losses and accuracies as figures: true states only, never glided.
import { element, setText } from "./dom.js";
import { formatLoss } from "./number.js";
import { say } from "./words.js";

const FIGURES = [
  ["epoch", "", (frame) => Math.floor(frame.epoch).toLocaleString("en")],
  ["step", "", (frame) => frame.step.toLocaleString("en")],
  ["train_loss", "train", (frame) => formatLoss(frame.metrics.train_loss)],
  ["test_loss", "test", (frame) => formatLoss(frame.metrics.test_loss)],
  ["train_accuracy", "train", (frame) => formatShare(frame.metrics.train_accuracy)],
  ["test_accuracy", "test", (frame) => formatShare(frame.metrics.test_accuracy)],
];

const formatShare = (value) => (value === null ? "NaN" : (100 * value).toFixed(1) + "%");

export class Figures {
  constructor(root) {
    this.values = FIGURES.map(([name, split]) => {
      const value = element("dd", {}, "–");
      const dot = split ? [element("span", { class: "lv-dot" })] : [];
      root.append(element("div", { class: split ? `lv-${split}` : "" }, element("dt", {}, ...dot, say(name)), value));
      return value;
    });
  }

  draw(frame) {
    FIGURES.forEach(([, , format], i) => setText(this.values[i], format(frame)));
  }
}
