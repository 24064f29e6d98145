// A line w1 x1 + w2 x2 = theta in a square of the plane, and the part of the square where the neuron fires.
export const LOW = -0.4;
export const HIGH = 1.4;
export const SQUARE = [[LOW, LOW], [HIGH, LOW], [HIGH, HIGH], [LOW, HIGH]];

// The part of a polygon where the sum reaches theta, or where it does not (Sutherland and Hodgman); may be empty.
export function clip(corners, [w1, w2, theta], isFiring = true) {
  const over = ([x, y]) => (w1 * x + w2 * y - theta + 1e-12) * (isFiring ? 1 : -1);
  return corners.flatMap((corner, i) => {
    const next = corners[(i + 1) % corners.length], a = over(corner), b = over(next);
    const kept = a >= 0 ? [corner] : [];
    if (a >= 0 === b >= 0) return kept;
    const t = a / (a - b);
    return [...kept, [corner[0] + t * (next[0] - corner[0]), corner[1] + t * (next[1] - corner[1])]];
  });
}

export const firingPart = (weights) => clip(SQUARE, weights);

// Its two ends on the square's edge, or null where it does not cross.
export function lineEnds([w1, w2, theta]) {
  const over = ([x, y]) => w1 * x + w2 * y - theta, ends = [];
  SQUARE.forEach((corner, i) => {
    const next = SQUARE[(i + 1) % 4], a = over(corner), b = over(next);
    if (a >= 0 === b >= 0) return;
    const t = a / (a - b);
    ends.push([corner[0] + t * (next[0] - corner[0]), corner[1] + t * (next[1] - corner[1])]);
  });
  return ends.length === 2 ? ends : null;
}

// Where the knob of theta sits: the line's place nearest to the middle of the gates, kept inside; null without a line.
export function anchorOf(weights) {
  const [w1, w2, theta] = weights, ends = lineEnds(weights), size = w1 * w1 + w2 * w2;
  if (!ends || size < 1e-12) return null;
  const t = (theta - 0.5 * (w1 + w2)) / size, place = [0.5 + t * w1, 0.5 + t * w2];
  const isInside = place.every((v) => v > LOW + 0.08 && v < HIGH - 0.08);
  return isInside ? place : [(ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2];
}

export const keepInside = (v) => Math.max(LOW, Math.min(HIGH, v));
