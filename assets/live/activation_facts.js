// What can be said of a function: its range, its slope, where it is flat, its mean output, where it is used.
import { element, setText } from "./dom.js";
import { formatNumber } from "./number.js";
import { say } from "./words.js";

const ROWS = ["range", "steepest", "flat", "mean", "used"];
const WIDEST = 8, PASSES = 10; // layers of the same slope, one after the other

export class Facts {
  constructor(lab) {
    this.lab = lab;
    this.title = element("h2", {});
    this.summary = element("p", { class: "ac-summary" });
    this.values = ROWS.map(() => element("dd", {}));
    this.passes = element("p", { class: "ac-passes" });
    const list = element("dl", {}, ...ROWS.flatMap((row, i) => [element("dt", {}, say(`fact_${row}`)), this.values[i]]));
    this.root = element("section", { class: "ac-facts" }, this.title, this.summary, list, element("h2", {}, say("passes_title")), this.passes);
  }

  draw() {
    const { state, answers, point } = this.lab, known = answers.function, name = state.function;
    setText(this.title, this.lab.labelOf(name));
    setText(this.summary, this.lab.catalog.functions[name].summary);
    const facts = known?.point.name === name ? known.facts : null;
    const texts = facts ? [tellRange(facts), formatNumber(facts.steepest), tellFlats(facts.flats), tellMean(facts), say(`used_${name}`)] : ["", "", "", "", say(`used_${name}`)];
    texts.forEach((text, i) => setText(this.values[i], text));
    setText(this.passes, say("passes", { slope: formatNumber(point.slope, 3), n: PASSES, share: formatShare(point.slope ** PASSES) }));
  }
}

function tellRange({ range: [low, high] }) {
  const bound = (value, infinite) => (value === null ? infinite : formatNumber(value, Number.isInteger(value) ? 0 : 2));
  return say("from_to", { low: bound(low, "−∞"), high: bound(high, "∞") });
}

function tellFlats(flats) {
  if (!flats.length) return say("flat_nowhere");
  if (flats.some(([from, to]) => from <= -WIDEST && to >= WIDEST)) return say("flat_everywhere");
  return flats.map(([from, to]) => (from <= -WIDEST ? say("flat_below", { x: formatNumber(to) }) : say("flat_above", { x: formatNumber(from) }))).join(say("flat_and"));
}

const tellMean = ({ mean, is_centered: isCentered }) => say(isCentered ? "centered" : "not_centered", { mean: formatNumber(Math.abs(mean) < 1e-9 ? 0 : mean) });

// 0.149 to the tenth is 5.4 · 10⁻⁹.
export function formatShare(value) {
  if (value === 0) return "0";
  if (value >= 0.001 && value < 10000) return formatNumber(value, value < 0.1 ? 4 : 2);
  const power = Math.floor(Math.log10(value)), [digits, exponent] = value.toExponential(1).split("e");
  return Number.isFinite(power) ? `${digits} · 10${superscript(+exponent)}` : formatNumber(value);
}

const DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
export const superscript = (n) => (n < 0 ? "⁻" : "") + [...String(Math.abs(n))].map((digit) => DIGITS[digit]).join("");
