// Several classes: the matrix, scores of each class, one curve a class against the rest, calibration.
import { rowsOf } from "./axes.js";
import { Calibration } from "./calibration.js";
import { element } from "./dom.js";
import { Matrix } from "./matrix.js";
import { classColor } from "./names.js";
import { RateCurves } from "./roc.js";
import { writeScore } from "./scores.js";
import { say } from "./words.js";

const COLUMNS = ["precision", "recall", "f1"];

export class MulticlassMetrics {
  constructor(data, toggle) {
    this.data = data;
    this.matrix = new Matrix(data.classes);
    this.table = new ClassTable(data.classes);
    this.roc = new RateCurves("roc");
    this.calibration = new Calibration("top");
    this.uncalibrated = element("p", { class: "lv-note", hidden: true }, say("panel_no_calibration"));
    this.root = element("div", { class: "lv-metrics" },
      element("div", { class: "lv-metrics-many" }, this.matrix.root,
        element("div", {}, element("div", { class: "lv-metrics-head" }, element("h3", {}, say("panel_per_class")), this.table.accuracy, toggle), this.table.root)),
      element("div", { class: "lv-charts" }, this.roc.root, this.calibration.root, this.uncalibrated));
  }

  draw(report, split) {
    const { arrays, metrics } = report;
    const rows = (name) => rowsOf(arrays[`${split}_${name}`]);
    const { classes } = this.data, confusion = rows("confusion").map((row) => Array.from(row));
    if (confusion.length) this.matrix.draw(confusion);
    const rocs = classes.map((_, k) => pairsOf(arrays[`${split}_rocs`], k));
    const known = rocs.map((_, k) => k).filter((k) => rocs[k].length);
    const areas = Array.from(classes, (_, k) => arrays[`${split}_areas`]?.[k] ?? NaN);
    this.table.draw(rows("classes").map((row, k) => defined(row, confusion, k)), areas, Object.fromEntries([...COLUMNS, "accuracy"].map((name) =>
      [name, metrics[`${split}_${name === "accuracy" ? name : `${name}_macro`}`]])), metrics[`${split}_roc_auc_macro`]);
    this.roc.draw(known.map((k) => rocs[k]), known.map(classColor), metrics[`${split}_roc_auc_macro`] ?? null, say("panel_one_class"), { key: "panel_mean_area" });
    const calibration = rows("calibration");
    this.calibration.root.hidden = confusion.length > 0 && !calibration.length;
    this.uncalibrated.hidden = !this.calibration.root.hidden;
    this.calibration.draw(calibration, split === "test");
  }

  set() {} // several classes have no threshold
}

class ClassTable {
  constructor(classes) {
    const row = (head, color) => {
      const cells = [...COLUMNS, "area", "support"].map(() => element("td", {}, "–"));
      const chip = color ? [element("i", { class: "lv-class-chip", style: `background:${color}` })] : [];
      return { cells, node: element("tr", {}, element("th", { scope: "row", title: head }, ...chip, head), ...cells) };
    };
    this.rows = classes.map((name, k) => row(name, classColor(k)));
    this.mean = row(say("panel_macro"), null);
    this.share = element("b", {}, "–");
    this.accuracy = element("span", { class: "lv-chart-figure" }, say("panel_accuracy") + " ", this.share);
    const heads = [...COLUMNS, "area", "support"].map((name) => element("th", { scope: "col", title: say(`panel_${name}_note`) }, say(`panel_${name}`)));
    this.root = element("table", { class: "lv-table" }, element("thead", {}, element("tr", {}, element("th", { scope: "col" }), ...heads)),
      element("tbody", {}, ...this.rows.map((entry) => entry.node)), element("tfoot", {}, this.mean.node));
  }

  draw(rows, areas, means, meanArea) {
    const reasons = COLUMNS.map((name) => say(`panel_no_${name}`, { name: say("panel_this_class") }));
    let points = 0;
    rows.forEach(([precision, recall, f1, support], k) => {
      const { cells } = this.rows[k];
      [precision, recall, f1].forEach((score, i) => writeScore(cells[i], score, reasons[i]));
      writeScore(cells[3], areas[k], say("panel_one_class"));
      writeScore(cells[4], support, "", 0);
      points += support;
    });
    COLUMNS.forEach((name, i) => writeScore(this.mean.cells[i], means[name] ?? NaN, reasons[i]));
    writeScore(this.mean.cells[3], meanArea ?? NaN, say("panel_one_class"));
    writeScore(this.mean.cells[4], points, "", 0);
    writeScore(this.share, means.accuracy ?? NaN, say("panel_no_points"));
  }
}

// A ratio whose denominator is 0 has no value, whatever stands for it elsewhere.
function defined([precision, recall, f1, support], confusion, k) {
  const called = confusion.reduce((sum, row) => sum + row[k], 0);
  return [called ? precision : NaN, support ? recall : NaN, called + support ? f1 : NaN, support];
}

// The curve of class k among (classes, points, 2); none where it is not defined.
function pairsOf(array, k) {
  if (!array) return [];
  const [, n] = array.shape;
  const pairs = Array.from({ length: n }, (_, i) => [array[2 * (k * n + i)], array[2 * (k * n + i) + 1]]);
  return pairs.every(([x, y]) => Number.isFinite(x + y)) ? pairs : [];
}
