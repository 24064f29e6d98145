// The range of the map's colors: wide enough for most of the field, and held steady so that a color keeps its meaning.
const PATIENCE = 1000; // ms that the field asks for another range before it gets it
// The share of the span that 60 % of the field stay within, and how much of the span is then shown: from the widest on.
const STEPS = [[0.6, 1], [0.24, 0.6], [0.12, 0.4], [0, 0.2]];
const MOST = 0.6, EVERY = 3; // quantile of the field that counts, and every how many-th of its points is looked at

export class SteadyScale {
  constructor() {
    this.range = null;
  }

  // field: numbers 0 to 65535, the middle between them; span: what the ends stand for, in the objective's own unit;
  // isFixed: whether the span is the objective's or follows the run.
  follow(field, span, isFixed, run, now) {
    const wanted = isFixed ? span * STEPS.find(([from]) => reach(field) >= from)[1] : roundUp(1.6 * span * reach(field));
    if (run !== this.run || this.range === null) Object.assign(this, { run, range: wanted, since: null });
    else if (wanted === this.range) this.since = null;
    else if (now - (this.since ??= now) >= PATIENCE) Object.assign(this, { range: wanted, since: null });
    return this.range;
  }

  // Whether another range is waiting for its time.
  get isWaiting() {
    return this.since !== null;
  }
}

// How far from the middle most of the field lies, as a share of the span.
function reach(field) {
  const sizes = new Float32Array(Math.ceil(field.length / EVERY));
  for (let i = 0; i < sizes.length; i++) sizes[i] = Math.abs(field[i * EVERY] / 32767.5 - 1);
  return sizes.sort()[Math.floor(MOST * (sizes.length - 1))];
}

// The next of 1, 2, 5 times a power of ten.
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1e-3, value)));
  return +(power * [1, 2, 5, 10].find((factor) => factor * power >= value * 0.999)).toPrecision(6);
}
