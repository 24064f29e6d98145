// The data points over a map: drawn on a canvas of their own, found under the pointer, marked and painted.
import { fitCanvas } from "./canvas.js";
import { drawPoint, drawRing, drawValuePoint, pointRadius } from "./points.js";

const REACH = 9; // px from a point that still count as on it

export class PointLayer {
  constructor(canvas) {
    this.canvas = canvas;
    this.marks = { selected: null, wrong: null, painted: [], erased: new Set() };
  }

  // limit: the value that takes the full color, of points that carry one.
  build(data, theme, size, toX, toY, limit) {
    Object.assign(this, { data, theme, size, toX, toY, limit });
    const { x, y } = data.points;
    this.at = x.map((_, i) => [toX(x[i]), toY(y[i])]);
    this.draw();
  }

  // marks: `selected` an index, `wrong` whether each is answered wrongly, `painted` points not yet in the data, `erased` indices.
  draw(marks = {}) {
    Object.assign(this.marks, marks);
    const { points } = this.data, { selected, wrong, painted, erased } = this.marks;
    const context = fitCanvas(this.canvas, this.size, this.size);
    const radius = pointRadius(points.x.length + painted.length, this.size);
    for (const split of [0, 1]) { // test points above training points
      points.test.forEach((isTest, i) => {
        if (isTest !== split || erased.has(i)) return;
        this.drawOne(context, this.at[i], points.label?.[i] ?? points.value[i], isTest, radius);
        if (wrong?.[i]) drawRing(context, this.theme, ...this.at[i], radius * 1.3 + 2.6, 2);
      });
    }
    for (const { x, y, label } of painted) this.drawOne(context, [this.toX(x), this.toY(y)], label, 0, radius);
    if (selected !== null && this.at[selected]) drawRing(context, this.theme, ...this.at[selected], radius * 1.3 + 4, 2.5);
  }

  drawOne(context, [x, y], label, isTest, radius) {
    const { theme, data, limit } = this;
    if (data.task !== "regression") return drawPoint(context, theme, { x, y, label, isTest, radius });
    if (data.n_features === 1) return drawPoint(context, theme, { x, y, label: 0, isTest, radius }); // their height tells
    drawValuePoint(context, theme, { x, y, color: theme.valueCss(label / limit), isTest, radius });
  }

  // Index of the point under (x, y), or null.
  find(x, y) {
    let best = null, least = REACH * REACH;
    this.at.forEach(([px, py], i) => {
      const distance = (px - x) ** 2 + (py - y) ** 2;
      if (distance < least && !this.marks.erased.has(i)) [best, least] = [i, distance];
    });
    return best;
  }
}
