// Two layers: three neurons as a diagram, their weights as numbers to drag, and the table that XOR asks for.
import { setAttributes } from "./axes.js";
import { element, setText, svg } from "./dom.js";
import { NumberBox } from "./lesson_parts.js";
import { inlineMark, verdict } from "./lesson_text.js";
import { buildCell, edgeWidth } from "./perceptron_neuron.js";
import { CORNERS } from "./perceptron_rule.js";
import { RowTable } from "./perceptron_table.js";
import { say } from "./words.js";

const HIGH_ROW = 34, LOW_ROW = 122, OUT_ROW = 78;
const PLACES = [[146, HIGH_ROW], [146, LOW_ROW], [256, OUT_ROW]];
const NAMES = ["A1", "A2", "y"], PARTS = ["w₁", "w₂", "b"];
export const LAYER_GATES = ["and", "or", "nand", "nor"];

export class LayersView {
  constructor(lab) {
    this.lab = lab;
    this.inputs = [buildCell(26, HIGH_ROW, "x₁"), buildCell(26, LOW_ROW, "x₂")];
    this.units = PLACES.map(([x, y], k) => buildCell(x, y, k < 2 ? NAMES[k] : say("output")));
    this.edges = Array.from({ length: 6 }, () => svg("path", { fill: "none" }));
    this.svg = svg("svg", { class: "pc-network", width: 290, height: 166, "aria-hidden": "true" }, ...this.edges, ...[...this.inputs, ...this.units].map(({ node }) => node));
    this.rows = NAMES.map((name, k) => this.buildRow(name, k));
    this.table = new RowTable([[say("inputs_column")], ["A1"], ["A2"], [say("gives")], [say("xor_column")], [""]], (i) => lab.select(i));
    this.root = element("div", {}, element("div", { class: "ls-caption" }, element("h2", {}, say("three_neurons")), element("span", { class: "ls-muted ls-small" }, say("thresholds"))),
      this.svg, element("div", { class: "pc-neurons" }, ...this.rows.map(({ root }) => root)), this.table.node);
  }

  buildRow(name, k) {
    const { lab } = this, options = [...LAYER_GATES, "own_gate"].map((gate) => element("option", { value: gate }, say(gate)));
    const select = element("select", { class: "ls-select", "aria-label": say("gate_of", { name }), onchange: () => lab.setGate(k, select.value) }, ...options);
    const boxes = PARTS.map((part, i) => new NumberBox({ name: say("number_of", { number: part, name }), onChange: (v) => lab.setNeuron(k, i, v), onEnd: () => lab.rest() }));
    const cells = boxes.map((box, i) => element("label", {}, `${PARTS[i]} `, box.node));
    return { select, boxes, root: element("div", { class: "pc-neuron-row" }, element("b", {}, name), select, ...cells) };
  }

  draw() {
    const { lab } = this, { neurons } = lab.state, { gives } = lab.numbers.layers, i = Math.min(3, lab.selected);
    this.rows.forEach(({ select, boxes }, k) => {
      select.value = lab.gateOf(k) ?? "own_gate";
      boxes.forEach((box, part) => box.set(neurons[k][part]));
    });
    this.inputs.forEach(({ value }, k) => setText(value, String(CORNERS[i][k])));
    this.units.forEach(({ value }, k) => setText(value, String(gives[i][k])));
    this.drawEdges(neurons, [...CORNERS[i], ...gives[i]]);
    const wanted = lab.numbers.gates.xor.outputs;
    this.table.draw(CORNERS.map((corner, row) => ({
      key: gives[row].join(),
      cells: () => [corner.join("\u2002"), String(gives[row][0]), String(gives[row][1]), [`${gives[row][2]} `, inlineMark(gives[row][2])], [`${wanted[row]} `, inlineMark(wanted[row])], [verdict(gives[row][2] === wanted[row])]],
    })), i);
  }

  // Full strength where a 1 travels.
  drawEdges(neurons, values) {
    const starts = [[50, HIGH_ROW], [50, LOW_ROW], [170, HIGH_ROW], [170, LOW_ROW]];
    const set = (edge, [x1, y1], x2, y2, w, isOn) => setAttributes(this.edges[edge], { d: `M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`, stroke: `var(--${w < 0 ? "neg" : "pos"})`, "stroke-width": edgeWidth(w) + 1, opacity: isOn ? 1 : 0.4 });
    [0, 1].forEach((k) => {
      [0, 1].forEach((j) => set(2 * k + j, starts[j], 122, PLACES[k][1] + (j ? 5 : -5), neurons[k][j], values[j]));
      set(4 + k, starts[2 + k], 232, OUT_ROW + (k ? 6 : -6), neurons[2][k], values[2 + k]);
    });
  }
}
