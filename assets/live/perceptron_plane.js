// The plane of inputs: the line with its knobs, the points, the lines before, and where two classes meet.
import { reuse } from "./axes.js";
import { element, svg } from "./dom.js";
import { followPointer, Knob, placeIn } from "./lesson_parts.js";
import { formatNumber } from "./number.js";
import { GUTTER, PlaneFrame } from "./perceptron_frame.js";
import { anchorOf, firingPart, keepInside, lineEnds } from "./perceptron_line.js";
import { Marks } from "./perceptron_marks.js";
import { say } from "./words.js";

const SIZE = 380, REACH = 0.36; // px; length of w on the plane for a weight of 1
const NEAR_POINT = 17, NEAR_LINE = 11; // px
const WIDEST = 2, WIDEST_THETA = 4;

const keep = (v, most) => Math.max(-most, Math.min(most, v));
const toTwentieth = (v) => Math.round(v * 20) / 20;
const toHundredth = (v) => Math.round(v * 100) / 100;

export class Plane {
  // lab: the stage, with state, weights, points, judged, selected, and what changes them
  constructor(lab) {
    this.lab = lab;
    this.frame = new PlaneFrame(["x₁", "x₂"]);
    this.back = svg("path", { class: "pc-back-0" });
    this.firing = svg("path", { class: "pc-back-1" });
    this.trail = svg("g");
    this.meeting = svg("path", { class: "pc-meeting" });
    this.halo = svg("path", { class: "pc-line-halo" });
    this.line = svg("path", { class: "pc-line" });
    this.arrow = svg("path", { class: "pc-vector" });
    this.marks = new Marks({ select: (i) => lab.select(i), nudge: (i, right, up) => lab.nudgePoint(i, right, up), remove: (i) => lab.removePoint(i) });
    this.names = svg("g", {}, svg("text", { class: "ls-halo pc-name", "text-anchor": "middle" }, "w"), svg("text", { class: "ls-halo pc-name", "text-anchor": "middle" }, "θ"));
    this.hint = svg("g", { class: "ls-hint" }, svg("rect", { x: -52, y: -14, width: 104, height: 24, rx: 12 }), svg("text", { y: 2, "text-anchor": "middle" }, say("drag_hint")));
    this.svg = svg("svg", { role: "group", class: "pc-plane" }, this.back, this.firing, this.frame.node, this.trail, this.meeting, this.halo, this.line, this.marks.node, this.arrow);
    this.theta = new Knob(this.svg, { label: say("drag_threshold"), onDrag: (x, y) => this.dragLine(x, y), onStep: (right, up) => this.stepTheta(right + up), onEnd: () => this.release() });
    this.tip = new Knob(this.svg, { label: say("drag_weights"), shape: "arrow", onStart: () => { this.pivot = anchorOf(lab.weights); }, onDrag: (x, y) => this.dragTip(x, y), onStep: (right, up) => this.stepTip(right, up), onEnd: () => this.release() });
    this.svg.append(this.names, this.hint);
    this.root = element("div", { class: "pc-plane-box" }, this.svg);
    followPointer(this.svg, { start: (event) => this.press(event), move: (event) => this.move(event), end: () => this.release() });
  }

  draw() {
    const { lab, frame } = this, isPhone = lab.shell.isPhone, size = isPhone ? Math.min(SIZE, lab.shell.width - GUTTER) : SIZE;
    this.svg.setAttribute("width", size + GUTTER);
    this.svg.setAttribute("height", size + 24);
    frame.place(GUTTER, 0, size);
    const { weights } = lab, ends = lineEnds(weights), isEverywhere = !ends && this.firesInMiddle(weights);
    this.back.setAttribute("d", `M${GUTTER} 0h${size}v${size}h${-size}Z`);
    this.firing.setAttribute("d", isEverywhere ? `M${GUTTER} 0h${size}v${size}h${-size}Z` : ends ? frame.path(firingPart(weights), true) : "");
    for (const node of [this.halo, this.line]) node.setAttribute("d", frame.path(ends));
    this.drawTrail(lab.isLearning ? lab.numbers.rule.trail : []);
    this.drawMeeting(lab.isLearning ? lab.separation : null);
    this.marks.draw(frame, lab.points, lab.judged, lab.selected, lab.state.target === "own" ? 8 : 10);
    this.drawKnobs(weights);
    const right = lab.judged.gives.filter((given, i) => given === lab.points[i][2]).length;
    this.svg.setAttribute("aria-label", say("plane_spoken", { n: right, all: lab.points.length }));
  }

  firesInMiddle([w1, w2, theta]) {
    return 0.5 * w1 + 0.5 * w2 >= theta;
  }

  drawTrail(trail) {
    const lines = trail.map(lineEnds).filter(Boolean);
    const nodes = reuse(this.trail, lines.length, () => svg("path", { class: "pc-trail" }));
    lines.forEach((ends, i) => {
      nodes[i].setAttribute("d", this.frame.path(ends));
      nodes[i].setAttribute("opacity", (0.15 + (0.55 * (i + 1)) / lines.length).toFixed(2));
    });
  }

  // The points whose means are the same place, each joined to it.
  drawMeeting(separation) {
    const { points } = this.lab, { place, members } = separation ?? {};
    const lines = place ? members.filter(([i]) => points[i]).map(([i]) => this.frame.path([points[i], place])) : [];
    this.meeting.setAttribute("d", lines.join(""));
  }

  drawKnobs(weights) {
    const { lab, frame } = this, at = this.held === "tip" ? this.pivot : anchorOf(weights), isShown = Boolean(at) && !lab.isLearning;
    this.theta.hide(!isShown);
    this.tip.hide(!isShown);
    for (const node of [this.arrow, this.names]) node.style.display = isShown ? "" : "none";
    this.hint.style.display = isShown && !lab.isLineTouched ? "" : "none";
    if (!isShown) return;
    const [w1, w2, theta] = weights, x = frame.x(at[0]), y = frame.y(at[1]), toX = frame.x(at[0] + w1 * REACH), toY = frame.y(at[1] + w2 * REACH);
    const length = Math.hypot(toX - x, toY - y) || 1, ux = (toX - x) / length, uy = (toY - y) / length;
    this.arrow.setAttribute("d", `M${x.toFixed(2)} ${y.toFixed(2)}L${toX.toFixed(2)} ${toY.toFixed(2)}`);
    this.theta.place(x, y, { value: theta, spoken: say("theta_spoken", { theta: formatNumber(theta) }) });
    this.tip.place(toX, toY, { degrees: (Math.atan2(uy, ux) * 180) / Math.PI, value: w1, spoken: say("weights_spoken", { w1: formatNumber(w1), w2: formatNumber(w2) }) });
    const [w, t] = this.names.children;
    w.setAttribute("transform", `translate(${toX - uy * 17 + ux * 6} ${toY + ux * 17 + uy * 6 + 4})`);
    t.setAttribute("transform", `translate(${x - ux * 19} ${y - uy * 19 + 4})`);
    this.hint.setAttribute("transform", `translate(${Math.max(GUTTER + 60, x - 62)} ${y + 34})`);
  }

  // The knob of theta or the line itself: the line goes through the pointer, its direction stays.
  dragLine(x, y) {
    const [a, b] = this.frame.valueAt(x, y), [w1, w2] = this.lab.weights, wanted = w1 * keepInside(a) + w2 * keepInside(b);
    this.held = "line";
    this.lab.changeLine([w1, w2, toTwentieth(keep(wanted, WIDEST_THETA))], { isHeld: true, isAtEdge: a !== keepInside(a) || b !== keepInside(b) });
  }

  // The arrow's head: w turns and stretches round the knob of theta, which stays where it is.
  dragTip(x, y) {
    const { pivot } = this, [a, b] = this.frame.valueAt(x, y);
    if (!pivot) return;
    this.held = "tip";
    const wanted = [(a - pivot[0]) / REACH, (b - pivot[1]) / REACH], w = wanted.map((v) => toTwentieth(keep(v, WIDEST)));
    this.lab.changeLine([...w, toHundredth(keep(w[0] * pivot[0] + w[1] * pivot[1], WIDEST_THETA))], { isHeld: true, isAtEdge: wanted.some((v) => Math.abs(v) > WIDEST + 0.03) });
  }

  stepTheta(steps) {
    const [w1, w2, theta] = this.lab.weights;
    this.lab.changeLine([w1, w2, toTwentieth(keep(theta + 0.05 * steps, WIDEST_THETA))]);
  }

  stepTip(right, up) {
    const [w1, w2, theta] = this.lab.weights;
    this.lab.changeLine([toTwentieth(keep(w1 + 0.05 * right, WIDEST)), toTwentieth(keep(w2 + 0.05 * up, WIDEST)), theta]);
  }

  // A point is chosen and, if it is the reader's own, dragged; the line is dragged; elsewhere a new point appears.
  press(event) {
    if (event.target.closest(".ls-drag")) return false;
    const { lab, frame } = this, [x, y] = placeIn(this.svg, event), isOwn = lab.state.target === "own";
    const distances = lab.points.map(([a, b]) => Math.hypot(frame.x(a) - x, frame.y(b) - y)), least = Math.min(...distances);
    if (least < NEAR_POINT) return this.hold(distances.indexOf(least), isOwn);
    if (!lab.isLearning && this.distanceToLine(x, y) < NEAR_LINE) {
      this.held = "line";
      return true;
    }
    const isInside = x >= GUTTER && y <= frame.size;
    if (!isOwn || !isInside) return false;
    return this.hold(lab.addPoint(frame.valueAt(x, y)), true);
  }

  hold(i, isOwn) {
    if (i === null) return false;
    this.lab.select(i);
    this.held = i;
    return isOwn;
  }

  distanceToLine(x, y) {
    const [w1, w2, theta] = this.lab.weights, [a, b] = this.frame.valueAt(x, y), size = Math.hypot(w1, w2);
    return size < 1e-6 ? Infinity : (Math.abs(w1 * a + w2 * b - theta) / size / 1.8) * this.frame.size;
  }

  move(event) {
    const [x, y] = placeIn(this.svg, event);
    if (this.held === "line") this.dragLine(x, y);
    else if (this.held !== null) this.lab.movePoint(this.held, this.frame.valueAt(x, y));
  }

  release() {
    this.held = null;
    this.lab.rest();
  }
}
