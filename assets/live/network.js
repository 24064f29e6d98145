// The network diagram: heads with their controls, one button a unit, and the canvases of the edges below them.
import { Heatmap } from "./canvas.js";
import { element, setText } from "./dom.js";
import { Edges } from "./edges.js";
import { formatNumber } from "./number.js";
import { LETTERS, placeUnits, unitName } from "./layout.js";
import { LOGIT_LIMIT } from "./color.js";
import { say } from "./words.js";

export class Network {
  constructor(root, report) {
    this.root = root;
    this.report = report; // (name, detail): what the reader did
    this.edgeCanvas = element("canvas", { "aria-hidden": "true" });
    this.pulseCanvas = element("canvas", { "aria-hidden": "true" });
    this.parts = element("div", { class: "lv-parts" });
    root.append(this.edgeCanvas, this.pulseCanvas, this.parts);
    this.asked = { layer: null, numbers: [] }; // numbers of units reported and not yet answered
    this.edges = new Edges(this.edgeCanvas, this.pulseCanvas);
    for (const kind of ["pointermove", "pointerdown"]) root.addEventListener(kind, (event) => this.onPointerMove(event));
    root.addEventListener("pointerleave", () => report("edge", null));
    root.addEventListener("keydown", (event) => this.onKey(event));
  }

  // Builds the diagram of a network; called when its layers or the width change, not for every frame.
  build(data, width, isTall) {
    this.data = data;
    this.sizes = [data.inputs.length, ...data.layers.map((layer) => layer.units), 1];
    this.place = placeUnits(this.sizes, width, isTall);
    this.edges.place(this.place, this.sizes);
    this.root.style.height = this.place.height + "px";
    const focus = this.root.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    this.parts.replaceChildren(...this.sizes.map((_, layer) => this.buildHead(layer)), ...this.buildAddButtons());
    this.units = this.sizes.flatMap((units, layer) => Array.from({ length: units }, (_, unit) => this.buildUnit(layer, unit)));
    this.parts.append(...this.units.map((unit) => unit.button));
    if (focus) this.parts.querySelector(`[data-focus="${focus}"]`)?.focus();
  }

  buildHead(layer) {
    const { place, sizes, data } = this;
    const isHidden = layer > 0 && layer < sizes.length - 1;
    const letter = LETTERS[layer - 1];
    const name = say("hidden", { name: letter });
    const title = layer === 0 ? say("inputs") : isHidden ? (place.isCompact ? letter : name) : say("output");
    const heading = element("h3", {}, title);
    const controls = isHidden ? this.buildControls(layer - 1, name, heading) : [this.tag(layer === 0 ? data.inputs.join(", ") : "sigmoid")];
    const [x, y] = place.layers[layer].centers[0];
    const style = place.isTall ? `top:${y - 66}px` : `left:${x}px`;
    return element("div", { class: "lv-head", style }, heading, element("div", { class: "lv-controls" }, ...controls));
  }

  tag = (text) => element("span", { class: "lv-tag" }, this.place.isCompact ? "" : text);

  buildControls(hidden, name, heading) {
    const { activation } = this.data.layers[hidden];
    const edit = (action, value) => this.report("edit", { layer: hidden, action, value });
    heading.append(this.button("×", say("remove_layer", { name }), `x${hidden}`, () => edit("remove_layer")));
    const menu = element("select", { class: "lv-pill", "aria-label": say("activation_of", { name }), "data-focus": `a${hidden}`,
      onchange: (event) => edit("activation", event.target.value) },
      ...Object.entries(this.data.activations).map(([value, { label }]) => element("option", { value, selected: value === activation }, label)));
    return [this.buildStepper(hidden, name, (units) => edit("units", units)), menu];
  }

  // Counts by itself and reports the number wanted: of quick clicks only the last need arrive, and the answer to
  // an earlier one does not set the count back. A number that was not asked for here came from elsewhere.
  buildStepper(hidden, name, report) {
    const answered = this.asked.layer === hidden ? this.asked.numbers.lastIndexOf(this.data.layers[hidden].units) : -1;
    const waiting = answered < 0 ? [] : this.asked.numbers.slice(answered + 1);
    if (this.asked.layer === hidden) this.asked.numbers = waiting;
    let units = waiting.at(-1) ?? this.data.layers[hidden].units;
    const count = element("span", {}, String(units));
    const change = (by) => () => {
      units += by;
      if (this.asked.layer !== hidden) this.asked = { layer: hidden, numbers: [] };
      this.asked.numbers.push(units);
      show();
      report(units);
    };
    const less = this.button("−", say("remove_unit", { name }), `-${hidden}`, change(-1));
    const more = this.button("+", say("add_unit", { name }), `+${hidden}`, change(+1));
    const show = () => {
      setText(count, String(units));
      less.disabled = units <= 1;
      more.disabled = units >= this.data.limits.units;
    };
    show();
    return element("div", { class: "lv-stepper", role: "group", "aria-label": say("units_of", { name }) }, less, count, more);
  }

  button = (text, label, focus, onclick) =>
    element("button", { type: "button", "aria-label": label, title: label, "data-focus": focus, onclick }, text);

  // A (+) between neighboring layers, wherever one more layer is allowed.
  buildAddButtons() {
    if (this.data.layers.length >= this.data.limits.layers) return [];
    const { place, sizes } = this;
    return sizes.slice(1).map((_, hidden) => {
      const [a] = place.layers[hidden].centers, [b] = place.layers[hidden + 1].centers;
      const style = place.isTall ? `left:${place.width / 2}px;top:${(place.layers[hidden].centers[0][1] + place.layers[hidden + 1].centers[0][1]) / 2 - 18}px` : `left:${(a[0] + b[0]) / 2}px;top:12px`;
      const label = hidden === 0 ? say("add_first_layer") : say("add_layer", { name: say("hidden", { name: LETTERS[hidden - 1] }) });
      return element("button", { type: "button", class: "lv-add", style, "aria-label": label, title: label, "data-focus": `add${hidden}`,
        onclick: () => this.report("edit", { layer: hidden, action: "add_layer" }) }, "+");
    });
  }

  buildUnit(layer, unit) {
    const { node, centers, hasLabels } = this.place.layers[layer];
    const [x, y] = centers[unit];
    const canvas = element("canvas", { "aria-hidden": "true" });
    const bias = layer ? element("span", { class: "lv-bias" }) : null;
    const name = unitName(this.sizes, layer, unit);
    const label = element("span", { class: "lv-label" }, name);
    const button = element("button", { type: "button", "aria-label": name, class: hasLabels ? "lv-unit" : "lv-unit lv-small", "data-unit": `${layer},${unit}`, "data-focus": `u${layer},${unit}`,
      "aria-pressed": "false", style: `left:${x}px;top:${y}px;width:${node}px;height:${node}px`,
      onpointerenter: () => this.report("hover", { layer, unit }), onpointerleave: () => this.report("hover", null),
      onfocus: (event) => event.target.matches(":focus-visible") && this.report("hover", { layer, unit }), onblur: () => this.report("hover", null),
      onclick: () => this.report("select", { layer, unit }) }, canvas, ...(bias ? [bias] : []), label);
    return { layer, unit, button, canvas, bias, label, name, heatmap: null };
  }

  // Numbers of a new frame: edges and biases.
  update(frame, theme) {
    this.edges.update(frame);
    const { biases } = frame.arrays;
    this.units.slice(this.sizes[0]).forEach((unit, i) => {
      unit.value = biases[i];
      const text = formatNumber(biases[i]);
      const key = `${text} ${theme.bg}`;
      if (key === unit.shown) return; // the cheapest update is none
      unit.shown = key;
      if (unit.layer === this.sizes.length - 1) setText(unit.label, say("bias", { value: text }));
      unit.bias.style.background = theme.css(Math.sign(biases[i]) * Math.min(1, 0.35 + Math.abs(biases[i]) / 1.5));
      unit.button.setAttribute("aria-label", say("unit", { name: unit.name, value: text }));
    });
  }

  // The unit maps as they stand in this moment of the glide.
  drawUnits(maps, mapSize, output, outputSize, theme) {
    const cells = mapSize * mapSize;
    const last = this.units.length - 1;
    for (let i = 0; i < last; i++) {
      this.heatmapOf(this.units[i], mapSize).draw(maps, i * cells, 1, 0, theme.unitTable);
    }
    this.heatmapOf(this.units[last], outputSize).draw(output, 0, 127.5 / LOGIT_LIMIT, 127.5, theme.outputTable);
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

  onPointerMove(event) {
    if (!this.data || event.target.closest("button, select")) return this.report("edge", null);
    const box = this.root.getBoundingClientRect();
    const scale = box.width / this.root.offsetWidth || 1; // a zoomed stage
    this.report("edge", this.edges.find((event.clientX - box.x) / scale, (event.clientY - box.y) / scale));
  }

  // Arrow keys walk the network; Enter and Space select, as on any button.
  onKey(event) {
    const move = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    const at = event.target.dataset?.unit?.split(",").map(Number);
    if (!move || !at) return;
    event.preventDefault();
    const [dLayer, dUnit] = this.place.isTall ? [move[1], move[0]] : move;
    const layer = Math.max(0, Math.min(this.sizes.length - 1, at[0] + dLayer));
    const unit = Math.max(0, Math.min(this.sizes[layer] - 1, at[1] + dUnit));
    this.parts.querySelector(`[data-unit="${layer},${unit}"]`).focus();
  }
}
