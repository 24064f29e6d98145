// The learning rule: play, step and reset, the learning rate, where it begins, and the last update in numbers.
import { element, setText } from "./dom.js";
import { iconButton, Segments, setPlaying, Slider } from "./lesson_parts.js";
import { inlineMark, signed } from "./lesson_text.js";
import { formatNumber, formatShort } from "./number.js";
import { shortNumber } from "./perceptron_neuron.js";
import { say } from "./words.js";

const BEAT = 220; // ms between two samples while it plays
export const MOST_SAMPLES = 1000;

export class CourseView {
  constructor(lab) {
    this.lab = lab;
    this.when = element("span", { class: "ls-muted ls-small" });
    this.play = iconButton("play", say("play"), () => this.toggle(), true);
    this.rate = new Slider({ label: say("rate"), min: -3, max: 3, step: 0.1, value: 0, toText: (v) => String(toRate(v)), onChange: (v) => lab.restart({ rate: toRate(v) }) });
    this.beginning = new Segments([{ id: "zero", label: say("begin_zero") }, { id: "hand", label: say("begin_hand") }], say("beginning"), (id) => lab.restart({ beginning: id }));
    this.lines = element("div", { class: "pc-calc" });
    this.comment = element("p", { class: "ls-muted pc-comment" });
    this.root = element("div", {}, element("div", { class: "ls-caption" }, element("h2", {}, say("learning_rule")), this.when),
      element("div", { class: "pc-transport" }, iconButton("reset", say("reset"), () => lab.restart({})), this.play, iconButton("step", say("step"), () => this.step()), this.rate.root),
      element("div", { class: "pc-beginning" }, element("span", {}, say("beginning")), this.beginning.root), this.lines, this.comment);
  }

  get isOver() {
    return this.lab.numbers.rule.settled || this.lab.state.samples >= MOST_SAMPLES || !this.lab.points.length;
  }

  toggle() {
    if (this.timer) return this.stop();
    if (this.isOver) this.lab.restart({});
    this.timer = setInterval(() => this.beat(), BEAT);
    this.beat();
  }

  beat() {
    if (!this.lab.root.isConnected || this.isOver) return this.stop();
    this.lab.present();
  }

  step() {
    this.stop();
    if (!this.isOver) this.lab.present();
  }

  stop() {
    this.timer = clearInterval(this.timer);
    setPlaying(this.play, false);
  }

  draw() {
    const { lab } = this, { rule } = lab.numbers, all = lab.points.length, k = rule.samples;
    setPlaying(this.play, Boolean(this.timer));
    setText(this.when, k && all ? say("epoch_sample", { epoch: Math.floor((k - 1) / all) + 1, sample: ((k - 1) % all) + 1, all }) : say("not_started"));
    this.rate.set(Math.log10(lab.state.rate));
    this.beginning.choose(lab.state.beginning);
    const last = lab.points[rule.last?.index] ? rule.last : null;
    this.lines.replaceChildren(...(last ? this.explain(last) : ["rule_error", "rule_w1", "rule_w2", "rule_theta"].map((key) => element("div", {}, say(key)))));
    setText(this.comment, this.commentOn(last, rule));
  }

  commentOn(last, rule) {
    if (rule.settled) return say("rule_settled");
    if (rule.samples >= MOST_SAMPLES) return say("rule_full", { n: MOST_SAMPLES.toLocaleString("en") });
    if (!last) return say("rule_start");
    return say(last.wants > last.gives ? "rule_low" : last.wants < last.gives ? "rule_high" : "rule_right");
  }

  // The update w <- w + eta (wants - gives) x with this sample's numbers.
  explain({ index, wants, gives, before, after }) {
    const [x1, x2] = this.lab.points[index], error = wants - gives, { rate } = this.lab.state;
    const shown = () => (error ? element("span", { class: error > 0 ? "ls-pos" : "ls-neg" }, `(${error > 0 ? "+1" : "−1"})`) : element("b", {}, "0"));
    const row = (name, i, sign, x) => element("div", {}, element("span", { class: "pc-left" }, `${name} ←`), `${amount(before[i])} ${sign} ${rate} · `, shown(), x === null ? "" : ` · ${shortNumber(x)}`, element("b", { class: "pc-result" }, amount(after[i])));
    return [
      element("div", {}, say("sample_is", { point: `(${shortNumber(x1)}, ${shortNumber(x2)})`, wants }), " ", inlineMark(wants), ` ${say("gives")} ${gives} `, inlineMark(gives)),
      element("div", {}, `${say("rule_error").split("=")[0]}= ${wants} − ${gives}`, element("span", { class: "pc-result" }, error ? signed(error, 0) : "0")),
      row("w₁", 0, "+", x1), row("w₂", 1, "+", x2), row("θ", 2, "−", null),
    ];
  }
}

const toRate = (power) => +(10 ** power).toPrecision(2);
// Weights of a tiny or huge rate still show what changes.
export const amount = (v) => (v === 0 || (Math.abs(v) >= 0.1 && Math.abs(v) < 1000) ? formatNumber(v) : formatShort(v));
