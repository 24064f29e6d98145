// The reader's curve, drawn by hand or chosen, and over it the sum of all units.
import { PlotFrame } from "./approximation_frame.js";
import { HIGHEST, N_DRAWN } from "./approximation_net.js";
import { svg } from "./dom.js";
import { followArrows, followPointer, placeIn } from "./lesson_parts.js";
import { formatNumber } from "./number.js";
import { say } from "./words.js";

const STEP = 0.05;

export class CurvePlot {
  // lab: the stage, with grid, heights, shown and what changes them
  constructor(lab) {
    this.lab = lab;
    this.at = 40; // the place that arrow keys change
    this.frame = new PlotFrame({ class: "ap-curve ls-drag", tabindex: 0, role: "slider", "aria-valuemin": -HIGHEST, "aria-valuemax": HIGHEST });
    const figure = this.frame.svg;
    this.cursor = svg("circle", { class: "ap-cursor", r: 6 });
    this.names = ["curve", "sum"].map((id) => svg("text", { class: `ls-halo ap-name ap-of-${id}` }, say(id)));
    this.hint = svg("g", { class: "ls-hint" }, svg("rect", { x: -62, y: -14, width: 124, height: 24, rx: 12 }), svg("text", { y: 2, "text-anchor": "middle" }, say("draw_hint")));
    figure.append(this.cursor, ...this.names, this.hint);
    followPointer(figure, { start: (event) => this.press(event), move: (event) => this.move(event), end: () => lab.endDrawing() });
    followArrows(figure, (right, up) => this.step(right, up));
    figure.addEventListener("keydown", (event) => {
      if (event.key !== "Delete" && event.key !== "Backspace") return;
      event.preventDefault();
      lab.drawHeights([[this.at, null]]);
      lab.endDrawing();
    });
    figure.addEventListener("blur", () => lab.shell.redraw());
    this.root = this.frame.root;
  }

  press(event) {
    const [px, py] = placeIn(this.frame.svg, event), { x, y } = this.frame.valueAt(px, py);
    if (py > this.frame.height) return false;
    this.last = this.indexOf(x);
    this.lastHeight = y;
    this.lab.drawHeights([[this.last, y]]);
    return true;
  }

  // Every place between the last pointer event and this one gets the height of the straight line between them.
  move(event) {
    const { x, y, isOutside } = this.frame.valueAt(...placeIn(this.frame.svg, event)), to = this.indexOf(x), changes = [];
    const steps = Math.max(1, Math.abs(to - this.last));
    for (let k = 1; k <= steps; k++) changes.push([this.last + Math.sign(to - this.last) * (steps === 1 && to === this.last ? 0 : k), this.lastHeight + ((y - this.lastHeight) * k) / steps]);
    [this.last, this.lastHeight] = [to, y];
    this.lab.drawHeights(changes, isOutside);
  }

  step(right, up) {
    const last = this.lab.grid.length - 1;
    this.at = Math.max(0, Math.min(last, this.at + right));
    if (up) {
      const height = (this.lab.heights[this.at] ?? 0) + STEP * up;
      this.lab.drawHeights([[this.at, Math.max(-HIGHEST, Math.min(HIGHEST, height))]]);
      this.lab.endDrawing();
    }
    this.lab.shell.redraw();
  }

  indexOf(x) {
    const { grid } = this.lab;
    return Math.max(0, Math.min(grid.length - 1, Math.round((x - grid[0]) / (grid[1] - grid[0]))));
  }

  draw(width, height) {
    const { lab, frame } = this, { theme } = lab.shell, context = frame.open(width, height, HIGHEST + 0.1);
    frame.drawAxes(theme, [-1, 0, 1], false);
    frame.clip();
    this.paintError(context, theme);
    frame.trace(lab.shown.sum, 0, N_DRAWN);
    Object.assign(context, { strokeStyle: theme.bg, lineWidth: 6, lineJoin: "round" });
    context.stroke();
    this.paintPoints(context, theme);
    frame.trace(lab.shown.sum, 0, N_DRAWN);
    Object.assign(context, { strokeStyle: theme.ink, lineWidth: 2.5 });
    context.stroke();
    context.restore();
    this.placeNames();
    this.placeCursor();
  }

  // What is still missing: a thin line from each point of the curve to the sum.
  paintError(context, theme) {
    const { lab, frame } = this;
    context.beginPath();
    lab.heights.forEach((height, k) => {
      const sum = lab.shown.sum[2 * k];
      if (height === null || !Number.isFinite(sum)) return;
      context.moveTo(frame.x(lab.grid[k]), frame.y(height));
      context.lineTo(frame.x(lab.grid[k]), Math.max(-1e4, Math.min(1e4, frame.y(sum))));
    });
    Object.assign(context, { strokeStyle: theme["line-strong"], lineWidth: 1.5 });
    context.stroke();
  }

  paintPoints(context, theme) {
    const { lab, frame } = this;
    context.fillStyle = theme["pos-ink"];
    lab.heights.forEach((height, k) => {
      if (height === null) return;
      context.beginPath();
      context.arc(frame.x(lab.grid[k]), frame.y(height), 2.6, 0, 7);
      context.fill();
    });
  }

  // Beside the curve and beside the sum, where the two are farthest apart.
  placeNames() {
    const { lab, frame } = this, [curve, sum] = this.names;
    let best = -1, most = 0.35;
    lab.heights.forEach((height, k) => {
      const value = lab.shown.sum[2 * k];
      if (height === null || k < 6 || k > 74 || Math.abs(value) > HIGHEST) return;
      if (Math.abs(value - height) > most + 0.05) [best, most] = [k, Math.abs(value - height)];
    });
    for (const name of this.names) name.style.display = best < 0 || lab.isHeld ? "none" : "";
    if (best < 0) return;
    const values = [lab.heights[best], lab.shown.sum[2 * best]], isAbove = values[0] > values[1];
    [curve, sum].forEach((name, i) => {
      name.setAttribute("x", frame.x(lab.grid[best]) + 8);
      name.setAttribute("y", frame.y(values[i]) + (isAbove === (i === 0) ? -7 : 16));
    });
  }

  placeCursor() {
    const { lab, frame } = this, x = lab.grid[this.at], height = lab.heights[this.at];
    this.cursor.setAttribute("cx", frame.x(x));
    this.cursor.setAttribute("cy", frame.y(height ?? 0));
    const isOver = lab.isTouched;
    this.hint.style.display = isOver ? "none" : "";
    this.hint.setAttribute("transform", `translate(${frame.x(1.42)} ${frame.y(1.3)})`);
    const spoken = { "aria-label": say("curve_spoken", { error: formatNumber(lab.error, 3) }), "aria-valuenow": height ?? 0, "aria-valuetext": say("height_spoken", { x: formatNumber(x), y: height === null ? say("nothing") : formatNumber(height) }) };
    for (const [name, value] of Object.entries(spoken)) frame.svg.setAttribute(name, value);
  }
}
