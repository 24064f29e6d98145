// Where the units stand: columns on a wide stage, rows (inputs on top) on a phone.
import { say } from "./words.js";

const WIDE = { left: 46, right: 36, center: 345, pitch: 75, room: 480, node: 48 };
const TALL = { top: 76, rowPitch: 142, pitch: 60, node: 48 };
const COMPACT_HEAD = 92; // px between columns below which heads shrink
const LABEL_ROOM = 17; // px between units that a name needs; with less it shows on hover only

export const LETTERS = "ABCDEFGHIJ";
const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

// sizes: units of each layer, inputs first, the output last.
export function placeUnits(sizes, width, isTall) {
  const gap = isTall ? TALL.rowPitch : (width - WIDE.left - WIDE.right) / (sizes.length - 1);
  const layers = sizes.map((units, layer) => {
    const pitch = isTall ? Math.min(TALL.pitch, width / units) : Math.min(WIDE.pitch, WIDE.room / units);
    const widest = isTall ? TALL.node : Math.min(WIDE.node, gap - 16);
    const node = Math.max(4, Math.min(widest, pitch >= 58 ? pitch - 20 : pitch * 0.78, isTall ? pitch - 8 : Infinity));
    const centers = Array.from({ length: units }, (_, i) => {
      const across = (i - (units - 1) / 2) * pitch;
      return isTall ? [width / 2 + across, TALL.top + layer * gap] : [WIDE.left + layer * gap, WIDE.center + across];
    });
    return { node, pitch, centers, hasLabels: isTall ? node >= 30 : pitch - node >= LABEL_ROOM };
  });
  return { layers, gap, isTall, isCompact: !isTall && gap < COMPACT_HEAD, width, height: isTall ? TALL.top + (sizes.length - 1) * gap + 56 : 600 };
}

export function unitName(sizes, layer, unit) {
  if (layer === 0) return "x" + SUBSCRIPTS[unit + 1];
  return layer === sizes.length - 1 ? say("output_unit") : LETTERS[layer - 1] + (unit + 1);
}

// The Bezier curve of one edge; ports are spread along the side of a unit so that edges stay countable.
export function edgeCurve(place, sizes, layer, from, to) {
  const source = place.layers[layer], target = place.layers[layer + 1];
  const [ax, ay] = source.centers[from], [bx, by] = target.centers[to];
  const port = (i, n, node) => (i - (n - 1) / 2) * Math.min(7, (node * 0.66) / n);
  const out = port(to, sizes[layer + 1], source.node), into = port(from, sizes[layer], target.node);
  if (place.isTall) {
    const x = ax + out, y = ay + source.node / 2, endX = bx + into, endY = by - target.node / 2;
    return [x, y, x, y + 45, endX, endY - 45, endX, endY];
  }
  const x = ax + source.node / 2, y = ay + out, endX = bx - target.node / 2, endY = by + into, middle = (endX - x) / 2;
  return [x, y, x + middle, y, endX - middle, endY, endX, endY];
}

export function pointOnCurve([ax, ay, bx, by, cx, cy, dx, dy], t) {
  const s = 1 - t, k0 = s * s * s, k1 = 3 * s * s * t, k2 = 3 * s * t * t, k3 = t * t * t;
  return [k0 * ax + k1 * bx + k2 * cx + k3 * dx, k0 * ay + k1 * by + k2 * cy + k3 * dy];
}
