// One plot over the iterations of a GAN: curves with direct labels at their ends, dashed values to compare with, a playhead.
import { reuse, setAttributes } from "./axes.js";
import { element, setText, svg } from "./dom.js";
import { spreadLabels } from "./endlabels.js";
import { formatCount } from "./gan_numbers.js";
import { curvePath, lossAt } from "./losspaths.js";
import { formatShort, tickStep } from "./number.js";

const TOP = 4, LABEL_GAP = 15; // px
const CROWDED = 11; // px within which a number of the grid gives way to that of a dashed line
let plots = 0;

export class GanPlot {
  // curves: [{kind: CSS class, mark: SVG element around (0, 0), label: its name}, ...]
  constructor({ title, curves, hasAxis }) {
    this.note = element("span");
    this.hasAxis = hasAxis;
    this.grid = svg("g");
    this.levels = svg("g");
    this.columns = svg("g");
    this.axisTitle = svg("text", { "text-anchor": "end" });
    this.marks = svg("path", { class: "lv-mark" });
    this.cut = svg("rect", { x: 0 });
    const clip = `lv-gan-plot-${plots++}`;
    this.now = svg("path", { class: "lv-gan-now" });
    this.veil = svg("rect", { class: "lv-veil", y: 0 });
    this.playhead = svg("path", { class: "lv-playhead" });
    this.curves = curves.map(({ kind, mark, label }) => ({ line: svg("path", { class: `lv-gan-curve ${kind}`, "clip-path": `url(#${clip})` }), end: svg("g", { class: `lv-gan-end ${kind}` }, mark),
      value: svg("tspan", { class: "lv-gan-value" }), label: svg("text", { class: `lv-end-label lv-gan-name ${kind}` }, label) }));
    for (const { label, value } of this.curves) label.append(" ", value);
    const all = (part) => this.curves.map((curve) => curve[part]);
    this.svg = svg("svg", { role: "img", width: "100%" }, svg("clipPath", { id: clip }, this.cut), this.grid, this.marks, this.levels, this.columns, this.axisTitle, this.now, ...all("line"), this.veil, this.playhead, ...all("end"), ...all("label"));
    this.root = element("div", { class: "lv-gan-plot" }, element("div", { class: "lv-caption" }, element("h2", {}, title), this.note), this.svg);
  }

  // place: {left, right} px beside the plot; axis: the title of the iterations
  build({ left, right, height, axis }) {
    Object.assign(this, { left, right, height, bottom: TOP + height, width: Math.max(40, this.svg.clientWidth - left - right) });
    setAttributes(this.svg, { height: this.bottom + (this.hasAxis ? 24 : 8) });
    setText(this.axisTitle, this.hasAxis ? axis : "");
  }

  // series: numbers of each curve; values: what is printed beside its name; range {low, high, ticks}; levels: [{value, label}];
  // last: the iteration at the right edge.
  draw({ epochs, series, values, range, levels, last, marks }) {
    const { left, width, bottom, height } = this;
    const plot = { left, width, top: TOP, bottom, toX: (epoch) => left + (epoch / last) * width, toY: (v) => TOP + height * (1 - (v - range.low) / (range.high - range.low)) };
    Object.assign(this, { plot, epochs, series, lastEpoch: epochs.at(-1) ?? 0 });
    setAttributes(this.cut, { y: -2, width: left + width + 2, height: bottom + 4 });
    this.drawRows(range, levels);
    if (this.hasAxis) this.drawColumns(last);
    this.marks.setAttribute("d", Array.from(marks ?? [], (epoch) => `M${plot.toX(epoch).toFixed(1)} ${TOP}v${height}`).join(""));
    this.curves.forEach(({ line, value }, k) => {
      line.setAttribute("d", curvePath(epochs, series[k], plot));
      setText(value, values?.[k] ?? "");
    });
    this.drawLabels();
  }

  drawRows({ ticks }, levels) {
    const { plot } = this, heights = levels.map(({ value }) => plot.toY(value));
    const place = (group, rows, kind) => {
      const groups = reuse(group, rows.length, () => svg("g", { class: kind }, svg("path"), svg("text", { "text-anchor": "end" })));
      rows.forEach(([y, label], i) => {
        const [path, text] = groups[i].children;
        path.setAttribute("d", `M${plot.left} ${y.toFixed(1)}h${plot.width.toFixed(1)}`);
        setAttributes(text, { x: plot.left - 7, y: (y + 4).toFixed(1) });
        setText(text, label);
      });
    };
    place(this.grid, ticks.map((v) => [plot.toY(v), heights.some((y) => Math.abs(y - plot.toY(v)) < CROWDED) ? "" : formatShort(v)]), "lv-gan-row");
    place(this.levels, levels.map(({ label }, i) => [heights[i], label]), "lv-gan-level");
  }

  drawColumns(last) {
    const { plot, bottom } = this, step = Math.max(1, tickStep(last, plot.width < 300 ? 3 : 4));
    const ticks = Array.from({ length: Math.floor(last / step + 1e-6) + 1 }, (_, i) => i * step);
    const texts = reuse(this.columns, ticks.length, () => svg("text", { "text-anchor": "middle" }));
    ticks.forEach((v, i) => {
      setAttributes(texts[i], { x: plot.toX(v).toFixed(1), y: bottom + 18 });
      setText(texts[i], formatCount(v));
    });
    setAttributes(this.axisTitle, { x: (plot.left + plot.width + this.right).toFixed(1), y: bottom + 18 });
  }

  drawLabels() {
    const { plot, lastEpoch, bottom } = this, x = plot.toX(lastEpoch) + 10;
    const labels = this.curves.map(({ label }, k) => ({ node: label, x, y: this.within(this.series[k].at(-1) ?? NaN) }));
    spreadLabels(labels.filter(({ y }) => Number.isFinite(y)), LABEL_GAP, bottom - 4);
    for (const { node, y } of labels) {
      node.style.display = Number.isFinite(y) ? "" : "none";
      if (Number.isFinite(y)) setAttributes(node, { x: x.toFixed(1), y: (y + 4).toFixed(1) });
    }
  }

  // What lies beyond the axis stands at its edge.
  within(value) {
    return Math.max(TOP, Math.min(this.bottom, this.plot.toY(value)));
  }

  // The moment that is looked at, or null for the present: what came after it fades.
  seek(epoch) {
    if (!this.plot) return;
    const { plot, epochs, lastEpoch, bottom } = this, x = plot.toX(epoch ?? lastEpoch), isPast = epoch !== null;
    this.svg.classList.toggle("lv-gan-past", isPast);
    for (const part of [this.veil, this.playhead]) part.style.display = isPast ? "" : "none";
    this.now.style.display = isPast || !this.series[0].length ? "none" : "";
    const line = `M${x.toFixed(1)} ${TOP - 4}V${bottom}`;
    (isPast ? this.playhead : this.now).setAttribute("d", line);
    if (isPast) setAttributes(this.veil, { x: x.toFixed(1), width: Math.max(0, plot.left + plot.width - x + 6).toFixed(1), height: bottom });
    this.curves.forEach(({ end }, k) => {
      const y = this.within(isPast ? lossAt(epochs, this.series[k], epoch) : this.series[k].at(-1) ?? NaN);
      end.style.display = Number.isFinite(y) ? "" : "none";
      if (Number.isFinite(y)) end.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    });
  }
}
