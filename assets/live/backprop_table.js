// Three ways to the same gradient, of every parameter: the chain rule, autograd and a finite difference.
import { parameterName } from "./backprop_names.js";
import { listParameters } from "./backprop_tape.js";
import { element, setText } from "./dom.js";
import { signed, verdict } from "./lesson_text.js";
import { formatSigned } from "./number.js";
import { say } from "./words.js";

const ABSOLUTE = 2e-4, RELATIVE = 0.02; // how far a difference may be off and still count as right
export const isNear = (value, wanted) => value !== null && Math.abs(value - wanted) <= Math.max(ABSOLUTE, RELATIVE * Math.abs(wanted));
const show = (value) => formatSigned(value, Math.abs(value) < 100 ? 4 : 1);

export class GradientTable {
  constructor(onSelect) {
    this.onSelect = onSelect;
    this.apart = element("span", { class: "ls-muted ls-small" });
    this.body = element("tbody", {});
    const names = ["bp_column_weight", "bp_column_value", "bp_column_chain", "bp_column_autograd", "bp_column_finite"];
    const head = element("thead", {}, element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, say(name))), element("th", {})));
    this.frame = element("div", { class: "bp-table-frame" }, element("table", { class: "ls-table bp-table" }, head, this.body));
    this.root = element("div", {}, element("div", { class: "ls-caption" }, element("h2", {}, say("bp_three_ways")), this.apart), this.frame);
  }

  build(sizes) {
    if (this.key === sizes.join()) return;
    this.key = sizes.join();
    this.rows = listParameters(sizes).map((parameter, index) => this.buildRow(parameterName(sizes, parameter), index));
    this.body.replaceChildren(...this.rows.map(({ row }) => row));
  }

  buildRow(name, index) {
    const cells = Array.from({ length: 5 }, () => element("td", {}));
    const row = element("tr", { tabindex: 0, "data-row": index, onclick: () => this.onSelect(index), onkeydown: (event) => event.key === "Enter" && this.onSelect(index) }, element("td", {}, name), ...cells);
    return { row, cells };
  }

  paint({ state, w, shown, reached, isSettled }) {
    this.build(state.sizes);
    const parameters = listParameters(state.sizes);
    this.rows.forEach(({ row, cells }, i) => {
      const isShown = reached.hasGradient(parameters[i].layer) || reached.isUpdated;
      row.setAttribute("aria-selected", i === state.selected);
      cells[0].replaceChildren(signed(w[i]));
      this.paintChecks(cells.slice(1), isShown, { chain: shown.chain[i], autograd: shown.autograd[i], finite: shown.finite[i] }, isSettled);
    });
    if (this.selected !== state.selected) this.reveal((this.selected = state.selected));
    setText(this.apart, isSettled && (reached.isBackDone || reached.isUpdated) ? this.measure(shown) : "");
  }

  paintChecks([chain, autograd, finite, mark], isShown, values, isSettled) {
    const isAutogradRight = values.autograd === null ? values.chain === 0 : isNear(values.autograd, values.chain), isFiniteRight = isNear(values.finite, values.chain);
    setText(chain, isShown ? show(values.chain) : "·");
    setText(autograd, !isShown ? "·" : values.autograd === null ? say("bp_none") : show(values.autograd));
    setText(finite, !isShown ? "·" : values.finite === null ? "NaN" : show(values.finite));
    autograd.classList.toggle("bp-off", isShown && !isAutogradRight);
    finite.classList.toggle("bp-off", isShown && !isFiniteRight);
    for (const cell of [autograd, finite]) cell.classList.toggle("bp-local", !isSettled);
    const isRight = isAutogradRight && isFiniteRight;
    if (mark.dataset.right === String(isShown && isRight) && mark.childElementCount === +isShown) return;
    mark.dataset.right = isShown && isRight;
    mark.replaceChildren(...(isShown ? [verdict(isRight)] : []));
  }

  // Keeps the followed row in sight, without moving the page.
  reveal(index) {
    const { row } = this.rows[index], top = row.offsetTop - this.frame.offsetTop;
    if (top < this.frame.scrollTop + 24) this.frame.scrollTop = top - 24;
    else if (top + 26 > this.frame.scrollTop + this.frame.clientHeight) this.frame.scrollTop = top + 26 - this.frame.clientHeight;
  }

  // How far PyTorch's float64 and float32 gradients lie from the chain rule at most.
  measure({ chain, autograd, single }) {
    const apart = (values) => Math.max(0, ...values.map((value, i) => (value === null ? 0 : Math.abs(value - chain[i]))));
    return say("bp_apart", { double: formatPower(apart(autograd)), single: formatPower(apart(single)) });
  }
}

// 3·10⁻¹⁷
export function formatPower(value) {
  if (value === 0) return "0";
  const [digits, power] = value.toExponential(0).split("e");
  const raised = [...String(+power)].map((c) => ({ "-": "⁻" })[c] ?? "⁰¹²³⁴⁵⁶⁷⁸⁹"[+c]).join("");
  return `${digits}·10${raised}`;
}
