// The frame of a plot over x: its axes, how places become pixels, and a canvas below an svg for hands and labels.
import { fitCanvas } from "./canvas.js";
import { element, svg } from "./dom.js";
import { HIGH, LOW } from "./approximation_net.js";
import { formatShort } from "./number.js";

const LEFT = 38, RIGHT = 12;

export class PlotFrame {
  constructor(attributes, below = 6) {
    this.below = below;
    this.canvas = element("canvas", { "aria-hidden": "true" });
    this.ticks = svg("g", { "aria-hidden": "true" });
    this.svg = svg("svg", attributes, this.ticks);
    this.root = element("div", { class: "ap-plot" }, this.canvas, this.svg);
  }

  // Makes room, and gives the canvas's context, empty; y reaches from -reach to reach.
  open(width, height, reach) {
    Object.assign(this, { width, height, reach, right: width - RIGHT, left: LEFT });
    this.root.style.height = `${height + this.below}px`;
    this.svg.setAttribute("width", width);
    this.svg.setAttribute("height", height + this.below);
    return (this.context = fitCanvas(this.canvas, width, height));
  }

  x(v) {
    return LEFT + ((v - LOW) / (HIGH - LOW)) * (this.width - LEFT - RIGHT);
  }

  y(v) {
    return ((this.reach - v) / (2 * this.reach)) * this.height;
  }

  // The value at a place in pixels, kept inside; `isOutside` says that it was not.
  valueAt(px, py) {
    const x = LOW + ((px - LEFT) / (this.width - LEFT - RIGHT)) * (HIGH - LOW), y = this.reach - (py / this.height) * 2 * this.reach;
    const inside = [Math.max(LOW, Math.min(HIGH, x)), Math.max(-this.reach, Math.min(this.reach, y))];
    return { x: inside[0], y: inside[1], isOutside: Math.abs(inside[0] - x) > 0.02 || Math.abs(inside[1] - y) > 0.02 * this.reach };
  }

  drawAxes(theme, levels, hasNumbers) {
    const { context, right } = this, key = `${this.width} ${this.reach} ${hasNumbers}`;
    context.lineWidth = 1;
    for (const level of levels) {
      context.strokeStyle = theme["line-strong"];
      context.globalAlpha = level === 0 ? 1 : 0.45;
      context.beginPath();
      context.moveTo(LEFT, Math.round(this.y(level)) + 0.5);
      context.lineTo(right, Math.round(this.y(level)) + 0.5);
      context.stroke();
    }
    context.globalAlpha = 1;
    if (this.ticked === key) return;
    this.ticked = key;
    const texts = levels.map((level) => svg("text", { x: LEFT - 8, y: this.y(level) + 4, "text-anchor": "end" }, formatShort(level)));
    if (hasNumbers) for (const v of [-2, -1, 0, 1, 2]) texts.push(svg("text", { x: this.x(v), y: this.height + 17, "text-anchor": "middle" }, formatShort(v)));
    if (hasNumbers) texts.push(svg("text", { class: "lv-axis", x: this.x(1.5), y: this.height + 17, "text-anchor": "middle" }, "x"));
    this.ticks.replaceChildren(...texts);
  }

  // A curve of values at even places, clipped far outside so that the canvas stays finite; gaps where there is no number.
  trace(values, from, count) {
    const { context } = this, span = (this.width - LEFT - RIGHT) / (count - 1);
    context.beginPath();
    let isDown = false;
    for (let j = 0; j < count; j++) {
      const value = values[from + j];
      if (!Number.isFinite(value)) {
        isDown = false;
        continue;
      }
      const y = Math.max(-1e4, Math.min(1e4, this.y(value))), x = LEFT + j * span;
      if (isDown) context.lineTo(x, y);
      else context.moveTo(x, y);
      isDown = true;
    }
  }

  clip() {
    this.context.save();
    this.context.beginPath();
    this.context.rect(LEFT - 4, 0, this.width - LEFT - RIGHT + 8, this.height);
    this.context.clip();
  }
}
