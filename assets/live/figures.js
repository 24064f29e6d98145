// Epoch, step, losses and accuracies as figures: true states only, never glided.
import { element, setText } from "./dom.js";
import { formatLoss } from "./number.js";

const FIGURES = [
  ["Epoch", "", (frame) => Math.floor(frame.epoch).toLocaleString("en")],
  ["Step", "", (frame) => frame.step.toLocaleString("en")],
  ["Train loss", "train", (frame) => formatLoss(frame.metrics.train_loss)],
  ["Test loss", "test", (frame) => formatLoss(frame.metrics.test_loss)],
  ["Train acc", "train", (frame) => formatShare(frame.metrics.train_accuracy)],
  ["Test acc", "test", (frame) => formatShare(frame.metrics.test_accuracy)],
];

const formatShare = (value) => (value === null ? "NaN" : (100 * value).toFixed(1) + "%");

export class Figures {
  constructor(root) {
    this.values = FIGURES.map(([label, split]) => {
      const value = element("dd", {}, "–");
      const dot = split ? [element("span", { class: "lv-dot" })] : [];
      root.append(element("div", { class: split ? `lv-${split}` : "" }, element("dt", {}, ...dot, label), value));
      return value;
    });
  }

  draw(frame) {
    FIGURES.forEach(([, , format], i) => setText(this.values[i], format(frame)));
  }
}
