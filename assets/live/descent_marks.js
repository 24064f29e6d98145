// Runners are told apart by shape as well as by color.
import { svg } from "./dom.js";

const SHAPES = [
  (r) => `M${r} 0A${r} ${r} 0 1 1 ${-r} 0A${r} ${r} 0 1 1 ${r} 0Z`,
  (r) => `M0 ${-1.25 * r}L${1.25 * r} 0L0 ${1.25 * r}L${-1.25 * r} 0Z`,
  (r) => `M${-0.9 * r} ${-0.9 * r}H${0.9 * r}V${0.9 * r}H${-0.9 * r}Z`,
  (r) => `M0 ${-1.2 * r}L${1.15 * r} ${0.85 * r}H${-1.15 * r}Z`,
  (r) => `M0 ${1.2 * r}L${1.15 * r} ${-0.85 * r}H${-1.15 * r}Z`,
];

export function markRunner(context, index, x, y, radius, color, rim) {
  const path = new Path2D(SHAPES[index % SHAPES.length](radius));
  context.save();
  context.translate(x, y);
  Object.assign(context, { lineWidth: 3, strokeStyle: rim, fillStyle: color });
  context.stroke(path);
  context.fill(path);
  context.restore();
}

export function runnerMark(index, color) {
  return svg("svg", { class: "dg-mark", width: 14, height: 14, viewBox: "-7 -7 14 14", "aria-hidden": "true" }, svg("path", { d: SHAPES[index % SHAPES.length](5), fill: color }));
}

// Class colors, in an order in which neighbors differ most; ink for a path alone.
const ORDER = [0, 1, 2, 5, 3];
export const runnerColors = (theme) => ORDER.map((k) => theme.classes[k]);
