// The frame of a plane of inputs: axes' names, ticks, the square of the gates, and how places become pixels.
import { HIGH, LOW } from "./perceptron_line.js";
import { setAttributes } from "./axes.js";
import { setText, svg } from "./dom.js";

export const GUTTER = 28; // px left of the plane, and 24 below it, for ticks

export class PlaneFrame {
  constructor(names) {
    this.square = svg("rect", { class: "pc-square" });
    this.texts = ["0", "1", names[0], "0", "1", names[1]].map((text, i) => svg("text", { class: i % 3 === 2 ? "pc-axis" : "", "text-anchor": i % 3 === 2 || i > 2 ? "end" : "middle" }, text));
    this.title = svg("text", { class: "pc-title" });
    this.node = svg("g", {}, this.square, ...this.texts, this.title);
  }

  place(left, top, size) {
    Object.assign(this, { left, top, size });
    const [x0, x1, y0, y1] = [this.x(0), this.x(1), this.y(0), this.y(1)], right = left + size, bottom = top + size;
    setAttributes(this.square, { x: x0, y: y1, width: x1 - x0, height: y0 - y1 });
    [[x0, bottom + 18], [x1, bottom + 18], [right, bottom + 18], [left - 9, y0 + 4], [left - 9, y1 + 4], [left - 9, top + 10]].forEach(([x, y], i) => setAttributes(this.texts[i], { x, y }));
    setAttributes(this.title, { x: left, y: top - 11 });
  }

  name(text) {
    setText(this.title, text);
  }

  x(v) {
    return this.left + ((v - LOW) / (HIGH - LOW)) * this.size;
  }

  y(v) {
    return this.top + this.size - ((v - LOW) / (HIGH - LOW)) * this.size;
  }

  valueAt(x, y) {
    const span = (HIGH - LOW) / this.size;
    return [LOW + (x - this.left) * span, LOW + (this.top + this.size - y) * span];
  }

  // A path through places of the plane.
  path(places, isClosed = false) {
    if (!places?.length) return "";
    return `M${places.map(([x, y]) => `${this.x(x).toFixed(2)} ${this.y(y).toFixed(2)}`).join("L")}${isClosed ? "Z" : ""}`;
  }
}


// Circle for class 0, diamond for class 1.
export function markPath(label, radius) {
  const r = radius * 1.18;
  return label ? `M0 ${-r}L${r} 0L0 ${r}L${-r} 0Z` : `M${-radius} 0a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`;
}
