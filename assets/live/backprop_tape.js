// The lab's arithmetic while something moves: forward, the chain rule, and two independent checks of it. What stands
// still is PyTorch's. Parameters lie flat: layer by layer, of each unit its weights and then its bias.
import { FUNCTIONS, LOSSES, giveOutput } from "./backprop_functions.js";

export const EPSILONS = [1, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7];
const CURVE_REACH = 4, CURVE_POINTS = 121;
const exact = (value) => value;

// Where each parameter belongs: its layer (1 is the first after the inputs), its unit, and where it comes from
// (a unit of the layer before; none for a bias).
export function listParameters(sizes) {
  return sizes.slice(1).flatMap((n, i) => Array.from({ length: n }, (_, unit) => Array.from({ length: sizes[i] + 1 }, (_, from) => ({ layer: i + 1, unit, from: from < sizes[i] ? from : null }))).flat());
}

export const countParameters = (sizes) => sizes.slice(1).reduce((n, size, i) => n + size * (sizes[i] + 1), 0);

// Where a weight lies in the flat list; from === sizes[layer - 1] is the bias.
export function indexOf(sizes, layer, unit, from) {
  return countParameters(sizes.slice(0, layer)) + unit * (sizes[layer - 1] + 1) + from;
}

// `round` is applied to each result: Math.fround makes it float32.
export function runForward(state, w, round = exact) {
  const { sizes } = state, last = sizes.length - 1, z = [], a = [state.x.map(round)];
  for (let layer = 1, at = 0; layer <= last; layer++) {
    const before = a.at(-1);
    const sums = Array.from({ length: sizes[layer] }, () => {
      let sum = round(w[at + before.length]);
      for (let i = 0; i < before.length; i++) sum = round(sum + round(round(w[at + i]) * before[i]));
      at += before.length + 1;
      return sum;
    });
    z.push(sums);
    a.push((layer === last ? giveOutput(state, sums) : sums.map(FUNCTIONS[state.hidden].value)).map(round));
  }
  return { z, a, loss: round(LOSSES[state.loss].value(z.at(-1), a.at(-1), state.t)) };
}

// The chain rule written out, layer by layer from the loss.
export function runBackward(state, w, { z, a }) {
  const { sizes } = state, last = sizes.length - 1, loss = LOSSES[state.loss];
  const slope = z.map((sums, i) => (i < last - 1 ? sums.map((value, j) => FUNCTIONS[state.hidden].slope(value, a[i + 1][j])) : null));
  if (!loss.isFused) slope[last - 1] = z[last - 1].map((value, j) => FUNCTIONS[state.output].slope(value, a[last][j]));
  const blame = loss.blame(a[last], state.t), delta = [];
  delta[last - 1] = loss.isFused ? blame : blame.map((value, j) => value * slope[last - 1][j]);
  for (let layer = last - 1; layer >= 1; layer--) {
    delta[layer - 1] = slope[layer - 1].map((own, j) => own * delta[layer].reduce((sum, value, k) => sum + value * w[indexOf(sizes, layer + 1, k, j)], 0));
  }
  const chain = listParameters(sizes).map(({ layer, unit, from }) => delta[layer - 1][unit] * (from === null ? 1 : a[layer - 1][from]));
  return { slope, blame, delta, chain };
}

// The factors along one path from the loss to a parameter. `route` has a unit of each layer after the inputs.
export function listFactors(state, numbers, w, index) {
  const { sizes, route } = state, last = sizes.length - 1, { layer, unit, from } = listParameters(sizes)[index];
  const on = (l) => (l === layer ? unit : route[l - 1]), k = on(last), factors = [];
  if (numbers.slope[last - 1]) factors.push({ kind: "loss", layer: last, unit: k, value: numbers.blame[k] });
  else factors.push({ kind: "fused", layer: last, unit: k, value: numbers.blame[k] });
  for (let l = last; l >= layer; l--) {
    if (numbers.slope[l - 1]) factors.push({ kind: "slope", layer: l, unit: on(l), value: numbers.slope[l - 1][on(l)] });
    if (l > layer) factors.push({ kind: "weight", layer: l, unit: on(l), from: on(l - 1), value: w[indexOf(sizes, l, on(l), on(l - 1))] });
  }
  factors.push({ kind: from === null ? "bias" : "input", layer, unit, from, value: from === null ? 1 : numbers.a[layer - 1][from] });
  return factors;
}

// All routes from a parameter's unit to the loss; with softmax each starts at one output's weighted sum.
export function listRoutes(state, index) {
  const { sizes } = state, { layer, unit } = listParameters(sizes)[index];
  let routes = [[]];
  sizes.slice(1).forEach((n, i) => {
    const units = i + 1 < layer ? [0] : i + 1 === layer ? [unit] : [...Array(n).keys()];
    routes = routes.flatMap((route) => units.map((u) => [...route, u]));
  });
  return routes;
}

// A tape: every operation remembers its inputs and its slopes, and the loss walks it backward. It shares no formula
// of a derivative's path with runBackward, only each function's own slope.
class Value {
  constructor(data, inputs = []) {
    Object.assign(this, { data, inputs, gradient: 0 });
  }

  times(other) {
    return new Value(this.data * other.data, [[this, other.data], [other, this.data]]);
  }

  plus(other) {
    return new Value(this.data + other.data, [[this, 1], [other, 1]]);
  }

  through({ value, slope }) {
    const data = value(this.data);
    return new Value(data, [[this, slope(this.data, data)]]);
  }
}

export function differentiate(state, w) {
  const leaves = w.map((value) => new Value(value)), last = state.sizes.length - 1;
  let before = state.x.map((value) => new Value(value)), at = 0, sums = [];
  for (let layer = 1; layer <= last; layer++) {
    sums = Array.from({ length: state.sizes[layer] }, () => {
      const sum = before.reduce((so, value) => so.plus(leaves[at++].times(value)), new Value(0));
      return sum.plus(leaves[at++]);
    });
    const function_ = layer < last ? state.hidden : LOSSES[state.loss].isFused ? "linear" : state.output;
    before = sums.map((sum) => sum.through(FUNCTIONS[function_]));
  }
  const z = sums.map((sum) => sum.data), y = giveOutput(state, z), blame = LOSSES[state.loss].blame(y, state.t);
  walkBack(new Value(0, before.map((value, k) => [value, blame[k]])));
  return leaves.map((leaf) => leaf.gradient);
}

function walkBack(loss) {
  const order = [], seen = new Set();
  const visit = (value) => {
    if (seen.has(value)) return;
    seen.add(value);
    value.inputs.forEach(([input]) => visit(input));
    order.push(value);
  };
  visit(loss);
  loss.gradient = 1;
  for (const value of order.reverse()) for (const [input, slope] of value.inputs) input.gradient += slope * value.gradient;
}

// In float32, as networks are trained: a tiny epsilon drowns in rounding.
export function measureDifference(state, w) {
  const epsilon = EPSILONS[state.epsilon], near = w.map(Math.fround);
  const lossAt = (index, move) => {
    const moved = near.slice();
    moved[index] = Math.fround(moved[index] + move);
    return runForward(state, moved, Math.fround).loss;
  };
  return w.map((_, i) => Math.fround(lossAt(i, epsilon) - lossAt(i, -epsilon)) / (2 * epsilon));
}

// The same record as PyTorch's answer has; paths that a step cuts carry no gradient.
export function computeNumbers(state, w) {
  const forward = runForward(state, w), backward = runBackward(state, w, forward), gradient = differentiate(state, w);
  const isCut = findCuts(state), parameters = listParameters(state.sizes);
  const autograd = gradient.map((value, i) => (isCut(parameters[i].layer) ? null : value));
  return { ...forward, ...backward, autograd, single: null, finite: measureDifference(state, w) };
}

// Whether a step function stands between a layer's weights and the loss.
export function findCuts({ sizes, hidden, output, loss }) {
  const last = sizes.length - 1;
  return (layer) => (output === "step" && !LOSSES[loss].isFused) || (hidden === "step" && layer < last);
}

// The updates w <- w - eta dL/dw that have been made: parameters before and after each, losses, and losses predicted.
export function replay(state) {
  let w = state.parameters;
  const parameters = [w], losses = [runForward(state, w).loss], predicted = [];
  for (const eta of state.rates) {
    const { chain } = runBackward(state, w, runForward(state, w));
    predicted.push(losses.at(-1) - eta * chain.reduce((sum, g) => sum + g * g, 0));
    w = w.map((value, i) => value - eta * chain[i]);
    parameters.push(w);
    losses.push(runForward(state, w).loss);
  }
  return { parameters, losses, predicted };
}

export function traceLoss(state, w) {
  const own = w[state.selected], center = Math.abs(own) <= CURVE_REACH ? 0 : own, moved = w.slice();
  const values = Array.from({ length: CURVE_POINTS }, (_, k) => center - CURVE_REACH + (2 * CURVE_REACH * k) / (CURVE_POINTS - 1));
  return { values, losses: values.map((value) => ((moved[state.selected] = value), runForward(state, moved).loss)) };
}

// All numbers of a state, as PyTorch's answer has them.
export function answerLocally(state) {
  const { parameters, losses, predicted } = replay(state), now = parameters.at(-1);
  const before = state.rates.length ? computeNumbers(state, parameters.at(-2)) : null;
  return { now: computeNumbers(state, now), before, parameters: now, parameters_before: parameters.at(-2) ?? null, trail: { losses, predicted }, curve: traceLoss(state, now) };
}
