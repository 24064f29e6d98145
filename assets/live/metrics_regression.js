// A regression: how far predictions are off, over all and point by point.
import { rowsOf } from "./axes.js";
import { element } from "./dom.js";
import { Histogram } from "./histogram.js";
import { ResidualScatter } from "./residuals.js";
import { Scores } from "./scores.js";
import { say } from "./words.js";

const NAMES = ["r2", "mse", "mae", "rmse"];

export class RegressionMetrics {
  constructor(data, toggle) {
    const isScaled = data.target && data.target.scale !== 1;
    const unit = isScaled ? ` (${say("panel_standardized")})` : "";
    this.scores = new Scores(NAMES.map((name) => [name, say(`panel_${name}`), say(`panel_${name}_title`), say(name === "r2" ? "panel_no_r2" : "panel_no_points")]));
    this.actual = new ResidualScatter("actual", unit);
    this.residual = new ResidualScatter("residual", unit);
    this.histogram = new Histogram({ caption: say("panel_residuals"), x: say("panel_residual_x") + unit, height: 170 });
    this.root = element("div", { class: "lv-metrics" },
      element("div", { class: "lv-metrics-line" }, this.scores.root, toggle),
      element("div", { class: "lv-charts" }, this.actual.root, this.residual.root, this.histogram.root));
  }

  draw(report, split) {
    const { arrays, metrics } = report, isTest = split === "test";
    this.scores.draw(Object.fromEntries(NAMES.map((name) => [name, metrics[`${split}_${name}`] ?? NaN])));
    const rows = rowsOf(arrays[`${split}_residuals`]);
    if (!rows.length) return;
    this.actual.draw(rows, isTest);
    this.residual.draw(rows, isTest);
    this.histogram.draw(Array.from(arrays[`${split}_residual_counts`]), Array.from(arrays[`${split}_residual_edges`]), () => `color-mix(in srgb, var(--${split}) 70%, var(--bg))`);
  }

  set() {} // a value has no threshold
}
