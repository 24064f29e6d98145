// One feature only: instead of the map the fit as a curve among the points, a chosen unit's curve beside it.
import { axisParts, BAR, BAR_GAP, planAxes, symmetric } from "./mapaxes.js";
import { fitCanvas } from "./canvas.js";
import { element, svg } from "./dom.js";
import { formatOriginal, formatShort } from "./number.js";
import { Outlines } from "./outlines.js";
import { PointLayer } from "./pointlayer.js";

const FIT = 2.25, HALO = 6, THIN = 1.2, UNIT = 2;

// Has the same methods as BigMap.
export class FitChart {
  constructor(root) {
    this.root = root;
    this.heat = element("canvas", { class: "lv-heat lv-paper", role: "img" });
    const points = element("canvas", { "aria-hidden": "true" });
    this.axes = svg("svg", { "aria-hidden": "true" });
    this.outlines = new Outlines((run) => [this.outlineOf(run)]);
    this.canvases = [this.outlines.canvas, points, this.heat];
    root.append(...this.canvases, this.axes, this.outlines.letters);
    this.points = new PointLayer(points);
  }

  remove() {
    for (const part of [...this.canvases, this.axes, this.outlines.letters]) part.remove();
  }

  build(data, width, theme, output) {
    Object.assign(this, { data, theme, output });
    this.plan = planAxes(data, data.target, null, width);
    const { left, size, bottom } = this.plan;
    Object.assign(this, { left, size });
    this.root.style.height = size + bottom + "px";
    for (const canvas of this.canvases) canvas.style.left = left + "px";
    this.context = fitCanvas(this.heat, size, size);
    this.outlines.build(theme, left, size);
    this.points.build({ ...data, points: { ...data.points, y: data.points.value } }, theme, size, this.toX, this.toY, output.limit);
    this.axesKey = null;
  }

  toX = (value) => ((value - this.data.extent[0]) / (this.data.extent[1] - this.data.extent[0])) * this.size;
  toY = (value) => ((this.data.extent[3] - value) / (this.data.extent[3] - this.data.extent[2])) * this.size;
  toPlane = (x, y) => {
    const [x0, x1, y0, y1] = this.data.extent;
    return [x0 + (x / this.size) * (x1 - x0), y1 - (y / this.size) * (y1 - y0)];
  };

  draw(picture) {
    this.picture = picture;
    const { kind, output, evalField, curves } = picture, c = this.context;
    this.outlines.draw({ kind: "curve" });
    c.clearRect(0, 0, this.size, this.size);
    c.lineJoin = "round";
    for (let start = 0; start < (curves?.length ?? 0); start += output.length) {
      this.trace(curves, start, output.length, this.toY);
      this.stroke(THIN, this.theme["ink-3"], [], 0.8);
    }
    this.trace(output, 0, output.length, this.toY);
    this.stroke(HALO, this.theme.bg, [], 0.7);
    this.stroke(FIT, this.theme.ink);
    if (evalField) {
      this.trace(evalField, 0, evalField.length, this.toY);
      this.stroke(THIN, this.theme.ink, [3, 3]);
    }
    if (kind === "unit") {
      this.trace(picture.field, picture.offset, picture.size, (value) => (1 - value / 255) * this.size);
      this.stroke(UNIT, this.theme.pos);
    }
    this.drawAxes(picture);
  }

  // A pinned run's curve; it may lie over another part of the axis.
  outlineOf({ map: { extent: [x0, x1] }, values }) {
    return Array.from(values, (value, i) => [this.toX(x0 + (i / (values.length - 1)) * (x1 - x0)), this.toY(value)]);
  }

  // n values from the left edge to the right.
  trace(values, offset, n, toY) {
    this.context.beginPath();
    for (let i = 0; i < n; i++) this.context.lineTo((i / (n - 1)) * this.size, toY(values[offset + i]));
  }

  stroke(width, color, dash = [], opacity = 1) {
    Object.assign(this.context, { lineWidth: width, strokeStyle: color, globalAlpha: opacity });
    this.context.setLineDash(dash);
    this.context.stroke();
    this.context.setLineDash([]);
    this.context.globalAlpha = 1;
  }

  // A unit has its own scale, at the right, in its curve's color.
  drawAxes({ kind, scale, name }) {
    const key = [kind, scale, name].join();
    if (key === this.axesKey) return;
    this.axesKey = key;
    const { left, size } = this.plan, x = left + size + BAR_GAP;
    const labels = kind === "unit" ? symmetric(scale) : [];
    const own = labels.map((label, i) => svg("text", { x, y: (1 - i / 4) * (size - 9) + 9, class: "lv-own-scale" }, label));
    if (kind === "unit") own.push(svg("text", { x: x + BAR + 20, y: size * 0.375, class: "lv-own-scale", "text-anchor": "middle" }, name));
    const grid = this.plan.upward.map(({ at }) => svg("path", { d: `M${left} ${this.toY(at)}h${size}`, class: "lv-grid" }));
    this.axes.replaceChildren(...grid, ...axisParts(this.plan, this.toX, this.toY), ...own);
  }

  read(x) {
    const { features, target } = this.data, { kind, field, size, offset, scale, name, output } = this.picture;
    const [value] = this.toPlane(x, 0), at = (values, n, start) => values[start + Math.round((x / this.size) * (n - 1))];
    const words = [`${features[0].name} ${formatOriginal(value, features[0])}`, `${target.name} ${formatOriginal(at(output, output.length, 0), target)}`];
    if (kind === "unit") words.push(`${name} ${formatShort(((at(field, size, offset) / 255) * 2 - 1) * scale)}`);
    return words;
  }
}
