// The chosen unit as a formula with today's numbers: B3 = tanh(-0.19 A1 + ...); each number opens its editor.
import { element, setText } from "./dom.js";
import { formatSigned } from "./number.js";
import { say } from "./words.js";

const MOST_TERMS = 7;

export class Formula {
  // report("edit_value", {target, anchor, isByKey})
  constructor(root, report) {
    Object.assign(this, { root, report, key: null });
  }

  // Built anew only when another unit or other terms are shown; else the numbers change where they stand.
  draw(network, frame, { layer, unit }) {
    const terms = layer ? this.termsOf(network, layer, unit) : [];
    const key = [frame.run, layer, unit, ...terms.map(({ from }) => from)].join();
    if (key !== this.key) this.build(network, layer, unit, terms);
    this.key = key;
    terms.forEach(({ weight }, i) => writeNumber(this.numbers[i], weight));
    if (layer) writeNumber(this.numbers.at(-1), network.units[network.indexOf({ layer, unit })].value);
    this.writeNorm(network, frame, layer, unit);
  }

  termsOf(network, layer, unit) {
    const incoming = network.edges.list.filter((edge) => edge.layer + 1 === layer && edge.to === unit);
    return incoming.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, MOST_TERMS).sort((a, b) => a.from - b.from);
  }

  build(network, layer, unit, terms) {
    const { sizes, output, data } = network;
    this.norm = element("span", { class: "lv-rest" });
    if (layer === 0) return this.root.replaceChildren(element("b", {}, network.nameOf(0, unit)), ` ${say("input_formula")}`);
    const isOutput = layer === sizes.length - 1, hidden = sizes[layer - 1] - terms.length;
    this.numbers = [...terms.map(({ from }) => this.number(network, layer, from, unit)), this.number(network, layer, null, unit)];
    const spans = terms.map(({ from }, i) => element("span", { class: "lv-term" }, this.numbers[i], element("i", {}, network.nameOf(layer - 1, from))));
    const rest = hidden > 0 ? [element("span", { class: "lv-rest" }, say("smaller", { count: hidden }))] : [];
    const sum = [...spans, ...rest, element("span", { class: "lv-term" }, this.numbers.at(-1), " ")];
    const wrap = isOutput ? (output.isLogit ? "sigmoid" : "") : data.activations[data.layers[layer - 1].activation].label;
    const residual = !isOutput && data.layers[layer - 1].residual ? [` + ${network.nameOf(layer - 1, unit)}`] : [];
    const name = isOutput ? outputName(output, unit) : network.nameOf(layer, unit);
    this.root.replaceChildren(element("b", {}, name), ...(wrap ? [` = ${wrap}( `, ...sum, ")"] : [" = ", ...sum]), ...residual, this.norm);
  }

  number(network, layer, from, to) {
    const label = from === null ? say("bias_of", { name: network.nameOf(layer, to) }) : `${network.nameOf(layer - 1, from)} → ${network.nameOf(layer, to)}`;
    return element("button", { type: "button", "aria-label": say("change", { name: label }), title: say("change", { name: label }),
      onclick: (event) => this.report("edit_value", { target: { layer, from, to }, anchor: event.currentTarget, isByKey: event.detail === 0 }) });
  }

  // What the norms of the column do to the result, in eval mode.
  writeNorm({ sizes, data }, { arrays: { norms } }, layer, unit) {
    if (layer === 0 || layer === sizes.length - 1) return;
    const at = 2 * (sizes.slice(1, layer).reduce((sum, n) => sum + n, 0) + unit);
    const steps = data.layers[layer - 1].extras.filter(({ kind }) => kind !== "dropout").map(({ kind, label }) =>
      kind === "batch_norm" && norms ? say("norm_step", { label, gain: formatSigned(norms[at]).replace("+", ""), shift: formatSigned(norms[at + 1]) }) : ` → ${label}`);
    setText(this.norm, steps.join(""));
  }
}

function writeNumber(button, value) {
  setText(button, formatSigned(value));
  button.className = value < 0 ? "lv-negative" : "lv-positive";
}

function outputName(output, unit) {
  return output.size > 1 ? say(output.isProbable ? "logit_of" : "score_of", { class: output.classes[unit] }) : output.label;
}
