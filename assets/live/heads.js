// The heads of the columns: names, steppers, activations, chips, and the (+) buttons between them.
import { element } from "./dom.js";
import { activationMenu, Extras } from "./extras.js";
import { Features } from "./features.js";
import { LETTERS } from "./layout.js";
import { nameColumn } from "./names.js";
import { buildStepper, iconButton } from "./stepper.js";
import { say } from "./words.js";

export class Heads {
  constructor(popover, report) {
    this.report = report; // an edit of the diagram
    this.extras = new Extras(popover, report);
    this.features = new Features(popover, report);
    this.asked = { layer: null, numbers: [] }; // numbers of units reported and not yet answered
  }

  build(data, place) {
    Object.assign(this, { data, place });
    this.extras.build(data, place.isCompact);
    const columns = place.layers.map((_, column) => this.buildHead(column));
    return [...columns, ...this.buildAddButtons()];
  }

  buildHead(column) {
    const { place, data } = this, last = place.layers.length - 1;
    const name = nameColumn(data, column);
    const heading = element("h3", {}, place.isCompact && column > 0 && column < last ? LETTERS[column - 1] : name);
    const controls = column > 0 && column < last ? this.buildControls(column - 1, name, heading) : [column ? this.tag(this.outputKind()) : this.features.build(data, place.isCompact)];
    const chips = column < last ? element("div", { class: "lv-extras" }, ...this.extras.chips(column, name), this.extras.adder(column, name)) : "";
    const [x, y] = place.layers[column].centers[0], rise = 66 + (this.extras.counts()[column] ? 34 : 0);
    const style = place.isTall ? `top:${y - rise}px` : `left:${x}px`;
    const hasChips = this.extras.counts()[column] > 0;
    return element("div", { class: `lv-head${hasChips ? " lv-has-extras" : ""}`, style, "data-column": column }, heading, element("div", { class: "lv-controls" }, ...controls), chips);
  }

  tag = (text) => element("span", { class: "lv-tag" }, this.place.isCompact ? "" : text);

  outputKind() {
    const { task, gives_probabilities } = this.data;
    if (task !== "regression" && !gives_probabilities) return say("score");
    return { binary: "sigmoid", multiclass: "softmax", regression: say("linear") }[task];
  }

  buildControls(hidden, name, heading) {
    const edit = (action, value) => this.report({ layer: hidden, action, value });
    heading.append(iconButton("×", say("remove_layer", { name }), `x${hidden}`, () => edit("remove_layer")));
    const menu = activationMenu(this.data, this.data.layers[hidden].activation, say("activation_of", { name }), `a${hidden}`, (value) => edit("activation", value));
    return [this.unitStepper(hidden, name, (units) => edit("units", units)), menu];
  }

  // The stepper reports the number wanted: of quick clicks only the last need arrive, and the answer to an earlier
  // one does not set the count back. A number that was not asked for here came from elsewhere.
  unitStepper(hidden, name, report) {
    const answered = this.asked.layer === hidden ? this.asked.numbers.lastIndexOf(this.data.layers[hidden].units) : -1;
    const waiting = answered < 0 ? [] : this.asked.numbers.slice(answered + 1);
    if (this.asked.layer === hidden) this.asked.numbers = waiting;
    const note = (units) => {
      if (this.asked.layer !== hidden) this.asked = { layer: hidden, numbers: [] };
      this.asked.numbers.push(units);
      report(units);
    };
    return buildStepper({ value: waiting.at(-1) ?? this.data.layers[hidden].units, step: 1, min: 1, max: this.data.limits.units, format: String, report: note,
      focus: hidden, label: say("units_of", { name }), less: say("remove_unit", { name }), more: say("add_unit", { name }) });
  }

  // A (+) between neighboring layers, wherever one more layer is allowed.
  buildAddButtons() {
    if (this.data.layers.length >= this.data.limits.layers) return [];
    const { place } = this;
    return place.layers.slice(1).map((layer, hidden) => {
      const [a] = place.layers[hidden].centers, [b] = layer.centers;
      const style = place.isTall ? `left:${place.width / 2}px;top:${a[1] + 54}px` : `left:${(a[0] + b[0]) / 2}px;top:12px`;
      const label = hidden === 0 ? say("add_first_layer") : say("add_layer", { name: nameColumn(this.data, hidden) });
      return element("button", { type: "button", class: "lv-add", style, "aria-label": label, title: label, "data-focus": `add${hidden}`,
        onclick: () => this.report({ layer: hidden, action: "add_layer" }) }, "+");
    });
  }
}
