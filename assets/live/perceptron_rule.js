// The browser's own arithmetic of a perceptron, for while something is dragged; what stands still is the server's.
const ROUNDING = 1e-9; // decimals such as 0.7 + 0.1 miss 0.8 by a rounding error
const LAYER_THRESHOLD = 0.5, TRAIL = 6;
export const CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]];

export const sumOf = ([w1, w2], [x1, x2]) => x1 * w1 + x2 * w2;

export function firesAt(weights, point) {
  const size = Math.abs(point[0] * weights[0]) + Math.abs(point[1] * weights[1]) + Math.abs(weights[2]);
  return sumOf(weights, point) >= weights[2] - ROUNDING * size ? 1 : 0;
}

const judge = (weights, points) => ({ sums: points.map((point) => sumOf(weights, point)), gives: points.map((point) => firesAt(weights, point)) });

export function pointsOf(state, gates) {
  return state.target === "own" ? state.points : CORNERS.map((corner, i) => [...corner, gates[state.target].outputs[i]]);
}

// Rosenblatt's rule: a mistake adds rate * (wants - gives) to each weight times its input, and takes it from the threshold.
export function learn(points, start, rate, samples) {
  let weights = [...start], since = 0;
  const course = { samples: 0, mistakes: 0, epochs: [], settled: false, trail: [], last: null };
  while (points.length && course.samples < samples && !course.settled) {
    const index = course.samples % points.length, [x1, x2, wants] = points[index];
    const gives = firesAt(weights, points[index]), error = wants - gives, before = weights;
    if (error) {
      weights = [before[0] + rate * error * x1, before[1] + rate * error * x2, before[2] - rate * error];
      course.trail = [...course.trail, before].slice(-TRAIL);
      course.mistakes++;
      since++;
    }
    course.last = { index, wants, gives, before, after: weights };
    if (++course.samples % points.length) continue;
    course.epochs.push(since);
    course.settled = since === 0;
    since = 0;
  }
  return { weights, ...course };
}

// What the three neurons (w1, w2, b) add up and say; each fires where its sum reaches 0.5.
export function throughLayers(neurons, point) {
  const asThreshold = ([w1, w2, b]) => [w1, w2, LAYER_THRESHOLD - b];
  const hidden = neurons.slice(0, 2).map((neuron) => firesAt(asThreshold(neuron), point));
  const sums = [...neurons.slice(0, 2).map((neuron) => sumOf(neuron, point) + neuron[2]), sumOf(neurons[2], hidden) + neurons[2][2]];
  return { sums, gives: [...hidden, firesAt(asThreshold(neurons[2]), hidden)] };
}

// The same numbers as the server's answer, but for the separation, which only it computes.
export function compute(state, gates) {
  const points = pointsOf(state, gates), start = state.beginning === "hand" ? state.hand : [0, 0, 0];
  const course = learn(points, start, state.rate, state.samples);
  const rows = CORNERS.map((corner) => throughLayers(state.neurons, corner));
  return {
    hand: judge(state.hand, points),
    rule: { ...judge(course.weights, points), ...course },
    layers: { sums: rows.map(({ sums }) => sums), gives: rows.map(({ gives }) => gives) },
    gates,
  };
}
