// The network diagram: heads with their controls, one button a unit, and the canvases of the edges below them.
import { Heatmap } from "./canvas.js";
import { element, setText, svg } from "./dom.js";
import { edgeKey, Edges } from "./edges.js";
import { Heads } from "./heads.js";
import { placeUnits, residualArc } from "./layout.js";
import { listSizes, nameUnit } from "./names.js";
import { formatNumber, formatShort } from "./number.js";
import { softmaxFields } from "./output.js";
import { classMark } from "./points.js";
import { say } from "./words.js";

const VALUE_ROOM = 84; // px between columns from which a unit's value stands beside its name
const CHARACTER = 6.3, MARK = 16; // px of a character, and of the mark before a class's name
const STRIPES = 50; // columns of an output's small map where the data have one feature

export class Network {
  // report(name, detail): what the reader did
  constructor(root, popover, report) {
    this.root = root;
    this.report = report;
    this.edgeCanvas = element("canvas", { "aria-hidden": "true" });
    this.pulseCanvas = element("canvas", { "aria-hidden": "true" });
    this.arcs = svg("svg", { class: "lv-arcs", "aria-hidden": "true" });
    this.parts = element("div", { class: "lv-parts" });
    root.append(this.edgeCanvas, this.pulseCanvas, this.arcs, this.parts);
    this.heads = new Heads(popover, (edit) => report("edit", edit));
    this.edges = new Edges(this.edgeCanvas, this.pulseCanvas);
    for (const kind of ["pointermove", "pointerdown"]) root.addEventListener(kind, (event) => this.onPointerMove(event));
    root.addEventListener("pointerleave", () => report("edge", null));
    root.addEventListener("click", (event) => this.onClick(event));
    root.addEventListener("keydown", (event) => this.onKey(event));
  }

  // Builds the diagram of a network; called when its layers or the width change, not for every frame.
  build(data, width, isTall, output) {
    Object.assign(this, { data, output, values: null });
    this.sizes = listSizes(data);
    this.heads.extras.build(data, false);
    this.place = placeUnits(this.sizes, width, isTall, this.heads.extras.counts(), data.layers.some(({ residual }) => residual));
    this.edges.place(this.place, this.sizes);
    this.root.style.height = this.place.height + "px";
    const focus = this.root.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    this.parts.replaceChildren(...this.heads.build(data, this.place));
    this.units = this.sizes.flatMap((units, layer) => Array.from({ length: units }, (_, unit) => this.buildUnit(layer, unit)));
    this.parts.append(...this.units.map((unit) => unit.button));
    this.drawArcs();
    if (focus) this.parts.querySelector(`[data-focus="${focus}"]`)?.focus();
  }

  drawArcs() {
    const arcs = this.data.layers.flatMap(({ residual }, i) => (residual ? [residualArc(this.place, i + 1)] : []));
    const plus = ([x, y]) => svg("path", { d: `M${x - 5} ${y}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0M${x - 3} ${y}h6M${x} ${y - 3}v6`, class: "lv-arc-end" });
    this.arcs.replaceChildren(...arcs.flatMap(({ path, end }) => [svg("path", { d: path }), plus(end)]));
  }

  nameOf = (layer, unit) => nameUnit(this.data, [layer, unit]);
  indexOf = ({ layer, unit }) => this.sizes.slice(0, layer).reduce((sum, n) => sum + n, 0) + unit;
  has = (unit) => unit.layer < this.sizes.length && unit.unit < this.sizes[unit.layer];

  buildUnit(layer, unit) {
    const { node, pitch, centers, hasLabels } = this.place.layers[layer], [x, y] = centers[unit];
    const canvas = element("canvas", { "aria-hidden": "true" });
    const name = this.nameOf(layer, unit), isOutput = layer === this.sizes.length - 1;
    const bias = layer ? element("span", { class: "lv-bias", title: say("bias_of", { name }) }) : null;
    const mark = isOutput && this.output.size > 1 ? [classMark(unit, false, 3.5)] : [];
    const text = element("span", {}, name);
    const isStaggered = unit % 2 && this.place.isTall && this.namesOverlap(layer, pitch);
    const label = element("span", { class: `lv-label${isOutput && !mark.length ? " lv-bias-label" : ""}${isStaggered ? " lv-lower" : ""}` }, ...mark, text);
    const button = element("button", { type: "button", "aria-label": name, class: hasLabels ? "lv-unit" : "lv-unit lv-small", "data-unit": `${layer},${unit}`, "data-focus": `u${layer},${unit}`,
      "aria-pressed": "false", style: `left:${x}px;top:${y}px;width:${node}px;height:${node}px`,
      onpointerenter: () => this.report("hover", { layer, unit }), onpointerleave: () => this.report("hover", null),
      onfocus: (event) => event.target.matches(":focus-visible") && this.report("hover", { layer, unit }), onblur: () => this.report("hover", null),
      onclick: (event) => this.onUnit(event, layer, unit) }, canvas, ...(bias ? [bias] : []), label);
    return { layer, unit, button, canvas, bias, label, text, name, isOutput, heatmap: null };
  }

  // Of inputs and outputs, whose names may be long; every second one stands lower then.
  namesOverlap(layer, pitch) {
    if (layer > 0 && layer < this.sizes.length - 1) return false;
    const longest = Math.max(...Array.from({ length: this.sizes[layer] }, (_, unit) => this.nameOf(layer, unit).length));
    return CHARACTER * longest + (layer ? MARK : 0) > pitch - 4;
  }

  // A press on the bias square, or on the line that tells the bias, edits it; elsewhere it selects the unit.
  onUnit(event, layer, unit) {
    const spot = layer && event.target.closest?.(".lv-bias, .lv-bias-label");
    if (spot) this.report("edit_value", { target: { layer, to: unit, from: null }, anchor: spot });
    else this.report("select", { layer, unit });
  }

  // Numbers of a new frame: edges, biases, and which units are dropped in it.
  update(frame, theme) {
    this.edges.update(frame);
    const { biases, kept } = frame.arrays;
    this.kept = kept ?? null;
    this.units.forEach((unit, i) => unit.button.classList.toggle("lv-dropped", this.kept?.[i] === 0));
    this.units.slice(this.sizes[0]).forEach((unit, i) => {
      unit.value = biases[i];
      const text = formatNumber(biases[i]);
      const key = `${text} ${theme.bg}`;
      if (key === unit.shown) return; // the cheapest update is none
      unit.shown = key;
      unit.bias.style.background = theme.css(Math.sign(biases[i]) * Math.min(1, 0.35 + Math.abs(biases[i]) / 1.5));
      unit.button.setAttribute("aria-label", say("unit", { name: unit.name, value: text }));
      this.writeLabel(unit);
    });
  }

  // values: outputs of all units for a chosen point, or null.
  showPoint(values) {
    if (values === null && this.values === null) return;
    this.values = values?.length === this.units.length ? values : null;
    this.units.forEach((unit) => this.writeLabel(unit));
  }

  writeLabel(unit) {
    const { layer, name, isOutput, text, value } = unit, known = this.values?.[this.indexOf(unit)];
    const plain = isOutput && this.output.size === 1 ? say("bias", { value: formatNumber(value ?? 0) }) : name;
    const isRoomy = this.place.isTall ? this.place.layers[layer].pitch >= 56 : this.place.gap >= VALUE_ROOM;
    setText(text, known === undefined ? plain : isRoomy && !isOutput ? `${name} ${formatShort(known)}` : formatShort(known));
    unit.button.classList.toggle("lv-valued", known !== undefined);
  }

  valueOf({ layer, from, to }) {
    if (from === null) return this.units[this.indexOf({ layer, unit: to })]?.value;
    return this.edges.list.find(({ key }) => key === edgeKey(layer - 1, from, to))?.weight;
  }

  // The unit maps as they stand in this moment of the glide.
  drawUnits(maps, mapSize, theme) {
    const cells = mapSize * mapSize, hidden = this.units.length - this.output.size;
    for (let i = 0; i < hidden; i++) this.heatmapOf(this.units[i], mapSize).draw(maps, i * cells, 1, 0, theme.unitTable);
  }

  // An output alone shows what the big map shows; of several classes each shows its own probability.
  drawOutputs(field, size, theme) {
    const outputs = this.units.slice(-this.output.size), { limit, isLogit } = this.output;
    if (outputs.length > 1) {
      const cells = size * size, shares = softmaxFields(field, outputs.length, cells);
      return outputs.forEach((unit, k) => this.heatmapOf(unit, size).draw(shares, k * cells, 255, 0, theme.classTables[k]));
    }
    const isCurve = this.data.n_features === 1, side = isCurve ? STRIPES : size;
    const values = isCurve ? Float32Array.from({ length: side * side }, (_, i) => field[Math.round(((i % side) / (side - 1)) * (size - 1))]) : field;
    this.heatmapOf(outputs[0], side).draw(values, 0, 127.5 / limit, 127.5, isLogit ? theme.outputTable : theme.unitTable);
  }

  heatmapOf(unit, size) {
    if (unit.heatmap?.image.width !== size) unit.heatmap = new Heatmap(unit.canvas, size);
    return unit.heatmap;
  }

  mark(selected) {
    for (const { layer, unit, button } of this.units) {
      button.setAttribute("aria-pressed", String(layer === selected?.layer && unit === selected?.unit));
    }
  }

  // The edge under the pointer, and where that is.
  edgeAt(event) {
    if (!this.data || event.target.closest("button, select")) return null;
    const box = this.root.getBoundingClientRect();
    const scale = box.width / this.root.offsetWidth || 1; // a zoomed stage
    return this.edges.find((event.clientX - box.x) / scale, (event.clientY - box.y) / scale);
  }

  onPointerMove(event) {
    this.report("edge", this.edgeAt(event));
  }

  onClick(event) {
    const edge = this.edgeAt(event);
    if (edge) this.report("edit_value", { target: { layer: edge.layer + 1, from: edge.from, to: edge.to }, anchor: { clientX: event.clientX, clientY: event.clientY } });
  }

  // Arrow keys walk the network, B opens the bias; Enter and Space select, as on any button.
  onKey(event) {
    const at = event.target.dataset?.unit?.split(",").map(Number);
    if (!at) return;
    if (event.key === "b" && at[0] && !event.ctrlKey && !event.metaKey) {
      event.preventDefault(); // no letter into the field
      return this.report("edit_value", { target: { layer: at[0], to: at[1], from: null }, anchor: event.target.querySelector(".lv-bias"), isByKey: true });
    }
    const move = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    if (!move) return;
    event.preventDefault();
    const [dLayer, dUnit] = this.place.isTall ? [move[1], move[0]] : move;
    const layer = Math.max(0, Math.min(this.sizes.length - 1, at[0] + dLayer));
    const unit = Math.max(0, Math.min(this.sizes[layer] - 1, at[1] + dUnit));
    this.parts.querySelector(`[data-unit="${layer},${unit}"]`).focus();
  }
}
