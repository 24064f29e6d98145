// How the lab's state changes: edits, steps, updates, another shape. Every function gives a new state or part of one.
import { LOSSES } from "./backprop_functions.js";
import { reach } from "./backprop_names.js";
import { indexOf, listParameters, listRoutes, replay } from "./backprop_tape.js";

const LARGEST_WEIGHT = 1000, MOST_UPDATES = 40;

// A change of the network or the sample: the updates made so far are over, their weights stay.
export function edit(state, change) {
  const now = replay(state).parameters.at(-1), { isUpdated, update } = reach(state);
  return { ...state, parameters: now, rates: [], past: 0, step: isUpdated ? update - 1 : state.step, ...change };
}

export function setParameter(state, index, value) {
  const edited = edit(state, {});
  return { ...edited, parameters: edited.parameters.map((old, i) => (i === index ? value : old)) };
}

// With softmax the targets are probabilities: the other one follows.
export function setTarget(state, k, value) {
  const isPair = LOSSES[state.loss].isFused && state.t.length === 2;
  const t = state.t.map((old, i) => (i === k ? value : isPair ? 1 - value : old));
  return edit(state, { t });
}

// One update from here: a state after it, or null where a weight would be thrown out of bounds.
export function update(state) {
  let next = { ...state, rates: [...state.rates, state.eta], step: reach(state).update };
  if (next.rates.length > MOST_UPDATES) next = { ...next, parameters: replay(state).parameters[1], rates: next.rates.slice(1), past: state.past + 1 };
  const largest = Math.max(...replay(next).parameters.at(-1).map(Math.abs));
  return largest <= LARGEST_WEIGHT ? next : null;
}

export function goTo(state, step) {
  const reached = reach(state);
  if (step === reached.update) return reached.isUpdated ? state : update(state);
  return reached.isUpdated ? { ...state, rates: state.rates.slice(0, -1), step } : { ...state, step };
}

// From the inputs again, with the weights that the update left.
export const startOver = (state) => ({ ...state, step: 0 });

// Another loss: targets that it has no use for are brought into its range.
export function setLoss(state, loss) {
  if (!LOSSES[loss].isFused) return edit(state, { loss });
  const shares = state.t.map((value) => Math.max(0, Math.min(1, value)));
  return edit(state, { loss, t: shares.length === 2 ? [shares[0], 1 - shares[0]] : shares });
}

// Another shape keeps the weights that both have; the rest is drawn, always the same for the same shape.
export function reshape(state, sizes) {
  const from = replay(state).parameters.at(-1), draw = generator(sizes.join("")), last = sizes.length - 1;
  const parameters = listParameters(sizes).map(({ layer, unit, from: input }) => {
    const drawn = drawWeight(draw, sizes[layer - 1]), isSameDepth = sizes.length === state.sizes.length;
    if (!isSameDepth || unit >= state.sizes[layer] || (input ?? 0) >= state.sizes[layer - 1]) return drawn;
    return from[indexOf(state.sizes, layer, unit, input ?? state.sizes[layer - 1])];
  });
  const x = Array.from({ length: sizes[0] }, (_, i) => state.x[i] ?? 0.3), t = Array.from({ length: sizes[last] }, (_, k) => state.t[k] ?? 0);
  const step = Math.min(reach({ sizes, step: 0 }).lossStep, state.step === 0 ? 0 : 99);
  const reshaped = { ...state, sizes, parameters, x, t, rates: [], past: 0, step, selected: 0, route: sizes.slice(1).map(() => 0) };
  return setLoss(reshaped, state.loss);
}

export function shuffle(state, seed) {
  const draw = generator(String(seed));
  const parameters = listParameters(state.sizes).map(({ layer }) => drawWeight(draw, state.sizes[layer - 1]));
  const x = state.x.map(() => +(2 * draw() - 1).toFixed(2)), high = Math.floor(draw() * state.t.length + 0.5);
  const t = state.t.length === 1 ? [high] : state.t.map((_, k) => +(k === high % 2));
  return edit({ ...state, rates: [] }, { parameters, x, t });
}

const drawWeight = (draw, fanIn) => +((2 * draw() - 1) * (2.4 / Math.sqrt(fanIn))).toFixed(2);

// The next path of the followed parameter, forward or back.
export function turnRoute(state, by) {
  const routes = listRoutes(state, state.selected), { layer } = listParameters(state.sizes)[state.selected];
  const at = routes.findIndex((route) => route.slice(layer).every((unit, i) => unit === state.route[layer + i]));
  return { ...state, route: routes[(at + by + routes.length) % routes.length] };
}

// A unit that was clicked: the path leads through it, or its bias is followed.
export function visit(state, layer, unit) {
  const parameter = listParameters(state.sizes)[state.selected];
  if (layer > parameter.layer) return { ...state, route: state.route.map((old, i) => (i === layer - 1 ? unit : old)) };
  return { ...state, selected: indexOf(state.sizes, layer, unit, state.sizes[layer - 1]) };
}

// Small and repeatable: the same text, the same numbers from 0 to 1.
function generator(text) {
  let seed = [...text].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7);
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
