// What counts as done, by PyTorch's numbers, and what its insight says.
import { compareEnds } from "./activation_depth_view.js";
import { formatShare } from "./activation_facts.js";
import { CLASSES } from "./activation_logits.js";
import { formatNumber } from "./number.js";

const FLAT = 0.01, DEEP = 20, ORDER = 10, SURE = 0.1;

export function findDone(lab) {
  const found = { function: findFlat, depth: findKept, softmax: findSure }[lab.state.tab](lab);
  return found ? [found] : [];
}

function findFlat({ state, point }) {
  if (state.function !== "sigmoid" || point.slope >= FLAT) return null;
  return ["slope", { x: formatNumber(point.x), slope: formatNumber(point.slope, 4), value: formatNumber(point.value, 3) }];
}

function findKept({ state, answers, catalog }) {
  const { measured, sigmoid } = answers.depth, ratio = compareEnds(measured[state.quantity]).ratio;
  if (measured.activation !== "relu" || state.depth < DEEP || ratio === null || ratio > ORDER || ratio < 1 / ORDER) return null;
  const { label: initializer } = catalog.initializers[measured.initializer];
  return ["depth", { initializer, depth: state.depth, ratio: formatShare(ratio), other: formatShare(compareEnds(sigmoid[state.quantity]).ratio ?? 0) }];
}

function findSure({ state, softmax }) {
  if (softmax.loss >= SURE) return null;
  const { target, logits } = state, name = CLASSES[target], lead = logits[target] - Math.max(...logits.filter((_, k) => k !== target));
  return ["loss", { name, p: formatNumber(softmax.probabilities[target], 3), loss: formatNumber(softmax.loss, 3), lead: formatNumber(lead) }];
}
