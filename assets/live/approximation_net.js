// The browser's own arithmetic of one hidden layer, for while something moves; what stands still is PyTorch's.
export const LOW = -2;
export const HIGH = 2;
export const HIGHEST = 1.5;
export const N_DRAWN = 161;
export const PLACES = Float64Array.from({ length: N_DRAWN }, (_, j) => LOW + ((HIGH - LOW) * j) / (N_DRAWN - 1));

export const ACTIVATIONS = {
  tanh: Math.tanh,
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  relu: (z) => Math.max(0, z),
  linear: (z) => z,
};
// How far from its place, in units of 1/w, a unit's shoulder is taken hold of.
export const SHOULDERS = { tanh: 2, sigmoid: 2, relu: 1, linear: 1 };

// A net is { weights: [w of each unit, then v of each], biases: [b of each unit, then c] }.
export const countUnits = (net) => net.weights.length / 2;

export function unitOf({ weights, biases }, i) {
  return { w: weights[i], b: biases[i], v: weights[weights.length / 2 + i] };
}

export function takeUnit({ weights, biases }, i, { w, b, v }) {
  weights[i] = w;
  biases[i] = b;
  weights[weights.length / 2 + i] = v;
}

// The unit that changes most over the picture: the steepest in its middle, if that is inside.
export function findStrongest(net) {
  const slopes = Array.from({ length: countUnits(net) }, (_, i) => unitOf(net, i)).map(({ w, b, v }) => (Math.abs(b / w) < 0.8 * HIGH ? Math.abs(v * w) : 0));
  return slopes.indexOf(Math.max(...slopes));
}

// Contributions v f(w x + b), unit after unit, and their sum with c.
export function computeParts(net, name) {
  const n = countUnits(net), f = ACTIVATIONS[name], parts = new Float32Array(n * N_DRAWN), sum = new Float32Array(N_DRAWN).fill(net.biases[n]);
  for (let i = 0; i < n; i++) {
    const { w, b, v } = unitOf(net, i);
    for (let j = 0; j < N_DRAWN; j++) sum[j] += parts[i * N_DRAWN + j] = v * f(w * PLACES[j] + b);
  }
  return { parts, sum };
}

export function sumAt(net, name, x) {
  const n = countUnits(net), f = ACTIVATIONS[name];
  let sum = net.biases[n];
  for (let i = 0; i < n; i++) sum += net.weights[n + i] * f(net.weights[i] * x + net.biases[i]);
  return sum;
}

// Root mean square over the places of the curve that are drawn; NaN if there is none.
export function measureError(net, name, grid, heights) {
  let total = 0, count = 0;
  heights.forEach((height, k) => {
    if (height === null) return;
    total += (sumAt(net, name, grid[k]) - height) ** 2;
    count++;
  });
  return Math.sqrt(total / count);
}
