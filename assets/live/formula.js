// The chosen unit as a formula with today's numbers: B3 = tanh(-0.19 A1 + ...).
import { element } from "./dom.js";
import { formatSigned } from "./number.js";
import { unitName } from "./layout.js";
import { say } from "./words.js";

const MOST_TERMS = 7;

export function drawFormula(root, network, frame, selected) {
  if (selected.layer === 0) {
    root.replaceChildren(element("b", {}, unitName(network.sizes, 0, selected.unit)), ` ${say("input_formula")}`);
    return;
  }
  const { sizes, data } = network;
  const isOutput = selected.layer === sizes.length - 1;
  const incoming = network.edges.list
    .filter((edge) => edge.layer + 1 === selected.layer && edge.to === selected.unit)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const shown = incoming.slice(0, MOST_TERMS).sort((a, b) => a.from - b.from);
  const hidden = sizes[selected.layer - 1] - shown.length;
  const name = isOutput ? say("probability", { class: data.classes[1] }) : unitName(sizes, selected.layer, selected.unit);
  const activation = isOutput ? "sigmoid" : data.activations[data.layers[selected.layer - 1].activation].label;
  const terms = shown.map((edge) => term(edge.weight, unitName(sizes, edge.layer, edge.from)));
  const rest = hidden > 0 ? [element("span", { class: "lv-rest" }, say("smaller", { count: hidden }))] : [];
  const first = sizes.slice(0, selected.layer).reduce((sum, n) => sum + n, 0) - sizes[0];
  const bias = term(frame.arrays.biases[first + selected.unit], "");
  root.replaceChildren(element("b", {}, name), ` = ${activation}( `, ...terms, ...rest, bias, ")");
}

function term(value, name) {
  const number = element("span", { class: value < 0 ? "lv-negative" : "lv-positive" }, formatSigned(value));
  return element("span", { class: "lv-term" }, number, name ? element("i", {}, name) : " ");
}
