// Where the units stand: columns on a wide stage, rows (inputs on top) on a phone.
const WIDE = { left: 46, right: 36, top: 106, bottom: 584, pitch: 75, node: 48, center: 345 };
const TALL = { top: 76, rowPitch: 142, pitch: 60, node: 48 };
const COMPACT_HEAD = 92; // px between columns below which heads shrink
const LABEL_ROOM = 17; // px between units that a name needs; with less it shows on hover only
const CHIP = 24, TALL_CHIPS = 34, ARC = 8; // px that a row of chips takes in a head, and an arc below it

export const LETTERS = "ABCDEFGHIJ";

// sizes: units of each column, inputs first, outputs last; chips: how many chips the head of each has.
export function placeUnits(sizes, width, isTall, chips, hasArcs) {
  const gap = isTall ? TALL.rowPitch : (width - WIDE.left - WIDE.right) / (sizes.length - 1);
  const room = { top: WIDE.top + CHIP * Math.max(0, ...chips) + (hasArcs ? ARC : 0), bottom: WIDE.bottom };
  let row = TALL.top;
  const layers = sizes.map((units, layer) => {
    if (isTall) row += (layer ? gap : 0) + (chips[layer] ? TALL_CHIPS : 0);
    return isTall ? placeRow(units, width, row) : placeColumn(units, WIDE.left + layer * gap, gap, room, layer === 0);
  });
  const isCompact = !isTall && gap < COMPACT_HEAD;
  return { layers, gap, isTall, isCompact, width, height: isTall ? row + 56 : 600 };
}

// Inputs keep their names in view, however many.
function placeColumn(units, x, gap, { top, bottom }, isInput) {
  const pitch = Math.min(WIDE.pitch, (bottom - top) / units), widest = Math.min(WIDE.node, gap - 16);
  const fitting = isInput && pitch >= 34 ? pitch - LABEL_ROOM : pitch >= 58 ? pitch - 20 : pitch * 0.78;
  const node = Math.max(4, Math.min(widest, fitting));
  const center = Math.max(WIDE.center, top + (pitch * units) / 2);
  const centers = Array.from({ length: units }, (_, i) => [x, center + (i - (units - 1) / 2) * pitch]);
  return { node, pitch, centers, hasLabels: pitch - node >= LABEL_ROOM };
}

function placeRow(units, width, y) {
  const pitch = Math.min(TALL.pitch, width / units);
  const node = Math.max(4, Math.min(TALL.node, pitch >= 58 ? pitch - 20 : pitch * 0.78, pitch - 8));
  const centers = Array.from({ length: units }, (_, i) => [width / 2 + (i - (units - 1) / 2) * pitch, y]);
  return { node, pitch, centers, hasLabels: node >= 28 };
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

// A residual connection: an arc from before a layer around its units to behind them, where it is added: path and end.
export function residualArc(place, layer) {
  const { centers, node } = place.layers[layer], [x, y] = centers[0], reach = node / 2;
  if (place.isTall) {
    const side = Math.max(5, x - reach - 12), bend = Math.min(12, x - side), top = y - reach - 14, low = y + reach + 22, end = [side + bend + 8, low];
    return { path: `M${x} ${top}H${side + bend}Q${side} ${top} ${side} ${top + bend}V${low - bend}Q${side} ${low} ${side + bend} ${low}H${end[0]}`, end };
  }
  const left = x - place.gap * 0.36, right = x + place.gap * 0.36, over = y - reach - 9, bend = Math.min(12, place.gap * 0.1), end = [right, y - 2];
  return { path: `M${left} ${y}V${over + bend}Q${left} ${over} ${left + bend} ${over}H${right - bend}Q${right} ${over} ${right} ${over + bend}V${end[1]}`, end };
}
