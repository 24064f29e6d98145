// The tools of painting: a button a class (or a slider for values), eraser, undo, clear, done.
import { element, setText, svg } from "./dom.js";
import { formatOriginal } from "./number.js";
import { classMark } from "./points.js";
import { say } from "./words.js";

export const MOST_CLASSES = 6;
const ERASER = "M8.6 2.8l4.6 4.6-5.8 5.8H4.6L2.3 11a1 1 0 0 1 0-1.4z M5.2 6.2l4.6 4.6", UNDO = "M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6 M6 3.2L2.7 6.5 6 9.8";

export class PaintBar {
  // report(name, detail): "label", "add", "erase", "undo", "clear", "done"
  constructor(report) {
    this.report = report;
    this.choices = element("div", { class: "lv-paint-classes", role: "radiogroup", "aria-label": say("paint_class") });
    this.eraser = this.icon(ERASER, say("eraser"), "erase");
    this.undo = this.icon(UNDO, say("undo"), "undo");
    const clear = element("button", { type: "button", class: "lv-text-button", onclick: () => report("clear") }, say("clear"));
    const done = element("button", { type: "button", class: "lv-text-button lv-strong", onclick: () => report("done") }, say("done"));
    const tools = element("div", { class: "lv-paint-tools" }, this.eraser, this.undo, clear, done);
    this.root = element("div", { class: "lv-paintbar", role: "toolbar", "aria-label": say("paint_tools"), hidden: true }, this.choices, tools);
  }

  icon(path, label, name) {
    return element("button", { type: "button", class: "lv-icon", "aria-label": label, title: label, onclick: () => this.report(name) },
      svg("svg", { width: 16, height: 16, "aria-hidden": "true" }, svg("path", { d: path })));
  }

  build({ data, limit, names, label, value }) {
    const isValue = data.task === "regression";
    if (data.n_features === 1) return this.choices.replaceChildren(); // their height is their value
    if (isValue) return this.choices.replaceChildren(...this.slider(data.target, limit, value));
    const buttons = names.map((name, k) => element("button", { type: "button", role: "radio", class: "lv-paint-class", "aria-checked": String(k === label), "aria-label": name, title: say("paint_key", { name, key: k + 1 }),
      onclick: () => this.report("label", k) }, classMark(k, false, 5)));
    const add = names.length < MOST_CLASSES ? [element("button", { type: "button", class: "lv-text-button", onclick: () => this.report("add") }, say("add_class"))] : [];
    this.choices.replaceChildren(...buttons, ...add);
  }

  slider(target, limit, value) {
    const shown = element("b", {}, formatOriginal(value, target));
    const input = element("input", { type: "range", class: "lv-range", min: -limit, max: limit, step: limit / 50, value: String(value), "aria-label": say("paint_value", { name: target.name }),
      oninput: (event) => (setText(shown, formatOriginal(+event.target.value, target)), this.report("value", +event.target.value)) });
    return [element("span", { class: "lv-quiet" }, target.name), input, shown];
  }

  mark(label, isErasing, canUndo) {
    this.undo.disabled = !canUndo;
    [...this.choices.querySelectorAll("[role=radio]")].forEach((button, k) => button.setAttribute("aria-checked", String(k === label && !isErasing)));
    this.eraser.setAttribute("aria-pressed", String(isErasing));
  }
}
