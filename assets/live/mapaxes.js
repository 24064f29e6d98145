// Axes in original units and the color bar, as SVG: how much room they need, and their parts.
import { svg } from "./dom.js";
import { formatShort, originalTicks } from "./number.js";
import { say } from "./words.js";

export const BAR_GAP = 10;
export const BAR = 10;
const LEFT = 28, BAR_TICKS = 28, BOTTOM = 26, NAME = 16; // px; NAME: a line for a name too long to stand among numbers
const CHARACTER = 6.3; // px of a digit
const SMALL = 300; // px of a map with room for every second number only

const widest = (ticks) => CHARACTER * Math.max(0, ...ticks.map(({ text }) => text.length));
const isLong = (name) => name.length > 3;

// Room around a square map in a box of that width, and the numbers on its sides. `vertical` is {name, center, scale}.
export function planAxes({ extent, features }, vertical, bar, width) {
  const horizontal = features[0], count = width < 340 ? 5 : 6;
  const across = originalTicks(extent[0], extent[1], horizontal, width < 340 ? 4 : 6);
  const upward = originalTicks(extent[2], extent[3], vertical, count);
  const left = Math.max(LEFT, Math.ceil(widest(upward)) + 10) + (isLong(vertical.name) ? NAME : 0);
  const barTicks = bar ? originalTicks(-bar.limit, bar.limit, bar, 4) : [];
  const right = BAR_GAP + BAR + Math.max(BAR_TICKS, bar ? Math.ceil(widest(barTicks)) + 5 + NAME : 0);
  const size = width - left - right;
  return { left, right, size, bottom: BOTTOM + (isLong(horizontal.name) ? NAME : 0), across, upward, barTicks, horizontal, vertical };
}

const text = (x, y, label, attributes = {}) => svg("text", { x, y, ...attributes }, label);

export function axisParts(plan, toX, toY) {
  const { left, size, across, upward, horizontal, vertical } = plan;
  const parts = [], isWide = isLong(horizontal.name), isHigh = isLong(vertical.name);
  for (const { at, text: label } of across) {
    const x = left + toX(at);
    parts.push(svg("path", { d: `M${x} ${size}v4`, class: "lv-tick" }));
    const half = (CHARACTER * label.length) / 2;
    if (isWide || x + half < left + size - 16) parts.push(text(Math.min(x, left + size - half + 4), size + 17, label, { "text-anchor": "middle" }));
  }
  for (const { at, text: label } of upward) {
    const y = toY(at);
    parts.push(svg("path", { d: `M${left} ${y}h-4`, class: "lv-tick" }));
    if (isHigh || y > 20) parts.push(text(left - 8, Math.max(9, y + 4), label, { "text-anchor": "end" }));
  }
  const across_ = isWide ? text(left + size / 2, size + 34, shorten(horizontal.name, size), { "text-anchor": "middle", class: "lv-axis" })
    : text(left + size, size + 17, horizontal.name, { "text-anchor": "end", class: "lv-axis" });
  const upward_ = isHigh ? text(0, 0, shorten(vertical.name, size), { transform: `translate(10 ${size / 2})rotate(-90)`, "text-anchor": "middle", class: "lv-axis" })
    : text(left - 8, 11, vertical.name, { "text-anchor": "end", class: "lv-axis" });
  return [...parts, across_, upward_];
}

const shorten = (name, room) => (name.length * CHARACTER <= room ? name : name.slice(0, Math.floor(room / CHARACTER) - 1) + "…");

// Numbers beside the bar from its foot to its head, the mark of a level (0 to 1, or null) and a title.
export function barParts({ left, size }, labels, level, title) {
  const x = left + size + BAR_GAP, every = size < SMALL ? 2 : 1;
  const ticks = labels.map((label, i) => (i % every ? "" : text(x + BAR + 5, (1 - i / (labels.length - 1)) * (size - 9) + 9, label)));
  const middle = size * (every > 1 ? 0.27 : 0.375) + 2;
  return [...ticks, ...levelMark(x, size, level), titleAt(x + 28, middle, title, size * (every > 1 ? 0.4 : 0.24))];
}

// Numbers where they lie, for values in original units, with a thin line through the bar at each.
export function valueBarParts({ left, size, barTicks }, limit, title) {
  const x = left + size + BAR_GAP, toY = (at) => ((limit - at) / (2 * limit)) * size;
  const ticks = barTicks.flatMap(({ at, text: label }) => [
    svg("path", { d: `M${x} ${toY(at)}h${BAR}`, class: "lv-level-thin" }),
    text(x + BAR + 5, Math.max(9, Math.min(size, toY(at) + 4)), label),
  ]);
  return [...ticks, titleAt(x + BAR + 5 + widest(barTicks) + 13, size / 2, title, size)];
}

const levelMark = (x, size, level) => (level === null ? [] : [svg("path", { d: `M${x - 2} ${(1 - level) * size}h${BAR + 4}`, class: "lv-level" })]);
const titleAt = (x, y, title, room) => svg("text", { transform: `translate(${x} ${y})rotate(-90)`, "text-anchor": "middle" }, shorten(title, Math.max(room, 12 * CHARACTER)));

export const SHARES = ["0", ".25", ".5", ".75", "1"];

export const symmetric = (scale) => [-scale, -scale / 2, 0, scale / 2, scale].map(formatShort);

// From no preference among n classes to certainty.
export const certainties = (n) => [0, 0.25, 0.5, 0.75, 1].map((t) => formatShort(Math.round(100 * (1 / n + t * (1 - 1 / n))) / 100));

export const barTitle = (kind, name) => (kind === "unit" ? say("activation") : name);
