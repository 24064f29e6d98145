// Metrics: scikit-learn's figures of the predictions, on the test or the training points.
import { element } from "./dom.js";
import { BinaryMetrics } from "./metrics_binary.js";
import { MulticlassMetrics } from "./metrics_multiclass.js";
import { RegressionMetrics } from "./metrics_regression.js";
import { buildToggle } from "./toggle.js";
import { say } from "./words.js";

const KINDS = { binary: BinaryMetrics, multiclass: MulticlassMetrics, regression: RegressionMetrics };

export class MetricsPanel {
  constructor(root, report) {
    Object.assign(this, { root, report, split: "test" });
    this.note = element("p", { class: "lv-note" });
  }

  build(data) {
    this.data = data;
    const toggle = buildToggle(say("panel_split"), { test: say("test"), train: say("train") }, this.split, (split) => {
      this.split = split;
      this.draw(this.latest);
    });
    this.view = new KINDS[data.task](data, toggle, (value) => {
      this.setThreshold(value);
      this.report("threshold", value);
    });
    if (this.threshold !== undefined) this.view.set(this.threshold);
    this.root.replaceChildren(this.note, this.view.root);
  }

  draw(report) {
    this.latest = report;
    const isEmpty = !this.data.points.test.some((test) => Boolean(test) === (this.split === "test"));
    this.note.hidden = !isEmpty;
    this.note.textContent = isEmpty ? say("panel_empty_split", { split: say(this.split) }) : "";
    // A report for another panel tells nothing here, nor does one of outputs that are no numbers.
    const isTold = Object.keys(report?.metrics ?? {}).some((name) => name.startsWith(`${this.split}_`));
    this.view.root.classList.toggle("lv-waiting", !isTold);
    if (isTold) this.view.draw(report, this.split);
  }

  setThreshold(value) {
    this.threshold = value;
    this.view?.set(value);
  }
}
