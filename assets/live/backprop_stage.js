// The backpropagation lab: one sample through a small network and back. While something moves, the numbers are the
// browser's (backprop_tape.js); what stands still is PyTorch's answer.
import { Bar } from "./backprop_bar.js";
import { Chain } from "./backprop_chain.js";
import { WeightCurve } from "./backprop_curve.js";
import { paintFormula } from "./backprop_formula.js";
import { functionName, parameterName, reach, unitName } from "./backprop_names.js";
import { Net, findPath } from "./backprop_net.js";
import { Setup } from "./backprop_setup.js";
import { edit, goTo, reshape, setLoss, setParameter, setTarget, shuffle, startOver, turnRoute, update, visit } from "./backprop_state.js";
import { GradientTable } from "./backprop_table.js";
import { EPSILONS, answerLocally, listParameters } from "./backprop_tape.js";
import { TrailChart } from "./backprop_trail.js";
import { findDone } from "./backprop_tries.js";
import { element } from "./dom.js";
import { mountLesson } from "./lesson_link.js";
import { Segments, Slider } from "./lesson_parts.js";
import { LessonShell } from "./lesson_shell.js";
import { say } from "./words.js";

const MANY = 10; // updates of one press
const SIDE_BY_SIDE = 900; // px of width from which table and chart stand beside the network
const SIDE = 436, GAP = 24;

class Stage {
  constructor(parent, data, link) {
    Object.assign(this, { link, state: data.state, start: data.state, answer: data.answer, isTouched: false, isHeld: false, shuffles: 0, wrong: {} });
    this.shell = new LessonShell(parent, { name: data.name, lesson: data.lesson, draw: () => this.draw() });
    this.root = this.shell.root;
    this.build();
  }

  build() {
    this.bar = new Bar(this.shell.bar, {
      reset: () => this.reset(),
      shuffle: () => this.change(shuffle(this.state, ++this.shuffles)),
      back: () => this.go(this.state.step - 1),
      next: () => (this.reached.isUpdated ? this.change(startOver(this.state)) : this.go(this.state.step + 1)),
      many: () => this.updateMany(),
      phase: (name) => this.go(this.reached.ends[name]),
      rate: (eta) => this.change(this.reached.isUpdated ? { ...this.state, eta, step: this.reached.update - 1, rates: this.state.rates.slice(0, -1) } : { ...this.state, eta }),
    });
    const held = { start: (isHeld) => (this.isHeld = isHeld), end: () => this.letGo() };
    this.setup = new Setup((sizes) => this.change(reshape(this.state, sizes)), (name, value) => this.change(name === "loss" ? setLoss(this.state, value) : edit(this.state, { [name]: value })));
    this.net = new Net({
      ...held,
      select: (index) => this.change({ ...this.state, selected: index }),
      visit: (layer, unit) => this.change(visit(this.state, layer, unit)),
      parameter: (index, value) => this.change(setParameter(this.state, index, value)),
      input: (i, value) => this.change(edit(this.state, { x: this.state.x.map((old, k) => (k === i ? value : old)) })),
      target: (k, value) => this.change(setTarget(this.state, k, value)),
    });
    this.chain = new Chain((by) => this.change(turnRoute(this.state, by)));
    this.table = new GradientTable((index) => this.change({ ...this.state, selected: index }));
    this.curve = new WeightCurve({ onChange: (value) => this.change(setParameter(this.state, this.state.selected, value)), onStart: held.start, onEnd: held.end });
    this.trail = new TrailChart();
    this.charts = new Segments([{ id: "weight", label: say("bp_chart_weight") }, { id: "updates", label: say("bp_chart_updates") }], say("bp_chart"), (chart) => this.change({ ...this.state, chart }));
    this.epsilon = new Slider({ label: say("bp_epsilon"), min: 0, max: EPSILONS.length - 1, step: 1, value: 2, toText: (i) => formatEpsilon(EPSILONS[Math.round(i)]), onChange: (epsilon) => this.change({ ...this.state, epsilon }) });
    this.epsilon.root.classList.add("bp-epsilon");
    const chart = element("div", { class: "bp-chart" }, element("div", { class: "ls-caption" }, this.charts.root, this.epsilon.root), this.curve.root, this.trail.root);
    this.left = element("div", { class: "bp-left" }, this.setup.root, this.net.root, this.chain.root);
    this.right = element("div", { class: "bp-right" }, this.table.root, chart);
    this.shell.figure.append(element("div", { class: "bp-stage" }, this.left, this.right));
  }

  get reached() {
    return reach(this.state);
  }

  go(step) {
    const next = goTo(this.state, step);
    if (next) this.change(next);
    else this.refuse();
  }

  updateMany() {
    let next = this.state;
    for (let i = 0; i < MANY && next; i++) next = update(next);
    if (next) this.change({ ...next, chart: "updates" });
    else this.refuse();
  }

  // Too large a step: nothing moves, and the page says so.
  refuse() {
    this.shell.setError(say("bp_too_far"));
  }

  reset() {
    const { eta, epsilon } = this.state, isSame = this.state.sizes.join() === this.start.sizes.join();
    const first = isSame ? this.start : reshape(this.start, this.state.sizes);
    this.change({ ...first, eta, epsilon, rates: [], past: 0, step: 0 });
  }

  letGo() {
    this.isHeld = false;
    this.judge();
  }

  change(state) {
    if (state === this.state) return;
    Object.assign(this, { state, answer: null, isTouched: true });
    this.shell.setError("");
    this.link.ask(state);
    this.shell.redraw();
  }

  // PyTorch's numbers of the shown state; after a refusal those of the last good one.
  update({ state, answer, isReplaced, error }) {
    if (isReplaced || error) this.state = state;
    if (isReplaced) this.isTouched = false;
    this.answer = answer;
    this.judge();
    this.shell.redraw();
  }

  judge() {
    if (!this.answer || this.isHeld || !this.isTouched) return;
    for (const [id, values] of Object.entries(findDone(this.look(), this.wrong))) this.shell.done(id, values);
  }

  // Everything that is drawn follows from this.
  look() {
    const { state, isTouched } = this, isSettled = Boolean(this.answer), answer = this.answer ?? answerLocally(state);
    const reached = reach(state), shown = reached.isUpdated ? answer.before : answer.now;
    const path = findPath(state), w = answer.parameters;
    const gradientWeights = reached.isUpdated ? answer.parameters_before : w;
    return { state, isTouched, isSettled, reached, numbers: answer.now, shown, w, gradientWeights, path, curve: answer.curve, trail: answer.trail, theme: this.shell.theme };
  }

  draw() {
    const view = this.look(), { width, isPhone } = this.shell, isWide = width >= SIDE_BY_SIDE;
    this.root.classList.toggle("bp-wide", isWide);
    const left = isWide ? width - SIDE - GAP : width, right = isWide ? SIDE : width;
    this.bar.paint(view, this.tell(view));
    this.setup.paint(view.state);
    this.net.build(view.state, left, isPhone);
    this.net.paint(view);
    this.chain.paint(view);
    this.table.paint(view);
    this.charts.choose(view.state.chart);
    const isCurve = view.state.chart === "weight";
    this.curve.root.style.display = isCurve ? "" : "none";
    this.trail.root.style.display = isCurve ? "none" : "";
    this.epsilon.root.style.visibility = isCurve ? "" : "hidden";
    this.epsilon.set(view.state.epsilon);
    if (isCurve) this.curve.paint(view, right);
    else this.trail.paint(view, right);
    paintFormula(this.shell.formula, view);
    this.report(view);
  }

  // What tests and screen readers ask for.
  report({ state, reached, numbers, isSettled }) {
    const name = parameterName(state.sizes, listParameters(state.sizes)[state.selected]);
    Object.assign(this.root.dataset, { step: state.step, phase: reached.phase, updates: state.past + state.rates.length, loss: numbers.loss, selected: name, settled: isSettled });
  }

  tell({ state, reached }) {
    const { sizes, step } = state, names = (layer) => Array.from({ length: sizes[layer] }, (_, i) => unitName(sizes, layer, i)).join(", ");
    if (step === 0) return say("bp_say_start");
    if (reached.isUpdated) return say("bp_say_update");
    if (step === reached.lossStep) return say("bp_say_loss");
    if (step < reached.lossStep) {
      const isOutput = step === reached.layers;
      return say("bp_say_forward", { names: names(step), function: isOutput ? this.outputName() : functionName(state.hidden) });
    }
    const layer = reached.layers + 1 - (step - reached.lossStep);
    return layer === reached.layers ? say("bp_say_first_back", { names: names(layer) }) : say("bp_say_back", { names: names(layer) });
  }

  outputName() {
    const { loss, output, sizes } = this.state;
    return loss === "cross_entropy" ? (sizes.at(-1) === 1 ? functionName("sigmoid") : "softmax") : functionName(output);
  }
}

const formatEpsilon = (value) => (value >= 0.001 ? String(value) : `10⁻${"⁰¹²³⁴⁵⁶⁷"[Math.round(-Math.log10(value))]}`);

export default function (call) {
  mountLesson(Stage, call);
}
