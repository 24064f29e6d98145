// The neuron as a diagram: two inputs, weights on their edges, the sum against theta, and what it gives.
import { setAttributes } from "./axes.js";
import { element, setText, svg } from "./dom.js";
import { Slider } from "./lesson_parts.js";
import { formatNumber, formatSigned } from "./number.js";
import { markPath } from "./perceptron_frame.js";
import { firingPart, HIGH, LOW } from "./perceptron_line.js";
import { say } from "./words.js";

const ROWS = [46, 152], OUT = 214, MIDDLE = 99;
export const edgeWidth = (w) => 1 + 6 * Math.min(1, Math.abs(w) / 4);

export class NeuronView {
  constructor(lab) {
    this.lab = lab;
    this.edges = ROWS.map(() => ({ path: svg("path", { fill: "none" }), text: svg("text", { class: "ls-halo pc-weight", x: 112 }, svg("tspan"), svg("tspan", { class: "pc-factor" })) }));
    this.cells = ROWS.map((y, i) => buildCell(32, y, `x${"₁₂"[i]}`));
    this.picture = buildPicture(OUT, MIDDLE);
    this.compare = svg("text", { class: "pc-compare", x: OUT, y: MIDDLE - 50, "text-anchor": "middle" });
    this.reaches = svg("text", { x: OUT, y: MIDDLE - 33, "text-anchor": "middle" });
    this.mark = svg("path", { transform: `translate(266 ${MIDDLE})` });
    this.given = svg("text", { class: "pc-strong", x: 266, y: MIDDLE + 24, "text-anchor": "middle" });
    this.svg = svg("svg", { class: "pc-neuron", width: 272, height: 208, "aria-hidden": "true" },
      ...this.edges.flatMap(({ path, text }) => [path, text]), ...this.cells.map(({ node }) => node), this.picture.node,
      svg("path", { class: "pc-wire", d: `M${OUT + 24} ${MIDDLE}H258` }), this.compare, this.reaches, this.mark, this.given);
    this.sliders = ["weight_1", "weight_2", "threshold"].map((key, i) => new Slider({
      label: say(key), min: i < 2 ? -2 : -4, max: i < 2 ? 2 : 4, step: 0.05, value: 0, isCentered: true,
      toText: i < 2 ? (v) => formatSigned(v) : (v) => formatNumber(v),
      onChange: (value) => lab.changeLine(lab.state.hand.map((w, k) => (k === i ? value : w)), { isHeld: true }), onEnd: () => lab.rest(),
    }));
    this.classic = element("button", { type: "button", class: "ls-link pc-classic", onclick: () => lab.changeLine([...lab.gate.classic]) });
    this.root = element("div", {}, element("div", { class: "ls-caption" }, element("h2", {}, say("the_neuron"))), this.svg,
      element("div", { class: "pc-sliders" }, ...this.sliders.map(({ root }) => root)), this.classic);
  }

  draw() {
    const { lab } = this, weights = lab.weights, point = lab.points[lab.selected] ?? [0, 0, 0];
    const sum = lab.judged.sums[lab.selected] ?? 0, given = lab.judged.gives[lab.selected] ?? 0;
    this.edges.forEach(({ path, text }, i) => drawEdge(path, text, i, weights[i], point[i]));
    this.cells.forEach(({ value }, i) => setText(value, shortNumber(point[i])));
    this.picture.draw(weights);
    setText(this.compare, `${formatNumber(sum)} ${given ? "≥" : "<"} ${formatNumber(weights[2])}`);
    setText(this.reaches, say(given ? "sum_reaches" : "sum_under"));
    setAttributes(this.mark, { d: markPath(given, 6), class: `pc-mark-${given}` });
    setText(this.given, String(given));
    this.sliders.forEach((slider, i) => slider.set(weights[i]));
    const { classic } = lab.gate ?? {};
    this.classic.hidden = !classic;
    if (classic) setText(this.classic, say("classic", { name: say(lab.state.target), w1: shortNumber(classic[0]), w2: shortNumber(classic[1]), theta: shortNumber(classic[2]) }));
  }
}

function drawEdge(path, text, i, weight, input) {
  const y = ROWS[i], end = MIDDLE + (i ? 7 : -7), sign = weight < 0 ? "neg" : "pos";
  setAttributes(path, { d: `M56 ${y}C120 ${y} 130 ${end} ${OUT - 24} ${end}`, stroke: `var(--${sign})`, "stroke-width": edgeWidth(weight).toFixed(2), opacity: input ? 1 : 0.5 });
  setAttributes(text, { y: y + (i ? 6 : 2), style: `fill:var(--${sign}-ink)` });
  setText(text.children[0], formatSigned(weight));
  setText(text.children[1], ` · ${shortNumber(input)}`);
}

export function buildCell(x, y, name) {
  const value = svg("text", { class: "pc-cell-value", x, y: y + 6, "text-anchor": "middle" });
  const node = svg("g", {}, svg("rect", { class: "pc-cell", x: x - 24, y: y - 24, width: 48, height: 48, rx: 10 }), value, svg("text", { x, y: y + 40, "text-anchor": "middle" }, name));
  return { node, value };
}

// The neuron's own small picture of the plane.
function buildPicture(x, y) {
  const part = svg("path", { class: "pc-full-1" });
  const scale = (v) => ((v - LOW) / (HIGH - LOW)) * 48;
  const node = svg("g", { transform: `translate(${x - 24} ${y - 24})`, style: "clip-path: inset(0 round 10px)" }, svg("rect", { class: "pc-full-0", width: 48, height: 48 }), part);
  const draw = (weights) => {
    const corners = firingPart(weights).map(([a, b]) => `${scale(a).toFixed(1)} ${(48 - scale(b)).toFixed(1)}`);
    part.setAttribute("d", corners.length ? `M${corners.join("L")}Z` : "");
  };
  return { node: svg("g", {}, node, svg("text", { x, y: y + 40, "text-anchor": "middle" }, "A1")), draw };
}

export const shortNumber = (v) => String(+v.toFixed(2)).replace("-", "−");
