// The approximation stage: a curve, the units that add up to it, and what more of them buy.
import { Controls } from "./approximation_controls.js";
import { CurvePlot } from "./approximation_curve.js";
import { Feed } from "./approximation_feed.js";
import { Formula } from "./approximation_formula.js";
import { MeasureView } from "./approximation_measure.js";
import { computeParts, countUnits, findStrongest, HIGHEST, measureError, takeUnit, unitOf } from "./approximation_net.js";
import { judgeFit, judgeWidth } from "./approximation_tries.js";
import { UnitsPlot } from "./approximation_units.js";
import { element } from "./dom.js";
import { Glide } from "./glide.js";
import { mountLesson } from "./lesson_link.js";
import { Segments } from "./lesson_parts.js";
import { LessonShell } from "./lesson_shell.js";
import { formatNumber } from "./number.js";
import { say } from "./words.js";

const SIDE = 320, GAP = 32, REST = 120, CURVE_HEIGHT = 214, UNITS_HEIGHT = 172;

class ApproximationStage {
  constructor(parent, data, link) {
    Object.assign(this, { link, state: data.state, answer: data.answer, selected: 0, job: {}, frame: null, glide: new Glide(), edits: new Map(), remark: "" });
    Object.assign(this, { isTouched: false, isHeld: false, hasDrawn: false, hasEdited: false, hasMeasured: false });
    this.shell = new LessonShell(parent, { name: data.name, lesson: data.lesson, onTab: (tab) => this.change({ tab }), draw: () => this.draw() });
    this.root = this.shell.root;
    this.build();
    this.feed_ = new Feed((frame) => this.takeFrame(frame), (job) => this.takeJob(job));
    this.shell.onDetach = () => this.feed_.stop();
  }

  get catalog() {
    return this.answer.catalog;
  }

  get grid() {
    return this.catalog.grid;
  }

  get heights() {
    const { function: name, drawn } = this.state;
    if (name !== "own") return this.catalog.functions[name];
    return drawn.length ? drawn : this.grid.map(() => null);
  }

  get activation() {
    return this.state.activation;
  }

  get chosenUnit() {
    return unitOf(this.net, this.selected);
  }

  get unitName() {
    return say("unit_name", { n: this.selected + 1 });
  }

  get bias() {
    return this.net.biases.at(-1);
  }

  // Whether the newest frame is of the very state that is shown.
  get isFresh() {
    return Boolean(this.frame) && !this.link.isWaiting && this.frame.metrics.asked === this.link.id && !this.edits.size;
  }

  build() {
    const functions = [...Object.keys(this.catalog.functions), "own"].map((id) => ({ id, label: say(id) }));
    this.functions = new Segments(functions, say("function"), (id) => this.change({ function: id }));
    this.clear = element("button", { type: "button", class: "ls-link", onclick: () => this.clearCurve() }, say("clear"));
    Object.assign(this, { curve: new CurvePlot(this), units: new UnitsPlot(this), controls: new Controls(this), formula: new Formula(this) });
    this.measures = { width: new MeasureView(this, "width"), depth: new MeasureView(this, "depth") };
    this.notice = element("p", { class: "ap-notice", role: "status", hidden: true });
    const left = element("div", { class: "ap-left" },
      element("div", { class: "ls-caption" }, element("h2", {}, say("curve_title")), element("span", { class: "ap-choices" }, this.clear, this.functions.root)),
      element("div", { class: "ap-curve-box" }, this.curve.root, this.notice),
      element("h2", { class: "ap-units-title" }, say("units_title")), this.units.root);
    this.fit = element("div", { class: "ap-fit" }, left, this.controls.root);
    this.shell.figure.append(this.fit, this.measures.width.root, this.measures.depth.root);
    this.shell.formula.append(...this.formula.root);
  }

  update(data) {
    if (data.isReplaced) this.state = data.state;
    this.answer = data.answer;
    this.shell.setTab(this.state.tab);
    judgeFit(this);
    this.shell.redraw();
  }

  change(patch) {
    this.state = { ...this.state, ...patch };
    this.remark = "";
    if ("function" in patch || "units" in patch) this.isTouched = true;
    this.link.ask(this.state);
    this.shell.redraw();
  }

  act(name, detail) {
    if (name === "measure") this.hasMeasured = true;
    this.link.act(name, detail);
  }

  play() {
    this.isTouched = true;
    this.act(this.frame?.status === "running" ? "pause" : "play");
  }

  clearCurve() {
    this.isTouched = true;
    this.change({ function: "own", drawn: [] });
  }

  // Heights at places of the grid, null to remove one; a chosen curve becomes the reader's own by this.
  drawHeights(changes, isOutside = false) {
    const drawn = [...this.heights];
    for (const [k, height] of changes) if (drawn[k] !== undefined) drawn[k] = height === null ? null : +height.toFixed(2);
    this.isTouched = this.hasDrawn = this.isHeld = true;
    this.change({ function: "own", drawn });
    this.remark = isOutside ? say("at_edge", { highest: HIGHEST }) : "";
  }

  endDrawing() {
    this.isHeld = false;
    judgeFit(this);
    this.shell.redraw();
  }

  select(i) {
    this.selected = i;
    this.units.held = null;
    this.shell.redraw();
  }

  turn(by) {
    const n = countUnits(this.net);
    this.select((this.selected + by + n) % n);
  }

  changeUnit({ w, b, v }, options = {}) {
    const keep = (value) => +Math.max(-1000, Math.min(1000, value)).toFixed(4);
    this.edit(`${this.selected}`, { unit: this.selected, w: keep(w), b: keep(b), v: keep(v) }, options);
  }

  changeBias(c, options = {}) {
    this.edit("c", { c: +c.toFixed(4) }, options);
  }

  // A number set by hand: shown at once, and sent as soon as the hand rests.
  edit(key, values, { isHeld = false, isOutside = false }) {
    this.isTouched = this.hasEdited = true;
    this.isHeld = isHeld;
    this.edits.set(key, { ...values, n: null });
    this.remark = isOutside ? say("knob_at_edge") : "";
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.sendEdits(), REST);
    this.shell.redraw();
  }

  rest() {
    this.isHeld = false;
    this.sendEdits();
    this.shell.redraw();
  }

  // One edit a message, the next once the server has taken it.
  sendEdits() {
    clearTimeout(this.resting);
    const waiting = [...this.edits.values()].find(({ n }) => n !== null);
    const next = waiting ?? [...this.edits.values()][0];
    if (!next || this.link.isWaiting) return void (next && (this.resting = setTimeout(() => this.sendEdits(), REST)));
    if (waiting && performance.now() - waiting.sent < 3000) return;
    Object.assign(next, { n: Date.now(), sent: performance.now() });
    const { sent, ...message } = next;
    this.link.act("set", message);
    this.resting = setTimeout(() => this.sendEdits(), 3100);
  }

  takeFrame(frame) {
    const isOther = !this.frame || this.frame.arrays.weights.length !== frame.arrays.weights.length || this.frame.run !== frame.run;
    const isFirst = !this.frame;
    this.frame = frame;
    if (isOther) this.edits.clear();
    if (isFirst) this.selected = findStrongest(frame.arrays);
    for (const [key, { n }] of this.edits) if (n !== null && n <= frame.metrics.edit) this.edits.delete(key);
    if (this.edits.size && !this.isHeld) this.sendEdits();
    this.selected = Math.min(this.selected, frame.arrays.weights.length / 2 - 1);
    this.glide.aim({ weights: frame.arrays.weights, biases: frame.arrays.biases }, performance.now(), frame.status === "running" && !isOther);
    judgeFit(this);
    this.shell.redraw();
  }

  takeJob(job) {
    this.job = job;
    judgeWidth(this);
    this.shell.redraw();
  }

  // The network as it is shown: between two frames, with what is held in hand.
  move() {
    const isMoving = this.glide.advance(performance.now());
    this.net = { weights: Float64Array.from(this.glide.shown.weights), biases: Float64Array.from(this.glide.shown.biases) };
    for (const edit of this.edits.values()) {
      if ("c" in edit) this.net.biases[this.net.biases.length - 1] = edit.c;
      else if (edit.unit < countUnits(this.net)) takeUnit(this.net, edit.unit, edit);
    }
    const { arrays } = this.frame, isStill = !isMoving && !this.edits.size && arrays.sum && this.isFresh;
    this.shown = isStill ? { parts: arrays.parts, sum: arrays.sum } : computeParts(this.net, this.activation);
    this.root.dataset.source = isStill ? "pytorch" : "browser";
    const isKnown = this.isFresh && !isMoving;
    this.error = isKnown ? (this.frame.metrics.error ?? NaN) : measureError(this.net, this.activation, this.grid, this.heights);
    return isMoving;
  }

  // What the reader should know, in the order of its weight.
  get note() {
    if (this.remark) return this.remark;
    if (!this.answer.points && this.state.function === "own") return say("empty");
    if (this.answer.points === 1) return say("one_point");
    const far = this.shown.sum.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (far > HIGHEST * 1.1) return say("far", { far: formatNumber(far, far < 100 ? 1 : 0) });
    return this.frame.hint;
  }

  draw() {
    if (!this.frame) return;
    const isMoving = this.move(), { shell, state, frame } = this, isFit = state.tab === "fit";
    this.fit.hidden = !isFit;
    for (const [kind, view] of Object.entries(this.measures)) view.root.hidden = kind !== state.tab;
    if (isFit) this.drawFit();
    else this.measures[state.tab].draw();
    this.formula.draw();
    Object.assign(this.root.dataset, { status: frame.status, step: frame.step, error: this.error, function: state.function, units: countUnits(this.net), job: this.job[state.tab]?.status ?? "" });
    if (isMoving || this.edits.size) shell.redraw();
  }

  drawFit() {
    const { shell, frame } = this, width = shell.isPhone ? shell.width : Math.max(320, shell.width - SIDE - GAP);
    this.functions.choose(this.state.function);
    this.clear.disabled = !this.answer.points && this.state.function === "own";
    this.notice.hidden = !frame.notice;
    this.notice.textContent = frame.notice;
    this.curve.draw(width, CURVE_HEIGHT);
    this.units.draw(width, UNITS_HEIGHT);
    this.controls.draw();
  }
}

export default (call) => mountLesson(ApproximationStage, call);
