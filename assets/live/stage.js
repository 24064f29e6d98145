// The network lab's stage: mounted once, fed with frames, drawn with requestAnimationFrame.
import { isDark, LOGIT_LIMIT, readTheme } from "./color.js";
import { LossCurves } from "./curves.js";
import { decodeFrame } from "./decode.js";
import { element, setText } from "./dom.js";
import { Figures } from "./figures.js";
import { drawFormula } from "./formula.js";
import { Glide, reducedMotion } from "./glide.js";
import { buildSkeleton } from "./skeleton.js";
import { LETTERS } from "./layout.js";
import { BigMap } from "./map.js";
import { Network } from "./network.js";
import { formatLoss, formatShort } from "./number.js";
import { Tip } from "./tip.js";
import { say, setWords } from "./words.js";

const SIDE_BY_SIDE = 720; // px of width from which the map stands beside the network
const NETWORK_SHARE = 0.48, NARROWEST_HEAD = 40; // of that width for the columns; px a column needs
const PHONE = 560; // px of width below which the network turns: layers as rows
const MOST_GLIDING = 160; // units
const SPEAK_EVERY = 2000; // ms between two announcements
const THEME_EVERY = 500; // ms between two looks at the page's theme

class Stage {
  constructor(parent, { classes, words }) {
    setWords(words);
    this.parts = buildSkeleton(classes, (isLog) => this.setLog(isLog));
    this.root = this.parts.root;
    parent.append(this.root);
    this.network = new Network(this.parts.network, (name, detail) => this.onGesture(name, detail));
    this.tip = new Tip(this.parts.network);
    this.map = new BigMap(this.parts.map);
    this.curves = new LossCurves(this.parts.loss);
    this.figures = new Figures(this.parts.figures);
    this.glide = new Glide();
    Object.assign(this, { frames: 0, painted: 0, isLog: false, hovered: null, hoveredEdge: null, selected: null, spokenAt: 0 });
    this.observer = new ResizeObserver(() => this.rebuild());
    this.onFrame = () => this.receive(window.playgroundFrame);
    this.attach();
  }

  attach() {
    this.observer.observe(this.root);
    addEventListener("playground-frame", this.onFrame);
    addEventListener("keydown", keepSpaceForButtons, true);
    addEventListener("pointerdown", rememberPress, true);
    this.timer = setInterval(() => (this.root.isConnected ? this.followTheme() : this.detach()), THEME_EVERY);
    this.followTheme();
  }

  // The page was left: nothing keeps this stage alive.
  detach() {
    this.observer.disconnect();
    removeEventListener("playground-frame", this.onFrame);
    removeEventListener("keydown", keepSpaceForButtons, true);
    removeEventListener("pointerdown", rememberPress, true);
    this.timer = clearInterval(this.timer);
  }

  // Static facts of a run: points, layers, names. They are taken over with the run's first frame, so that
  // the picture changes at once and is never half of each.
  update(text, send) {
    this.send = send;
    if (!this.timer) this.attach();
    if (text === this.dataText) return;
    this.pending = { data: JSON.parse(text), text };
    if (window.playgroundFrame) this.receive(window.playgroundFrame);
  }

  adopt({ data, text }) {
    if (data.picture !== this.data?.picture) this.selected = null;
    this.hovered = this.hoveredEdge = this.pending = null;
    this.data = data;
    this.dataText = text;
    this.tip.hide();
    this.rebuild();
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
    const width = this.root.clientWidth;
    if (!this.data || !width) return;
    const key = `${width} ${this.root.dataset.theme} ${this.dataText}`;
    if (key === this.builtFor) return;
    this.builtFor = key;
    this.drawnFrame = null;
    this.root.classList.toggle("lv-stacked", width < SIDE_BY_SIDE || this.isCrowded(width));
    this.root.classList.toggle("lv-phone", width < PHONE);
    this.network.build(this.data, this.parts.network.clientWidth, width < PHONE);
    this.root.classList.toggle("lv-compact", this.network.place.isCompact);
    this.selected ??= { layer: this.network.sizes.length - 1, unit: 0 };
    this.map.build(this.data, this.parts.map.clientWidth, this.theme);
    this.placeWedge();
    if (this.frame?.run === this.data.picture) this.show(this.frame);
  }

  // Whether the heads of that many layers would overlap beside the map.
  isCrowded(width) {
    return (NETWORK_SHARE * width) / (this.data.layers.length + 1) < NARROWEST_HEAD;
  }

  // The output neuron opens into the map.
  placeWedge() {
    const box = this.root.getBoundingClientRect(), scale = box.width / this.root.offsetWidth || 1;
    const at = (node) => node.getBoundingClientRect();
    const output = at(this.network.units.at(-1).button), map = at(this.map.heat), body = at(this.parts.body);
    const x = (v) => (v - body.x) / scale, y = (v) => (v - body.y) / scale;
    this.parts.wedge.style.clipPath = `polygon(${x(output.right)}px ${y(output.top)}px, ${x(map.left)}px ${y(map.top)}px, ${x(map.left)}px ${y(map.bottom)}px, ${x(output.right)}px ${y(output.bottom)}px)`;
  }

  receive(bytes) {
    if (!this.show(decodeFrame(bytes)) || bytes === this.counted) return;
    this.counted = bytes;
    this.root.dataset.frames = ++this.frames;
  }

  // Draws a frame of the present run; a frame of another run waits for its stage data. Says whether it was drawn.
  show(frame) {
    if (this.pending?.data.picture === frame.run) this.adopt(this.pending);
    if (frame.run !== this.data?.picture || !this.builtFor) return false;
    this.frame = frame;
    const { output, units } = frame.arrays;
    this.outputSize = output.shape[0];
    this.unitSize = units.shape[1];
    const logits = Float32Array.from(output, (q) => ((2 * q) / 65535 - 1) * LOGIT_LIMIT);
    this.glide.aim({ output: logits, units }, performance.now(), frame.status === "running");
    this.drawWords(frame);
    this.network.update(frame, this.theme);
    this.network.mark(this.selected);
    this.network.edges.draw(this.theme, this.selected, this.hoveredEdge);
    this.drawTip();
    this.figures.draw(frame);
    this.curves.draw(frame, this.parts.loss.clientWidth, this.isLog);
    this.drawFormula();
    this.schedule();
    return true;
  }

  drawFormula() {
    drawFormula(this.parts.formula, this.network, this.frame, this.hovered ?? this.selected);
  }

  // Everything said in words: scales, notice, attributes for tests and the text for screen readers.
  drawWords(frame) {
    const scales = Array.from(frame.arrays.scales).slice(1);
    const wide = scales.map((scale, i) => (Math.abs(scale - 1) > 1e-6 ? `${LETTERS[i]} ±${formatShort(scale)}` : "")).filter(Boolean);
    setText(this.parts.scales, wide.length ? say("scales", { layers: wide.join(", ") }) : "");
    const isTruncated = frame.arrays.weights.length < this.network.sizes.slice(1).reduce((sum, n, i) => sum + n * this.network.sizes[i], 0);
    setText(this.parts.truncated, isTruncated ? say("strongest") : "");
    this.parts.notice.hidden = !frame.notice;
    setText(this.parts.notice, frame.notice);
    const { train_loss, test_loss } = frame.metrics;
    Object.assign(this.root.dataset, { status: frame.status, step: frame.step, epoch: Math.floor(frame.epoch), trainLoss: train_loss ?? "NaN", testLoss: test_loss ?? "NaN" });
    const now = performance.now();
    if (now - this.spokenAt < SPEAK_EVERY && frame.status === "running") return;
    this.spokenAt = now;
    setText(this.parts.spoken, say("spoken", { status: frame.status, epoch: Math.floor(frame.epoch), loss: formatLoss(test_loss) }));
    this.map.heat.setAttribute("aria-label", say("map", { points: this.data.points.x.length, network: this.describeNetwork(), train_loss: formatLoss(train_loss), test_loss: formatLoss(test_loss) }));
  }

  describeNetwork() {
    const layers = this.data.layers.map((layer, i) => say("layer", { name: LETTERS[i], units: layer.units, activation: this.data.activations[layer.activation].label }));
    return layers.length ? layers.join(" ") : say("no_layer");
  }

  schedule() {
    this.request ??= requestAnimationFrame((now) => {
      this.request = null;
      if (!this.root.isConnected) return;
      const isMoving = this.glide.advance(now);
      this.paint(now);
      if (isMoving || this.frame.status === "running") this.schedule();
    });
  }

  paint(now) {
    const { output, units } = this.glide.shown;
    const cells = this.unitSize * this.unitSize;
    // Hundreds of tiny maps need no glide: they are drawn once a frame, as they are.
    const isGliding = this.network.units.length <= MOST_GLIDING;
    if (isGliding || this.drawnFrame !== this.frame) {
      this.network.drawUnits(isGliding ? units : this.frame.arrays.units, this.unitSize, output, this.outputSize, this.theme);
      this.drawnFrame = this.frame;
    }
    this.network.edges.drawPulses(this.theme, now, this.frame.status === "running" && !reducedMotion.matches);
    const at = (unit) => unit && unit.layer < this.network.sizes.length - 1 && this.network.units.findIndex((u) => u.layer === unit.layer && u.unit === unit.unit);
    const hovered = at(this.hovered), chosen = at(this.selected);
    const isUnit = Number.isInteger(hovered);
    this.map.draw(isUnit ? units : output, isUnit ? this.unitSize : this.outputSize, isUnit ? hovered * cells : 0, isUnit ? "unit" : "output");
    const line = isUnit ? hovered : chosen;
    const field = Number.isInteger(line) ? units.subarray(line * cells, (line + 1) * cells) : null;
    const dashed = Number.isInteger(line) ? this.network.units[line] : null;
    this.map.drawLines(isUnit ? null : output, this.outputSize, field, this.unitSize, dashed && this.zeroLevel(dashed));
    this.map.drawAxes(isUnit ? this.frame.arrays.scales[this.hovered.layer] : null);
    this.drawTitle(isUnit ? this.network.units[hovered] : null, dashed);
    this.root.dataset.painted = ++this.painted;
  }

  drawTitle(hovered, dashed) {
    setText(this.parts.title, hovered ? hovered.name : say("prediction"));
    this.parts.zero.hidden = !dashed;
    if (dashed) setText(this.parts.zero, say("zero_line", { name: dashed.name, value: formatShort(this.zeroOf(dashed)) }));
  }

  // A unit's activation where its weighted sum is 0, and the level (0-255) that shows it.
  zeroOf = (unit) => (unit.layer ? this.data.activations[this.data.layers[unit.layer - 1].activation].zero : 0);
  zeroLevel = (unit) => ((this.zeroOf(unit) / this.frame.arrays.scales[unit.layer] + 1) / 2) * 255;

  onGesture(name, detail) {
    if (name === "edit") return this.send(detail);
    if (!this.frame) return;
    if (name === "select") {
      const isSame = this.selected.layer === detail.layer && this.selected.unit === detail.unit;
      this.selected = isSame ? { layer: this.network.sizes.length - 1, unit: 0 } : detail;
    } else if (name === "hover") {
      this.hovered = detail;
    } else if (this.hoveredEdge?.key === detail?.key) {
      return;
    } else {
      this.hoveredEdge = detail;
    }
    this.drawTip();
    this.network.mark(this.selected);
    this.network.edges.draw(this.theme, this.selected, this.hoveredEdge);
    this.drawFormula();
    this.schedule();
  }

  drawTip() {
    const unit = this.hovered && this.network.units.find((u) => u.layer === this.hovered.layer && u.unit === this.hovered.unit);
    const edge = this.hoveredEdge && this.network.edges.list.find((e) => e.key === this.hoveredEdge.key);
    if (edge) this.tip.showEdge(edge, this.network);
    else if (unit?.layer) this.tip.showBias(unit, this.network);
    else this.tip.hide();
  }

  setLog(isLog) {
    this.isLog = isLog;
    if (this.frame) this.curves.draw(this.frame, this.parts.loss.clientWidth, isLog);
  }
}

// Space plays and pauses, also after a click on some button; but it presses a button that was reached by keyboard,
// where Streamlit would take it for its shortcut all the same.
let pressed = null;
const nameOfButton = (event) => {
  const button = event.target.closest?.("button");
  return button && (button.dataset.focus ?? button.innerText); // a rebuilt one keeps it
};

function rememberPress(event) {
  pressed = nameOfButton(event);
}

function keepSpaceForButtons(event) {
  if (event.key === "Tab") pressed = null;
  const name = event.key === " " && nameOfButton(event);
  if (name && name !== pressed) event.stopImmediatePropagation();
}

// Streamlit calls this on mount and for every change of the data (JSON text); the stage stays.
export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.playgroundStage ??= new Stage(parentElement, JSON.parse(data));
  parentElement.playgroundStage.update(data, (edit) => setTriggerValue("edit", edit));
}
