// The activations lab: functions and slopes, gradients through depth, softmax.
import { FunctionView } from "./activation_function_view.js";
import { DepthView } from "./activation_depth_view.js";
import { FUNCTIONS, WIDEST } from "./activation_functions.js";
import { compareWithTarget, WIDEST_LOGIT } from "./activation_softmax_rule.js";
import { SoftmaxView } from "./activation_softmax_view.js";
import { findDone } from "./activation_tries.js";
import { element, setText } from "./dom.js";
import { mountLesson } from "./lesson_link.js";
import { LessonShell } from "./lesson_shell.js";
import { say } from "./words.js";

const VIEWS = { function: FunctionView, depth: DepthView, softmax: SoftmaxView };
const keep = (value, widest) => Math.max(-widest, Math.min(widest, value));

class Stage {
  constructor(parent, data, link) {
    Object.assign(this, { link, state: data.state, catalog: data.answer.catalog, answers: {}, isHeld: false, isTouched: false });
    this.shell = new LessonShell(parent, { name: data.name, lesson: data.lesson, onTab: (tab) => this.change({ tab }), draw: () => this.draw() });
    this.root = this.shell.root;
    this.views = Object.fromEntries(Object.entries(VIEWS).map(([tab, View]) => [tab, new View(this)]));
    this.note = element("p", { class: "ac-note", role: "status" });
    this.shell.figure.append(this.note, ...Object.values(this.views).map((view) => view.root));
    this.shell.setTab(this.state.tab);
  }

  // The server's numbers, and its state where that replaces what was shown.
  update({ state, answer, isReplaced }) {
    if (isReplaced) {
      this.state = state;
      this.shell.setTab(state.tab);
    }
    this.answers[answer.tab] = answer;
    this.lookForTries();
    this.shell.redraw();
  }

  get isWaiting() {
    return this.link.isWaiting || !this.answers[this.state.tab];
  }

  // Value and slope at x: while something moves the browser's, else PyTorch's.
  get point() {
    const { function: name, x } = this.state, known = this.answers.function?.point;
    return known?.name === name && known.x === x ? known : { x, value: FUNCTIONS[name].value(x), slope: FUNCTIONS[name].slope(x) };
  }

  get softmax() {
    const { tab, logits, temperature, target } = this.state;
    return this.isWaiting || tab !== "softmax" ? compareWithTarget(logits, temperature, target) : this.answers.softmax.softmax;
  }

  labelOf(name) {
    return this.catalog.functions[name].label;
  }

  nameOf({ activation, initializer, scale }) {
    return say(scale === 1 ? "network_name" : "network_name_scaled", { activation: this.labelOf(activation), initializer: this.catalog.initializers[initializer].label, scale });
  }

  // `edge` says what was kept inside its range.
  change(patch, edge = "") {
    Object.assign(this.state, patch);
    setText(this.note, edge);
    this.isTouched ||= !("tab" in patch);
    this.link.ask(this.state);
    this.shell.redraw();
  }

  hold() {
    this.isHeld = true;
  }

  // A slider moves until it is let go.
  holdAnd(patch) {
    this.hold();
    this.change(patch);
  }

  rest() {
    this.isHeld = false;
    this.lookForTries();
  }

  changeNetwork(patch) {
    this.change({ network: { ...this.state.network, ...patch } });
  }

  moveX(x) {
    this.change({ x: +keep(x, WIDEST).toFixed(2) }, Math.abs(x) > WIDEST ? say("x_at_edge", { most: WIDEST }) : "");
  }

  setLogit(k, value) {
    const logits = this.state.logits.map((z, i) => (i === k ? +keep(value, WIDEST_LOGIT).toFixed(2) : z));
    this.change({ logits }, Math.abs(value) > WIDEST_LOGIT ? say("logit_at_edge", { most: WIDEST_LOGIT }) : "");
  }

  changeMatrix(k, i, value) {
    const row = this.state.matrices[k].map((entry, j) => (j === i ? value : entry));
    this.hold();
    this.change({ matrices: this.state.matrices.map((matrix, j) => (j === k ? row : matrix)) });
  }

  // Only what stands still counts, and PyTorch's numbers for it.
  lookForTries() {
    if (!this.isTouched || this.isHeld || this.isWaiting) return;
    for (const [id, values] of findDone(this)) this.shell.done(id, values);
  }

  draw() {
    const { tab } = this.state;
    for (const [name, view] of Object.entries(this.views)) view.root.hidden = name !== tab;
    this.views[tab].draw();
    this.shell.formula.replaceChildren(...this.views[tab].formula());
    Object.assign(this.root.dataset, { function: this.state.function, x: this.state.x, loss: this.softmax.loss, logits: this.state.logits, source: this.isWaiting ? "browser" : "pytorch" });
  }
}

export default function (call) {
  mountLesson(Stage, call);
}
