// A unit's whole formula with today's numbers: weighted sum, activation, residual, and the norms that follow.
import { element, setText } from "./dom.js";
import { isOutput, nameUnit, startOf } from "./names.js";
import { formatSigned } from "./number.js";
import { say } from "./words.js";

const MOST_TERMS = 12;

export class UnitFormula {
  constructor(data, unit) {
    Object.assign(this, { data, unit });
    const [column, index] = unit;
    this.terms = [];
    this.root = element("p", { class: "lv-unit-formula" });
    const name = isOutput(data, column) && data.output.kind === "probability" ? say("probability", { class: data.classes[1] }) : nameUnit(data, unit);
    if (column === 0) {
      this.root.replaceChildren(element("b", {}, name), ` ${say("panel_input_formula")}`);
      return;
    }
    const before = column === 1 ? data.inputs.length : data.layers[column - 2].units;
    this.count = before;
    const shown = Math.min(before, MOST_TERMS);
    for (let from = 0; from < shown; from++) this.terms.push({ from, ...makeTerm(nameUnit(data, [column - 1, from])) });
    const rest = before > shown ? [element("span", { class: "lv-rest" }, say("panel_more_terms", { count: before - shown }))] : [];
    this.bias = makeTerm("");
    const sum = [...this.terms.map((term) => term.node), ...rest, this.bias.node];
    const parts = isOutput(data, column) ? this.wrapOutput(sum) : this.wrapHidden(sum, column, index);
    this.root.replaceChildren(element("b", {}, name), " = ", ...parts);
  }

  wrapOutput(sum) {
    return this.data.output.kind === "probability" ? ["sigmoid( ", ...sum, ")"] : sum;
  }

  // From the inside out, as the numbers go.
  wrapHidden(sum, column, index) {
    const { data } = this, layer = data.layers[column - 1];
    const label = (activation) => data.activations[activation].label;
    let parts = layer.activation === "linear" ? sum : [`${label(layer.activation)}( `, ...sum, ")"];
    if (layer.residual) parts = [...parts, ` + ${nameUnit(data, [column - 1, index])}`];
    const norms = (layer.extras ?? []).filter((extra) => extra.kind.endsWith("norm"));
    const isSingle = norms.filter((extra) => extra.kind === "batch_norm").length === 1;
    for (const extra of norms) {
      if (extra.kind === "batch_norm" && isSingle) {
        [this.gain, this.shift] = [makeTerm(""), makeTerm("")];
        for (const part of [this.gain, this.shift]) part.number.title = say("panel_norm_note", { label: extra.label });
        parts = [this.gain.node, "· ( ", ...parts, ") ", this.shift.node];
      } else {
        parts = [`${extra.label}( `, ...parts, ")"];
      }
      if (extra.activation && extra.activation !== "linear") parts = [`${label(extra.activation)}( `, ...parts, ")"];
    }
    return parts;
  }

  // values: incoming weights, the bias last; norms: gain and shift of the units of columns 1 to H.
  draw(values, norms) {
    for (const term of this.terms) writeTerm(term, values[term.from]);
    if (this.bias) writeTerm(this.bias, values[this.count]);
    if (!this.gain || !norms) return;
    const at = 2 * (startOf(this.data, this.unit[0], 1) + this.unit[1]);
    writeTerm(this.gain, norms[at]);
    writeTerm(this.shift, norms[at + 1]);
  }
}

function makeTerm(name) {
  const number = element("span");
  return { number, node: element("span", { class: "lv-term" }, number, name ? element("i", {}, name) : " ") };
}

function writeTerm({ number }, value) {
  if (!Number.isFinite(value)) return;
  setText(number, formatSigned(value));
  number.className = value < 0 ? "lv-negative" : "lv-positive";
}
