// The perceptron's stage: one state, three tabs over it; the browser computes while a hand is on it, PyTorch once it rests.
import { element } from "./dom.js";
import { mountLesson } from "./lesson_link.js";
import { Segments } from "./lesson_parts.js";
import { LessonShell } from "./lesson_shell.js";
import { formatNumber } from "./number.js";
import { CourseView } from "./perceptron_course.js";
import { layersFormula, neuronFormula } from "./perceptron_formula.js";
import { LayersView, LAYER_GATES } from "./perceptron_layers.js";
import { keepInside } from "./perceptron_line.js";
import { Mistakes } from "./perceptron_mistakes.js";
import { NeuronView } from "./perceptron_neuron.js";
import { OwnPoints } from "./perceptron_own.js";
import { PairOfPlanes } from "./perceptron_pair.js";
import { Plane } from "./perceptron_plane.js";
import { compute, firesAt, pointsOf } from "./perceptron_rule.js";
import { Score } from "./perceptron_score.js";
import { PointTable } from "./perceptron_table.js";
import { say } from "./words.js";

const TARGETS = ["and", "or", "nand", "xor"], MOST_POINTS = 40;
const FIRST_POINTS = [[0.2, 0.3, 0], [0.1, 0.9, 0], [0.6, 0.2, 0], [0.5, 1.1, 1], [0.9, 0.7, 1], [1.2, 1, 1]];
const toHundredth = (v) => Math.round(keepInside(v) * 100) / 100;

class PerceptronStage {
  constructor(parent, data, link) {
    Object.assign(this, { link, state: data.state, numbers: data.answer, selected: 2, isTouched: false, isLineTouched: false, isHeld: false, remark: "" });
    this.shell = new LessonShell(parent, { name: data.name, lesson: data.lesson, onTab: (tab) => this.openTab(tab), draw: () => this.draw() });
    this.root = this.shell.root;
    this.build();
  }

  build() {
    const caption = element("div", { class: "ls-caption" });
    this.targets = new Segments([...TARGETS, "own"].map((id) => ({ id, label: say(id) })), say("target"), (id) => this.setTarget(id));
    Object.assign(this, { plane: new Plane(this), neuron: new NeuronView(this), course: new CourseView(this), table: new PointTable(this), score: new Score(this, TARGETS), mistakes: new Mistakes(this), own: new OwnPoints(this), layers: new LayersView(this), pair: new PairOfPlanes(this) });
    this.shell.onDetach = () => this.course.stop();
    caption.append(element("h2", {}, say("inputs")), this.targets.root);
    this.note = element("p", { class: "pc-note", role: "status" });
    this.one = element("div", { class: "pc-one" },
      element("div", { class: "pc-left-column" }, this.neuron.root, this.course.root),
      element("div", { class: "pc-middle" }, caption, this.plane.root, this.own.root, this.note),
      element("div", { class: "pc-right-column" }, this.table.root, this.score.root, this.mistakes.root));
    this.two = element("div", { class: "pc-two" }, this.layers.root, this.pair.root);
    this.shell.figure.append(this.one, this.two);
  }

  get isLearning() {
    return this.state.tab === "rule";
  }

  get weights() {
    return this.isLearning ? this.numbers.rule.weights : this.state.hand;
  }

  get judged() {
    return this.isLearning ? this.numbers.rule : this.numbers.hand;
  }

  get points() {
    return pointsOf(this.state, this.numbers.gates);
  }

  get gate() {
    return this.numbers.gates[this.state.target];
  }

  update(data) {
    if (data.isReplaced) {
      this.state = data.state;
      this.course.stop();
    }
    this.numbers = data.answer;
    this.separation = data.answer.separation;
    this.source = "pytorch";
    this.shell.setTab(this.state.tab);
    this.judgeTries();
    this.shell.redraw();
  }

  // A change of the state: the browser's own numbers at once, the server's as soon as it rests.
  change(patch, { isHeld = false, keepsSeparation = false, remark = "" } = {}) {
    this.state = { ...this.state, ...patch };
    this.numbers = compute(this.state, this.numbers.gates);
    if (!keepsSeparation) this.separation = null;
    Object.assign(this, { source: "browser", isTouched: true, isHeld, remark });
    this.link.ask(this.state);
    this.judgeTries();
    this.shell.redraw();
  }

  rest() {
    this.isHeld = false;
    this.judgeTries();
    this.shell.redraw();
  }

  openTab(tab) {
    this.course.stop();
    const wasTouched = this.isTouched;
    this.change({ tab }, { keepsSeparation: true });
    this.isTouched = wasTouched;
  }

  setTarget(target) {
    this.course.stop();
    const points = target === "own" && !this.state.points.length && !this.wasCleared ? FIRST_POINTS : this.state.points;
    this.selected = Math.max(0, Math.min(this.selected, (target === "own" ? points.length : 4) - 1));
    const wasTouched = this.isTouched;
    this.change({ target, points, samples: 0 });
    this.isTouched = wasTouched;
  }

  select(i) {
    this.selected = i;
    this.shell.redraw();
  }

  changeLine(hand, { isHeld = false, isAtEdge = false } = {}) {
    const isStart = this.state.beginning === "hand";
    this.isLineTouched = true;
    this.change({ hand, ...(isStart ? { samples: 0 } : {}) }, { isHeld, keepsSeparation: !isStart, remark: isAtEdge ? say("line_at_edge") : "" });
  }

  // The learning rule begins anew: what it learned before belongs to other points or another rate.
  restart(patch) {
    this.course.stop();
    this.change({ ...patch, samples: 0 }, { keepsSeparation: !("beginning" in patch) && this.state.beginning === "zero" });
  }

  present() {
    this.change({ samples: this.state.samples + 1 }, { keepsSeparation: true });
    this.selected = this.numbers.rule.last?.index ?? this.selected;
  }

  setPoints(points, options) {
    this.course.stop();
    this.change({ points, samples: 0 }, options);
  }

  addPoint(place) {
    if (this.points.length >= MOST_POINTS) {
      this.remark = say("hint_full", { n: MOST_POINTS });
      this.shell.redraw();
      return null;
    }
    this.setPoints([...this.points, [...place.map(toHundredth), this.own.label]], { isHeld: true });
    return this.points.length - 1;
  }

  movePoint(i, place) {
    if (!this.points[i]) return;
    const isAtEdge = place.some((v) => Math.abs(v - keepInside(v)) > 1e-9);
    this.setPoints(this.points.map((point, k) => (k === i ? [...place.map(toHundredth), point[2]] : point)), { isHeld: true, remark: isAtEdge ? say("at_edge") : "" });
  }

  nudgePoint(i, right, up) {
    this.select(i);
    if (this.state.target !== "own") return;
    const [x1, x2] = this.points[i];
    this.movePoint(i, [x1 + 0.02 * right, x2 + 0.02 * up]);
    this.rest();
  }

  removePoint(i) {
    if (this.state.target !== "own" || !this.points[i]) return;
    this.wasCleared = this.points.length === 1;
    this.setPoints(this.points.filter((_, k) => k !== i));
    this.selected = Math.max(0, Math.min(this.selected, this.points.length - 1));
  }

  clearPoints() {
    this.wasCleared = true;
    this.setPoints([]);
    this.selected = 0;
  }

  setGate(k, gate) {
    const neuron = this.numbers.gates[gate]?.layered;
    if (neuron) this.setNeurons(k, [...neuron]);
    else this.shell.redraw();
  }

  setNeuron(k, part, value) {
    this.setNeurons(k, this.state.neurons[k].map((w, i) => (i === part ? value : w)), true);
  }

  setNeurons(k, neuron, isHeld = false) {
    this.change({ neurons: this.state.neurons.map((old, i) => (i === k ? neuron : old)) }, { isHeld, keepsSeparation: true });
  }

  // The gate that a neuron of the two layers is, if it has the very weights of one.
  gateOf(k) {
    return LAYER_GATES.find((name) => this.numbers.gates[name].layered.every((w, i) => w === this.state.neurons[k][i]));
  }

  countRight() {
    return this.judged.gives.filter((given, i) => given === this.points[i]?.[2]).length;
  }

  countXor() {
    const { layers, gates } = this.numbers;
    return layers.gives.filter(([, , y], i) => y === gates.xor.outputs[i]).length;
  }

  judgeTries() {
    if (!this.isTouched || this.isHeld) return;
    const { tab, target, hand } = this.state, { epochs } = this.numbers.rule;
    if (tab === "hand" && target === "and" && this.countRight() === 4) this.shell.done("and", { w1: formatNumber(hand[0]), w2: formatNumber(hand[1]), theta: formatNumber(hand[2]) });
    if (tab === "rule" && target === "xor" && epochs.length >= 10) this.shell.done("xor", { epochs: epochs.length, mistakes: epochs.reduce((a, b) => a + b, 0) });
    if (tab === "layers" && this.countXor() === 4) {
      const [a1, a2, y] = [0, 1, 2].map((k) => say(this.gateOf(k) ?? "own_gate"));
      this.shell.done("layers", { a1, a2, y });
    }
  }

  draw() {
    const { tab } = this.state, isOne = tab !== "layers", isRule = tab === "rule";
    this.one.hidden = !isOne;
    this.two.hidden = isOne;
    const shown = [[this.neuron, tab === "hand"], [this.score, tab === "hand"], [this.course, isRule], [this.mistakes, isRule], [this.table, isOne], [this.plane, isOne], [this.layers, !isOne], [this.pair, !isOne]];
    for (const [part, isShown] of shown) {
      part.root.hidden = !isShown;
      if (isShown) part.draw();
    }
    this.own.draw();
    this.targets.choose(this.state.target);
    this.note.textContent = isOne ? this.remark || this.noteOnLine() : "";
    this.shell.formula.replaceChildren(...(isOne ? neuronFormula(this) : layersFormula(this)));
    this.tell();
  }

  // A line that cannot be seen is explained.
  noteOnLine() {
    const [w1, w2] = this.weights, gives = firesAt(this.weights, [0.5, 0.5]);
    if (w1 === 0 && w2 === 0) return say("no_line", { gives });
    return this.plane.line.getAttribute("d") ? "" : say("line_outside", { gives });
  }

  tell() {
    const { rule } = this.numbers;
    Object.assign(this.root.dataset, { source: this.source, target: this.state.target, right: this.state.tab === "layers" ? this.countXor() : this.countRight(), weights: this.weights.join(","), mistakes: rule.mistakes, epochs: rule.epochs.length, settled: rule.settled, separable: this.separation?.separable ?? "" });
  }
}

export default function (call) {
  mountLesson(PerceptronStage, call);
}
