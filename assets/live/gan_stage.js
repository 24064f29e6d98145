// The GAN lab's stage: mounted once, fed with frames, drawn with requestAnimationFrame.
import { isDark, readTheme } from "./color.js";
import { decodeFrame } from "./decode.js";
import { GanCharts } from "./gan_charts.js";
import { GanChips } from "./gan_chips.js";
import { GanFigures } from "./gan_figures.js";
import { GanFlow } from "./gan_flow.js";
import { GanMap } from "./gan_map.js";
import { GanPainting } from "./gan_painting.js";
import { GanScene } from "./gan_scene.js";
import { GanSentence } from "./gan_sentence.js";
import { GanSheet } from "./gan_sheet.js";
import { buildGanSkeleton } from "./gan_skeleton.js";
import { GanStepper } from "./gan_stepper.js";
import { GanStory } from "./gan_story.js";
import { GanView } from "./gan_view.js";
import { Glide } from "./glide.js";
import { keepSpaceForButtons, rememberPress } from "./keyboard.js";
import { Mailbox } from "./mailbox.js";
import { MapPointer } from "./mappointer.js";
import { setWords } from "./words.js";

const SIDE_BY_SIDE = 720; // px of width from which the map stands beside the curves
const PHONE = 560; // px of width below which the data flow turns downwards
const THEME_EVERY = 500; // ms between two looks at the page's theme
// What moves smoothly from frame to frame.
const GLIDING = ["field", "fake", "pull", "manifold", "score_fake", "score_real", "loss_fake", "units_g", "units_d", "weights_g", "weights_d", "followed_x", "followed_pull"];
const FILM_WORDS = ["film_moment", "film_now", "film_spoken_now", "film_running", "film_empty"]; // here a step is an iteration

class GanStage {
  constructor(parent, { words, view }) {
    setWords({ ...words, ...Object.fromEntries(FILM_WORDS.map((name) => [name, words[`gan_${name}`]])) });
    Object.assign(this, { frames: 0, edition: 0, mailbox: new Mailbox(), view: new GanView(this), glide: new Glide() });
    this.buildParts(parent);
    this.view.restore(view);
    this.observer = new ResizeObserver(() => (this.rebuild(), this.scene.placeWedge()));
    this.attach();
  }

  buildParts(parent) {
    this.stepper = new GanStepper((name, detail) => this.onStepper(name, detail));
    this.sentence = new GanSentence();
    const parts = (this.parts = buildGanSkeleton(this.stepper.root, this.sentence.root));
    this.root = parts.root;
    parent.append(this.root);
    this.flow = new GanFlow(parts.flow, (name, detail) => this.onFlow(name, detail));
    this.figures = new GanFigures(parts.figures);
    this.charts = new GanCharts(parts.charts, (step) => this.seek(step));
    this.map = new GanMap(parts.map, (index) => this.view.follow(index));
    this.painting = new GanPainting(parts.map, this);
    this.chips = new GanChips((name) => this.view.toggleLayer(name), () => this.painting.toggle(!this.painting.isOn));
    parts.top.append(this.chips.root, this.painting.bar.root);
    this.pointer = new MapPointer(parts.map, this, this.painting, (index) => index !== null && this.view.follow(index));
    parts.map.addEventListener("pointermove", (event) => this.onMap(event));
    this.sheet = new GanSheet((name, detail) => (name === "follow" ? this.view.follow(detail) : this.view.change({ between: detail })));
    parts.plane.append(this.sheet.root);
    this.story = new GanStory(parts);
    this.scene = new GanScene(this);
  }

  attach() {
    const listening = (this.listening = new AbortController()), { signal } = listening;
    for (const part of [this.root, this.parts.flow, this.parts.side]) this.observer.observe(part);
    addEventListener("playground-frame", () => this.receive(window.playgroundFrame), { signal });
    addEventListener("playground-report", () => this.receiveReport(window.playgroundReport), { signal });
    addEventListener("keydown", keepSpaceForButtons, { capture: true, signal });
    addEventListener("keydown", (event) => this.view.onKey(event), { signal });
    addEventListener("pointerdown", rememberPress, { capture: true, signal });
    this.timer = setInterval(() => (this.root.isConnected ? this.followTheme() : this.detach()), THEME_EVERY);
    this.followTheme();
  }

  // The page was left: nothing keeps this stage alive.
  detach() {
    this.observer.disconnect();
    this.listening.abort();
    this.charts.film.stop();
    this.timer = clearInterval(this.timer);
  }

  // Static facts of a run. They are taken over with the run's first frame, so that the picture changes at once.
  update(text, send) {
    this.mailbox.send = send;
    if (!this.timer) this.attach();
    if (text === this.dataText) return;
    this.mailbox.acknowledge();
    const { view, ...data } = JSON.parse(text); // the view is the stage's own
    this.pending = { data, text };
    if (window.playgroundFrame) this.receive(window.playgroundFrame);
    if (window.playgroundReport) this.receiveReport(window.playgroundReport);
  }

  adopt({ data, text }) {
    const former = this.data, factsText = JSON.stringify(data);
    this.pending = null;
    this.dataText = text;
    if (factsText === this.factsText) return;
    this.factsText = factsText;
    Object.assign(this, { data, edition: this.edition + 1 });
    if (former?.picture !== data.picture) this.figures.setReport(null);
    this.view.adopt(data, former);
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
    const width = this.root.clientWidth, { data, parts, root, theme } = this;
    if (!data || !width) return;
    const key = `${width} ${root.dataset.theme} ${this.edition}`;
    if (key === this.builtFor) return;
    this.builtFor = key;
    const isPhone = width < PHONE;
    root.classList.toggle("lv-stacked", width < SIDE_BY_SIDE);
    root.classList.toggle("lv-phone", isPhone);
    this.figures.build(data);
    this.stepper.build(data);
    this.charts.build(data, isPhone);
    this.buildPlane(data, theme);
    this.flow.build(data, parts.flow.clientWidth, isPhone, theme);
    this.scene.placeWedge();
    if (this.frame?.run === data.picture) this.show(this.frame);
  }

  // The map over the plane, or the sheet of images.
  buildPlane(data, theme) {
    const { parts, view } = this, width = parts.plane.clientWidth;
    parts.map.hidden = parts.top.hidden = data.is_image;
    this.sheet.root.hidden = !data.is_image;
    if (data.is_image) return this.sheet.build(data, width, theme);
    this.chips.build(data, view.value.layers);
    this.map.build(data, width, theme);
    this.painting.build(data);
  }

  receive(bytes) {
    if (!this.show(decodeFrame(bytes)) || bytes === this.counted) return;
    this.counted = bytes;
    this.root.dataset.frames = ++this.frames;
  }

  receiveReport(bytes) {
    const report = decodeFrame(bytes);
    if (report.run !== this.data?.picture) return;
    this.figures.setReport(report);
    this.root.dataset.modes = report.metrics.modes ?? "";
  }

  // Draws a frame of the present run; a frame of another run waits for its stage data. Says whether it was drawn.
  show(frame) {
    if (this.pending?.data.picture === frame.run) this.adopt(this.pending);
    if (frame.run !== this.data?.picture || !this.builtFor) return false;
    this.frame = frame;
    this.view.followFilm(frame);
    const targets = Object.fromEntries(GLIDING.filter((name) => frame.arrays[name]).map((name) => [name, frame.arrays[name]]));
    this.glide.aim(targets, performance.now(), frame.status === "running");
    this.story.tell(frame, this);
    this.figures.draw(frame);
    this.charts.draw(frame, this.view.value.step);
    if (this.data.is_image) this.sheet.update(frame);
    else this.map.update(frame);
    this.flow.update(frame, this.glide.shown);
    this.look();
    return true;
  }

  // What depends on where the reader looks.
  look() {
    const { frame, view, data } = this;
    if (!frame || !this.builtFor || frame.run !== data.picture) return;
    const shownView = { ...view.value, followed: view.index };
    this.chips.mark(view.value.layers);
    this.stepper.show(frame, view.value);
    this.sentence.show(frame, data, view.index);
    this.flow.setView(shownView);
    if (data.is_image) this.sheet.setView(shownView);
    else this.map.follow(frame, view.index, Boolean(view.value.noise));
    this.scene.schedule();
  }

  onMap(event) {
    const place = this.painting.isOn || event.pointerType === "touch" ? null : this.pointer.placeOf(event);
    const index = place && this.map.points.find(...place);
    if (index !== null) this.view.follow(index);
  }

  onFlow(name, detail) {
    if (name === "follow") this.view.follow(detail);
    else if (name === "hover") this.view.hover(detail);
    else if (name === "drag") this.view.change({ noise: detail && Array.from(detail) });
  }

  onStepper(name, detail) {
    if (name === "stage") return this.view.change({ stage: detail });
    if (name === "slow") return this.view.change({ stage: detail ? 1 : 0 });
    this.view.value = { ...this.view.value, stage: 1 }; // where the page stands after it
    this.post({ action: "next_iteration" });
    this.look();
  }

  // Looks at a recorded moment, or at the present (null); its frame follows.
  seek(step) {
    this.view.change({ step });
    this.charts.seek(step);
  }

  // Tools that come and go move the map.
  resize() {
    this.chips.setPainting(this.painting.isOn);
    this.scene.placeWedge();
    this.scene.schedule();
  }

  post(gesture) {
    this.mailbox.post(gesture);
  }
}

// Streamlit calls this on mount and for every change of the data (JSON text); the stage stays.
export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.playgroundStage ??= new GanStage(parentElement, JSON.parse(data));
  parentElement.playgroundStage.update(data, (edit) => setTriggerValue("edit", edit));
}
