// The network lab's stage: mounted once, fed with frames, drawn with requestAnimationFrame.
import { Caption } from "./caption.js";
import { isDark, readTheme } from "./color.js";
import { decodeFrame } from "./decode.js";
import { ValueEditor } from "./editor.js";
import { Figures } from "./figures.js";
import { Formula } from "./formula.js";
import { Gestures } from "./gestures.js";
import { Glide } from "./glide.js";
import { keepSpaceForButtons, rememberPress } from "./keyboard.js";
import { LossView } from "./lossview.js";
import { Mailbox } from "./mailbox.js";
import { MapPointer } from "./mappointer.js";
import { Network } from "./network.js";
import { Output } from "./output.js";
import { Painting } from "./painting.js";
import { Panels } from "./panels.js";
import { Popover } from "./popover.js";
import { buildRight, openWedge } from "./right.js";
import { pinnedRuns } from "./runs.js";
import { Scene } from "./scene.js";
import { buildSkeleton } from "./skeleton.js";
import { Storyteller } from "./story.js";
import { Tip } from "./tip.js";
import { setWords } from "./words.js";

const SIDE_BY_SIDE = 720; // px of width from which the map stands beside the network
const NETWORK_SHARE = 0.48, NARROWEST_HEAD = 40; // of that width for the columns; px a column needs
const PHONE = 560; // px of width below which the network turns: layers as rows
const THEME_EVERY = 500; // ms between two looks at the page's theme

class Stage {
  constructor(parent, { words, view }) {
    setWords(words);
    this.parts = buildSkeleton();
    this.root = this.parts.root;
    parent.append(this.root);
    Object.assign(this, { frames: 0, edition: 0, report: null, mailbox: new Mailbox() });
    this.buildParts();
    this.gestures.restore(view);
    this.observer = new ResizeObserver(() => this.rebuild());
    this.attach();
  }

  buildParts() {
    const { parts, root } = this;
    this.gestures = new Gestures(this);
    this.popover = new Popover(root);
    this.network = new Network(parts.network, this.popover, (name, detail) => this.gestures.onNetwork(name, detail));
    this.tip = new Tip(parts.network);
    this.editor = new ValueEditor(root, this.popover, (gesture) => this.post(gesture));
    this.formula = new Formula(parts.formula, (_, { target, anchor, isByKey }) => this.edit(target, anchor, isByKey));
    this.caption = new Caption(this.popover, (name, detail) => this.onCaption(name, detail));
    parts.caption.replaceWith(this.caption.root);
    this.painting = new Painting(parts.map, this);
    parts.map.before(this.painting.bar.root);
    this.pointer = new MapPointer(parts.map, this, this.painting, (index) => this.gestures.choosePoint(index));
    this.loss = new LossView(parts.loss, parts.rate, (name, detail) => this.onLoss(name, detail));
    this.figures = new Figures(parts.figures);
    this.panels = new Panels(parts.panels, (name, detail) => this.onPanels(name, detail));
    this.story = new Storyteller(root, parts);
    this.glide = new Glide();
    this.scene = new Scene(this);
  }

  attach() {
    const listening = (this.listening = new AbortController()), { signal } = listening;
    this.observer.observe(this.root);
    addEventListener("playground-frame", () => this.receive(window.playgroundFrame), { signal });
    addEventListener("playground-report", () => this.receiveReport(window.playgroundReport), { signal });
    addEventListener("keydown", keepSpaceForButtons, { capture: true, signal });
    addEventListener("keydown", (event) => this.gestures.onKey(event), { signal });
    addEventListener("pointerdown", rememberPress, { capture: true, signal });
    addEventListener("pointerdown", this.popover.onPress, { capture: true, signal });
    this.timer = setInterval(() => (this.root.isConnected ? this.followTheme() : this.detach()), THEME_EVERY);
    this.followTheme();
  }

  // The page was left: nothing keeps this stage alive.
  detach() {
    this.observer.disconnect();
    this.listening.abort();
    this.timer = clearInterval(this.timer);
  }

  // Static facts of a run: points, layers, names. They are taken over with the run's first frame, so that
  // the picture changes at once and is never half of each.
  update(text, send) {
    this.mailbox.send = send;
    if (!this.timer) this.attach();
    if (text === this.dataText) return;
    this.mailbox.acknowledge();
    const { view, ...data } = JSON.parse(text); // the view is the stage's own
    this.pending = { data, text };
    if (window.playgroundFrame) this.receive(window.playgroundFrame);
  }

  adopt({ data, text }) {
    const former = this.data, { runs, ...facts } = data, factsText = JSON.stringify(facts);
    this.pending = null;
    this.dataText = text;
    this.gestures.followRuns(runs);
    if (factsText === this.factsText) return this.takeRuns(Object.assign(former, { runs }));
    this.factsText = factsText;
    Object.assign(this, { data, report: null, edition: this.edition + 1, output: new Output(data) });
    if (former?.output.kind !== data.output.kind) this.setThreshold(this.output.firstThreshold);
    this.gestures.adopt(data, former);
    this.tip.hide();
    this.rebuild();
  }

  // Kept and pinned runs: the diagram need not be built anew for them.
  takeRuns({ runs }) {
    if (!this.builtFor) return;
    this.loss.setRuns(runs);
    this.map.outlines.set(pinnedRuns(runs));
    this.panels.setRuns(runs);
  }

  followTheme() {
    const name = isDark(this.root) ? "dark" : "light";
    if (this.root.dataset.theme === name) return;
    this.root.dataset.theme = name;
    this.theme = readTheme(this.root);
    this.builtFor = null;
    this.rebuild();
  }

  rebuild() {
    const width = this.root.clientWidth, { data, parts, root, theme } = this;
    if (!data || !width) return;
    const key = `${width} ${root.dataset.theme} ${this.edition}`;
    if (key === this.builtFor) return;
    this.builtFor = key;
    this.scene.clear();
    const isCrowded = (NETWORK_SHARE * width) / (data.layers.length + 1) < NARROWEST_HEAD; // the heads would overlap
    root.classList.toggle("lv-stacked", width < SIDE_BY_SIDE || isCrowded);
    root.classList.toggle("lv-phone", width < PHONE);
    this.network.build(data, parts.network.clientWidth, width < PHONE, this.output);
    root.classList.toggle("lv-compact", this.network.place.isCompact);
    this.figures.build(data);
    this.caption.build(data, this.output, this.gestures.view.mode);
    buildRight(this);
    this.painting.build(data, this.output);
    this.resize();
    this.panels.build(data, theme);
    this.panels.setSelection({ unit: this.gestures.view.unit, point: this.gestures.view.point });
    this.popover.reanchor();
    this.takeRuns(data);
    if (this.frame?.run === data.picture) this.show(this.frame);
  }

  // The map has moved: the output neurons open into it, and the points keep their marks.
  resize() {
    if (!this.map?.plan) return;
    openWedge(this);
    this.caption.setPainting(this.painting.isOn);
    this.scene.markPoints();
  }

  receive(bytes) {
    if (!this.show(decodeFrame(bytes)) || bytes === this.counted) return;
    this.counted = bytes;
    this.root.dataset.frames = ++this.frames;
  }

  receiveReport(bytes) {
    const report = decodeFrame(bytes);
    if (report.run !== this.data?.picture) return;
    this.report = report;
    this.panels.receive(report);
    this.redraw();
  }

  // Draws a frame of the present run; a frame of another run waits for its stage data. Says whether it was drawn.
  show(frame) {
    if (this.pending?.data.picture === frame.run) this.adopt(this.pending);
    if (frame.run !== this.data?.picture || !this.builtFor) return false;
    this.frame = frame;
    this.gestures.followFilm(frame);
    const { output, units } = frame.arrays;
    this.outputSize = output.shape.at(-1);
    this.unitSize = units.shape.at(-1);
    const targets = { output: this.output.decode(output), units };
    for (const name of ["output_train", "output_agreement"]) if (frame.arrays[name]) targets[name] = this.output.decode(frame.arrays[name]);
    this.glide.aim(targets, performance.now(), frame.status === "running");
    this.story.tell(frame, this);
    this.network.update(frame, this.theme);
    this.editor.follow(this.network);
    this.figures.draw(frame);
    this.loss.draw(frame, this.gestures.view.step);
    this.panels.setFrame(frame);
    this.redraw();
    return true;
  }

  redraw() {
    this.scene.redraw();
  }

  onCaption(name, detail) {
    if (name === "back") this.gestures.pin(null);
    else if (name === "paint") this.painting.toggle(!this.painting.isOn);
    else this.gestures.change({ mode: detail });
  }

  onPanels(name, detail) {
    if (name === "view") this.gestures.change(detail);
    else if (name === "threshold") {
      if (this.gestures.pinned) this.gestures.pin(null); // it would hide the contour, which moves along
      this.setThreshold(detail);
    } else this.post(detail);
    this.redraw();
  }

  onLoss(name, detail) {
    if (name === "seek") this.seek(detail);
    else this.post(detail);
  }

  // Looks at a recorded moment, or at the present (null); its frame follows.
  seek(step) {
    this.gestures.change({ step });
    this.loss.seek(step);
  }

  setThreshold(value) {
    this.threshold = value;
    this.root.dataset.threshold = value;
    this.panels.setThreshold(value);
    this.redraw();
  }

  edit(target, anchor, isByKey = false) {
    this.tip.hide();
    this.editor.open(target, anchor, this.network, isByKey);
  }

  post(gesture) {
    this.mailbox.post(gesture);
  }
}

// Streamlit calls this on mount and for every change of the data (JSON text); the stage stays.
export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.playgroundStage ??= new Stage(parentElement, JSON.parse(data));
  parentElement.playgroundStage.update(data, (edit) => setTriggerValue("edit", edit));
}
