// The network with every number on its node or edge; built once for each shape, then only repainted.
import { Draggable, ParameterCell, Pill } from "./backprop_cells.js";
import { layOut } from "./backprop_layout.js";
import { parameterName, targetName, unitName } from "./backprop_names.js";
import { listParameters } from "./backprop_tape.js";
import { setText, svg } from "./dom.js";
import { formatNumber } from "./number.js";
import { say } from "./words.js";

const PROBABILITIES = ["sigmoid"]; // outputs from 0 to 1, shown from orange to blue
const widthOf = (w) => 1.5 + 6 * Math.min(1, Math.abs(w) / 4);
const EVEN = 0.18; // the luminance on which black and white ink stand out alike
const luminance = (color) => color.reduce((sum, c, i) => sum + [0.2126, 0.7152, 0.0722][i] * (c / 255) ** 2.2, 0);
const round = (value) => Math.round(10 * value) / 10;

export class Net {
  // `on` has select(index), visit(layer, unit), parameter(index, value), input(i, value), target(k, value), start, end.
  constructor(on) {
    this.on = on;
    this.root = svg("svg", { class: "bp-net", role: "group" });
  }

  build(state, width, isTall) {
    const key = JSON.stringify([state.sizes, state.loss === "cross_entropy", Math.round(width), isTall]);
    if (key === this.key) return;
    Object.assign(this, { key, sizes: state.sizes, place: layOut(state.sizes, width, isTall) });
    const { place } = this;
    for (const [name, value] of Object.entries({ width, height: place.height, "aria-label": say("bp_network", { sizes: state.sizes.join("-") }), class: place.isRoomy ? "bp-net" : "bp-net bp-dense" })) this.root.setAttribute(name, value);
    this.edges = place.edges.map((edge) => this.buildEdge(edge));
    this.buildLoss(state);
    this.nodes = place.centers.map((centers, layer) => centers.map((center, unit) => this.buildNode(center, layer, unit)));
    this.cells = [...place.edges, ...place.biases].map((owner) => this.buildCell(owner));
    this.root.replaceChildren(...this.edges.flatMap(({ nodes }) => nodes), ...this.lossLines, ...this.nodes.flat().map(({ node }) => node), this.loss, ...this.targets.map(({ node }) => node), ...this.cells.map(({ cell }) => cell.node), ...this.blames.map(({ node }) => node), this.buildLegend(), this.buildHint());
  }

  buildEdge({ index, d, layer, unit, from }) {
    const casing = svg("path", { d, class: "bp-casing" }), line = svg("path", { d, class: "bp-edge" });
    const reach = svg("path", { d, class: "bp-reach", "data-edge": index, onclick: () => this.on.select(index) });
    return { index, layer, unit, from, casing, line, nodes: [casing, line, reach] };
  }

  buildNode([x, y], layer, unit) {
    const [width, height] = this.place.node, name = unitName(this.sizes, layer, unit), { isRoomy, isTall } = this.place;
    const box = svg("rect", { x: -width / 2, y: -height / 2, width, height, rx: 10, class: "bp-node" });
    const text = svg("text", { y: isRoomy ? 5 : 13, "text-anchor": "middle", class: isRoomy ? "bp-output" : "bp-output bp-small" });
    const label = isRoomy ? svg("text", isTall && layer ? { x: -width / 2 - 7, y: 5, "text-anchor": "end", class: "bp-name ls-halo" } : { y: -height / 2 - 7, "text-anchor": "middle", class: "bp-name ls-halo" }, name) : svg("text", { y: -4, "text-anchor": "middle", class: "bp-name bp-inside" }, name);
    const node = svg("g", { transform: `translate(${x} ${y})`, "data-unit": `${layer},${unit}` }, box, text, label);
    if (layer > 0) {
      for (const [key, value] of Object.entries({ role: "button", tabindex: 0, class: "bp-unit" })) node.setAttribute(key, value);
      node.addEventListener("click", () => this.on.visit(layer, unit));
      node.addEventListener("keydown", (event) => event.key === "Enter" && this.on.visit(layer, unit));
      return { node, box, text, label, name };
    }
    const drag = new Draggable(node, { label: say("bp_input", { name }), ...this.handlers((value) => this.on.input(unit, value)) });
    return { node, box, text, label, name, drag };
  }

  buildCell({ index, layer, unit, from = null, at }) {
    const { isRoomy, isTall, cell } = this.place, name = parameterName(this.sizes, { layer, unit, from });
    const handlers = this.handlers((value) => this.on.parameter(index, value), () => this.on.select(index));
    const made = new ParameterCell({ at, isRoomy, cell, name, caption: from === null && isRoomy && !isTall ? "b" : "", handlers });
    made.drag.node.dataset.parameter = index;
    return { index, layer, cell: made };
  }

  handlers(onChange, onSelect = () => {}) {
    return { onStart: (isHeld) => { onSelect(); this.on.start(isHeld); }, onChange, onEnd: () => this.on.end() };
  }

  buildLoss(state) {
    const { loss: [x, y], targets, isTall, isRoomy, centers, node } = this.place, outputs = centers.at(-1);
    this.lossText = svg("text", { y: 5, "text-anchor": "middle", class: "bp-output" });
    this.lossBox = svg("rect", { x: -29, y: -26, width: 58, height: 52, rx: 26, class: "bp-loss" });
    const caption = svg("text", isTall ? { x: -37, y: 5, "text-anchor": "end", class: "bp-name ls-halo" } : { y: -33, "text-anchor": "middle", class: "bp-name ls-halo" }, say("bp_loss"));
    this.loss = svg("g", { transform: `translate(${x} ${y})` }, this.lossBox, this.lossText, caption);
    const ends = outputs.map(([ox, oy], k) => (isTall ? [[ox, oy + node[1] / 2], [x + 16 * (k - (outputs.length - 1) / 2), y - 26]] : [[ox + node[0] / 2, oy], [x - 29, y + 10 * (k - (outputs.length - 1) / 2)]]));
    this.lossLines = ends.map(([from, to]) => svg("path", { d: `M${from}L${to}`, class: "bp-loss-line" }));
    this.blames = ends.map(([from, to], k) => {
      const [mx, my] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], side = outputs.length > 1 && k === 0 ? -1 : 1;
      return isTall ? new Pill(mx + side * 40, my, 64) : new Pill(mx, my - 19, isRoomy ? 64 : 48, 18);
    });
    const targetLine = svg("path", { d: isTall ? `M${x + 29} ${y}H${targets.at(-1)[0]}` : `M${x} ${y + 26}V${targets.at(-1)[1]}`, class: "bp-target-line" });
    this.lossLines.push(targetLine);
    this.targets = targets.map((at, k) => this.buildTarget(at, k, state));
  }

  buildTarget([x, y], k, { loss }) {
    const text = svg("text", { y: 4.5, "text-anchor": "middle", class: "bp-number" }), { isTall } = this.place;
    const name = say("bp_target", { name: targetName(this.sizes, k) }), isOne = this.sizes.at(-1) === 1;
    const caption = svg("text", isTall ? { y: 27, "text-anchor": "middle" } : isOne ? { y: 27, "text-anchor": "middle" } : { x: -30, y: 4, "text-anchor": "end" }, isOne ? name : targetName(this.sizes, k));
    const group = svg("g", {}, svg("rect", { x: -25, y: -11, width: 50, height: 22, rx: 6, class: "bp-box" }), text);
    const node = svg("g", { transform: `translate(${x} ${y})` }, group, caption);
    const drag = new Draggable(group, { label: name, limits: loss === "cross_entropy" ? [0, 1] : [-4, 4], perPixel: loss === "cross_entropy" ? 0.005 : 0.01, ...this.handlers((value) => this.on.target(k, value)) });
    group.dataset.target = k;
    return { node, text, drag };
  }

  buildLegend() {
    const { isTall, width, height } = this.place;
    this.legendText = svg("text", { x: 20, y: 4 });
    this.legendSign = [svg("path", { d: "M3 -3.6v7.2l-6 -3.6z", class: "bp-back" }), svg("text", { y: 4, "text-anchor": "middle", class: "bp-delta" }, "Δ")];
    const mark = svg("g", { class: "bp-pill" }, svg("rect", { x: -13, y: -9, width: 26, height: 18, rx: 9 }), ...this.legendSign);
    this.legend = svg("g", { transform: `translate(${width - 152} ${height - 24})` }, mark, this.legendText);
    if (isTall || !this.place.isRoomy) this.legend.style.visibility = "hidden";
    return this.legend;
  }

  buildHint() {
    const { isTall, centers, height, width } = this.place, [x] = isTall ? [width / 2] : [Math.max(74, centers[1][0][0])];
    const text = svg("text", { y: 4, "text-anchor": "middle" }, say("bp_hint"));
    this.hint = svg("g", { class: "ls-hint bp-still", transform: `translate(${x} ${isTall ? height - 84 : this.place.isRoomy ? 141 : height - 14})` }, svg("rect", { x: -66, y: -13, width: 132, height: 26, rx: 13 }), text);
    return this.hint;
  }

  paint({ state, w, numbers, shown, reached, path, isTouched, theme }) {
    const { isUpdated } = reached;
    for (const edge of this.edges) this.paintEdge(edge, w[edge.index], path.edges.has(edge.index));
    for (const { index, layer, cell } of this.cells) {
      const gradient = reached.hasGradient(layer) || isUpdated ? shown.chain[index] : null;
      cell.paint({ value: w[index], gradient: gradient !== null && isUpdated ? -state.rates.at(-1) * gradient : gradient, isStep: isUpdated, isSelected: index === state.selected });
    }
    const isShare = state.loss === "cross_entropy" || PROBABILITIES.includes(state.output);
    this.nodes.forEach((units, layer) => units.forEach((unit, i) => {
      const value = numbers.a[layer][i], isLast = layer === this.nodes.length - 1;
      this.paintNode(unit, value, isLast && isShare ? 2 * value - 1 : value, reached.hasValue(layer), path.units.has(`${layer},${i}`), theme);
      unit.drag?.set(value);
    }));
    this.paintLoss(state, numbers, shown, reached);
    this.hint.style.display = isTouched || reached.hasBlame ? "none" : "";
  }

  paintEdge({ casing, line }, w, isOnPath) {
    casing.style.display = isOnPath ? "" : "none";
    if (isOnPath) casing.setAttribute("stroke-width", round(widthOf(w) + 4.5));
    line.setAttribute("stroke-width", round(widthOf(w)));
    line.style.stroke = w < 0 ? "var(--neg)" : "var(--pos)";
    line.style.opacity = isOnPath ? 1 : this.place.isRoomy ? 0.5 : 0.4;
  }

  paintNode({ node, box, text, label, name }, value, shade, isReached, isOnPath, theme) {
    const color = theme.ramp(shade), isLight = luminance(color) > EVEN;
    box.style.fill = isReached ? `rgb(${color})` : "var(--bg-soft)";
    box.classList.toggle("bp-on-path", isOnPath);
    text.style.fill = isReached ? (isLight ? "#17191c" : "#ffffff") : "var(--ink-3)";
    if (label.classList.contains("bp-inside")) label.style.fill = text.style.fill;
    setText(text, isReached ? formatNumber(value) : "?");
    node.setAttribute("aria-label", isReached ? `${name}, ${formatNumber(value)}` : name);
  }

  paintLoss(state, numbers, shown, { hasLoss, hasBlame, isUpdated }) {
    setText(this.lossText, hasLoss ? formatNumber(numbers.loss, numbers.loss < 100 ? 3 : 1) : "?");
    this.loss.classList.toggle("bp-reached", hasLoss);
    for (const line of this.lossLines.slice(0, -1)) line.classList.toggle("bp-reached", hasLoss);
    this.blames.forEach((pill, k) => pill.paint(hasBlame && !isUpdated ? shown.blame[k] : null));
    this.targets.forEach(({ text, drag }, k) => {
      drag.set(state.t[k]);
      setText(text, formatNumber(state.t[k]));
    });
    this.legend.style.display = hasBlame ? "" : "none";
    this.legendSign.forEach((sign, i) => (sign.style.display = (i === 1) === isUpdated ? "" : "none"));
    setText(this.legendText, say(isUpdated ? "bp_legend_step" : "bp_legend_gradient"));
  }
}

// The parameter followed, its edges and units on the way to the loss.
export function findPath(state) {
  const { sizes, route, selected } = state, parameters = listParameters(sizes), { layer, unit, from } = parameters[selected];
  const units = new Set([`${layer},${unit}`]), edges = new Set([selected]);
  let at = unit;
  if (from !== null) units.add(`${layer - 1},${from}`);
  for (let l = layer + 1; l < sizes.length; l++) {
    const to = route[l - 1];
    edges.add(parameters.findIndex((p) => p.layer === l && p.unit === to && p.from === at));
    units.add(`${l},${to}`);
    at = to;
  }
  return { edges, units };
}
