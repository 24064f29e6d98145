// What a race looks like: the map's field, the runners' trails and losses, the formula in numbers. For surfaces, and for
// the loss of a line through points.
import { SURFACES } from "./descent_surfaces.js";
import { formatRate, nameOfBatch } from "./descent_runners.js";
import { findLimit, walkBatches, walkSurface } from "./descent_walk.js";
import { element } from "./dom.js";
import { bold, signed } from "./lesson_text.js";
import { formatLoss, formatNumber } from "./number.js";
import { say } from "./words.js";

const COUNT = 121; // points along each axis of a field
const TOO_LARGE = 1e6;

// A race on one of the surfaces; `facts` is the server's newest answer.
export class SurfaceRace {
  constructor(state, facts) {
    const spec = facts.catalog.surfaces[state.surface];
    Object.assign(this, { state, facts, spec, runners: state.runners, steps: state.steps, start: state.start, extent: spec.extent });
    Object.assign(this, { lowest: spec.lowest, minima: spec.minima, steepest: Math.max(0, ...spec.curvatures), axes: ["x", "y"], name: spec.label });
    this.title = say("map_of", { name: spec.label, formula: spec.formula });
    this.rules = facts.catalog.rules;
  }

  get key() {
    return this.state.surface;
  }

  height(x, y) {
    return SURFACES[this.state.surface].height(x, y);
  }

  walk(runners = this.runners) {
    return walkSurface(this.state.surface, this.spec, this.start, runners, this.steps, this.facts.noise ?? []);
  }

  nameOf(runner) {
    return this.rules[runner.rule].label;
  }

  ruleOf(runner) {
    return runner.rule;
  }

  tellEnd(trail) {
    return tellLoss(trail.losses.at(-1) - this.lowest);
  }
}

// The loss of a line through points, on batches.
export class LineRace {
  constructor(state, facts) {
    const { line } = facts;
    Object.assign(this, { state, facts, line, runners: state.batches, steps: state.line_steps, start: state.line_start, extent: line.extent, rules: null });
    Object.assign(this, { lowest: line.lowest, minima: [line.solution], steepest: line.curvatures[1], axes: [say("width_axis"), say("offset_axis")], name: say("line_of"), title: say("line_of") });
    const { x, y } = line, mean = (f) => x.reduce((sum, _, i) => sum + f(x[i], y[i]), 0) / x.length;
    // The mean squared error is a quadratic: six means say all about it.
    this.means = { xx: mean((a) => a * a), x: mean((a) => a), xy: mean((a, b) => a * b), y: mean((a, b) => b), yy: mean((a, b) => b * b) };
  }

  get key() {
    return `line ${this.state.is_standardized}`;
  }

  height(w, b) {
    const { xx, x, xy, y, yy } = this.means;
    return w * w * xx + b * b + 2 * w * b * x - 2 * w * xy - 2 * b * y + yy;
  }

  walk(runners = this.runners) {
    return walkBatches(this.line, this.start, runners, this.steps);
  }

  nameOf(runner) {
    return nameOfBatch(runner.batch);
  }

  ruleOf(runner) {
    return runner.momentum ? "momentum" : "sgd";
  }

  tellEnd(trail) {
    return formatExcess(trail.losses.at(-1) / this.lowest - 1) + " %";
  }
}

export const formatExcess = (share) => (share < 0.1 ? (100 * share).toFixed(1) : share < 100 ? (100 * share).toFixed(0) : "> 9999");

export const tellLoss = (value) => (value >= TOO_LARGE ? "> 10⁶" : value >= 0.001 ? formatLoss(value) : value < 1e-12 ? "0" : value.toExponential(1).replace("e-", "e\u2212"));

// Heights of a race's surface on a grid, rows from below.
export function fieldOf(race) {
  const [left, right, bottom, top] = race.extent, field = new Float64Array(COUNT * COUNT);
  for (let row = 0; row < COUNT; row++) {
    for (let col = 0; col < COUNT; col++) {
      field[row * COUNT + col] = race.height(left + ((right - left) * col) / (COUNT - 1), bottom + ((top - bottom) * row) / (COUNT - 1));
    }
  }
  return { field, count: COUNT, extent: race.extent, names: race.axes };
}

export function limitsOf(race) {
  return race.runners.map((runner) => findLimit(race.ruleOf(runner), runner.momentum, race.steepest));
}

// How a runner ends, in a few characters.
export function tellEnds(race, trails, limits) {
  return trails.map((trail, i) => {
    const { rate } = race.runners[i], grows = limits[i] && rate > limits[i];
    if (trail.left_at !== null) return say("left_at", { step: trail.left_at });
    if (grows && !race.spec?.noise && trail.losses.at(-1) > trail.losses[0]) return say("grows");
    return race.tellEnd(trail);
  });
}

// The rule of the chosen runner, in symbols and in the numbers of one of its steps.
export function formulaOf(race, trail, index, step, limit) {
  const runner = race.runners[index], rule = race.ruleOf(runner), t = Math.max(1, Math.min(step ?? 1, trail.x.length - 1));
  const key = (text) => element("span", { class: "ls-key" }, text);
  const parts = [element("span", {}, key(say("formula_key", { name: race.nameOf(runner), step: t })), say(`formula_${rule}`))];
  if (trail.x.length > 1) {
    const moves = ["x", "y"].flatMap((axis, k) => [` ${race.axes[k].at(-1)} `, bold(trail[axis][t - 1]), " ", signed(trail[axis][t] - trail[axis][t - 1]), " = ", bold(trail[axis][t]), k ? "" : ","]);
    parts.push(element("span", {}, ...moves));
  }
  if (rule === "sgd" && race.steepest) parts.push(tellFactor(runner.rate, race.steepest, key));
  else if (limit) parts.push(element("span", {}, key(""), say("limit_here", { limit: formatRate(limit) })));
  return parts;
}

function tellFactor(rate, steepest, key) {
  const factor = 1 - rate * steepest, numbers = `1 \u2212 ηλ = 1 \u2212 ${formatRate(rate)} · ${formatNumber(steepest)} = `;
  return element("span", { class: "dg-factor" }, key(say("formula_factor")), numbers, signed(factor, 3), " ", say(Math.abs(factor) > 1 ? "factor_grows" : "factor_shrinks"));
}
