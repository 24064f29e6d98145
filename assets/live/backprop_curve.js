// The loss along the followed parameter, with its tangent, the secant of the finite difference, and a knob on it.
import { parameterName } from "./backprop_names.js";
import { EPSILONS, listParameters, runForward } from "./backprop_tape.js";
import { setText, svg } from "./dom.js";
import { Knob } from "./lesson_parts.js";
import { formatNumber, formatShort, formatSigned, tickStep } from "./number.js";
import { say } from "./words.js";

export const PLOT_HEIGHT = 172;
export const LEFT = 38;
export const RIGHT = 10;
export const TOP = 8;
export const BOTTOM = 132;
const TANGENT = 1.6, WIDEST_SHOWN = 0.1; // reach of the tangent; the smallest epsilon whose secant can be seen

export class WeightCurve {
  constructor({ onChange, onStart, onEnd }) {
    this.onChange = onChange;
    this.root = svg("svg", { class: "bp-plot", width: "100%", height: PLOT_HEIGHT, role: "group" });
    this.axes = svg("g", {});
    this.clip = svg("rect", { x: LEFT, y: 0, height: BOTTOM + 2 });
    this.curve = svg("path", { class: "bp-curve" });
    this.tangent = svg("path", { class: "bp-tangent" });
    this.secant = svg("path", { class: "bp-secant" });
    this.ends = [0, 1].map(() => svg("circle", { r: 4, class: "bp-end" }));
    this.before = svg("path", { class: "bp-before" });
    this.slope = svg("text", { class: "ls-halo bp-slope" });
    this.moved = svg("text", { class: "ls-halo bp-moved", "text-anchor": "middle" });
    this.name = svg("text", { y: BOTTOM + 34, "text-anchor": "middle", class: "bp-axis-name" });
    const clip = svg("clipPath", { id: "bp-clip" }, this.clip);
    this.root.append(clip, this.axes, svg("g", { "clip-path": "url(#bp-clip)" }, this.curve, this.secant, this.tangent, ...this.ends), this.before, this.slope, this.moved, this.name);
    this.knob = new Knob(this.root, { label: say("bp_curve_knob"), onStart: () => { onStart(true); }, onDrag: (x) => this.moveTo(this.valueAt(x)), onStep: (right, up) => { onStart(false); this.moveTo(this.value + 0.05 * (right + up)); }, onEnd });
  }

  moveTo(value) {
    this.onChange(+Math.max(-4, Math.min(4, value)).toFixed(2));
  }

  valueAt = (x) => this.low + ((x - LEFT) / (this.width - LEFT - RIGHT)) * (this.high - this.low);
  x = (value) => LEFT + ((value - this.low) / (this.high - this.low)) * (this.width - LEFT - RIGHT);
  y = (loss) => BOTTOM - (Math.max(-1e6, Math.min(1e6, (loss - this.bottom) / (this.top - this.bottom))) * (BOTTOM - TOP));

  paint(view, width) {
    const { state, w, curve, numbers } = view, { values, losses } = curve, index = state.selected, finite = losses.filter(Number.isFinite);
    Object.assign(this, { width, value: w[index], low: values[0], high: values.at(-1), bottom: 0, top: Math.max(0.05, 1.12 * Math.max(...finite, numbers.loss)) });
    this.clip.setAttribute("width", width - LEFT - RIGHT);
    this.paintAxes();
    this.curve.setAttribute("d", "M" + values.map((v, k) => `${this.x(v).toFixed(1)} ${this.y(losses[k]).toFixed(1)}`).join("L"));
    const x = this.x(w[index]), y = this.y(numbers.loss);
    this.knob.place(x, y, { spoken: formatNumber(w[index]), value: w[index].toFixed(2) });
    const name = parameterName(state.sizes, listParameters(state.sizes)[index]);
    setText(this.name, name);
    this.name.setAttribute("x", (LEFT + width - RIGHT) / 2);
    this.root.setAttribute("aria-label", say("bp_curve", { name }));
    this.paintTangent(view, x, y);
    this.paintUpdate(view, x, y);
  }

  // While a number is dragged the scale mostly stays, and its marks with it.
  paintAxes() {
    const key = [this.width, this.low, this.top].join();
    if (key === this.axesKey) return;
    this.axesKey = key;
    const step = tickStep(this.top - this.bottom, 4), marks = [];
    for (let k = 0; k * step <= this.top; k++) {
      const y = this.y(k * step);
      marks.push(svg("path", { d: `M${LEFT} ${y}H${this.width - RIGHT}`, class: "bp-grid" }), svg("text", { x: LEFT - 6, y: y + 4, "text-anchor": "end" }, k === 0 ? "0" : formatShort(k * step)));
    }
    for (const share of [0, 0.25, 0.5, 0.75, 1]) {
      const value = this.low + share * (this.high - this.low);
      marks.push(svg("text", { x: this.x(value), y: BOTTOM + 18, "text-anchor": "middle" }, formatShort(+value.toFixed(1))));
    }
    this.axes.replaceChildren(...marks);
  }

  paintTangent({ state, w, numbers, shown, reached }, x, y) {
    const index = state.selected, layer = listParameters(state.sizes)[index].layer, isShown = reached.hasGradient(layer) && !reached.isUpdated;
    for (const node of [this.tangent, this.secant, this.slope, ...this.ends]) node.style.display = isShown ? "" : "none";
    if (!isShown) return;
    const g = shown.chain[index], own = w[index], loss = numbers.loss, epsilon = EPSILONS[state.epsilon];
    this.tangent.setAttribute("d", `M${this.x(own - TANGENT)} ${this.y(loss - g * TANGENT)}L${this.x(own + TANGENT)} ${this.y(loss + g * TANGENT)}`);
    this.tangent.style.stroke = g < 0 ? "var(--neg)" : "var(--pos)";
    this.slope.style.fill = g < 0 ? "var(--neg-ink)" : "var(--pos-ink)";
    setText(this.slope, say("bp_slope", { value: formatSigned(g, Math.abs(g) < 10 ? 3 : 1) }));
    const isRight = x < this.width - 130, isUnder = !(Math.abs(g) > 0.01 && g < 0 === isRight);
    this.slope.setAttribute("x", x + (isRight ? 16 : -16));
    this.slope.setAttribute("y", Math.max(16, Math.min(BOTTOM - 8, y + (isUnder ? 25 : -13))));
    this.slope.setAttribute("text-anchor", isRight ? "start" : "end");
    this.paintSecant(state, w, own, epsilon, isShown && epsilon >= WIDEST_SHOWN);
  }

  paintSecant(state, w, own, epsilon, isShown) {
    for (const node of [this.secant, ...this.ends]) node.style.display = isShown ? "" : "none";
    if (!isShown) return;
    const at = (value) => runForward(state, w.map((old, i) => (i === state.selected ? value : old))).loss;
    const [low, high] = [own - epsilon, own + epsilon], [a, b] = [at(low), at(high)], rise = (b - a) / (2 * epsilon);
    this.secant.setAttribute("d", `M${this.x(low - 1)} ${this.y(a - rise)}L${this.x(high + 1)} ${this.y(b + rise)}`);
    [[low, a], [high, b]].forEach(([value, loss], i) => {
      this.ends[i].setAttribute("cx", this.x(value));
      this.ends[i].setAttribute("cy", this.y(loss));
    });
  }

  // After an update: where the parameter came from.
  paintUpdate({ state, gradientWeights, w, reached }, x, y) {
    for (const node of [this.before, this.moved]) node.style.display = reached.isUpdated ? "" : "none";
    if (!reached.isUpdated) return;
    const old = gradientWeights[state.selected];
    this.before.setAttribute("d", `M${this.x(old)} ${BOTTOM - 4}V${BOTTOM + 4}`);
    this.moved.setAttribute("x", Math.max(LEFT + 50, Math.min(this.width - 60, (this.x(old) + x) / 2)));
    this.moved.setAttribute("y", y > 36 ? y - 18 : y + 30);
    setText(this.moved, `${formatSigned(old)} → ${formatSigned(w[state.selected])}`);
  }
}
