// The transport: one step at a time through forward, loss, backward and update, or ten updates at once.
import { element, setText, svg } from "./dom.js";
import { Segments, Slider, iconButton } from "./lesson_parts.js";
import { signed } from "./lesson_text.js";
import { formatLoss, formatNumber } from "./number.js";
import { say } from "./words.js";

export const RATES = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5];
const PHASES = ["forward", "loss", "backward", "update"];
const PICTURES = { shuffle: "M3 6h3l8 8h3M3 14h3l2.4-2.4M11.6 8.4 14 6h3M15 4l2.2 2L15 8M15 12l2.2 2L15 16", many: "M3 15V9M7 15V7M11 15V11M15 15V13" };

export class Bar {
  // `on` has reset, shuffle, back, next, many, phase(name) and rate(eta).
  constructor(root, on) {
    this.back = iconButton("back", say("back"), on.back);
    this.next = iconButton("step", say("bp_next"), on.next, true);
    this.many = drawnButton("many", say("bp_many"), on.many);
    const buttons = element("div", { class: "bp-buttons" }, iconButton("reset", say("reset"), on.reset), drawnButton("shuffle", say("bp_shuffle"), on.shuffle), this.back, this.next, this.many);
    this.phases = new Segments(PHASES.map((id) => ({ id, label: say("bp_phase_" + id) })), say("bp_phase"), on.phase);
    this.story = element("p", { class: "ls-small ls-muted bp-story" });
    this.rate = new Slider({ label: say("bp_eta"), min: 0, max: RATES.length - 1, step: 1, value: 0, toText: (i) => formatNumber(RATES[Math.round(i)]), onChange: (i) => on.rate(RATES[i]) });
    this.figures = Object.fromEntries(["updates", "error", "loss"].map((name) => [name, element("dd", { class: "bp-figure-" + name })]));
    const list = element("dl", { class: "bp-figures" }, ...Object.entries(this.figures).map(([name, value]) => element("div", {}, element("dt", {}, say("bp_figure_" + name)), value)));
    this.errorName = list.querySelectorAll("dt")[1];
    root.classList.add("bp-bar");
    root.append(buttons, element("div", { class: "bp-phases" }, this.phases.root, this.story), element("div", { class: "bp-rate" }, this.rate.root), list);
  }

  paint({ state, numbers, reached, trail }, story) {
    this.phases.choose(reached.phase);
    setText(this.story, story);
    this.back.disabled = state.step === 0;
    const nearest = RATES.reduce((best, rate, i) => (Math.abs(rate - state.eta) < Math.abs(RATES[best] - state.eta) ? i : best), 0);
    this.rate.set(nearest);
    setText(this.figures.updates, String(state.past + state.rates.length));
    const y = numbers.a.at(-1), isOne = y.length === 1, error = isOne ? y[0] - state.t[0] : Math.hypot(...y.map((value, k) => value - state.t[k]));
    setText(this.errorName, isOne ? "y − t" : "|y − t|");
    this.figures.error.replaceChildren(reached.hasLoss ? (isOne ? signed(error, 3) : formatNumber(error, 3)) : "·");
    const before = reached.isUpdated ? [element("span", { class: "ls-muted bp-was" }, `${formatLoss(trail.losses.at(-2))} → `)] : [];
    this.figures.loss.replaceChildren(...(reached.hasLoss ? [...before, formatLoss(numbers.loss)] : ["·"]));
  }
}

function drawnButton(name, word, onclick) {
  const button = element("button", { type: "button", class: "ls-icon", "aria-label": word, onclick }, svg("svg", { width: 20, height: 20, viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("path", { d: PICTURES[name], fill: "none", stroke: "currentColor", "stroke-width": 1.8, "stroke-linecap": "round", "stroke-linejoin": "round" })));
  button.append(word);
  return button;
}
