// What things on the backpropagation page are called, and which of their numbers have been reached.
import { FUNCTIONS } from "./backprop_functions.js";
import { listParameters } from "./backprop_tape.js";
import { say } from "./words.js";

const LOW = "₀₁₂₃₄";

export function unitName(sizes, layer, unit) {
  const last = sizes.length - 1;
  if (layer === 0) return "x" + LOW[unit + 1];
  if (layer === last) return sizes[last] === 1 ? "y" : "y" + LOW[unit + 1];
  return "AB"[layer - 1] + (unit + 1);
}

export const targetName = (sizes, k) => (sizes.at(-1) === 1 ? "t" : "t" + LOW[k + 1]);

export function parameterName(sizes, { layer, unit, from }) {
  const name = unitName(sizes, layer, unit);
  return from === null ? say("bp_bias", { name }) : `${unitName(sizes, layer - 1, from)} → ${name}`;
}

export const functionName = (name) => say("bp_" + (name in FUNCTIONS ? "f_" : "l_") + name);

// Steps: the inputs, a step a layer forward, the loss, a step a layer backward, the update.
export function reach({ sizes, step }) {
  const layers = sizes.length - 1, lossStep = layers + 1, update = 2 * layers + 2;
  const back = Math.max(0, Math.min(layers, step - lossStep));
  return {
    layers, lossStep, update,
    isUpdated: step === update,
    hasValue: (layer) => step >= layer,
    hasLoss: step >= lossStep,
    hasBlame: step > lossStep,
    hasGradient: (layer) => back > layers - layer,
    isBackDone: back === layers,
    phase: step <= layers ? "forward" : step === lossStep ? "loss" : step < update ? "backward" : "update",
    ends: { forward: layers, loss: lossStep, backward: update - 1, update },
  };
}

// The unit of a layer that formulas speak of: the one on the followed path, or the first.
export function findFocus(state, layer) {
  const parameter = listParameters(state.sizes)[state.selected];
  return layer === parameter.layer ? parameter.unit : layer === parameter.layer - 1 && parameter.from !== null ? parameter.from : layer > parameter.layer ? state.route[layer - 1] : 0;
}
