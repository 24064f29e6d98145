// Epoch, step, losses and scores as figures: true states only, never glided.
import { rowsOf } from "./axes.js";
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
    const format = (name) => (frame) => formatScore(frame.metrics[name], score);
    this.figures = [...FIGURES, ...["train", "test"].map((split) => [`${split}_${score}`, split, format(`${split}_${score}`)])];
    this.values = this.figures.map(() => element("dd", {}, "–"));
    this.seeds = element("div", { class: "lv-seeds", hidden: true }, element("dt"), element("dd"));
    this.root.replaceChildren(...this.figures.map(([name, split], i) => {
      const dot = split ? [element("span", { class: "lv-dot" })] : [];
      return element("div", { class: split ? `lv-${split}` : "" }, element("dt", {}, ...dot, say(name)), this.values[i]);
    }), this.seeds);
  }

  draw(frame) {
    this.figures.forEach(([, , format], i) => setText(this.values[i], format(frame)));
    this.seeds.hidden = !frame.arrays.members;
    if (frame.arrays.members) this.drawSeeds(rowsOf(frame.arrays.members));
  }

  // From the lowest to the highest of the seeds that have not diverged.
  drawSeeds(members) {
    const known = members.filter(([loss, score]) => Number.isFinite(loss) && Number.isFinite(score)), all = members.length;
    const losses = known.map(([loss]) => loss), scores = known.map(([, score]) => score);
    const format = this.score === "accuracy" ? (value) => Math.round(100 * value) : SCORES.r2;
    const range = (values, print) => `${print(Math.min(...values))}–${print(Math.max(...values))}`;
    setText(this.seeds.firstChild, known.length < all && known.length ? say("seeds_left", { count: known.length, all }) : say("seeds", { count: all }));
    setText(this.seeds.lastChild, known.length ? say(`seeds_${this.score}`, { loss: range(losses, formatLoss), score: range(scores, format) }) : "–");
  }
}

// kind: "accuracy" or "r2"
export const formatScore = (value, kind) => (value === undefined ? "–" : value === null ? "NaN" : SCORES[kind](value));
