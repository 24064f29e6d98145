// One unit from the inside: its formula, its map, how its activations are spread, and what comes in.
import { element } from "./dom.js";
import { Histogram } from "./histogram.js";
import { isOutput, nameColumn, nameUnit, startOf } from "./names.js";
import { UnitFormula } from "./unit_formula.js";
import { UnitMap } from "./unit_map.js";
import { say } from "./words.js";
import { Weights } from "./weights.js";

export class UnitView {
  constructor(data, theme, unit, report) {
    Object.assign(this, { data, theme, unit, values: [] });
    const name = nameUnit(data, unit), isLast = isOutput(data, unit[0]);
    const label = say(isLast ? "panel_sum" : "activation");
    this.formula = new UnitFormula(data, unit);
    this.map = new UnitMap(data, theme, name, label);
    this.histogram = new Histogram({ caption: say("panel_unit_histogram"), x: label, height: 175 });
    this.weights = unit[0] ? new Weights(data, unit, report) : null;
    this.root = element("section", { class: "lv-inspect", "aria-label": isLast ? nameColumn(data, unit[0]) : say("panel_unit", { name }) }, this.formula.root,
      element("div", { class: "lv-inspect-unit" }, this.map.root, this.histogram.root, ...(this.weights ? [this.weights.root] : [])));
  }

  // What the report tells; one about another unit (an answer to an earlier click) is left.
  draw({ arrays, metrics }, frame, point) {
    const { unit_map, unit_counts, unit_edges, unit_weights, unit_grads } = arrays;
    const isOwn = (metrics.unit_column ?? this.unit[0]) === this.unit[0] && (metrics.unit_index ?? this.unit[1]) === this.unit[1];
    if (!unit_map || !unit_counts || !isOwn) return;
    this.scale = metrics.unit_scale ?? frame?.arrays.scales[this.unit[0]] ?? this.data.output.limit;
    this.map.draw(unit_map, this.scale, point);
    this.histogram.draw(Array.from(unit_counts), Array.from(unit_edges), (center) => this.theme.css(center / this.scale));
    if (!this.weights || unit_weights?.length !== this.weights.rows.length) return;
    this.gradients = unit_grads;
    this.values = Array.from(unit_weights);
    if (frame) this.values = this.read(frame, this.values);
    this.write(frame);
  }

  // Today's weights and bias from a data frame; of large networks it carries the strongest only.
  setFrame(frame) {
    if (!this.weights) return;
    this.values = this.read(frame, this.values);
    this.write(frame);
  }

  read({ arrays: { edges, weights, biases } }, known) {
    const [column, to] = this.unit, values = known.slice();
    for (let k = 0; k < weights.length; k++) {
      if (edges[3 * k] === column - 1 && edges[3 * k + 2] === to) values[edges[3 * k + 1]] = weights[k];
    }
    values[this.weights.rows.length - 1] = biases[startOf(this.data, column, 1) + to];
    return values;
  }

  write(frame) {
    this.weights.draw(this.values, this.gradients);
    this.formula.draw(this.weights.rows.map(({ field }) => field.value), frame?.arrays.norms);
  }
}
