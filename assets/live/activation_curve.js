// A function and its slope on one pair of axes; x is dragged along the curve.
import { reuse, setAttributes } from "./axes.js";
import { setText, svg } from "./dom.js";
import { FUNCTIONS, sampleCurve, WIDEST } from "./activation_functions.js";
import { followPointer, Knob, placeIn } from "./lesson_parts.js";
import { formatNumber, tickStep } from "./number.js";
import { say } from "./words.js";

const LEFT = 30, RIGHT = 8, TOP = 8, BELOW = 26, HALF_TANGENT = 56; // px
const STEP = 0.05;

// Bounded functions fill the height; the others share one range, so that they can be compared.
export function rangeOf(name) {
  if (["step", "sigmoid", "tanh"].includes(name)) return [-1.25, 1.25];
  return name === "linear" ? [-8, 8] : [-2, 8];
}

export class Curve {
  constructor(lab) {
    this.lab = lab;
    this.flats = svg("g");
    this.grid = svg("g");
    this.zero = svg("path", { class: "ac-zero" });
    this.slope = svg("path", { class: "ac-curve ac-slope" });
    this.value = svg("path", { class: "ac-curve ac-value" });
    this.drop = svg("path", { class: "ac-drop" });
    this.tangent = svg("path", { class: "ac-tangent" });
    this.dot = svg("circle", { class: "ac-dot", r: 5 });
    this.names = [svg("text", { class: "ac-name ls-halo" }, "f"), svg("text", { class: "ac-name ac-name-slope ls-halo" }, "f′")];
    this.readings = [svg("text", { class: "ac-reading ls-halo" }), svg("text", { class: "ac-reading ac-name-slope ls-halo" })];
    this.svg = svg("svg", { role: "group", class: "ac-plot" }, this.flats, this.grid, this.zero, this.slope, this.value, this.drop, this.tangent, this.dot, ...this.names, ...this.readings);
    this.knob = new Knob(this.svg, { label: say("drag_x"), onDrag: (x) => this.drag(x), onStep: (right, up) => lab.moveX(lab.state.x + STEP * (right + up)), onEnd: () => lab.rest() });
    this.hint = svg("g", { class: "ls-hint" }, svg("rect", { x: -36, y: -14, width: 72, height: 24, rx: 12 }), svg("text", { y: 2, "text-anchor": "middle" }, say("hint_x")));
    this.svg.append(this.hint);
    followPointer(this.svg, { start: (event) => this.press(event), move: (event) => this.drag(placeIn(this.svg, event)[0]), end: () => lab.rest() });
  }

  press(event) {
    if (event.target.closest(".ls-drag")) return false;
    this.drag(placeIn(this.svg, event)[0]);
    return true;
  }

  drag(x) {
    this.lab.hold();
    this.lab.moveX(((x - LEFT) / (this.width - LEFT - RIGHT)) * 2 * WIDEST - WIDEST);
  }

  draw(width, height) {
    const { state, answers } = this.lab, name = state.function, known = answers.function;
    const isKnown = known?.point.name === name;
    this.width = width;
    this.height = height;
    setAttributes(this.svg, { width, height });
    const [low, high] = rangeOf(name);
    this.toX = (x) => LEFT + ((x + WIDEST) / (2 * WIDEST)) * (width - LEFT - RIGHT);
    this.toY = (y) => TOP + ((high - y) / (high - low)) * (height - TOP - BELOW);
    const curve = isKnown ? known.curve : sampleCurve(name);
    this.drawGrid(low, high);
    this.drawFlats(isKnown ? known.facts.flats : []);
    this.value.setAttribute("d", this.trace(curve.x, curve.value));
    this.slope.setAttribute("d", this.trace(curve.x, curve.slope));
    this.placeNames(name);
    this.drawPoint(name, this.lab.point);
  }

  // A jump is not joined.
  trace(xs, ys) {
    const jumps = (i) => i === 0 || Math.abs(ys[i] - ys[i - 1]) > 0.9;
    return xs.map((x, i) => `${jumps(i) ? "M" : "L"}${this.toX(x).toFixed(1)} ${this.toY(ys[i]).toFixed(1)}`).join("");
  }

  drawGrid(low, high) {
    const step = tickStep(high - low, 6), ys = [], bottom = this.height - BELOW;
    for (let y = Math.ceil(low / step) * step; y <= high + 1e-9; y += step) ys.push(Math.abs(y) < 1e-9 ? 0 : y);
    const rows = [...ys.map((y) => [`M${LEFT} ${this.toY(y)}H${this.width - RIGHT}`, formatNumber(y, step < 1 ? 1 : 0), LEFT - 6, this.toY(y) + 4, "end"]),
      ...[-8, -4, 0, 4, 8].map((x) => [`M${this.toX(x)} ${bottom}v4`, formatNumber(x, 0), this.toX(x), bottom + 18, "middle"]),
      ["", "x", this.toX(6), bottom + 18, "middle"]];
    const groups = reuse(this.grid, rows.length, () => svg("g", {}, svg("path", { class: "lv-grid" }), svg("text")));
    rows.forEach(([d, text, x, y, anchor], i) => {
      groups[i].children[0].setAttribute("d", d);
      setAttributes(groups[i].children[1], { x, y, "text-anchor": anchor, class: text === "x" ? "lv-axis" : "" });
      setText(groups[i].children[1], text);
    });
    this.zero.setAttribute("d", `M${LEFT} ${this.toY(0)}H${this.width - RIGHT}M${this.toX(0)} ${TOP}V${bottom}`);
  }

  drawFlats(flats) {
    const groups = reuse(this.flats, flats.length, () => svg("g", {}, svg("rect", { class: "ac-flat" }), svg("text", { "text-anchor": "middle" })));
    flats.forEach(([from, to], i) => {
      const [rect, text] = groups[i].children, x = this.toX(from), width = this.toX(to) - x;
      setAttributes(rect, { x, y: TOP, width, height: this.height - TOP - BELOW });
      setAttributes(text, { x: x + width / 2, y: this.height - BELOW - 8 });
      setText(text, say(width > 90 ? "flat" : "flat_short"));
    });
  }

  // Each name beside its curve, where both are apart.
  placeNames(name) {
    const { value, slope } = FUNCTIONS[name], isBounded = rangeOf(name)[1] < 2;
    setAttributes(this.names[0], { x: this.toX(6.6) - (isBounded ? 0 : 14), y: this.toY(value(6.6)) + (isBounded ? -10 : 0), "text-anchor": "middle" });
    setAttributes(this.names[1], { x: this.toX(7.2), y: this.toY(slope(7.2)) - 8, "text-anchor": "middle" });
  }

  drawPoint(name, { x, value, slope }) {
    const atX = this.toX(x), atY = this.toY(value), slopeY = this.toY(slope);
    const unitX = this.toX(1) - this.toX(0), unitY = this.toY(0) - this.toY(1), length = Math.hypot(unitX, slope * unitY);
    const dx = (HALF_TANGENT * unitX) / length, dy = (HALF_TANGENT * slope * unitY) / length;
    this.tangent.setAttribute("d", `M${(atX - dx).toFixed(1)} ${(atY + dy).toFixed(1)}L${(atX + dx).toFixed(1)} ${(atY - dy).toFixed(1)}`);
    this.drop.setAttribute("d", `M${atX.toFixed(1)} ${TOP}V${this.height - BELOW}`);
    setAttributes(this.dot, { cx: atX, cy: slopeY });
    this.placeReadings(x, atX, atY, slopeY);
    setText(this.readings[0], say("reading", { value: formatNumber(value) }));
    setText(this.readings[1], say("reading_slope", { value: formatNumber(slope, 3) }));
    this.knob.place(atX, atY, { value: x, spoken: say("x_spoken", { x: formatNumber(x), value: formatNumber(value), slope: formatNumber(slope, 3) }) });
    this.hint.style.display = this.lab.isTouched ? "none" : "";
    this.hint.setAttribute("transform", `translate(${atX + (x > 5 ? -58 : 58)} ${atY + 26})`);
  }

  // Above its point each, f to the left and f′ to the outside; where both meet, the lower one goes below.
  placeReadings(x, atX, atY, slopeY) {
    const isMet = Math.abs(atY - slopeY) < 34 && x < 0, clip = (y) => Math.max(TOP + 12, Math.min(this.height - BELOW - 6, y));
    const places = [[x < -6 ? 1 : -1, atY, isMet && atY >= slopeY], [x < 0 && x > -6 ? -1 : x > 6 ? -1 : 1, slopeY, isMet && atY < slopeY]];
    places.forEach(([side, y, isBelow], i) => setAttributes(this.readings[i], { x: atX + 14 * side, y: clip(y + (isBelow ? 24 : -12)), "text-anchor": side < 0 ? "end" : "start" }));
  }
}
