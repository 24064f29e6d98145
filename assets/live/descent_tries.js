// When a try is done: asked of the state, after every answer.
import { formatExcess, tellLoss } from "./descent_race.js";
import { formatRate } from "./descent_runners.js";
import { findLimit } from "./descent_walk.js";
import { formatSigned } from "./number.js";

const SETTLED = 0.001, DEEP = 0.001, STEPS = 60, NEAR = 0.05;

export function checkTries(race, trails, done) {
  race.runners.forEach((runner, i) => {
    const trail = trails[i], loss = trail.losses.at(-1) - race.lowest;
    if (trail.left_at !== null) return;
    if (race.key === "bowl" && runner.rule === "sgd" && loss < SETTLED) {
      const limit = findLimit("sgd", 0, race.steepest);
      done("settle", { rate: formatRate(runner.rate), factor: formatSigned(1 - runner.rate * race.steepest), limit: limit.toFixed(2) });
    }
    if (race.key === "ravine" && race.steps <= STEPS && loss < DEEP) checkRavine(race, runner, loss, done);
    if (!race.rules && runner.batch === 1 && loss < NEAR * race.lowest) done("batches", { rate: formatRate(runner.rate), excess: formatExcess(loss / race.lowest) });
  });
}

// It counts only from where gradient descent cannot do it, at the rate that is best for both directions.
function checkRavine(race, runner, loss, done) {
  const [flat, steep] = race.spec.curvatures, [best] = race.walk([{ rule: "sgd", rate: 2 / (flat + steep), momentum: 0 }]);
  if (best.losses.at(-1) < DEEP) return;
  done("ravine", { name: race.nameOf(runner), rate: formatRate(runner.rate), loss: tellLoss(loss), best: tellLoss(best.losses.at(-1)) });
}
