// The followed sample in numbers: noise, what the generator makes of it, what the discriminator says, loss and pull.
import { element, setText } from "./dom.js";
import { formatLoss, formatNumber, formatSigned } from "./number.js";
import { say } from "./words.js";

const PARTS = ["name", "z", "toG", "xWord", "x", "toD", "scoreWord", "score", "toLoss", "term", "loss", "toPull", "pull"];
const STRONG = ["name", "x", "loss", "pull"], FAINT = ["toG", "toD", "toLoss", "toPull"];
// What stays together when the line wraps on a phone.
const GROUPS = [["name", "z"], ["toG", "xWord", "x"], ["toD", "scoreWord", "score"], ["toLoss", "term", "loss"], ["toPull", "pull"]];

export class GanSentence {
  constructor() {
    this.parts = Object.fromEntries(PARTS.map((name) => [name, element(STRONG.includes(name) ? "b" : "span", { class: FAINT.includes(name) ? "gt-arrow" : "" })]));
    this.groups = GROUPS.map((names) => element("span", { class: "gt-group" }, ...names.map((name) => this.parts[name])));
    this.root = element("p", { class: "gt-sentence" }, ...this.groups);
  }

  // followed: the sample's number; isOwn: followed is noise that the reader chose, which comes with the frame.
  show(frame, data, followed, isOwn = frame.arrays.followed_z !== undefined) {
    const sample = readSample(frame, data, followed, isOwn), { middle = data.loss.middle } = frame.metrics;
    const list = (values, print) => `(${Array.from(values, print).join(", ")})`, write = (name, text) => setText(this.parts[name], text);
    const rest = sample.z && data.noise_size > sample.z.length ? ", …" : "", isKnown = Number.isFinite(sample.score);
    write("name", sample.index === null ? say("gan_sentence_own") : say("gan_sentence_sample", { number: sample.index + 1 }));
    write("z", sample.z ? `z ${list(sample.z, (v) => formatNumber(v)).replace(/\)$/, `${rest})`)}` : "z");
    write("toG", "→ G →");
    write("xWord", data.is_image ? "" : "x");
    write("x", data.is_image ? say("gan_sentence_image") : sample.x ? list(sample.x, (v) => formatNumber(v)) : "");
    write("toD", "→ D →");
    write("scoreWord", say("gan_sentence_score"));
    write("score", printScore(sample.score, data));
    this.parts.score.className = !isKnown || middle === null ? "gt-score" : sample.score < middle ? "gt-score gf-fake" : "gt-score gf-real";
    write("toLoss", "→");
    write("term", `${say("gan_sentence_loss")} ${fillTerm(data.loss.g_terms, printScore(sample.score, data))} =`);
    write("loss", printLoss(sample.loss));
    write("toPull", `→ ${say("gan_sentence_pull")}`);
    write("pull", sample.pull ? list(sample.pull, (v) => (Number.isNaN(v) ? "NaN" : formatSigned(v))) : "");
    this.groups[3].hidden = sample.loss === undefined;
    this.groups[4].hidden = !sample.pull;
    this.root.setAttribute("aria-live", frame.status === "running" ? "off" : "polite");
  }
}

// Noise of the reader's own has its numbers in the frame; those of a shown sample stand in its arrays.
function readSample({ arrays, metrics }, data, wanted, isOwn) {
  const pair = (values, i) => values && [values[2 * i], values[2 * i + 1]];
  if (isOwn && arrays.followed_z) {
    const shown = Array.from(arrays.followed_z.subarray(0, 2));
    return { index: null, z: shown, x: data.is_image ? null : arrays.followed_x, score: metrics.followed_score ?? NaN, loss: metrics.followed_loss, pull: arrays.followed_pull };
  }
  const { z: batch, fake, score_fake: scores, loss_fake: losses, pull } = arrays, width = Math.min(2, data.noise_size), followed = Math.min(wanted, scores.length - 1);
  const z = batch ? Array.from(batch.subarray(width * followed, width * (followed + 1))) : data.z[followed];
  return { index: followed, z, x: pair(fake, followed), score: scores[followed] ?? NaN, loss: losses?.[followed], pull: pair(pull, followed) };
}

// As precise as it takes to tell 0.004 from 0, where the logarithm is steep.
function printScore(score, { loss }) {
  if (!Number.isFinite(score)) return "–";
  const distance = loss.gives_probabilities ? Math.min(score, 1 - score) : 1;
  return formatNumber(score, distance < 0.0005 ? 5 : distance < 0.05 ? 3 : 2);
}

// The generator's term with the score in the place of D(fake).
function fillTerm(terms, score) {
  const isNegative = score.startsWith("\u2212");
  return terms.map((term) => term.replaceAll("D(fake)", isNegative && term !== "D(fake)" ? `(${score})` : score)).join(" + ");
}

const printLoss = (value) => (typeof value === "number" && value < 0 ? formatNumber(value) : value >= 10 || value === null || value === undefined ? formatLoss(value) : formatNumber(value));
