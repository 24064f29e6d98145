// The plane of the noise as G bends it: cells of equal noise mass, the darker the denser the samples lie there.
const LEVELS = 8;
const FILL = 0.22, LINE = 0.42; // opacity of the densest cell, and of the mesh
const CURVE = 3; // px: noise of one dimension gives a curve

// mesh: {values, shape} of shape (rows, columns, 2); plane: {toX, toY, size}
export function drawManifold(context, theme, { values, shape: [rows, columns] }, plane) {
  const at = new Float32Array(values.length);
  for (let i = 0; i < values.length; i += 2) {
    at[i] = plane.toX(values[i]);
    at[i + 1] = plane.toY(values[i + 1]);
  }
  context.strokeStyle = context.fillStyle = theme.ink;
  context.lineJoin = context.lineCap = "round";
  if (rows === 1) drawCurve(context, at, columns, plane.size);
  else {
    drawCells(context, at, rows, columns, plane.size);
    drawMesh(context, at, rows, columns);
  }
  context.globalAlpha = 1;
}

// Density relative to samples spread evenly over the map, on a logarithmic scale.
const levelOf = (density) => Math.min(LEVELS - 1, Math.floor(Math.log2(1 + 0.6 * density)));

function drawCells(context, at, rows, columns, size) {
  const levels = Array.from({ length: LEVELS }, () => []), cells = (rows - 1) * (columns - 1);
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const a = 2 * (row * columns + column), corners = [a, a + 2, a + 2 * columns + 2, a + 2 * columns];
      const area = signedArea(at, corners);
      if (!Number.isFinite(area)) continue;
      if (area < 0) corners.reverse(); // all turn the same way, so that cells that overlap leave no hole
      levels[levelOf((size * size) / cells / Math.max(Math.abs(area), 0.01))].push(corners);
    }
  }
  levels.forEach((list, level) => {
    if (!list.length) return;
    context.beginPath();
    for (const corners of list) {
      corners.forEach((i, k) => (k ? context.lineTo(at[i], at[i + 1]) : context.moveTo(at[i], at[i + 1])));
      context.closePath();
    }
    context.globalAlpha = (FILL * (level + 1)) / LEVELS;
    context.fill();
  });
}

function signedArea(at, corners) {
  let sum = 0;
  corners.forEach((i, k) => {
    const j = corners[(k + 1) % 4];
    sum += at[i] * at[j + 1] - at[j] * at[i + 1];
  });
  return sum / 2;
}

function drawMesh(context, at, rows, columns) {
  context.beginPath();
  const trace = (first, step, count) => {
    for (let k = 0; k < count; k++) {
      const i = 2 * (first + k * step);
      if (k) context.lineTo(at[i], at[i + 1]);
      else context.moveTo(at[i], at[i + 1]);
    }
  };
  for (let row = 0; row < rows; row++) trace(row * columns, 1, columns);
  for (let column = 0; column < columns; column++) trace(column, columns, rows);
  context.globalAlpha = LINE;
  context.lineWidth = 0.8;
  context.stroke();
}

// Pieces of equal noise mass: the shorter, the denser.
function drawCurve(context, at, count, size) {
  const levels = Array.from({ length: LEVELS }, () => []);
  for (let i = 0; i < 2 * (count - 1); i += 2) {
    const length = Math.hypot(at[i + 2] - at[i], at[i + 3] - at[i + 1]);
    if (Number.isFinite(length)) levels[levelOf((4 * size) / count / Math.max(length, 0.1))].push(i);
  }
  levels.forEach((list, level) => {
    context.beginPath();
    for (const i of list) {
      context.moveTo(at[i], at[i + 1]);
      context.lineTo(at[i + 2], at[i + 3]);
    }
    context.globalAlpha = 0.25 + (0.55 * level) / (LEVELS - 1);
    context.lineWidth = CURVE;
    context.stroke();
  });
}
