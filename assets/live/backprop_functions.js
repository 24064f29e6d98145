// What neurons, output and loss compute, and their slopes: the same formulas as playground/principles/backprop.
const LEAK = 0.01;
const sigmoid = (z) => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));
const logOnePlusExp = (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

// The normal distribution's share below z, by erf's series without cancellation (Abramowitz and Stegun 7.1.6).
function normalShare(z) {
  const x = Math.abs(z) / Math.SQRT2;
  if (x > 6) return z > 0 ? 1 : 0;
  let term = x, sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * sum; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  const half = (sum * Math.exp(-x * x)) / Math.sqrt(Math.PI);
  return 0.5 + Math.sign(z) * half;
}

const normalDensity = (z) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);

// value(z) and slope(z, a) of each activation, in the order of the menu.
export const FUNCTIONS = {
  step: { value: (z) => (z >= 0 ? 1 : 0), slope: () => 0 },
  sigmoid: { value: sigmoid, slope: (z, a) => a * (1 - a) },
  tanh: { value: Math.tanh, slope: (z, a) => 1 - a * a },
  relu: { value: (z) => Math.max(0, z), slope: (z) => (z > 0 ? 1 : 0) },
  leaky_relu: { value: (z) => (z > 0 ? z : LEAK * z), slope: (z) => (z > 0 ? 1 : LEAK) },
  elu: { value: (z) => (z > 0 ? z : Math.expm1(z)), slope: (z, a) => (z > 0 ? 1 : a + 1) },
  gelu: { value: (z) => z * normalShare(z), slope: (z) => normalShare(z) + z * normalDensity(z) },
  silu: { value: (z) => z * sigmoid(z), slope: (z, a) => sigmoid(z) + a * (1 - sigmoid(z)) },
  softplus: { value: logOnePlusExp, slope: (z) => sigmoid(z) },
  linear: { value: (z) => z, slope: () => 1 },
};

export function softmax(z) {
  const top = Math.max(...z), powers = z.map((value) => Math.exp(value - top)), sum = powers.reduce((p, q) => p + q, 0);
  return powers.map((power) => power / sum);
}

const sum = (values) => values.reduce((p, q) => p + q, 0);

// Loss of one sample from weighted sums z, outputs y and targets t; blame is dL/dy, or dL/dz of a fused output.
export const LOSSES = {
  half: { value: (z, y, t) => 0.5 * sum(y.map((value, k) => (value - t[k]) ** 2)), blame: (y, t) => y.map((value, k) => value - t[k]) },
  mse: { value: (z, y, t) => sum(y.map((value, k) => (value - t[k]) ** 2)) / y.length, blame: (y, t) => y.map((value, k) => (2 * (value - t[k])) / y.length) },
  cross_entropy: { value: crossEntropy, blame: (y, t) => y.map((value, k) => value - t[k]), isFused: true },
};

function crossEntropy(z, y, t) {
  if (z.length === 1) return logOnePlusExp(z[0]) - z[0] * t[0];
  const top = Math.max(...z), logSum = top + Math.log(sum(z.map((value) => Math.exp(value - top))));
  return -sum(z.map((value, k) => t[k] * (value - logSum)));
}

export function giveOutput(state, z) {
  if (!LOSSES[state.loss].isFused) return z.map(FUNCTIONS[state.output].value);
  return z.length === 1 ? z.map(sigmoid) : softmax(z);
}
