// The loss over the updates, and beside each what its gradient promised: L − η |gradient|².
import { BOTTOM, LEFT, PLOT_HEIGHT, RIGHT, TOP } from "./backprop_curve.js";
import { setText, svg } from "./dom.js";
import { formatNumber, formatShort, tickStep } from "./number.js";
import { say } from "./words.js";

const FEWEST = 5; // updates that the axis has room for at least

export class TrailChart {
  constructor() {
    this.root = svg("svg", { class: "bp-plot", width: "100%", height: PLOT_HEIGHT, role: "img" });
    this.note = svg("text", { class: "ls-halo", "text-anchor": "end", y: TOP + 10 });
    this.empty = svg("text", { "text-anchor": "middle", y: 66 });
    this.marks = svg("g", {});
    this.root.append(this.marks, this.note, this.empty);
  }

  paint({ state, trail: { losses, predicted } }, width) {
    const n = predicted.length, top = Math.max(0.05, 1.12 * Math.max(...losses)), bottom = Math.min(0, ...predicted);
    const x = (k) => LEFT + 6 + (k / Math.max(FEWEST, n)) * (width - LEFT - RIGHT - 12), y = (loss) => BOTTOM - ((loss - bottom) / (top - bottom)) * (BOTTOM - TOP);
    this.marks.replaceChildren(...this.drawAxes(width, { x, y, top, bottom, n, past: state.past }), svg("path", { class: "bp-curve", d: "M" + losses.map((loss, k) => `${x(k)} ${y(loss)}`).join("L") }), ...losses.map((loss, k) => svg("circle", { cx: x(k), cy: y(loss), r: n > 15 ? 2.5 : 4, class: "bp-dot" })), ...this.drawPredictions(losses, predicted, x, y));
    this.empty.setAttribute("x", (LEFT + width) / 2);
    setText(this.empty, n ? "" : say("bp_no_updates"));
    this.note.setAttribute("x", width - RIGHT);
    const values = n && { predicted: formatNumber(predicted.at(-1), 3), actual: formatNumber(losses.at(-1), 3) };
    setText(this.note, n ? say("bp_predicted", values) : "");
    this.root.setAttribute("aria-label", n ? say("bp_trail_spoken", { n, ...values }) : say("bp_no_updates"));
  }

  drawAxes(width, { x, y, top, bottom, n, past }) {
    const step = tickStep(top - bottom, 4), marks = [];
    for (let k = Math.ceil(bottom / step); k * step <= top; k++) marks.push(svg("path", { d: `M${LEFT} ${y(k * step)}H${width - RIGHT}`, class: "bp-grid" }), svg("text", { x: LEFT - 6, y: y(k * step) + 4, "text-anchor": "end" }, k === 0 ? "0" : formatShort(k * step)));
    const every = Math.max(1, tickStep(Math.max(FEWEST, n), 6));
    for (let k = 0; k <= Math.max(FEWEST, n); k += every) marks.push(svg("text", { x: x(k), y: BOTTOM + 18, "text-anchor": "middle" }, String(past + k)));
    marks.push(svg("text", { x: (LEFT + width - RIGHT) / 2, y: BOTTOM + 34, "text-anchor": "middle", class: "bp-axis-name" }, say("bp_updates")));
    return marks;
  }

  drawPredictions(losses, predicted, x, y) {
    return predicted.flatMap((loss, k) => [
      svg("path", { class: "bp-secant", d: `M${x(k)} ${y(losses[k])}L${x(k + 1)} ${y(loss)}` }),
      svg("circle", { cx: x(k + 1), cy: y(loss), r: predicted.length > 15 ? 4.5 : 7, class: "bp-promise" }),
    ]);
  }
}
