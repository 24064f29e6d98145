// The course of a GAN's training: losses of both players, and what D says on average of real and of generated samples.
import { exactRange, roundRange } from "./axes.js";
import { svg } from "./dom.js";
import { formatScore } from "./gan_numbers.js";
import { GanPlot } from "./gan_plot.js";
import { formatShort } from "./number.js";
import { say } from "./words.js";

const HEIGHTS = { desktop: [138, 94], phone: [118, 86] }; // px of the two plots
const SHORTEST_AXIS = 1 / 32; // of the run: the axis doubles whenever the curve has filled it
const SPIKE = 3; // times the 95th percentile: what is above lies beyond the axis
const DIAMOND = "M0 -5L5 0L0 5L-5 0z";

const circle = (kind) => svg("circle", { r: 4.2, class: kind });

export class GanCurves {
  constructor() {
    this.loss = new GanPlot({ title: say("gan_loss"), curves: [
      { kind: "lv-gan-d", mark: circle("lv-gan-hollow"), label: say("gan_d") },
      { kind: "lv-gan-g", mark: circle(""), label: say("gan_g") },
    ] });
    this.score = new GanPlot({ title: say("gan_scores"), hasAxis: true, curves: [
      { kind: "lv-gan-fake", mark: circle(""), label: say("gan_d_fake") },
      { kind: "lv-gan-real", mark: svg("path", { d: DIAMOND, class: "lv-gan-hollow" }), label: say("gan_d_real") },
    ] });
    this.plots = [this.loss, this.score];
  }

  build(data, isPhone) {
    this.data = data;
    const { loss } = data, place = { left: isPhone ? 34 : 44, right: isPhone ? 62 : 74, axis: say(isPhone ? "gan_iteration_short" : "gan_iteration_axis") };
    this.plots.forEach((plot, k) => plot.build({ ...place, height: HEIGHTS[isPhone ? "phone" : "desktop"][k] }));
    this.place = place;
    this.equilibria = ["d_loss", "g_loss"].map((name) => loss.equilibrium?.[name]).filter(Boolean);
    if (this.equilibria.length === 2 && this.equilibria[0].value === this.equilibria[1].value) this.equilibria.pop();
    this.middles = loss.middle === null || loss.middle === undefined ? [] : [{ value: loss.middle, label: formatShort(loss.middle) }];
    this.loss.note.textContent = this.equilibria.length ? say("gan_loss_note") : "";
    this.score.note.textContent = this.middles.length ? say("gan_scores_note", { value: formatShort(loss.middle).replace(/^\./, "0.") }) : say("gan_scores_note_moving");
  }

  draw({ arrays, metrics, step }) {
    const epochs = arrays.curve_epoch, [d_loss, g_loss, real, fake] = ["d_loss", "g_loss", "d_real", "d_fake"].map((name) => arrays[`curve_${name}`]);
    Object.assign(this, { epochs, lastEpoch: epochs.at(-1) ?? 0 });
    this.last = axisEnd(this.lastEpoch, this.data.iterations);
    const common = { epochs, last: this.last, marks: arrays.marks };
    const values = ["d_loss", "g_loss"].map((name) => formatScore(metrics[name]));
    this.loss.draw({ ...common, series: [d_loss, g_loss], values, levels: this.equilibria, range: lossRange([d_loss, g_loss], this.equilibria) });
    const range = this.data.loss.gives_probabilities ? { low: 0, high: 1, ticks: [0, 1] } : scoreRange([real, fake], this.middles);
    this.score.draw({ ...common, series: [fake, real], levels: this.middles, range });
    const words = { iterations: step.toLocaleString("en"), g_loss: values[1], d_loss: values[0], d_real: formatScore(metrics.d_real), d_fake: formatScore(metrics.d_fake) };
    this.loss.svg.setAttribute("aria-label", say("gan_loss_spoken", words));
    this.score.svg.setAttribute("aria-label", say("gan_scores_spoken", words));
  }

  seek(epoch) {
    for (const plot of this.plots) plot.seek(epoch);
  }

  get plot() {
    return this.score.plot;
  }

  // The iteration at a place, from the left edge in px.
  epochAt(x) {
    return ((x - this.plot.left) / this.plot.width) * this.last;
  }
}

// The whole run, or a half, a quarter, ... of it, as long as the curve has room there.
function axisEnd(lastEpoch, iterations) {
  if (!(iterations > lastEpoch)) return Math.max(1, lastEpoch);
  let end = iterations;
  while (end / 2 >= Math.max(lastEpoch, iterations * SHORTEST_AXIS)) end /= 2;
  return end;
}

// From 0, or from below if a loss is negative, to above the equilibria; a spike does not flatten all the rest.
function lossRange(series, levels) {
  const known = series.flatMap((losses) => Array.from(losses).filter(Number.isFinite)).sort((a, b) => a - b);
  const usual = known[Math.floor(0.95 * (known.length - 1))] ?? 1, least = known[Math.floor(0.05 * (known.length - 1))] ?? 0, wanted = Math.max(...levels.map(({ value }) => 1.25 * value), -Infinity);
  const high = Math.max(Math.min(known.at(-1) ?? 1, SPIKE * Math.abs(usual)), wanted, 0.1), low = Math.min(0, Math.max(known[0] ?? 0, -SPIKE * Math.abs(least)));
  const range = exactRange(low, high, 3);
  return range.ticks.length < 2 ? exactRange(low, high, 6) : range;
}

function scoreRange(series, levels) {
  const known = [...series.flatMap((scores) => Array.from(scores).filter(Number.isFinite)), ...levels.map(({ value }) => value)];
  const low = Math.min(...known, 0), high = Math.max(...known, 0);
  const { ticks, ...range } = roundRange(low, high > low ? high : low + 1, 2);
  return { ...range, ticks: [ticks[0], ticks.at(-1)] };
}
