// Three small layers beside the one matrix they would be without a curve between them.
import { reuse } from "./axes.js";
import { element, setText } from "./dom.js";
import { compareLayers } from "./activation_functions.js";
import { NumberBox } from "./lesson_parts.js";
import { verdict } from "./lesson_text.js";
import { formatNumber } from "./number.js";
import { say } from "./words.js";

export const INPUTS = [[1, 0], [0, 1], [1, -1]];
const NAMES = ["W₁", "W₂", "W₃"], SAME = 0.005; // apart, what two decimals cannot tell

const pair = (v) => `${formatNumber(v[0])}  ${formatNumber(v[1])}`;

export class Collapse {
  constructor(lab) {
    this.lab = lab;
    this.boxes = NAMES.map((name, k) => [0, 1, 2, 3].map((i) => new NumberBox({
      name: `${name} ${say("row_column", { row: 1 + (i >> 1), column: 1 + (i % 2) })}`,
      onChange: (value) => lab.changeMatrix(k, i, value),
      onEnd: () => lab.rest(),
    })));
    this.product = [0, 1, 2, 3].map(() => element("b", {}));
    this.rows = element("tbody", {});
    this.verdict = element("p", { class: "ac-verdict" });
    const matrix = (name, cells) => element("div", { class: "ac-matrix" }, element("span", {}, name), element("div", {}, ...cells));
    this.formula = element("p", { class: "ls-muted ls-small" });
    this.root = element("section", { class: "ac-collapse" }, element("h2", {}, say("collapse")), this.formula,
      element("div", { class: "ac-matrices" }, ...this.boxes.map((boxes, k) => matrix(NAMES[k], boxes.map((box) => box.node)))),
      element("div", { class: "ac-product" }, matrix(say("one_matrix"), this.product), this.verdict),
      element("table", { class: "ls-table" }, element("thead", {}, element("tr", {}, ...["input", "layers", "one_matrix_short", "same"].map((word) => element("th", { scope: "col" }, say(word))))), this.rows));
  }

  draw() {
    const { state, answers } = this.lab, known = answers.function?.collapse;
    const isStill = known && !this.lab.isWaiting, now = isStill ? { ...known, product: known.product.flat() } : compareLayers(state.matrices, INPUTS, state.function);
    state.matrices.forEach((matrix, k) => matrix.forEach((value, i) => this.boxes[k][i].value === value && this.boxes[k][i].node.textContent !== "" ? null : this.boxes[k][i].set(value)));
    this.product.forEach((node, i) => setText(node, formatNumber(now.product[i])));
    setText(this.formula, say("collapse_formula", { name: this.lab.labelOf(state.function) }));
    const rows = reuse(this.rows, INPUTS.length, () => element("tr", {}, ...[0, 1, 2, 3].map(() => element("td", {}))));
    INPUTS.forEach((input, i) => this.drawRow(rows[i], input, now.layers[i], now.single[i]));
    if (isStill) setText(this.verdict, say(known.misfit < 1e-9 ? "misfit_none" : "misfit", { misfit: formatNumber(known.misfit, 3) }));
    this.verdict.style.opacity = isStill ? 1 : 0.4;
  }

  drawRow(row, input, layers, single) {
    const isSame = layers.every((value, i) => Math.abs(value - single[i]) < SAME);
    [input.map((v) => formatNumber(v, 0)).join(", "), pair(layers), pair(single)].forEach((text, i) => setText(row.children[i], text));
    if (row.dataset.same === String(isSame)) return;
    row.dataset.same = isSame;
    row.children[3].replaceChildren(verdict(isSame));
  }
}
