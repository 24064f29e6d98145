// Beside the plots: transport, how far the sum is from the curve, and what the layer is made of.
import { element, setText } from "./dom.js";
import { iconButton, Segments, setPlaying, Slider } from "./lesson_parts.js";
import { formatNumber, formatShort } from "./number.js";
import { say } from "./words.js";

export class Controls {
  constructor(lab) {
    this.lab = lab;
    const { catalog } = lab, ask = (name) => (id) => lab.change({ [name]: id });
    const labelled = (ids) => ids.map((id) => ({ id, label: say(id) }));
    this.playButton = iconButton("play", say("play"), () => lab.play(), true);
    this.stepButton = iconButton("step", say("step"), () => lab.act("step"));
    this.resetButton = iconButton("reset", say("reset"), () => lab.act("reset"));
    this.stepNumber = element("dd", {}, "0");
    this.errorNumber = element("dd", {}, "–");
    this.units = new Slider({ label: say("units"), min: 1, max: 64, step: 1, value: lab.state.units, toText: (n) => String(n), onChange: (units) => lab.change({ units }) });
    const [least, most] = catalog.rates.map(Math.log10);
    this.rate = new Slider({ label: say("rate"), min: least, max: most, step: 0.05, value: 0, toText: (power) => formatShort(rateOf(power)), onChange: (power) => lab.change({ rate: rateOf(power) }) });
    this.activations = new Segments(Object.entries(catalog.activations).map(([id, label]) => ({ id, label })), say("activation"), ask("activation"));
    this.optimizers = new Segments(catalog.optimizers.map((id) => ({ id, label: say(id) })), say("optimizer"), ask("optimizer"));
    this.speeds = new Segments(labelled(catalog.speeds), say("speed"), ask("speed"));
    this.other = element("button", { type: "button", class: "ls-link", onclick: () => lab.change({ seed: (lab.state.seed + 1) % 10_000 }) }, say("other_start"));
    this.note = element("p", { class: "ap-note", role: "status" });
    this.root = element("div", { class: "ap-controls" }, this.buildTransport(),
      field(say("speed"), this.speeds), this.units.root, field(say("activation"), this.activations), field(say("optimizer"), this.optimizers), this.rate.root,
      this.other, this.note);
  }

  buildTransport() {
    return element("div", { class: "ap-transport" }, this.resetButton, this.playButton, this.stepButton,
      element("dl", { class: "ap-figures" }, element("div", {}, element("dt", {}, say("step_name")), this.stepNumber), element("div", {}, element("dt", {}, say("error_name")), this.errorNumber)));
  }

  draw() {
    const { lab } = this, { state, frame } = lab;
    setPlaying(this.playButton, frame?.status === "running");
    setText(this.stepNumber, (frame?.step ?? 0).toLocaleString("en"));
    setText(this.errorNumber, formatError(lab.error));
    if (document.activeElement !== this.units.input) this.units.set(state.units);
    if (document.activeElement !== this.rate.input) this.rate.set(Math.log10(state.rate));
    this.activations.choose(state.activation);
    this.optimizers.choose(state.optimizer);
    this.speeds.choose(state.speed);
    setText(this.note, lab.note);
  }
}

// The rate at a place of its slider, as round as a reader would type it.
const rateOf = (power) => Math.max(1e-4, Math.min(100, +(10 ** power).toPrecision(2)));

export const formatError = (error) => (Number.isFinite(error) ? formatNumber(error, error < 0.1 ? 4 : 3) : "–");

function field(label, segments) {
  return element("div", { class: "ls-field" }, element("span", {}, label), segments.root);
}
