// The optimizers' rules, one coordinate at a time, in the order of operations of playground/optim/rules.py, whose
// constants are 32-bit numbers.
const BETA1 = 0.9, BETA2 = 0.999, DECAY = Math.fround(0.99), SQUARE_DECAY = Math.fround(BETA2), EPSILON = Math.fround(1e-8);
const WEIGHT_DECAY = 0.01;

// rule(place, slope, memory, t, rate, momentum) gives the new place; `memory` is its own, {} at first.
export const RULES = {
  sgd: (p, g, memory, t, rate) => p - rate * g,
  momentum: (p, g, memory, t, rate, mu) => {
    memory.v = (memory.v ?? 0) * mu + g;
    return p - rate * memory.v;
  },
  nesterov: (p, g, memory, t, rate, mu) => {
    memory.v = (memory.v ?? 0) * mu + g;
    return p - rate * (g + mu * memory.v);
  },
  rmsprop: (p, g, memory, t, rate) => {
    memory.s = (memory.s ?? 0) * DECAY + (1 - 0.99) * g * g;
    return p - (rate * g) / (Math.sqrt(memory.s) + EPSILON);
  },
  adagrad: (p, g, memory, t, rate) => {
    memory.s = (memory.s ?? 0) + g * g;
    return p - (rate * g) / (Math.sqrt(memory.s) + 1e-10);
  },
  adadelta: (p, g, memory, t, rate) => {
    memory.s = (memory.s ?? 0) * 0.9 + (1 - 0.9) * g * g;
    const step = Math.sqrt(((memory.u ?? 0) + 1e-6) / (memory.s + 1e-6)) * g;
    memory.u = (memory.u ?? 0) * 0.9 + (1 - 0.9) * step * step;
    return p - rate * step;
  },
  adam: (p, g, memory, t, rate) => {
    remember(memory, g);
    return p - ((rate / (1 - BETA1 ** t)) * memory.m) / denominator(memory.s, t);
  },
  adamw: (p, g, memory, t, rate) => RULES.adam(p * (1 - rate * WEIGHT_DECAY), g, memory, t, rate),
  nadam: (p, g, memory, t, rate) => {
    remember(memory, g);
    const now = nadamMomentum(t), next = nadamMomentum(t + 1), below = denominator(memory.s, t);
    memory.product = t <= 100 ? (memory.product ?? 1) * now : memory.product;
    const first = p - (((rate * (1 - now)) / (1 - memory.product)) * g) / below;
    return first - (((rate * next) / (1 - memory.product * next)) * memory.m) / below;
  },
  amsgrad: (p, g, memory, t, rate) => {
    remember(memory, g);
    memory.top = Math.max(memory.top ?? 0, memory.s);
    return p - ((rate / (1 - BETA1 ** t)) * memory.m) / denominator(memory.top, t);
  },
};

function remember(memory, g) {
  memory.m = (memory.m ?? 0) + (1 - BETA1) * (g - (memory.m ?? 0));
  memory.s = (memory.s ?? 0) * SQUARE_DECAY + (1 - BETA2) * g * g;
}

function denominator(square, t) {
  return Math.sqrt(square) / Math.sqrt(1 - BETA2 ** t) + EPSILON;
}

function nadamMomentum(t) {
  return BETA1 * (1 - 0.5 * 0.96 ** (0.004 * t));
}
