// The head of the inputs: which features of a point the network is given.
import { element } from "./dom.js";
import { say } from "./words.js";

const SHORT = 14; // characters of names that fit below the head

export class Features {
  // report: an edit of the diagram
  constructor(popover, report) {
    Object.assign(this, { popover, report });
  }

  build(data, isNarrow) {
    this.data = data;
    const { inputs, input_choices } = data, names = inputs.join(", ");
    const text = isNarrow ? String(inputs.length) : names.length <= SHORT ? names : say("features", { count: inputs.length, all: input_choices.length });
    return element("button", { type: "button", class: "lv-pill lv-features", "aria-haspopup": "dialog", "aria-label": say("choose_features"), title: say("choose_features"), "data-focus": "features",
      onclick: (event) => this.open(event.currentTarget) }, text);
  }

  // Counts by itself, as clicks may be quicker than answers; the last feature cannot be taken away.
  open(anchor) {
    const chosen = new Set(this.data.input_names);
    const boxes = this.data.input_choices.map(({ name, label, summary }) => {
      const box = element("input", { type: "checkbox", checked: chosen.has(name), onchange: () => change(name, box.checked) });
      return { name, box, row: element("label", { class: "lv-choice", title: summary }, label, box) };
    });
    const lock = () => boxes.forEach(({ name, box }) => (box.disabled = chosen.size === 1 && chosen.has(name)));
    const change = (name, isOn) => {
      if (isOn) chosen.add(name);
      else chosen.delete(name);
      lock();
      this.report({ action: "inputs", value: boxes.map((entry) => entry.name).filter((wanted) => chosen.has(wanted)) });
    };
    lock();
    this.popover.open("features", say("choose_features"), anchor, [element("h3", {}, say("inputs")), element("div", { class: "lv-choices" }, ...boxes.map(({ row }) => row))]);
  }
}
