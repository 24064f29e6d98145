// The noise grid, unwarped or as the generator warps it: cells of equal noise mass, darker where they are dense.
const SHADES = 8;

// points: [x, y] of each knot, rows x columns, flat; density: largest opacity of a cell; line: opacity of the grid.
export function drawGrid(context, points, rows, columns, toX, toY, color, { line, density }) {
  const at = (r, c) => 2 * (r * columns + c);
  context.fillStyle = context.strokeStyle = color;
  if (rows > 1) fillCells(context, points, rows, columns, at, toX, toY, density);
  context.beginPath();
  const trace = (count, index) => {
    for (let k = 0; k < count; k++) {
      const i = index(k), x = toX(points[i]), y = toY(points[i + 1]);
      if (k) context.lineTo(x, y);
      else context.moveTo(x, y);
    }
  };
  for (let r = 0; r < rows; r++) trace(columns, (c) => at(r, c));
  if (rows > 1) for (let c = 0; c < columns; c++) trace(rows, (r) => at(r, c));
  context.globalAlpha = rows > 1 ? line : Math.min(1, 3.5 * line);
  context.lineWidth = rows > 1 ? 0.8 : 1.4;
  context.stroke();
  context.globalAlpha = 1;
}

// Each cell holds the same share of the noise: probability / area is its density.
function fillCells(context, points, rows, columns, at, toX, toY, most) {
  const shades = Array.from({ length: SHADES }, () => []), mass = 1 / (rows * columns);
  for (let r = 0; r + 1 < rows; r++) {
    for (let c = 0; c + 1 < columns; c++) {
      const corners = [at(r, c), at(r, c + 1), at(r + 1, c + 1), at(r + 1, c)];
      const shade = Math.min(SHADES - 1, Math.floor(Math.log2(1 + (6 * mass) / Math.max(areaOf(points, corners), 1e-5))));
      shades[shade >= 0 ? shade : 0].push(corners);
    }
  }
  shades.forEach((cells, shade) => {
    context.globalAlpha = (most * (shade + 1)) / SHADES;
    context.beginPath();
    for (const corners of cells) {
      context.moveTo(toX(points[corners[0]]), toY(points[corners[0] + 1]));
      for (let k = 1; k < 4; k++) context.lineTo(toX(points[corners[k]]), toY(points[corners[k] + 1]));
      context.closePath();
    }
    context.fill();
  });
}

function areaOf(points, corners) {
  let twice = 0;
  for (let k = 0; k < 4; k++) {
    const a = corners[k], b = corners[(k + 1) % 4];
    twice += points[a] * points[b + 1] - points[a + 1] * points[b];
  }
  return Math.abs(twice) / 2;
}

// The knots of the noise panel's own grid: columns by the first number, rows by the second, which falls from row to row.
export const plainGrid = (quantiles) =>
  Float32Array.from({ length: 2 * quantiles.length ** 2 }, (_, i) => {
    const knot = i >> 1, n = quantiles.length;
    return i % 2 ? quantiles[n - 1 - Math.floor(knot / n)] : quantiles[knot % n];
  });

// Where the generator puts z, read between the knots of the warped grid: at once, exact with the next frame.
export function landAt(z, quantiles, manifold) {
  const n = quantiles.length, [c, u] = between(z[0], quantiles);
  if (z.length === 1) return [0, 1].map((k) => mix(manifold[2 * c + k], manifold[2 * c + 2 + k], u));
  const [up, v] = between(z[1], quantiles), row = n - 1 - up; // row - 1 is the next larger second number
  const read = (r, k) => mix(manifold[2 * (r * n + c) + k], manifold[2 * (r * n + c + 1) + k], u);
  return [0, 1].map((k) => mix(read(row, k), read(row - 1, k), v));
}

const mix = (a, b, share) => a + (b - a) * share;

// Beyond the outermost knots the last cell is carried on.
function between(value, quantiles) {
  let i = 0;
  while (i < quantiles.length - 2 && quantiles[i + 1] < value) i++;
  return [i, (value - quantiles[i]) / (quantiles[i + 1] - quantiles[i])];
}
