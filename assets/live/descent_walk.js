// Runners on their way, for as long as something is dragged: trails of surfaces and of batches.
import { RULES } from "./descent_rules.js";
import { SURFACES } from "./descent_surfaces.js";

const FARTHEST = 1e6; // beyond it a runner is stopped

// The rate from which on a rule no longer settles where the surface curves the most; null for rules that have none.
export function findLimit(rule, momentum, curvature) {
  const factor = { sgd: 2, momentum: 2 * (1 + momentum), nesterov: (2 * (1 + momentum)) / (1 + 2 * momentum) }[rule];
  return factor && curvature ? factor / curvature : null;
}

// Trails { x, y, losses, left_at } of all runners on a surface; `noise` holds what disturbs the slope of each step.
export function walkSurface(name, spec, start, runners, steps, noise) {
  const { height, slope } = SURFACES[name];
  const disturbed = (x, y, t) => {
    const [dx, dy] = slope(x, y), [nx, ny] = noise[t - 1] ?? [0, 0];
    return [dx + spec.noise * nx, dy + spec.noise * ny];
  };
  return runners.map((runner) => walk(runner, start, steps, spec.noise ? disturbed : slope, height));
}

// The same on the mean squared error of a line through points, each runner by batches dealt from one deck.
export function walkBatches(line, start, runners, steps) {
  const loss = (w, b) => line.x.reduce((sum, x, i) => sum + (w * x + b - line.y[i]) ** 2, 0) / line.x.length;
  return runners.map(({ batch, rate, momentum }) => {
    const slope = (w, b, t) => slopeOfBatch(line, batch, (t - 1) * batch, w, b);
    return walk({ rule: momentum ? "momentum" : "sgd", rate, momentum }, start, steps, slope, loss);
  });
}

function slopeOfBatch({ x, y, deck }, batch, first, w, b) {
  let dw = 0, db = 0;
  for (let k = 0; k < batch; k++) {
    const i = deck[(first + k) % deck.length], error = w * x[i] + b - y[i];
    dw += error * x[i];
    db += error;
  }
  return [(2 * dw) / batch, (2 * db) / batch];
}

function walk({ rule, rate, momentum }, start, steps, slope, height) {
  const memories = [{}, {}], trail = { x: [start[0]], y: [start[1]], losses: [height(...start)], left_at: null };
  let place = start;
  for (let t = 1; t <= steps; t++) {
    const slopes = slope(place[0], place[1], t);
    place = place.map((p, k) => RULES[rule](p, slopes[k], memories[k], t, rate, momentum));
    const loss = height(...place);
    if (!place.every((p) => Math.abs(p) <= FARTHEST) || !Number.isFinite(loss)) return { ...trail, left_at: t };
    trail.x.push(place[0]);
    trail.y.push(place[1]);
    trail.losses.push(loss);
  }
  return trail;
}

// How far two sets of trails are apart, at most, as a share of where they are.
export function compareTrails(ours, theirs) {
  let most = ours.length === theirs.length ? 0 : Infinity;
  ours.forEach((trail, k) => {
    for (const axis of ["x", "y"]) {
      trail[axis].forEach((value, t) => {
        const other = theirs[k]?.[axis][t] ?? Infinity;
        most = Math.max(most, Math.abs(value - other) / Math.max(1, Math.abs(value)));
      });
    }
  });
  return most;
}
