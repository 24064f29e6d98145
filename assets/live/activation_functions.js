// The functions and their slopes, for as long as something is dragged. What stands still is PyTorch's; a test holds
// both to the same numbers over [-8, 8].
const LEAKY = 0.01; // slope of the leaky ReLU below 0
export const WIDEST = 8; // of x, either way

const sigmoid = (x) => 1 / (1 + Math.exp(-x));
const density = (x) => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);

// The share of a normal distribution below x, by a series without cancellation (Abramowitz and Stegun 26.2.11, 1964).
function distribution(x) {
  let term = x, sum = x;
  for (let n = 3; Math.abs(term) > 1e-18 * Math.abs(sum); n += 2) sum += term *= (x * x) / n;
  return 0.5 + density(x) * sum;
}

export const FUNCTIONS = {
  step: { value: (x) => (x >= 0 ? 1 : 0), slope: () => 0 },
  linear: { value: (x) => x, slope: () => 1 },
  relu: { value: (x) => Math.max(0, x), slope: (x) => (x > 0 ? 1 : 0) },
  leaky_relu: { value: (x) => (x > 0 ? x : LEAKY * x), slope: (x) => (x > 0 ? 1 : LEAKY) },
  sigmoid: { value: sigmoid, slope: (x) => sigmoid(x) * (1 - sigmoid(x)) },
  tanh: { value: Math.tanh, slope: (x) => 1 - Math.tanh(x) ** 2 },
  elu: { value: (x) => (x > 0 ? x : Math.expm1(x)), slope: (x) => (x > 0 ? 1 : Math.exp(x)) },
  gelu: { value: (x) => x * distribution(x), slope: (x) => distribution(x) + x * density(x) },
  silu: { value: (x) => x * sigmoid(x), slope: (x) => sigmoid(x) * (1 + x * (1 - sigmoid(x))) },
  softplus: { value: (x) => Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x))), slope: sigmoid },
};

// Value and slope at evenly spaced places over [-8, 8].
export function sampleCurve(name, n = 321) {
  const { value, slope } = FUNCTIONS[name];
  const x = Array.from({ length: n }, (_, i) => -WIDEST + (2 * WIDEST * i) / (n - 1));
  return { x, value: x.map(value), slope: x.map(slope) };
}

const times = (matrix, [a, b]) => [matrix[0] * a + matrix[1] * b, matrix[2] * a + matrix[3] * b];

// W3 f(W2 f(W1 x)) for each input, W3 W2 W1, and that one matrix times each input; matrices row by row.
export function compareLayers(matrices, inputs, name) {
  const [first, second, third] = matrices, bend = (v) => v.map(FUNCTIONS[name].value);
  const columns = [[1, 0], [0, 1]].map((unit) => times(third, times(second, times(first, unit))));
  const product = [columns[0][0], columns[1][0], columns[0][1], columns[1][1]];
  return {
    product,
    layers: inputs.map((x) => times(third, bend(times(second, bend(times(first, x)))))),
    single: inputs.map((x) => times(product, x)),
  };
}
