// The shape of the network, its activations and its loss, as menus.
import { FUNCTIONS, LOSSES } from "./backprop_functions.js";
import { functionName } from "./backprop_names.js";
import { element } from "./dom.js";
import { say } from "./words.js";

const UNITS = [0, 1, 2, 3, 4];

export class Setup {
  // onShape(sizes), onChoice(name, value) with name hidden, output or loss.
  constructor(onShape, onChoice) {
    const shape = () => onShape(this.readShape());
    this.layers = [["bp_inputs", [1, 2, 3]], ["bp_layer_a", UNITS], ["bp_layer_b", UNITS], ["bp_outputs", [1, 2]]].map(([word, numbers]) => menu(say(word), numbers.map((n) => [String(n), n === 0 ? "–" : String(n)]), shape));
    const functions = Object.keys(FUNCTIONS).map((name) => [name, functionName(name)]);
    this.hidden = menu(say("bp_hidden"), functions, (value) => onChoice("hidden", value));
    this.output = menu(say("bp_output"), functions, (value) => onChoice("output", value));
    this.softmax = element("option", { value: "softmax", hidden: true }, "softmax");
    this.output.append(this.softmax);
    this.loss = menu(say("bp_loss"), Object.keys(LOSSES).map((name) => [name, functionName(name)]), (value) => onChoice("loss", value));
    const field = (word, select) => element("label", { class: "bp-field" }, element("span", {}, say(word)), select);
    const dashed = this.layers.flatMap((select, i) => (i ? [element("span", { class: "ls-muted", "aria-hidden": "true" }, "–"), select] : [select]));
    this.root = element("div", { class: "bp-setup" }, element("span", { class: "bp-field bp-shape" }, ...dashed), field("bp_hidden", this.hidden), field("bp_output", this.output), field("bp_loss", this.loss));
  }

  // A second hidden layer without a first one is the first.
  readShape() {
    const [inputs, a, b, outputs] = this.layers.map(({ value }) => +value);
    return [inputs, ...[a, b].filter(Boolean), outputs];
  }

  paint({ sizes, hidden, output, loss }) {
    const { isFused } = LOSSES[loss], shown = [sizes[0], sizes.length > 2 ? sizes[1] : 0, sizes.length > 3 ? sizes[2] : 0, sizes.at(-1)];
    this.layers.forEach((select, i) => (select.value = shown[i]));
    this.hidden.value = hidden;
    this.hidden.disabled = sizes.length === 2;
    this.output.value = isFused ? (sizes.at(-1) === 1 ? "sigmoid" : "softmax") : output;
    this.output.disabled = Boolean(isFused);
    this.output.title = isFused ? say("bp_fused") : "";
    this.loss.value = loss;
  }
}

function menu(label, items, onChange) {
  const select = element("select", { class: "ls-select", "aria-label": label, onchange: () => onChange(select.value) }, ...items.map(([value, text]) => element("option", { value }, text)));
  return select;
}
