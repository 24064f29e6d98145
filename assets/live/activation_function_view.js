// First tab: a function, its slope, its facts, and what three layers are without it.
import { element, svg } from "./dom.js";
import { Collapse } from "./activation_collapse.js";
import { Curve, rangeOf } from "./activation_curve.js";
import { Facts } from "./activation_facts.js";
import { FUNCTIONS } from "./activation_functions.js";
import { bold } from "./lesson_text.js";
import { Segments } from "./lesson_parts.js";
import { formatNumber } from "./number.js";
import { say } from "./words.js";

const HEIGHT = 420, PHONE_HEIGHT = 320, GLYPH = [30, 16];

export class FunctionView {
  constructor(lab) {
    this.lab = lab;
    const names = Object.keys(lab.catalog.functions);
    this.list = new Segments(names.map((id) => ({ id, label: lab.labelOf(id) })), say("function"), (id) => lab.change({ function: id }));
    this.list.root.classList.add("ac-list");
    this.list.buttons.forEach((button, i) => button.prepend(drawGlyph(names[i])));
    this.curve = new Curve(lab);
    this.facts = new Facts(lab);
    this.collapse = new Collapse(lab);
    this.plot = element("div", { class: "ac-middle" }, element("h2", {}, say("curve_title")), this.curve.svg);
    const choice = element("section", { class: "ac-choice" }, element("h2", {}, say("function")), this.list.root);
    this.root = element("div", { class: "ac-function" }, choice, this.plot, this.facts.root, this.collapse.root);
  }

  draw() {
    this.list.choose(this.lab.state.function);
    this.curve.draw(this.plot.clientWidth, this.lab.shell.isPhone ? PHONE_HEIGHT : HEIGHT);
    this.facts.draw();
    this.collapse.draw();
  }

  // In symbols, and with the numbers of this x.
  formula() {
    const { state, point } = this.lab, name = state.function, share = FUNCTIONS.sigmoid.value(point.x);
    const values = Object.fromEntries(Object.entries({ x: point.x, minus: -point.x, f: point.value, s: share, rest: 1 - share }).map(([key, value]) => [key, formatNumber(value)]));
    const part = (key, ...texts) => element("span", {}, element("span", { class: "ls-key" }, say(key, values)), ...texts);
    const numbers = (key, ...digits) => {
      const text = say(pick(`${key}_${name}`, point.x), values);
      return [text, text && " = ", bold(...digits)];
    };
    const slope = part("formula_slope_at", ...numbers("slope_numbers", point.slope, 3));
    slope.classList.add("ac-slope-formula");
    return [part("formula_key", say(`formula_${name}`)), part("formula_at", ...numbers("numbers", point.value)), part("formula_slope", say(`slope_${name}`)), slope];
  }
}

// Functions in two parts have a sentence for each.
const PIECEWISE = ["numbers_step", "numbers_leaky_relu", "numbers_elu", "slope_numbers_elu"];
const pick = (key, x) => (PIECEWISE.includes(key) ? `${key}_${x > 0 || (key === "numbers_step" && x === 0) ? "above" : "below"}` : key);

function drawGlyph(name) {
  const [width, height] = GLYPH, [low, high] = rangeOf(name)[1] < 2 ? [-1.1, 1.1] : [-1.5, 4], d = [];
  for (let i = 0; i <= 40; i++) {
    const x = -4 + i / 5, y = Math.max(low, Math.min(high, FUNCTIONS[name].value(x)));
    d.push(`${i ? "L" : "M"}${((i / 40) * width).toFixed(1)} ${(((high - y) / (high - low)) * height).toFixed(1)}`);
  }
  return svg("svg", { class: "ac-glyph", width, height, "aria-hidden": "true" }, svg("path", { d: d.join("") }));
}
