// A regression's points: actual against predicted value, and what is left between them.
import { Axes, circlesPath, exactRange, linePath, setAttributes } from "./axes.js";
import { svg } from "./dom.js";
import { say } from "./words.js";

const RADIUS = 2.5;

export class ResidualScatter {
  // kind: "actual" or "residual", what stands on the y axis
  constructor(kind, unit) {
    this.kind = kind;
    this.axes = new Axes({ caption: say(`panel_${kind}_caption`), x: say("panel_predicted_value") + unit, y: say(`panel_${kind}_y`) + unit, height: 170, left: 34 });
    this.ideal = svg("path", { class: "lv-chance" });
    this.dots = svg("path");
    this.axes.marks.append(this.ideal, this.dots);
    this.root = this.axes.root;
  }

  // rows: predicted, actual - predicted
  draw(rows, isTest) {
    const { axes } = this, isActual = this.kind === "actual";
    const points = rows.map(([predicted, residual]) => [predicted, isActual ? predicted + residual : residual]);
    const [xs, ys] = [0, 1].map((i) => points.map((point) => point[i]).filter(Number.isFinite));
    const both = [...xs, ...ys];
    const far = Math.max(0.01, ...ys.map(Math.abs));
    const x = isActual ? widen(both) : widen(xs);
    axes.scale(x, isActual ? x : exactRange(-1.1 * far, 1.1 * far, 6));
    const ends = isActual ? [[x.low, x.low], [x.high, x.high]] : [[x.low, 0], [x.high, 0]];
    const toPlot = ([px, py]) => [axes.toX(px), axes.toY(py)];
    this.ideal.setAttribute("d", linePath(ends.map(toPlot)));
    const places = points.map(toPlot).filter(([px, py]) => Number.isFinite(px + py));
    setAttributes(this.dots, { d: circlesPath(places, RADIUS), class: `lv-cloud lv-${isTest ? "test" : "train"}` });
    axes.describe(say("panel_scatter_spoken", { count: places.length }));
  }
}

// A range with a little room around the values.
function widen(values) {
  const low = Math.min(...values), high = Math.max(...values), room = 0.06 * (high - low || 1);
  return exactRange(low - room, high + room);
}
