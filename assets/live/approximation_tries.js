// When a try is done: by what is shown, never by a click.
import { medianOf } from "./approximation_chart.js";
import { formatError } from "./approximation_controls.js";

const CLOSE = 0.05, BY_HAND = 0.1;

// `lab` stands still under the reader's hands, and its frame belongs to what is shown.
export function judgeFit(lab) {
  if (!lab.isFresh || lab.isHeld || lab.frame.metrics.error === null) return;
  const { state, frame, shell } = lab, { error } = frame.metrics;
  const values = { error: formatError(error), units: state.units, steps: frame.step.toLocaleString("en") };
  if (state.function === "own" && lab.hasDrawn && frame.step > 0 && error < CLOSE) shell.done("draw", values);
  if (state.function === "spike" && state.units === 2 && frame.step === 0 && lab.hasEdited && error < BY_HAND) shell.done("spike", values);
}

export function judgeWidth(lab) {
  const news = lab.job.width;
  if (news?.status !== "done" || !lab.hasMeasured) return;
  const rungs = news.rungs.filter(({ errors }) => medianOf(errors) !== null);
  if (rungs.length < 2) return;
  const best = rungs.reduce((a, b) => (medianOf(b.errors) < medianOf(a.errors) ? b : a));
  lab.shell.done("width", { first: formatError(medianOf(rungs[0].errors)), best: formatError(medianOf(best.errors)), units: best.shape[0], last: formatError(medianOf(rungs.at(-1).errors)) });
}
