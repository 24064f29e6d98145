// What a column holds beside its units - dropout, norms, a residual connection - as chips with small windows.
import { element } from "./dom.js";
import { formatShort } from "./number.js";
import { buildStepper } from "./stepper.js";
import { say } from "./words.js";

const RATE_STEP = 0.05;

// column: 0 for the inputs, then the hidden layers. `isNarrow`: capital letters stand for names.
export class Extras {
  constructor(popover, report) {
    this.popover = popover;
    this.report = report; // an edit of the diagram
  }

  build(data, isNarrow) {
    Object.assign(this, { data, isNarrow });
  }

  of(column) {
    return column === 0 ? this.data.input_extras : this.data.layers[column - 1].extras;
  }

  // How many chips stand in the head of each column.
  counts() {
    const { layers } = this.data;
    return [this.of(0).length, ...layers.map(({ extras, residual }) => extras.length + Number(residual)), 0];
  }

  chips(column, name) {
    const chips = this.of(column).map((extra) => this.chip(extra.label, this.textOf(extra), `extra${extra.index}`, name,
      (anchor) => this.openEditor(extra, anchor), () => this.report({ action: "remove_extra", index: extra.index })));
    if (!column || !this.data.layers[column - 1].residual) return chips;
    const remove = () => this.report({ action: "residual", layer: column - 1, value: false });
    return [...chips, this.chip(say("residual"), this.isNarrow ? "+x" : say("residual_short"), `residual${column}`, name, null, remove)];
  }

  textOf({ kind, rate }) {
    const { short } = this.data.kinds[kind];
    const title = this.isNarrow ? short.replace(/[^A-Z]/g, "") : short;
    return rate === undefined ? title : `${title} ${formatShort(rate)}`;
  }

  // Pressed, it opens its editor; a chip without one is removed.
  chip(label, text, focus, name, edit, remove) {
    const open = element("button", { type: "button", class: "lv-chip-text", "data-focus": focus, title: label,
      "aria-label": say(edit ? "edit_extra" : "remove_extra", { extra: label, name }), onclick: (event) => (edit ? edit(event.currentTarget) : remove()) }, text);
    const cross = element("button", { type: "button", class: "lv-chip-remove", title: say("remove_extra", { extra: label, name }),
      "aria-label": say("remove_extra", { extra: label, name }), tabindex: edit ? "0" : "-1", onclick: remove }, "×");
    return element("span", { class: "lv-extra" }, open, cross);
  }

  openEditor(extra, anchor) {
    const report = (action, value) => this.report({ action, index: extra.index, value });
    const parts = [element("h3", {}, extra.label)];
    if (extra.rate !== undefined) {
      parts.push(buildStepper({ value: extra.rate, step: RATE_STEP, min: 0, max: 1, label: say("rate"), less: say("less_rate"), more: say("more_rate"),
        focus: `rate${extra.index}`, format: (rate) => rate.toFixed(2), report: (rate) => report("rate", rate) }));
    }
    if (extra.activation !== undefined) {
      parts.push(activationMenu(this.data, extra.activation, say("activation_of", { name: extra.label }), `ea${extra.index}`, (name) => report("extra_activation", name)));
    }
    const remove = element("button", { type: "button", class: "lv-text-button", onclick: () => (this.popover.close(), report("remove_extra")) }, say("remove"));
    this.popover.open(`extra${extra.index}`, extra.label, anchor, [...parts, remove]);
  }

  // The (+) below a head: what may be added there.
  adder(column, name) {
    const label = say("add_extra", { name });
    return element("button", { type: "button", class: "lv-more", title: label, "aria-label": label, "aria-haspopup": "dialog",
      "data-focus": `more${column}`, onclick: (event) => this.openMenu(column, name, event.currentTarget) }, "+");
  }

  openMenu(column, name, anchor) {
    const choose = (edit) => () => (this.popover.close(), this.report(edit));
    const kinds = Object.entries(this.data.kinds).filter(([kind]) => kind !== "linear").map(([kind, { label }]) =>
      element("button", { type: "button", class: "lv-choice", onclick: choose({ action: "add_extra", layer: column - 1, value: kind }) }, label));
    this.popover.open(`more${column}`, say("add_extra", { name }), anchor, [element("h3", {}, say("add_to", { name })), ...kinds, ...this.residualChoice(column, choose)]);
  }

  residualChoice(column, choose) {
    if (column === 0) return [];
    const layers = this.data.layers, { residual, units } = layers[column - 1], before = layers[column - 2]?.units;
    const isPossible = before === units;
    const button = element("button", { type: "button", class: "lv-choice", role: "switch", "aria-checked": String(residual), disabled: !isPossible && !residual,
      onclick: choose({ action: "residual", layer: column - 1, value: !residual }) }, say("residual"));
    return isPossible ? [button] : [button, element("p", { class: "lv-hint" }, say(before === undefined ? "residual_first" : "residual_needs", { units, before }))];
  }
}

export function activationMenu(data, chosen, label, focus, report) {
  const options = Object.entries(data.activations).map(([value, activation]) => element("option", { value, selected: value === chosen }, activation.label));
  return element("select", { class: "lv-pill", "aria-label": label, "data-focus": focus, onchange: (event) => report(event.target.value) }, ...options);
}
