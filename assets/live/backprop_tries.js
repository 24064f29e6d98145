// When a try counts as done: a predicate on what stands still, and the numbers of that moment.
import { isNear } from "./backprop_table.js";
import { EPSILONS } from "./backprop_tape.js";
import { formatLoss, formatNumber, formatSigned } from "./number.js";

const WIDE = 0.1, TINY = 1e-4; // epsilons from which on a wrong difference is too wide or drowned in rounding
const SATURATED = 0.98;

// `wrong` remembers at which epsilons the difference has failed, in this visit.
export function findDone(view, wrong) {
  const { state, reached, numbers, trail } = view, done = {};
  if (reached.isUpdated) {
    done.update = { n: String(state.parameters.length), before: formatLoss(trail.losses.at(-2)), after: formatLoss(trail.losses.at(-1)), predicted: formatLoss(trail.predicted.at(-1)) };
  }
  const a = numbers.a[1][0], slope = numbers.slope[0]?.[0];
  if (reached.isBackDone && !reached.isUpdated && state.sizes.length > 2 && isSaturated(state.hidden, a)) done.saturation = { a: formatSigned(a, 3), slope: formatNumber(slope, 3) };
  noteWrong(view, wrong);
  if (wrong.wide && wrong.tiny) done.epsilon = { wide: wrong.wide, tiny: wrong.tiny };
  return done;
}

const isSaturated = (name, a) => (name === "tanh" && Math.abs(a) > SATURATED) || (name === "sigmoid" && Math.abs(2 * a - 1) > SATURATED);

function noteWrong({ state, reached, shown }, wrong) {
  if (!reached.isBackDone && !reached.isUpdated) return;
  const n = shown.finite.filter((value, i) => !isNear(value, shown.chain[i])).length, epsilon = EPSILONS[state.epsilon];
  if (n && epsilon >= WIDE) wrong.wide ??= String(n);
  if (n && epsilon <= TINY) wrong.tiny ??= String(n);
}
