// Where the small network's nodes, edges and numbers lie: columns on a wide page, rows on a phone. Up to two units a
// layer there is room for a box and a pill on each edge; larger networks have both numbers in one small cell.
import { listParameters } from "./backprop_tape.js";

const HEIGHT = 302, CENTER = 134;
const ROOMY = { node: [52, 52], cell: [64, 44], pitch: 174, margin: 34, lossGap: 120, rowGap: 112 };
const DENSE = { node: [46, 38], cell: [43, 31], pitch: 74, margin: 30, lossGap: 112, rowGap: 92 };
const LOSS_SPACE = 96; // px from the last row to the loss on a phone

export function layOut(sizes, width, isTall) {
  const isRoomy = sizes.length <= 3 && Math.max(...sizes) <= 2, style = isRoomy ? ROOMY : DENSE;
  const place = { width, isTall, isRoomy, node: style.node, cell: style.cell, ...(isTall ? placeRows(sizes, width, style) : placeColumns(sizes, width, style, isRoomy)) };
  const parameters = listParameters(sizes);
  place.edges = parameters.map((parameter, index) => ({ ...parameter, index })).filter(({ from }) => from !== null);
  place.edges.forEach((edge) => Object.assign(edge, isTall || !isRoomy ? straight(edge, place) : curved(edge, place, sizes)));
  for (let layer = 1; layer < sizes.length; layer++) for (const column of [0, 1]) spread(place.edges.filter((edge) => edge.layer === layer && edge.column === column), place, isTall ? 0 : 1);
  place.biases = parameters.map(({ layer, unit, from }, index) => (from === null ? { index, layer, unit, at: biasPlace(place.centers[layer][unit], place) } : null)).filter(Boolean);
  return place;
}

function placeColumns(sizes, width, style, isRoomy) {
  const last = sizes.length - 1, lossX = width - style.margin, left = style.margin, right = lossX - style.lossGap;
  const share = (layer) => (isRoomy && last === 2 && layer === 1 ? 0.58 : layer / last); // the first edges cross
  const centers = sizes.map((n, layer) => {
    const pitch = isRoomy ? style.pitch : Math.min(128, (4 * style.pitch) / n);
    return Array.from({ length: n }, (_, i) => [left + share(layer) * (right - left), CENTER + (isRoomy ? 5 : 0) + (i - (n - 1) / 2) * pitch]);
  });
  const loss = [lossX, CENTER + (isRoomy ? 5 : 0)];
  return { centers, loss, height: HEIGHT, targets: Array.from({ length: sizes[last] }, (_, k) => [lossX, loss[1] + 61 + 28 * k]) };
}

function placeRows(sizes, width, style) {
  const top = 28, rows = style.node[1] + style.rowGap;
  const centers = sizes.map((n, layer) => Array.from({ length: n }, (_, i) => [((i + 0.5) / n) * width - (layer ? 21 : 0), top + layer * rows + 16]));
  const y = centers.at(-1)[0][1] + LOSS_SPACE, loss = [width / 2 - 21, y];
  return { centers, loss, height: y + 40, targets: Array.from({ length: sizes.at(-1) }, (_, k) => [loss[0] + 92 + 62 * k, y - 4]) };
}

const biasPlace = ([x, y], { isTall, isRoomy, node, cell }) =>
  isTall ? [x + (node[0] + cell[0]) / 2 + (isRoomy ? 6 : 1), y - (isRoomy ? 11 : 0)] : [x, y + node[1] / 2 + (isRoomy ? 14 : cell[1] / 2 + 2)];

// Straight edges: at a quarter and at three quarters of the way their cells lie evenly spaced.
function straight(edge, { centers, isTall, isRoomy, node }) {
  const [from, to] = [centers[edge.layer - 1][edge.from], centers[edge.layer][edge.unit]], along = isTall ? 1 : 0, half = node[along] / 2;
  const start = [...from], end = [...to], column = (edge.from + edge.unit) % 2;
  start[along] += half;
  end[along] -= half;
  const t = column ? 0.74 : 0.26;
  const lift = isRoomy ? [0, -9] : [0, 0]; // a roomy cell hangs from its box
  return { column, d: `M${start}L${end}`, at: start.map((value, k) => value + (end[k] - value) * t + lift[k]) };
}

function curved(edge, { centers, node }, sizes) {
  const [fromX, fromY] = centers[edge.layer - 1][edge.from], [toX, toY] = centers[edge.layer][edge.unit];
  const out = sizes[edge.layer], into = sizes[edge.layer - 1];
  const y0 = fromY + (out > 1 ? (edge.unit - (out - 1) / 2) * 12 : 0), y1 = toY + (into > 1 ? (edge.from - (into - 1) / 2) * 18 : 0);
  const x0 = fromX + node[0] / 2, x1 = toX - node[0] / 2, middle = (x0 + x1) / 2;
  const t = out === into && out > 1 ? (edge.from === edge.unit ? 0.5 : 0.3) : 0.52, u = 1 - t;
  const mix = (a, b, c, d) => u ** 3 * a + 3 * u * u * t * b + 3 * u * t * t * c + t ** 3 * d;
  return { column: 0, d: `M${x0} ${y0}C${middle} ${y0} ${middle} ${y1} ${x1} ${y1}`, at: [mix(x0, middle, middle, x1), mix(y0, y0, y1, y1)] };
}

// Pushes the cells of a column apart where they would cover each other.
function spread(edges, { cell, isTall, width, isRoomy }, axis) {
  if (!isTall && isRoomy) return;
  const space = cell[axis] + 1, sorted = edges.sort((a, b) => a.at[axis] - b.at[axis]);
  for (let round = 0; round < 30; round++) {
    sorted.slice(1).forEach((edge, i) => {
      const lack = (space - (edge.at[axis] - sorted[i].at[axis])) / 2;
      if (lack <= 0) return;
      sorted[i].at[axis] -= lack;
      edge.at[axis] += lack;
    });
  }
  const first = cell[axis] / 2, last = (isTall ? width : HEIGHT) - first;
  sorted.forEach((edge, i) => (edge.at[axis] = Math.max(edge.at[axis], first + i * space)));
  sorted.reverse().forEach((edge, i) => (edge.at[axis] = Math.min(edge.at[axis], last - i * space)));
}
