// How the network's output is read: numbers from the wire, levels, probabilities, and what to call them.
import { formatOriginal, formatShort } from "./number.js";
import { say } from "./words.js";

export class Output {
  constructor({ output, classes, target, task, gives_probabilities }) {
    Object.assign(this, output, { classes, target, task, isProbable: gives_probabilities });
    this.size = Math.max(1, task === "multiclass" ? classes.length : 1);
    this.isLogit = output.kind === "probability";
    this.firstThreshold = output.kind === "score" ? 0 : 0.5;
  }

  // Travels as 0-65535 for [-limit, limit].
  decode = (values) => Float32Array.from(values, (q) => ((2 * q) / 65535 - 1) * this.limit);

  // Where the field stands when the output is at the threshold.
  levelOf(threshold) {
    if (!this.isLogit) return threshold;
    const p = Math.min(1 - 1e-4, Math.max(1e-4, threshold));
    return Math.log(p / (1 - p));
  }

  // What the color bar's ends and the map's title call the output.
  get label() {
    if (this.kind === "score") return say("score");
    return this.kind === "value" ? this.target.name : say("probability", { class: this.classes[1] });
  }

  // Of several classes: the share of one, or with no index of the most probable. Scores of a hinge loss are no logits.
  shareLabel(index) {
    if (index === undefined) return say(this.isProbable ? "most_probable" : "softmax");
    return say(this.isProbable ? "probability" : "softmax_of", { class: this.classes[index] });
  }

  // One value of the field in words: "P(class 1) .87", "price 3.2".
  describe(value) {
    if (this.kind === "value") return `${this.label} ${formatOriginal(value, this.target)}`;
    return `${this.label} ${this.isLogit ? formatShare(logistic(value)) : formatShort(value)}`;
  }

  // One value of the map of several seeds, which is written like an output: how many of them say so.
  describeSeeds(value) {
    if (this.kind === "value") return this.describe(value);
    return this.tellSeeds(1, this.isLogit ? logistic(value) : (value / this.limit + 1) / 2);
  }

  tellSeeds = (index, share) => say("seeds_say", { share: Math.round(100 * share), class: this.classes[index] });
}

const logistic = (value) => 1 / (1 + Math.exp(-value));

export const formatShare = (share) => share.toFixed(share > 0.995 || share < 0.005 ? 3 : 2);

// The most probable of K scores given by `at(k)`, and the softmax of it.
export function mostProbable(n, at) {
  let best = 0;
  for (let k = 1; k < n; k++) if (at(k) > at(best)) best = k;
  let sum = 0;
  for (let k = 0; k < n; k++) sum += Math.exp(at(k) - at(best));
  return { best, share: 1 / sum };
}

// The softmax of K maps of `cells` values that stand one after another.
export function softmaxFields(fields, n, cells) {
  const shares = new Float32Array(n * cells);
  for (let i = 0; i < cells; i++) {
    let top = -Infinity, sum = 0;
    for (let k = 0; k < n; k++) top = Math.max(top, fields[k * cells + i]);
    for (let k = 0; k < n; k++) sum += shares[k * cells + i] = Math.exp(fields[k * cells + i] - top);
    for (let k = 0; k < n; k++) shares[k * cells + i] /= sum;
  }
  return shares;
}

// By how much one class leads the best of the others: zero on the border of its region.
export function leadField(fields, n, cells, chosen) {
  return Float32Array.from({ length: cells }, (_, i) => {
    let rival = -Infinity;
    for (let k = 0; k < n; k++) if (k !== chosen) rival = Math.max(rival, fields[k * cells + i]);
    return fields[chosen * cells + i] - rival;
  });
}
