// One unit's activation over the plane, large, with axes and color bar; a curve where points have one coordinate.
import { exactRange, linePath, reuse, setAttributes } from "./axes.js";
import { Heatmap } from "./canvas.js";
import { element, setText, svg } from "./dom.js";
import { formatShort, originalTicks } from "./number.js";
import { say } from "./words.js";

const SIZE = 190, LEFT = 34, GAP = 10, BAR = 10, TOP = 6;

export class UnitMap {
  constructor(data, theme, name, label) {
    Object.assign(this, { data, theme, isCurve: data.n_features === 1 });
    this.canvas = element("canvas", { role: "img", hidden: this.isCurve });
    this.heatmap = null;
    this.grid = svg("g");
    this.curve = svg("path", { class: "lv-curve lv-train" });
    this.point = svg("circle", { r: 6, class: "lv-ring" });
    this.ends = [1, 0, -1].map((share) => ({ share, node: svg("text", { x: LEFT + SIZE + GAP + BAR + 5, y: TOP + ((1 - share) / 2) * (SIZE - 9) + 9 }) }));
    const [first, second] = data.features;
    const xTitle = svg("text", { class: "lv-axis", "text-anchor": "end", x: LEFT + SIZE, y: TOP + SIZE + 32 }, first.name);
    const yTitle = svg("text", { class: "lv-axis", x: 0, y: -6 }, this.isCurve ? name : second.name);
    this.svg = svg("svg", { width: LEFT + SIZE + GAP + BAR + 34, height: TOP + SIZE + 36, role: this.isCurve ? "img" : "presentation" },
      this.grid, xTitle, yTitle, this.curve, this.point, ...(this.isCurve ? [] : this.ends.map((end) => end.node)));
    this.bar = element("div", { class: "lv-unit-bar", hidden: this.isCurve });
    this.root = element("figure", { class: "lv-chart" }, element("figcaption", {}, element("h3", {}, say(this.isCurve ? "panel_unit_curve" : "panel_unit_map", { name })),
      element("span", { class: "lv-chart-figure" }, label)), element("div", { class: "lv-unit-map" }, this.canvas, this.bar, this.svg));
    this.name = name;
  }

  // map: bytes over [-scale, scale]; point: [x1, x2] of the chosen point, or null
  draw(map, scale, point) {
    const size = map.shape.at(-1);
    if (this.isCurve) {
      const values = Array.from(map.subarray(0, size), (byte) => (byte / 127.5 - 1) * scale);
      this.drawCurve(values, exactRange(-scale, scale));
    } else {
      if (this.heatmap?.image.width !== size) this.heatmap = new Heatmap(this.canvas, size);
      this.heatmap.draw(map, 0, 1, 0, this.theme.unitTable);
      this.drawGrid(originalTicks(...this.data.extent.slice(2), this.data.features[1], 4).map(({ at, text }) => [this.toY(at), text]));
      for (const { share, node } of this.ends) setText(node, formatShort(share * scale));
    }
    const [x, y] = point ?? [], isShown = point && !this.isCurve;
    this.point.style.display = isShown ? "" : "none";
    if (isShown) setAttributes(this.point, { cx: this.toX(x).toFixed(1), cy: this.toY(y).toFixed(1) });
    const spoken = say("panel_unit_map_spoken", { name: this.name, scale: formatShort(scale) });
    (this.isCurve ? this.svg : this.canvas).setAttribute("aria-label", spoken);
  }

  toX = (x) => LEFT + ((x - this.data.extent[0]) / (this.data.extent[1] - this.data.extent[0])) * SIZE;
  toY = (y) => TOP + ((this.data.extent[3] - y) / (this.data.extent[3] - this.data.extent[2])) * SIZE;

  drawCurve(values, range) {
    const toY = (v) => TOP + ((range.high - v) / (range.high - range.low)) * SIZE;
    this.curve.setAttribute("d", linePath(values.map((v, i) => [LEFT + (i / (values.length - 1)) * SIZE, toY(v)])));
    this.drawGrid(range.ticks.map((v) => [toY(v), formatShort(v)]), SIZE);
  }

  // rows: [y, text]; reach: how far a row's line goes into the plot
  drawGrid(rows, reach = 0) {
    const columns = originalTicks(...this.data.extent.slice(0, 2), this.data.features[0], 4).map(({ at, text }) => [this.toX(at), text]);
    const wanted = [...rows.map(([y, text]) => [`M${LEFT - 4} ${y}h${4 + reach}`, text, LEFT - 8, y + 4, "end"]),
      ...columns.map(([x, text]) => [`M${x} ${TOP + SIZE}v4`, text, x, TOP + SIZE + 16, "middle"])];
    const groups = reuse(this.grid, wanted.length, () => svg("g", {}, svg("path", { class: reach ? "lv-grid" : "lv-tick" }), svg("text")));
    wanted.forEach(([d, text, x, y, anchor], i) => {
      groups[i].firstChild.setAttribute("d", d);
      setAttributes(groups[i].lastChild, { x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor });
      setText(groups[i].lastChild, text);
    });
  }
}
