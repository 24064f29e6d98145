// The frame of a small chart: caption, two labelled axes, a few grid lines; its nodes are reused from report to report.
import { element, setText, svg } from "./dom.js";
import { formatShort, tickStep } from "./number.js";

const TOP = 22, BOTTOM = 38;

export class Axes {
  // `x` and `y` are the axes' titles.
  constructor({ caption, x, y, height = 160, left = 30, right = 10 }) {
    Object.assign(this, { height, left, right, caption });
    this.figure = element("span", { class: "lv-chart-figure" }); // what the chart comes to, beside the caption
    this.grid = svg("g");
    this.marks = svg("g");
    this.xTitle = svg("text", { "text-anchor": "end", y: TOP + height + 34 }, x);
    this.yTitle = svg("text", { x: 0, y: 9 }, y);
    this.svg = svg("svg", { role: "img", width: "100%", height: TOP + height + BOTTOM }, this.grid, this.marks, this.xTitle, this.yTitle);
    this.root = element("figure", { class: "lv-chart" },
      element("figcaption", {}, element("h3", {}, caption), this.figure), this.svg);
  }

  // The plot's width follows the room that the page gives it.
  get width() {
    return Math.max(40, this.svg.clientWidth - this.left - this.right);
  }

  // Ranges { low, high, ticks, place?, format? }; `place` maps a value to [0, 1] where the scale is not linear.
  scale(x, y) {
    const { width, height, left } = this;
    const share = (range, v) => (range.place ? range.place(v) : (v - range.low) / (range.high - range.low));
    this.toX = (v) => left + width * share(x, v);
    this.toY = (v) => TOP + height * (1 - share(y, v));
    this.bottom = TOP + height;
    this.xTitle.setAttribute("x", left + width);
    const format = (range) => range.format ?? formatShort;
    const rows = y.ticks.map((v) => [`M${left} ${this.toY(v).toFixed(1)}h${width}`, format(y)(v), left - 6, this.toY(v) + 4, "end"]);
    const columns = x.ticks.map((v) => [`M${this.toX(v).toFixed(1)} ${this.bottom}v4`, format(x)(v), this.toX(v), this.bottom + 18, "middle"]);
    const wanted = [...rows, ...columns];
    const groups = reuse(this.grid, wanted.length, () => svg("g", {}, svg("path", { class: "lv-grid" }), svg("text")));
    wanted.forEach(([d, label, atX, atY, anchor], i) => {
      const [path, text] = groups[i].children;
      path.setAttribute("d", d);
      setAttributes(text, { x: atX.toFixed(1), y: atY.toFixed(1), "text-anchor": anchor });
      setText(text, label);
    });
  }

  // What the chart shows in a sentence, for those who do not see it.
  describe(text) {
    this.svg.setAttribute("aria-label", `${this.caption}. ${text}`);
  }
}

// As many children as wanted; those there are stay.
export function reuse(group, count, make) {
  while (group.childElementCount < count) group.append(make());
  while (group.childElementCount > count) group.lastChild.remove();
  return group.children;
}

export function setAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
}

// A range with round ends around the values, and its ticks.
export function roundRange(low, high, count = 4) {
  if (!(high > low)) [low, high] = [low - 0.5, low + 0.5];
  const step = tickStep(high - low, count);
  const first = Math.floor(low / step + 1e-6), last = Math.ceil(high / step - 1e-6);
  return { low: first * step, high: last * step, ticks: ticksOf(first, last, step) };
}

// A range that ends where the values end; ticks inside it.
export function exactRange(low, high, count = 4) {
  if (!(high > low)) high = low + 1;
  const step = tickStep(high - low, count);
  return { low, high, ticks: ticksOf(Math.ceil(low / step - 1e-6), Math.floor(high / step + 1e-6), step) };
}

const ticksOf = (first, last, step) => Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => +((first + i) * step).toPrecision(6));

export const SHARES = { low: 0, high: 1, ticks: [0, 0.25, 0.5, 0.75, 1] };

// "M x y L x y ..." through points that are numbers.
export function linePath(points) {
  let d = "";
  for (const [x, y] of points) if (Number.isFinite(x + y)) d += `${d ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
  return d;
}

// Many circles as one path.
export const circlesPath = (points, r) =>
  points.map(([x, y]) => `M${(x - r).toFixed(1)} ${y.toFixed(1)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`).join("");

// The rows of a two-dimensional array.
export const rowsOf = (array) => Array.from({ length: array?.shape[0] ?? 0 }, (_, i) => array.subarray(i * array.shape[1], (i + 1) * array.shape[1]));
