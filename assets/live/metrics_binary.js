// Two classes: everything that depends on the threshold stands together, and moves together.
import { Calibration } from "./calibration.js";
import { lookUp } from "./cutoff.js";
import { element } from "./dom.js";
import { Matrix } from "./matrix.js";
import { RateCurves } from "./roc.js";
import { rowsOf } from "./axes.js";
import { Scores } from "./scores.js";
import { Threshold } from "./threshold.js";
import { say } from "./words.js";

export class BinaryMetrics {
  constructor(data, toggle, onThreshold) {
    const isScore = data.output.kind === "score", limit = data.output.limit;
    const range = isScore ? { low: -limit, high: limit, value: 0 } : { low: 0, high: 1, value: 0.5 };
    const axis = isScore ? say("panel_score_axis") : say("probability", { class: data.classes[1] });
    this.data = data;
    this.matrix = new Matrix(data.classes);
    this.threshold = new Threshold({ ...range, classes: data.classes, axis }, onThreshold);
    const name = data.classes[1];
    this.scores = new Scores([
      ["precision", say("panel_precision"), say("panel_precision_title", { name }), say("panel_no_precision", { name })],
      ["recall", say("panel_recall"), say("panel_recall_title", { name }), say("panel_no_recall", { name })],
      ["f1", say("panel_f1"), say("panel_f1_title"), say("panel_no_f1")],
      ["accuracy", say("panel_accuracy"), say("panel_accuracy_title"), say("panel_no_points")],
    ]);
    this.roc = new RateCurves("roc");
    this.pr = new RateCurves("pr");
    this.calibration = isScore ? null : new Calibration("one", data.classes[1]);
    const last = this.calibration?.root ?? element("p", { class: "lv-note" }, say("panel_no_calibration"));
    this.root = element("div", { class: "lv-metrics" },
      element("div", { class: "lv-metrics-top" }, this.matrix.root, this.threshold.root, element("div", { class: "lv-aside" }, toggle, this.scores.root)),
      element("div", { class: "lv-charts" }, this.roc.root, this.pr.root, last));
  }

  draw(report, split) {
    const { arrays, metrics } = report, isTest = split === "test";
    const curve = (name) => rowsOf(arrays[`${split}_${name}`]);
    this.table = arrays[`${split}_table`];
    this.isTest = isTest;
    const color = `var(--${split})`, reason = say("panel_one_class");
    const roc = curve("roc"), pr = curve("pr");
    const { labels, scores } = this.pick(arrays.point_outputs, isTest);
    const positives = labels.filter(Boolean).length;
    this.roc.draw(roc.length ? [roc] : [], [color], metrics[`${split}_roc_auc`] ?? null, reason);
    this.pr.draw(pr.length ? [pr] : [], [color], metrics[`${split}_average_precision`] ?? null, reason, { chance: labels.length ? positives / labels.length : null });
    this.calibration?.draw(curve("calibration"), isTest);
    this.threshold.draw(scores, labels, say("panel_by_score", { count: labels.length, split: say(split) }));
    this.mark();
  }

  // Labels and scores of the points of one split.
  pick(outputs, isTest) {
    const { label, test } = this.data.points;
    const chosen = label.map((_, i) => i).filter((i) => Boolean(test[i]) === isTest);
    return { labels: chosen.map((i) => label[i]), scores: chosen.map((i) => outputs?.[i] ?? NaN) };
  }

  set(value) {
    if (value === this.threshold.value) return;
    this.threshold.set(value);
    this.mark();
  }

  // Everything that stands at the threshold.
  mark() {
    const row = lookUp(this.table, this.threshold.value);
    if (!row) return;
    this.matrix.draw([[row.tn, row.fp], [row.fn, row.tp]]);
    this.scores.draw(row);
    this.roc.mark([row.fallout, row.recall], this.isTest);
    this.pr.mark([row.recall, row.precision], this.isTest);
  }
}
