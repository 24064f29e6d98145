// Loss against steps, on a logarithmic axis; one step can be chosen, by pointer or arrow keys.
import { element, svg } from "./dom.js";
import { followArrows, placeIn } from "./lesson_parts.js";
import { tickStep } from "./number.js";
import { say } from "./words.js";

const LEFT = 44, RIGHT = 92, TOP = 8, BELOW = 24, LOWEST = 1e-8, HIGHEST = 1e8, APART = 15;

export class DescentChart {
  constructor(onChoose) {
    this.plot = svg("svg", { role: "slider", tabindex: 0, class: "dg-chart", "aria-valuemin": 0, "aria-valuenow": 0 });
    this.root = element("div", {}, this.plot);
    const choose = (step) => onChoose(Math.max(0, Math.min(this.steps, Math.round(step))));
    const point = (event) => choose(((placeIn(this.plot, event)[0] - LEFT) / (this.width - LEFT - RIGHT)) * this.steps);
    this.plot.addEventListener("pointermove", point);
    this.plot.addEventListener("pointerdown", point);
    this.plot.addEventListener("pointerleave", () => onChoose(null));
    this.plot.addEventListener("blur", () => onChoose(null));
    followArrows(this.plot, (right, up) => choose((this.step ?? 0) + right + up));
  }

  // curves: [{ at: steps or null for 0, 1, 2 ..., values, color, name }]; values <= 0 lie on the lowest line.
  draw(curves, { width, height, steps, step }) {
    Object.assign(this, { width, height, steps, step });
    const { low, high } = this.findRange(curves);
    const toX = (t) => LEFT + (t / Math.max(1, steps)) * (width - LEFT - RIGHT);
    const toY = (value) => TOP + ((high - Math.log10(Math.max(10 ** low, Math.min(10 ** high, value)))) / (high - low)) * (height - TOP - BELOW);
    const nodes = [...this.drawGrid(low, high, toX, toY)];
    for (const { at, values, color } of curves) {
      const d = values.map((value, i) => `${i ? "L" : "M"}${toX(at ? at[i] : i).toFixed(1)} ${toY(value).toFixed(1)}`).join("");
      nodes.push(svg("path", { class: "dg-curve", d, stroke: color }));
    }
    nodes.push(...this.drawEnds(curves, toX, toY));
    if (step !== null) nodes.push(svg("path", { class: "dg-cursor", d: `M${toX(step)} ${TOP}V${height - BELOW}` }), svg("text", { class: "ls-halo", x: toX(step), y: TOP + 10, "text-anchor": "middle" }, String(step)));
    this.plot.setAttribute("width", width);
    this.plot.setAttribute("height", height);
    this.plot.replaceChildren(...nodes);
    const spoken = { "aria-valuenow": step ?? 0, "aria-valuemax": steps, "aria-label": say("chart_spoken", { step: step ?? 0 }) };
    for (const [name, value] of Object.entries(spoken)) this.plot.setAttribute(name, value);
  }

  // Whole powers of ten around what is to be seen, at least two.
  findRange(curves) {
    const values = curves.flatMap((curve) => curve.values.filter((value) => value > 0)).map((value) => Math.max(LOWEST, Math.min(HIGHEST, value)));
    const low = Math.floor(Math.log10(Math.min(...values, 1))), high = Math.ceil(Math.log10(Math.max(...values, 10 ** (low + 1))));
    return { low, high: Math.max(high, low + 1) };
  }

  drawGrid(low, high, toX, toY) {
    const nodes = [], stride = Math.max(1, Math.ceil((high - low) / 6));
    for (let power = low; power <= high; power += stride) {
      const y = toY(10 ** power);
      nodes.push(svg("path", { class: "dg-grid", d: `M${LEFT} ${y}H${this.width - RIGHT}` }), svg("text", { x: LEFT - 8, y: y + 4, "text-anchor": "end" }, formatPower(power)));
    }
    const step = Math.max(1, tickStep(Math.max(1, this.steps), 5));
    for (let t = 0; t <= this.steps; t += step) nodes.push(svg("text", { x: toX(t), y: this.height - 6, "text-anchor": "middle" }, String(t)));
    nodes.push(svg("text", { class: "lv-axis", x: this.width - RIGHT + 18, y: this.height - 6 }, say("step_axis")));
    return nodes;
  }

  // Names at the curves' ends, moved apart.
  drawEnds(curves, toX, toY) {
    const ends = curves.filter(({ name, values }) => name && values.length).map(({ at, values, color, name }) => ({ x: toX(at ? at.at(-1) : values.length - 1), y: toY(values.at(-1)), color, name }));
    ends.sort((a, b) => a.y - b.y);
    ends.forEach((end, i) => (end.y = Math.max(end.y, i ? ends[i - 1].y + APART : TOP + 6)));
    for (let i = ends.length - 1, floor = this.height - BELOW; i >= 0; i--, floor -= APART) ends[i].y = Math.min(ends[i].y, floor);
    return ends.map(({ y, color, name }) => svg("text", { class: "dg-end ls-halo", x: this.width - RIGHT + 8, y: y + 4, style: `fill: ${color}` }, name));
  }
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
function formatPower(power) {
  if (power >= -2 && power <= 3) return String(10 ** power);
  return "10" + (power < 0 ? "⁻" : "") + [...String(Math.abs(power))].map((digit) => SUPERSCRIPTS[digit]).join("");
}
