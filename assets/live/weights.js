// The incoming weights of a unit and its bias: bar, number (to be changed by hand) and gradient.
import { element, setText } from "./dom.js";
import { nameUnit } from "./names.js";
import { formatNumber } from "./number.js";
import { NumberField } from "./scrub.js";
import { say } from "./words.js";

export class Weights {
  // report(name, detail); the last row is the bias.
  constructor(data, unit, report) {
    const [column, to] = unit, count = column ? (column === 1 ? data.inputs.length : data.layers[column - 2].units) : 0;
    const name = nameUnit(data, unit);
    const edit = (from) => (value) => report("edit", from < count ? { action: "weight", column, to, from, value } : { action: "bias", column, to, value });
    this.rows = Array.from({ length: count + 1 }, (_, from) => {
      const source = from < count ? nameUnit(data, [column - 1, from]) : say("panel_bias");
      const label = from < count ? say("panel_weight_of", { from: source, to: name }) : say("bias_of", { name });
      const head = from < count ? element("button", { type: "button", title: say("panel_look_at", { name: source }), onclick: () => report("unit", [column - 1, from]) }, source) : source;
      return { field: new NumberField(label, edit(from)), head, bar: element("i"), gradient: element("td") };
    });
    const body = this.rows.map(({ field, head, bar, gradient }) => element("tr", {}, element("th", { scope: "row" }, head),
      element("td", { class: "lv-weight-bar" }, bar), element("td", {}, field.input), gradient));
    const heads = [["panel_from"], [null], ["panel_value"], ["panel_gradient"]].map(([key]) => element("th", { scope: "col" }, key ? say(key) : ""));
    this.root = element("div", { class: "lv-weights" },
      element("h3", {}, say("panel_weights_into", { name })), element("table", { class: "lv-table" }, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...body)),
      element("p", { class: "lv-hint-line" }, say("panel_weights_note")));
  }

  // values and gradients: the bias comes last. Weights that are not known at the moment stay as they are.
  draw(values, gradients) {
    const most = Math.max(0.5, ...this.rows.map(({ field }, i) => Math.abs(values[i] ?? field.value)));
    this.rows.forEach(({ field, bar, gradient }, i) => {
      if (Number.isFinite(values[i])) field.show(values[i]);
      const share = (50 * field.value) / most, key = share.toFixed(1);
      if (bar.dataset.share !== key) {
        bar.dataset.share = key;
        Object.assign(bar.style, { left: `${Math.min(50, 50 + share)}%`, width: `${Math.abs(share)}%`, background: `var(--${share < 0 ? "neg" : "pos"})` });
      }
      if (gradients) setText(gradient, formatGradient(gradients[i]));
    });
  }
}

// Gradients range over many powers of ten.
function formatGradient(value) {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (value === 0 || size >= 0.001) return formatNumber(value, 3);
  return formatNumber(Math.sign(value), 0).replace("1", size.toExponential(0).replace("e-", "e\u2212"));
}
