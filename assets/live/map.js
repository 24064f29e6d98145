// The big map over two features: a field, the lines in it, the data points, axes with numbers and a color bar.
import { axisParts, BAR, BAR_GAP, barParts, barTitle, certainties, planAxes, SHARES, symmetric, valueBarParts } from "./mapaxes.js";
import { Enlarger, fitCanvas, Heatmap } from "./canvas.js";
import { contourLines, traceLines } from "./contour.js";
import { element, svg } from "./dom.js";
import { formatOriginal, formatShort } from "./number.js";
import { Outlines } from "./outlines.js";
import { formatShare, leadField, mostProbable, softmaxFields } from "./output.js";
import { PointLayer } from "./pointlayer.js";
import { say } from "./words.js";

const MOST_STRIPS = 3;
const PIXELS = 100; // the field is enlarged to this many before it is colored
const HALO = 5, LINE = 2.25, THIN = 1, ZERO_LINE = 1.4;

export class BigMap {
  constructor(root) {
    this.root = root;
    this.heat = element("canvas", { class: "lv-heat", role: "img" });
    this.lines = element("canvas", { class: "lv-lines", "aria-hidden": "true" });
    const points = element("canvas", { class: "lv-points", "aria-hidden": "true" });
    this.axes = svg("svg", { "aria-hidden": "true" });
    this.bar = element("div", { class: "lv-bar", "aria-hidden": "true" });
    this.outlines = new Outlines((run, picture) => this.outlineOf(run, picture));
    this.canvases = [this.outlines.canvas, this.lines, points];
    root.append(this.heat, ...this.canvases, this.bar, this.axes, this.outlines.letters);
    this.points = new PointLayer(points);
    this.heatmap = new Heatmap(this.heat, PIXELS);
    this.enlargers = new Map();
  }

  remove() {
    for (const part of [this.heat, ...this.canvases, this.bar, this.axes, this.outlines.letters]) part.remove();
  }

  build(data, width, theme, output) {
    Object.assign(this, { data, theme, output });
    const isValue = output.kind === "value";
    this.plan = planAxes(data, data.features[1], isValue ? { ...data.target, limit: output.limit } : null, width);
    const { left, size, bottom } = this.plan;
    Object.assign(this, { left, size });
    this.root.style.height = size + bottom + "px";
    Object.assign(this.heat.style, { left: left + "px", width: size + "px", height: size + "px" });
    Object.assign(this.bar.style, { left: left + size + BAR_GAP + "px", width: BAR + "px", height: size + "px" });
    for (const canvas of this.canvases) canvas.style.left = left + "px";
    this.lineContext = fitCanvas(this.lines, size, size);
    this.outlines.build(theme, left, size);
    this.points.build(data, theme, size, this.toX, this.toY, output.limit);
    this.axesKey = null;
  }

  toX = (value) => ((value - this.data.extent[0]) / (this.data.extent[1] - this.data.extent[0])) * this.size;
  toY = (value) => ((this.data.extent[3] - value) / (this.data.extent[3] - this.data.extent[2])) * this.size;
  toPlane = (x, y) => {
    const [x0, x1, y0, y1] = this.data.extent;
    return [x0 + (x / this.size) * (x1 - x0), y1 - (y / this.size) * (y1 - y0)];
  };

  // picture: what picture.js chose to show.
  draw(picture) {
    this.picture = picture;
    this.drawField(picture);
    this.outlines.draw(picture);
    this.drawLines(picture);
    this.drawAxes(picture);
  }

  enlarge(field, size, offset, buffer) {
    if (!this.enlargers.has(size)) this.enlargers.set(size, new Enlarger(size, PIXELS));
    return this.enlargers.get(size).enlarge(field, offset, buffer);
  }

  drawField({ kind, field, size, offset, index }) {
    const { theme, output } = this, cells = size * size, limit = output.limit;
    if (kind === "classes") {
      const fields = output.classes.map((_, k) => this.enlarge(field, size, k * cells, k));
      return this.heatmap.drawClasses(fields, theme.classMapTables);
    }
    if (kind === "share") {
      const table = theme.classMapTables[index], shares = softmaxFields(field, output.size, cells);
      return this.heatmap.draw(this.enlarge(shares, size, index * cells), 0, table.length - 1, 0, table);
    }
    const values = this.enlarge(field, size, offset);
    if (kind === "unit") return this.heatmap.draw(values, 0, 1023 / 255, 0, theme.mapTable);
    const table = { probability: theme.outputMapTable, score: theme.mapTable, value: theme.valueTable }[kind];
    this.heatmap.draw(values, 0, 511.5 / limit, 511.5, table);
  }

  // The boundary is solid; in train mode that of eval mode is thin and dashed; a unit's zero line is dashed.
  drawLines(picture) {
    const c = this.lineContext, { kind, size, field, evalField, zero } = picture;
    c.clearRect(0, 0, this.size, this.size);
    c.lineCap = c.lineJoin = "round";
    if (zero) {
      this.trace([contourLines(zero.field, zero.size, zero.level)], zero.size);
      this.stroke(ZERO_LINE, [5, 4]);
    }
    if (kind === "unit") return;
    if (evalField) {
      this.trace(this.borders(picture, evalField), size);
      this.stroke(THIN, [3, 3]);
    }
    this.trace(this.borders(picture, field), size);
    if (kind === "value") return this.stroke(THIN, [], 0.55);
    this.stroke(HALO, [], 0.55, this.theme.bg);
    this.stroke(LINE);
  }

  // Where a pinned run's answer changes, of values the middle tick's line; it may lie on another part of the plane.
  outlineOf({ map: { shape, extent: [x0, x1, y0, y1] }, values }, { kind, index, threshold }) {
    if (kind === "unit") return [];
    const size = shape.at(-1), all = this.borders({ kind, size, index, threshold }, values);
    const borders = kind === "value" ? all[all.length >> 1] ?? [] : all.flat();
    const at = ([right, down]) => [this.toX(x0 + (right / (size - 1)) * (x1 - x0)), this.toY(y1 - (down / (size - 1)) * (y1 - y0))];
    return borders.map((line) => line.map(at));
  }

  trace(borders, size) {
    traceLines(this.lineContext, borders.flat(), this.size / (size - 1));
  }

  stroke(width, dash = [], opacity = 1, color = this.theme.ink) {
    Object.assign(this.lineContext, { lineWidth: width, strokeStyle: color, globalAlpha: opacity });
    this.lineContext.setLineDash(dash);
    this.lineContext.stroke();
    this.lineContext.setLineDash([]);
    this.lineContext.globalAlpha = 1;
  }

  // Lists of lines: where the answer changes, or, for values, where it has the numbers of the bar's ticks.
  borders({ kind, size, index, threshold }, field) {
    const { output, plan } = this;
    if (kind === "value") return plan.barTicks.map(({ at }) => contourLines(field, size, at));
    if (kind === "probability" || kind === "score") return [contourLines(field, size, output.levelOf(threshold))];
    const chosen = kind === "share" ? [index] : output.classes.keys();
    return Array.from(chosen, (k) => contourLines(leadField(field, output.size, size * size, k), size, 0));
  }

  // Redrawn only when what they say changes.
  drawAxes({ kind, scale, index, threshold, seeds }) {
    const key = [kind, scale, index, seeds, kind === "unit" ? "" : threshold].join();
    if (key === this.axesKey) return;
    this.axesKey = key;
    const { theme, output, plan } = this, ramp = [...Array(9)].map((_, i) => (kind === "value" ? theme.valueCss(i / 4 - 1) : theme.css((i / 4 - 1) * theme.mapSpan)));
    const name = seeds ? say(kind === "value" ? "seeds_mean" : "seeds_share", { count: seeds }) : kind === "share" || kind === "classes" ? output.shareLabel(index) : output.label;
    const parts = {
      probability: () => barParts(plan, SHARES, threshold, name),
      score: () => barParts(plan, seeds ? SHARES : symmetric(output.limit), (threshold / output.limit + 1) / 2, name),
      value: () => valueBarParts(plan, output.limit, name),
      classes: () => barParts(plan, certainties(output.size), null, name),
      share: () => barParts(plan, SHARES, null, name),
      unit: () => barParts(plan, symmetric(scale), 0.5, barTitle(kind)),
    }[kind]();
    this.axes.replaceChildren(...axisParts(plan, this.toX, this.toY), ...parts);
    this.bar.style.background = kind === "classes" ? strips(theme, output.size) : `linear-gradient(to top, ${kind === "share" ? shades(theme, index) : ramp})`;
  }

  // What is shown at a place, in words: its coordinates and the value, probability or class there.
  read(x, y) {
    const { features } = this.data, plane = this.toPlane(x, y);
    const place = features.map((feature, i) => `${feature.name} ${formatOriginal(plane[i], feature)}`);
    return [...place, this.readField(this.picture, x, y)];
  }

  readField({ kind, field, size, offset, index, scale, name, seeds }, x, y) {
    const { output } = this, cells = size * size, at = (start) => interpolate(field, size, start, x / this.size, y / this.size);
    if (kind === "unit") return `${name} ${formatShort(((at(offset) / 255) * 2 - 1) * scale)}`;
    if (kind !== "classes" && kind !== "share") return seeds ? output.describeSeeds(at(offset)) : output.describe(at(offset));
    const scores = output.classes.map((_, k) => at(k * cells)), { best, share } = mostProbable(scores.length, (k) => scores[k]);
    const chosen = kind === "share" ? index : best;
    const value = share * Math.exp(scores[chosen] - scores[best]);
    return seeds ? output.tellSeeds(chosen, value) : `${output.shareLabel(chosen)} ${formatShare(value)}`;
  }
}

function interpolate(field, size, start, right, down) {
  const col = Math.min(size - 2, Math.floor(right * (size - 1))), row = Math.min(size - 2, Math.floor(down * (size - 1)));
  const u = right * (size - 1) - col, v = down * (size - 1) - row, i = start + row * size + col;
  return (field[i] * (1 - u) + field[i + 1] * u) * (1 - v) + (field[i + size] * (1 - u) + field[i + size + 1] * u) * v;
}

const shades = (theme, k) => `rgb(${theme.middle}), rgb(${theme.tints[k]})`;

// A bar of as many strips as there are classes, each from unsure to sure; of many classes in gray for all.
function strips(theme, n) {
  if (n > MOST_STRIPS) return `linear-gradient(to top, rgb(${theme.middle}), ${theme["ink-3"]})`;
  return Array.from({ length: n }, (_, k) => `linear-gradient(to top, ${shades(theme, k)}) ${(100 * k) / (n - 1)}% 0 / ${100 / n}% 100% no-repeat`).join(", ");
}
