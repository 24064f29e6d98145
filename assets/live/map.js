// The big map: a field over the plane, its contour, the data points, axes with numbers and a color bar.
import { Enlarger, fitCanvas, Heatmap } from "./canvas.js";
import { contourLines, traceLines } from "./contour.js";
import { LOGIT_LIMIT } from "./color.js";
import { element, svg } from "./dom.js";
import { formatNumber, formatShort, tickStep } from "./number.js";
import { drawPoint, pointRadius } from "./points.js";
import { say } from "./words.js";

const LEFT = 28, BAR_GAP = 10, BAR = 10, BAR_TICKS = 28, BOTTOM = 26; // px around the map
const PIXELS = 100; // the field is enlarged to this many before it is colored
const HALO = 5, LINE = 2.25, ZERO_LINE = 1.4;

export class BigMap {
  constructor(root) {
    this.root = root;
    this.heat = element("canvas", { class: "lv-heat", role: "img" });
    this.lines = element("canvas", { "aria-hidden": "true" });
    this.points = element("canvas", { "aria-hidden": "true" });
    this.axes = svg("svg", { "aria-hidden": "true" });
    this.bar = element("div", { class: "lv-bar", "aria-hidden": "true" });
    root.append(this.heat, this.lines, this.points, this.bar, this.axes);
    this.heatmap = new Heatmap(this.heat, PIXELS);
    this.enlargers = new Map();
  }

  build(data, width, theme) {
    Object.assign(this, { data, theme });
    this.size = width - LEFT - BAR_GAP - BAR - BAR_TICKS;
    this.root.style.height = this.size + BOTTOM + "px";
    Object.assign(this.heat.style, { left: LEFT + "px", width: this.size + "px", height: this.size + "px" });
    Object.assign(this.bar.style, { left: LEFT + this.size + BAR_GAP + "px", width: BAR + "px", height: this.size + "px" });
    for (const canvas of [this.lines, this.points]) canvas.style.left = LEFT + "px";
    this.lineContext = fitCanvas(this.lines, this.size, this.size);
    this.drawPoints();
    this.barKey = null;
  }

  toX = (value) => ((value - this.data.extent[0]) / (this.data.extent[1] - this.data.extent[0])) * this.size;
  toY = (value) => ((this.data.extent[3] - value) / (this.data.extent[3] - this.data.extent[2])) * this.size;

  drawPoints() {
    const context = fitCanvas(this.points, this.size, this.size);
    const { x, y, label, test } = this.data.points;
    const radius = pointRadius(x.length, this.size);
    for (const wanted of [0, 1]) { // test points above training points
      for (let i = 0; i < x.length; i++) {
        if (test[i] === wanted) drawPoint(context, this.theme, this.toX(x[i]), this.toY(y[i]), label[i], wanted, radius);
      }
    }
  }

  // field: what the map shows, `kind` "output" (logits) or "unit" (0-255, 127.5 is zero).
  draw(field, size, offset, kind) {
    if (!this.enlargers.has(size)) this.enlargers.set(size, new Enlarger(size, PIXELS));
    const values = this.enlargers.get(size).enlarge(field, offset);
    if (kind === "output") this.heatmap.draw(values, 0, 511.5 / LOGIT_LIMIT, 511.5, this.theme.outputMapTable);
    else this.heatmap.draw(values, 0, 1, 0, this.theme.unitMapTable);
  }

  // The boundary (logit 0) solid; dashed the line on which a chosen unit's weighted sum is 0. There its field is
  // `unitZero`; one level above is looked for, as a ReLU stays at 0 on one side.
  drawLines(output, outputSize, unitField, unitSize, unitZero) {
    const c = this.lineContext;
    c.clearRect(0, 0, this.size, this.size);
    c.lineCap = c.lineJoin = "round";
    if (unitField) {
      traceLines(c, contourLines(unitField, unitSize, unitZero + 1), this.size / (unitSize - 1));
      c.setLineDash([5, 4]);
      c.strokeStyle = this.theme.ink;
      c.lineWidth = ZERO_LINE;
      c.stroke();
      c.setLineDash([]);
    }
    if (!output) return;
    traceLines(c, contourLines(output, outputSize, 0), this.size / (outputSize - 1));
    c.strokeStyle = this.theme.bg;
    c.globalAlpha = 0.55;
    c.lineWidth = HALO;
    c.stroke();
    c.globalAlpha = 1;
    c.strokeStyle = this.theme.ink;
    c.lineWidth = LINE;
    c.stroke();
  }

  // Axes and color bar; `scale` is the value at the ends of the bar for a unit, null for the probability.
  drawAxes(scale) {
    const key = `${scale}`;
    if (key === this.barKey) return;
    this.barKey = key;
    const { size } = this, [x0, x1, y0, y1] = this.data.extent;
    const text = (x, y, label, attributes = {}) => svg("text", { x, y, ...attributes }, label);
    const parts = [];
    const step = tickStep(x1 - x0, size < 260 ? 5 : 6), digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    for (let v = Math.ceil(x0 / step) * step; v <= x1 + 1e-9; v += step) {
      const x = LEFT + this.toX(v);
      parts.push(svg("path", { d: `M${x} ${size}v4`, class: "lv-tick" }));
      if (x < LEFT + size - 16) parts.push(text(x, size + 17, formatNumber(Math.abs(v) < 1e-9 ? 0 : v, digits), { "text-anchor": "middle" }));
    }
    for (let v = Math.ceil(y0 / step) * step; v <= y1 + 1e-9; v += step) {
      const y = this.toY(v);
      parts.push(svg("path", { d: `M${LEFT} ${y}h-4`, class: "lv-tick" }));
      if (y > 20) parts.push(text(LEFT - 8, y + 4, formatNumber(Math.abs(v) < 1e-9 ? 0 : v, digits), { "text-anchor": "end" }));
    }
    parts.push(text(LEFT + size, size + 17, "x₁", { "text-anchor": "end", class: "lv-axis" }), text(LEFT - 8, 11, "x₂", { "text-anchor": "end", class: "lv-axis" }));
    parts.push(...this.barParts(scale));
    this.axes.replaceChildren(...parts);
    const ends = [...Array(9)].map((_, i) => this.theme.css((i / 4 - 1) * this.theme.mapSpan));
    this.bar.style.background = `linear-gradient(to top, ${ends})`;
  }

  barParts(scale) {
    const { size } = this, x = LEFT + size + BAR_GAP;
    const labels = scale === null ? [0, 0.25, 0.5, 0.75, 1] : [-scale, -scale / 2, 0, scale / 2, scale];
    const every = size < 300 ? 2 : 1; // a small map has room for every second number only
    const ticks = labels.map((v, i) => (i % every ? "" : svg("text", { x: x + BAR + 5, y: (1 - i / 4) * (size - 9) + 9 }, formatShort(v))));
    const title = svg("text", { transform: `translate(${x + 28} ${size * (every > 1 ? 0.27 : 0.375) + 2})rotate(-90)`, "text-anchor": "middle" }, scale === null ? say("probability", { class: this.data.classes[1] }) : say("activation"));
    return [...ticks, svg("path", { d: `M${x - 2} ${size / 2}h${BAR + 4}`, class: "lv-level" }), title];
  }
}
