// One row a runner: who it is, its rate with the limit marked, its momentum, and where it ends.
import { runnerMark } from "./descent_marks.js";
import { element, setText } from "./dom.js";
import { say } from "./words.js";

const SMALLEST = -4, LARGEST = 1; // powers of ten of the rate
const BATCHES = [1, 5, 15, 50, 150];

export const formatRate = (rate) => (rate >= 0.995 ? rate.toFixed(2) : rate >= 0.0995 ? rate.toFixed(3) : String(+rate.toPrecision(2)));

export class RunnerRows {
  // onChange(index, change) while something is dragged, onEnd() when it is let go, onFocus(index), onCount(index or null).
  constructor(handlers) {
    this.handlers = handlers;
    this.head = element("div", { class: "dg-row dg-head" });
    this.list = element("div", { class: "dg-rows" });
    this.add = element("button", { type: "button", class: "ls-link dg-add", onclick: () => handlers.onCount(null) });
    this.root = element("div", { class: "dg-runners" }, this.head, this.list, this.add);
  }

  // `rules` for a race, null for batches.
  show(runners, { rules, colors, ends, limits, most, focus }) {
    const key = `${rules ? "race" : "batches"} ${runners.length} ${colors}`;
    if (key !== this.key) this.build(key, runners, rules, colors);
    this.rows.forEach((row, i) => row.update(runners[i], { end: ends[i], limit: limits[i], isFocused: i === focus, canLeave: runners.length > 1 }));
    setText(this.add, say("add_runner"));
    this.add.hidden = runners.length >= most;
  }

  build(key, runners, rules, colors) {
    this.key = key;
    const heads = ["", "head_rate", "head_momentum", rules ? "head_end" : "head_excess", ""];
    this.head.replaceChildren(...heads.map((word) => element("span", {}, word && say(word))));
    this.rows = runners.map((_, i) => new RunnerRow(i, rules, colors[i], this.handlers));
    this.list.replaceChildren(...this.rows.map(({ root }) => root));
  }
}

class RunnerRow {
  constructor(index, rules, color, handlers) {
    Object.assign(this, { index, rules });
    const change = (values) => handlers.onChange(index, values);
    const choices = rules ? Object.entries(rules).map(([id, { label }]) => [id, label]) : BATCHES.map((n) => [n, nameOfBatch(n)]);
    this.choice = element("select", { class: "ls-select", "aria-label": say(rules ? "rule" : "batch_of", { n: index + 1 }), onchange: () => { change(rules ? { rule: this.choice.value } : { batch: +this.choice.value }); handlers.onEnd(); } },
      ...choices.map(([id, label]) => element("option", { value: id }, label)));
    this.rate = makeRange(SMALLEST, LARGEST, 0.01, (value) => change({ rate: +(10 ** value).toPrecision(3) }), handlers.onEnd);
    this.limit = element("i", { class: "dg-limit" }, (this.limitName = element("span", {})));
    this.rateText = element("b", {});
    this.momentum = makeRange(0, 0.99, 0.01, (value) => change({ momentum: value }), handlers.onEnd);
    this.momentumText = element("b", {});
    this.momentumField = element("span", { class: "dg-value" }, element("i", { class: "dg-letter" }, "μ"), element("span", {}, this.momentum), this.momentumText);
    this.end = element("span", { class: "dg-ends" });
    this.remove = element("button", { type: "button", class: "dg-remove", onclick: () => handlers.onCount(index) }, "×");
    this.root = element("div", { class: "dg-row", "data-runner": index, onpointerdown: () => handlers.onFocus(index), onfocusin: () => handlers.onFocus(index) },
      element("span", { class: "dg-who" }, runnerMark(index, color), this.choice),
      element("span", { class: "dg-value" }, element("i", { class: "dg-letter" }, "η"), element("span", { class: "dg-track" }, this.rate, this.limit), this.rateText), this.momentumField, this.end, this.remove);
  }

  update(runner, { end, limit, isFocused, canLeave }) {
    const name = this.rules ? this.rules[runner.rule].label : nameOfBatch(runner.batch);
    this.choice.value = this.rules ? runner.rule : runner.batch;
    if (!this.rules && +this.choice.value !== runner.batch) this.addBatch(runner.batch);
    setRange(this.rate, Math.log10(runner.rate), say("rate_of", { name }), formatRate(runner.rate));
    setText(this.rateText, formatRate(runner.rate));
    setRange(this.momentum, runner.momentum, say("momentum_of", { name }), runner.momentum.toFixed(2));
    setText(this.momentumText, runner.momentum.toFixed(2));
    this.momentumField.style.visibility = !this.rules || this.rules[runner.rule].has_momentum ? "" : "hidden";
    this.markLimit(limit, !(this.rules ? this.rules[runner.rule].has_momentum : runner.momentum));
    setText(this.end, end);
    this.root.classList.toggle("dg-focused", isFocused);
    this.remove.hidden = !canLeave;
    this.remove.setAttribute("aria-label", say("remove_runner", { name }));
  }

  // A size from an address that is none of the usual ones.
  addBatch(batch) {
    this.choice.append(element("option", { value: batch }, nameOfBatch(batch)));
    this.choice.value = batch;
  }

  // The mark is 2/λ where there is no momentum.
  markLimit(limit, isPlain) {
    this.limit.hidden = !limit;
    if (!limit) return;
    this.limit.style.setProperty("--share", Math.max(0, Math.min(1, (Math.log10(limit) - SMALLEST) / (LARGEST - SMALLEST))));
    const text = say("limit_mark", { limit: formatRate(limit) });
    this.limit.title = text;
    setText(this.limitName, isPlain ? say("limit_short") : "");
    this.limit.setAttribute("aria-label", text);
  }
}

export const nameOfBatch = (n) => (n === 150 ? say("all_points") : say("batch_name", { n }));

function makeRange(min, max, step, oninput, onchange) {
  const input = element("input", { type: "range", class: "ls-range", min, max, step, onchange });
  input.addEventListener("input", () => oninput(+input.value));
  return input;
}

function setRange(input, value, label, spoken) {
  if (Math.abs(+input.value - value) > 0.006 || input !== input.ownerDocument.activeElement) input.value = value;
  input.style.setProperty("--share", `${(100 * (value - input.min)) / (input.max - input.min)}%`);
  input.setAttribute("aria-label", label);
  input.setAttribute("aria-valuetext", spoken);
}
