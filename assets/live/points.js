// Data points: shape and color = class, fill = split (filled train, hollow test). Reads in grayscale.
import { svg } from "./dom.js";

// Corners on a circle of radius 1, scaled so that all weigh the same to the eye; the first class is that circle.
const PLUS = [[-0.45, -1.25], [0.45, -1.25], [0.45, -0.45], [1.25, -0.45], [1.25, 0.45], [0.45, 0.45]];
const SHAPES = [
  null,
  [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]],
  [[0, -1.3], [1.25, 0.9], [-1.25, 0.9]],
  [[-0.95, -0.95], [0.95, -0.95], [0.95, 0.95], [-0.95, 0.95]],
  [[0, 1.3], [1.25, -0.9], [-1.25, -0.9]],
  [...PLUS, ...PLUS.map(([x, y]) => [-x, -y])],
];

function traceShape(context, label, x, y, radius) {
  context.beginPath();
  const corners = SHAPES[label];
  if (!corners) return context.arc(x, y, radius, 0, 2 * Math.PI);
  for (const [dx, dy] of corners) context.lineTo(x + dx * radius, y + dy * radius);
  context.closePath();
}

export function drawPoint(context, theme, { x, y, label, isTest, radius }) {
  const color = theme.classes[label];
  traceShape(context, label, x, y, radius);
  context.fillStyle = isTest ? theme.bg : color;
  context.strokeStyle = isTest ? color : theme.bg;
  context.lineWidth = isTest ? 1.8 : 1;
  context.fill();
  context.stroke();
}

// A point that carries a number: filled with its color, outlined in ink; a test point keeps a hole.
export function drawValuePoint(context, theme, { x, y, color, isTest, radius }) {
  const r = radius + 0.6;
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  if (isTest) context.arc(x, y, r * 0.45, 0, 2 * Math.PI, true);
  context.fillStyle = color;
  context.strokeStyle = theme.ink;
  context.lineWidth = 1;
  context.fill();
  if (isTest) fillHole(context, theme, x, y, r * 0.45);
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.stroke();
}

function fillHole(context, theme, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = theme.bg;
  context.fill();
  context.stroke();
}

// A ring of ink on a rim of the page's color: around a wrong answer (small) or the chosen point (large).
export function drawRing(context, theme, x, y, radius, width) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.strokeStyle = theme.bg;
  context.lineWidth = width + 2;
  context.stroke();
  context.strokeStyle = theme.ink;
  context.lineWidth = width;
  context.stroke();
}

// Smaller marks for larger sets, so that the map stays visible beneath them.
export const pointRadius = (n, mapSize) => Math.max(1.6, Math.min(3.7, 3.7 * Math.sqrt(400 / Math.max(1, n)))) * Math.min(1, mapSize / 340 + 0.1);

// The same mark as an element, for keys and buttons.
export function classMark(label, isHollow = false, radius = 4) {
  const middle = radius * 1.65;
  const corners = SHAPES[label]?.map(([x, y]) => `${(middle + x * radius).toFixed(2)} ${(middle + y * radius).toFixed(2)}`);
  const shape = corners ? svg("path", { d: `M${corners.join("L")}z` }) : svg("circle", { cx: middle, cy: middle, r: radius });
  return svg("svg", { width: 2 * middle, height: 2 * middle, class: `lv-mark-${label}${isHollow ? " lv-hollow" : ""}`, "aria-hidden": "true" }, shape);
}

// A point with a value, as an element in a key.
export const valueMark = (color) => svg("svg", { width: 12, height: 12, "aria-hidden": "true" }, svg("circle", { cx: 6, cy: 6, r: 4.5, style: `fill:${color};stroke:var(--ink)` }));
