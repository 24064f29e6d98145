// Marching squares (Lorensen and Cline 1987, in the plane) with linear interpolation, joined into polylines so that
// dashes run evenly. `field` is row-major, size x size, values at the crossings of a grid; points come in grid steps.
export function contourLines(field, size, level) {
  const segmentsAt = new Map();
  const crossing = (row, col, isDown) => {
    const a = field[row * size + col], b = isDown ? field[(row + 1) * size + col] : field[row * size + col + 1];
    if (a < level === b < level) return null;
    const t = (level - a) / (b - a);
    const key = (row * size + col) * 2 + (isDown ? 1 : 0);
    return { key, point: isDown ? [col, row + t] : [col + t, row] };
  };
  const join = (a, b) => {
    const segment = { ends: [a, b], isUsed: false };
    for (const end of segment.ends) (segmentsAt.get(end.key) ?? segmentsAt.set(end.key, []).get(end.key)).push(segment);
  };
  for (let row = 0; row < size - 1; row++) {
    for (let col = 0; col < size - 1; col++) {
      const i = row * size + col;
      const isLow = field[i] < level;
      if (isLow === field[i + 1] < level && isLow === field[i + size] < level && isLow === field[i + size + 1] < level) continue;
      const sides = [crossing(row, col, false), crossing(row, col + 1, true), crossing(row + 1, col, false), crossing(row, col, true)];
      const found = sides.filter(Boolean);
      for (let k = 0; k + 1 < found.length; k += 2) join(found[k], found[k + 1]);
    }
  }
  return joinSegments(segmentsAt);
}

function joinSegments(segmentsAt) {
  const lines = [];
  const walk = (start) => {
    const line = [start.point];
    let end = start, next;
    while ((next = segmentsAt.get(end.key).find((segment) => !segment.isUsed))) {
      next.isUsed = true;
      end = next.ends[0].key === end.key ? next.ends[1] : next.ends[0];
      line.push(end.point);
    }
    lines.push(line);
  };
  const startAll = (isStart) => {
    for (const segments of segmentsAt.values()) {
      const open = segments.find((segment) => !segment.isUsed);
      if (open && isStart(segments)) {
        walk(open.ends.find((end) => segmentsAt.get(end.key) === segments));
      }
    }
  };
  startAll((segments) => segments.length === 1); // open lines from their ends first
  startAll(() => true); // what remains are rings
  return lines.map(smooth);
}

// Where a network saturates, the field is a cliff and the line a stair of grid steps: each point moves to the
// mean of itself and its neighbors, by less than half a step. Ends stay.
function smooth(line) {
  const mean = (a, b, c) => (a + 2 * b + c) / 4;
  return line.map(([x, y], i) => {
    if (i === 0 || i === line.length - 1) return [x, y];
    return [mean(line[i - 1][0], x, line[i + 1][0]), mean(line[i - 1][1], y, line[i + 1][1])];
  });
}

export function traceLines(context, lines, scale) {
  context.beginPath();
  for (const line of lines) {
    line.forEach(([x, y], i) => (i ? context.lineTo(x * scale, y * scale) : context.moveTo(x * scale, y * scale)));
  }
}
