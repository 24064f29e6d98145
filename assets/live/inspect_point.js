// One data point: its values, what the network says of it, and its way through the layers.
import { element, setText } from "./dom.js";
import { classColor, countOutputs, listSizes, nameColumn, nameUnit, startOf } from "./names.js";
import { formatNumber, formatShort } from "./number.js";
import { say } from "./words.js";

const NARROWEST = 34; // px of a cell that shows its number

export class PointView {
  constructor(data, theme, point, report) {
    Object.assign(this, { data, theme, point });
    this.facts = element("dl", { class: "lv-facts" });
    this.prediction = element("div", { class: "lv-prediction" });
    this.sizes = listSizes(data);
    this.path = element("div", { class: "lv-path", role: "group", "aria-label": say("panel_path") }, ...this.sizes.map((n, column) => this.buildRow(column, n, report)));
    const split = say(data.points.test[point] ? "test" : "train");
    this.root = element("section", { class: "lv-inspect" },
      element("div", { class: "lv-row" }, element("h2", {}, say("panel_point", { split })),
        element("button", { type: "button", class: "lv-quiet-button", onclick: () => report("point", null) }, say("panel_close_point"))),
      element("div", { class: "lv-inspect-point" }, element("div", {}, this.facts, this.prediction),
        element("div", {}, element("h3", {}, say("panel_path")), this.path, element("p", { class: "lv-hint-line" }, say("panel_path_note")))));
    this.writeFacts();
  }

  buildRow(column, n, report) {
    const cells = Array.from({ length: n }, (_, index) =>
      element("button", { type: "button", class: "lv-cell", onclick: () => report("unit", [column, index]) }));
    return element("div", { class: "lv-path-row" }, element("span", {}, nameColumn(this.data, column)), element("div", {}, ...cells));
  }

  writeFacts() {
    const { points, features, classes, target, task, n_features } = this.data, i = this.point;
    const entry = (name, value) => element("div", {}, element("dt", {}, name), element("dd", {}, value));
    const coordinates = [points.x[i], points.y[i]].slice(0, n_features ?? 2).map((value, k) => entry(features[k].name, formatValue(value, features[k])));
    const truth = task === "regression" ? entry(say("panel_true_value", { name: target.name }), formatValue(this.value, target))
      : entry(say("panel_true_class"), element("span", { class: "lv-class-name" }, element("i", { class: "lv-class-chip", style: `background:${classColor(points.label[i])}` }), classes[points.label[i]]));
    this.facts.replaceChildren(...coordinates, truth);
  }

  get value() {
    const { points } = this.data;
    return (points.value ?? points.label)[this.point];
  }

  draw({ arrays, metrics }, frame) {
    const { point_values: values } = arrays;
    const total = this.sizes.reduce((sum, n) => sum + n, 0);
    if (values?.length !== total || (metrics.point ?? this.point) !== this.point) return;
    this.sizes.forEach((n, column) => this.drawRow(column, values, this.scaleOf(column, frame)));
    this.drawPrediction(Array.from(values.subarray(total - countOutputs(this.data))));
  }

  // What full color means in a column.
  scaleOf(column, frame) {
    return frame?.arrays.scales[column] ?? this.data.output.limit;
  }

  drawRow(column, values, scale) {
    const start = startOf(this.data, column);
    const cells = this.path.children[column].lastChild.children;
    const isWide = this.path.clientWidth / Math.max(1, cells.length) > NARROWEST + 70 / cells.length;
    Array.from(cells).forEach((cell, index) => {
      const value = values[start + index], share = value / scale;
      const text = formatNumber(value);
      cell.style.background = this.theme.css(share);
      cell.style.color = Math.abs(share) > 0.55 ? "var(--bg)" : "var(--ink)";
      cell.title = say("panel_cell", { name: nameUnit(this.data, [column, index]), value: text });
      cell.setAttribute("aria-label", cell.title);
      setText(cell, isWide ? formatShort(+value.toFixed(2)) : "");
    });
  }

  drawPrediction(outputs) {
    const { task, target, classes, output, points, gives_probabilities } = this.data, truth = points.label?.[this.point];
    if (task === "regression") {
      const predicted = formatValue(outputs[0], target), off = formatValue(outputs[0] - this.value, { center: 0, scale: target.scale });
      return this.prediction.replaceChildren(element("h3", {}, say("prediction")), element("p", { class: "lv-predicted" }, element("b", {}, predicted), ` ${say("panel_off_by", { value: off })}`));
    }
    if (output.kind === "score") {
      return this.prediction.replaceChildren(element("h3", {}, say("panel_score_axis")), element("p", { class: "lv-predicted" }, element("b", {}, formatNumber(outputs[0]))));
    }
    const shares = !gives_probabilities ? null : task === "binary" ? binaryShares(outputs[0]) : softmax(outputs);
    const row = (name, k) => element("div", { class: "lv-share" }, element("span", { title: name }, name),
      shares ? element("div", {}, element("i", { style: `width:${(100 * shares[k]).toFixed(1)}%;background:${classColor(k)}` })) : element("span"),
      element("b", {}, shares ? formatNumber(shares[k], 3) : formatNumber(outputs[k])), element("span", {}, k === truth ? say("panel_is_true") : ""));
    this.prediction.replaceChildren(element("h3", {}, say(shares ? "panel_probabilities" : "panel_score_axis")), ...classes.map(row));
  }
}

// A value in its own unit; measured ones with as many digits as they deserve.
function formatValue(value, { center, scale }) {
  if (scale === 1 && center === 0) return formatNumber(value);
  return (value * scale + center).toLocaleString("en", { maximumSignificantDigits: 4 }).replace("-", "\u2212");
}

const binaryShares = (logit) => [1 / (1 + Math.exp(logit)), 1 / (1 + Math.exp(-logit))];

function softmax(logits) {
  const most = Math.max(...logits), powers = logits.map((v) => Math.exp(v - most)), sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
