// Each unit's contribution under the sum; the chosen one is taken by its place or its shoulder, and the bias by its line.
import { PlotFrame } from "./approximation_frame.js";
import { ACTIVATIONS, countUnits, HIGH, LOW, N_DRAWN, SHOULDERS, unitOf } from "./approximation_net.js";
import { svg } from "./dom.js";
import { followPointer, Knob, placeIn } from "./lesson_parts.js";
import { formatNumber } from "./number.js";
import { say } from "./words.js";

const NEAR = 16, STEEPEST = 40, LEAST_REACH = 1.5, FLATTEST = 0.05, MIN_EFFECT = 0.02;

export class UnitsPlot {
  constructor(lab) {
    this.lab = lab;
    this.reach = LEAST_REACH;
    this.frame = new PlotFrame({ class: "ap-units", role: "group" }, 24);
    const figure = this.frame.svg;
    this.guide = svg("path", { class: "ap-guide" });
    this.level = svg("path", { class: "ap-level" });
    this.name = svg("text", { class: "ls-halo ap-name" });
    this.hint = svg("g", { class: "ls-hint" }, svg("rect", { x: -50, y: -14, width: 100, height: 24, rx: 12 }), svg("text", { y: 2, "text-anchor": "middle" }, say("unit_hint")));
    figure.append(this.level, this.guide);
    this.bias = new Knob(figure, { label: say("bias_label"), radius: 6, onDrag: (x, y) => this.dragBias(y), onStep: (right, up) => this.stepBias(right + up), onEnd: () => lab.rest() });
    this.place = new Knob(figure, { label: say("place_label"), onStart: () => this.grab(), onDrag: (x) => this.dragPlace(x), onStep: (right, up) => this.stepPlace(right + up), onEnd: () => lab.rest() });
    this.shoulder = new Knob(figure, { label: say("shoulder_label"), radius: 6, onStart: () => this.grab(), onDrag: (x, y) => this.dragShoulder(x, y), onStep: (right, up) => this.stepShoulder(right, up), onEnd: () => lab.rest() });
    figure.append(this.name, this.hint);
    followPointer(figure, { start: (event) => this.press(event), move: () => {} });
    this.root = this.frame.root;
  }

  // Where the chosen unit is taken hold of: its middle and its shoulder, both inside the picture.
  findHandles({ w, b, v }) {
    const f = ACTIVATIONS[this.lab.activation], inside = (x) => Math.max(LOW, Math.min(HIGH, x));
    const slope = Math.abs(w) < 1e-4 ? 1e-4 : w, middle = -b / slope;
    const handles = [1, -1].map((side) => {
      const x = inside(middle + (side * SHOULDERS[this.lab.activation]) / slope), z = w * x + b;
      return { x, z, y: v * f(z), effect: Math.abs(f(z)) };
    });
    const at = inside(middle);
    handles.sort((a, b) => b.x - a.x); // the left edge is the bias's
    const kept = (this.held?.z - b) / slope;
    if (this.held?.unit === this.lab.selected && Math.abs(kept) <= HIGH && Math.abs(kept - at) > 0.02) handles.unshift({ x: kept, z: this.held.z, y: v * f(this.held.z), effect: Math.abs(f(this.held.z)) });
    const shoulder = Math.abs(handles[0].x - at) > 0.02 && handles[0].effect > MIN_EFFECT ? handles[0] : handles[1];
    return { middle, place: { x: at, z: w * at + b, y: v * f(w * at + b) }, shoulder, hasShoulder: shoulder.effect > MIN_EFFECT };
  }

  grab() {
    this.lab.isTouched = true;
    const unit = this.lab.chosenUnit;
    this.from = { unit, ...this.findHandles(unit) };
    // From now on this unit is held at the same height of its shoulder, so that the knob stays under the hand.
    this.held = { unit: this.lab.selected, z: this.from.shoulder.z };
    return true;
  }

  // Moves the unit sideways: the knob keeps its height on the curve.
  dragPlace(px, isStep = false) {
    const { x, isOutside } = this.frame.valueAt(px, 0), { unit, place } = this.from;
    this.lab.changeUnit({ ...unit, b: place.z - unit.w * x }, { isHeld: !isStep, isOutside: isOutside && !(px >= 0 && px <= this.frame.width) });
  }

  stepPlace(steps) {
    this.grab();
    this.dragPlace(this.frame.x(this.from.place.x + 0.05 * steps), true);
  }

  // Stretches the unit around its middle, up or down and sideways.
  dragShoulder(px, py, isStep = false) {
    const { x, y, isOutside } = this.frame.valueAt(px, py), { middle, shoulder } = this.from, f = ACTIVATIONS[this.lab.activation](shoulder.z);
    let w = shoulder.z / (x - middle || 1e-6);
    if (Math.abs(w) > STEEPEST) w = Math.sign(w) * STEEPEST;
    if (Math.abs(w) < FLATTEST) w = (Math.sign(w) || 1) * FLATTEST;
    this.lab.changeUnit({ w, b: -w * middle, v: y / f }, { isHeld: !isStep, isOutside });
  }

  stepShoulder(right, up) {
    this.grab();
    const { shoulder } = this.from;
    this.dragShoulder(this.frame.x(shoulder.x + 0.02 * right), this.frame.y(shoulder.y + 0.05 * up), true);
  }

  dragBias(py) {
    this.lab.isTouched = true;
    const { y, isOutside } = this.frame.valueAt(0, py);
    this.lab.changeBias(y, { isHeld: true, isOutside: isOutside && (py < 0 || py > this.frame.height) });
  }

  stepBias(steps) {
    this.lab.isTouched = true;
    this.lab.changeBias(this.lab.bias + 0.05 * steps);
  }

  // A press near a contribution chooses it.
  press(event) {
    if (event.target.closest(".ls-drag")) return false;
    const [px, py] = placeIn(this.frame.svg, event), { x } = this.frame.valueAt(px, py);
    const j = Math.round(((x - LOW) / (HIGH - LOW)) * (N_DRAWN - 1)), { parts } = this.lab.shown;
    let best = -1, least = NEAR;
    for (let i = 0; i < parts.length / N_DRAWN; i++) {
      const distance = Math.abs(this.frame.y(parts[i * N_DRAWN + j]) - py);
      if (distance < least) [best, least] = [i, distance];
    }
    if (best >= 0) this.lab.select(best);
    return false;
  }

  // High enough for the largest contribution, in doublings; it stays while something is held.
  chooseReach() {
    if (this.lab.isHeld) return;
    let most = 0;
    for (const value of this.lab.shown.parts) if (Math.abs(value) > most && Number.isFinite(value)) most = Math.abs(value);
    const wanted = LEAST_REACH * 2 ** Math.max(0, Math.min(20, Math.ceil(Math.log2(Math.max(1, most / LEAST_REACH)) - 1e-9)));
    // Not back and forth at the limit.
    if (wanted > this.reach || most < 0.4 * this.reach) this.reach = wanted;
  }

  draw(width, height) {
    this.chooseReach();
    const { lab, frame } = this, { theme } = lab.shell, context = frame.open(width, height, this.reach * 1.08);
    const level = this.reach === LEAST_REACH ? 1 : this.reach;
    frame.drawAxes(theme, [-level, 0, level], true);
    frame.clip();
    const { parts } = lab.shown, n = countUnits(lab.net);
    for (let i = 0; i < n; i++) if (i !== lab.selected) this.paint(context, parts, i, theme, n > 24 ? 0.3 : 0.5, 1.5);
    this.paint(context, parts, lab.selected, theme, 1, 3);
    context.restore();
    this.placeKnobs();
  }

  paint(context, parts, i, theme, alpha, width) {
    this.frame.trace(parts, i * N_DRAWN, N_DRAWN);
    const isNegative = unitOf(this.lab.net, i).v < 0;
    Object.assign(context, { strokeStyle: isNegative ? theme.neg : theme.pos, globalAlpha: alpha, lineWidth: width });
    context.stroke();
    context.globalAlpha = 1;
  }

  placeKnobs() {
    const { lab, frame } = this, unit = lab.chosenUnit, { place, shoulder, middle, hasShoulder } = this.findHandles(unit);
    const y = (value) => Math.max(0, Math.min(frame.height, frame.y(Number.isFinite(value) ? value : 0))), isSound = Object.values(unit).every(Number.isFinite);
    this.place.hide(!isSound);
    this.shoulder.hide(!isSound || !hasShoulder);
    this.place.place(frame.x(place.x), y(place.y), { value: middle, spoken: say("place_spoken", { place: formatNumber(middle) }) });
    this.shoulder.place(frame.x(shoulder.x), y(shoulder.y), { value: unit.v, spoken: say("shoulder_spoken", { height: formatNumber(unit.v), width: formatNumber(1 / unit.w) }) });
    const c = y(lab.bias);
    this.bias.place(frame.left, c, { value: lab.bias, spoken: formatNumber(lab.bias) });
    this.level.setAttribute("d", `M${frame.left} ${c}H${frame.right}`);
    this.guide.setAttribute("d", isSound ? `M${frame.x(place.x)} 0V${frame.height}` : "");
    this.name.textContent = lab.unitName;
    this.name.setAttribute("x", frame.x(place.x) + (place.x > 1.5 ? -12 : 12));
    this.name.setAttribute("text-anchor", place.x > 1.5 ? "end" : "start");
    this.name.setAttribute("y", y(place.y) + (y(place.y) < 30 ? 24 : -12));
    this.hint.style.display = lab.isTouched ? "none" : "";
    const side = Math.max(frame.left + 60, Math.min(frame.right - 60, frame.x(place.x)));
    this.hint.setAttribute("transform", `translate(${side} ${y(place.y) > frame.height - 44 ? y(place.y) - 34 : y(place.y) + 34})`);
    frame.svg.setAttribute("aria-label", say("units_spoken", { n: countUnits(lab.net) }));
  }
}
