// The big map of the GAN lab: what D says over the plane, G's manifold, real and generated samples, and their pulls.
import { fitCanvas } from "./canvas.js";
import { traceLines } from "./contour.js";
import { element, svg } from "./dom.js";
import { GanField } from "./gan_field.js";
import { GanFollowed } from "./gan_followed.js";
import { drawManifold } from "./gan_manifold.js";
import { formatScore, middleOf } from "./gan_numbers.js";
import { drawArrows, drawGenerated, drawReals, fullPull } from "./gan_samples.js";
import { axisParts, planAxes } from "./mapaxes.js";
import { drawRing } from "./points.js";
import { say } from "./words.js";

const HALO = 5, LINE = 2.25; // px of the line where D cannot tell
const REACH = 9; // px from a sample that still count as on it
const FEATURES = ["x₁", "x₂"].map((name) => ({ name, center: 0, scale: 1 }));
const PULLING = [7, 8]; // stages of an iteration in which G follows the arrows

export class GanMap {
  // onFollow(index): a sample chosen by key
  constructor(root, onFollow) {
    this.root = root;
    this.field = new GanField();
    [this.back, this.middle, this.front] = ["back", "reals", "front"].map((name) => element("canvas", { class: `lv-gan-${name}`, "aria-hidden": "true" }));
    this.axes = svg("svg", { "aria-hidden": "true" });
    this.followed = new GanFollowed(onFollow);
    root.append(this.field.canvas, this.field.strip, this.back, this.middle, this.front, this.axes, ...this.followed.nodes);
    this.points = { find: (x, y) => this.find(x, y), draw: (marks) => this.drawPainted(marks) };
    this.painted = { painted: [], erased: new Set() };
  }

  get canvas() {
    return this.field.canvas;
  }

  build(data, width, theme) {
    Object.assign(this, { data, theme, extent: data.extent });
    const plan = planAxes({ extent: data.extent, features: FEATURES }, FEATURES[1], null, width), { left, size } = plan;
    Object.assign(this, { left, size, plan, zoom: Math.max(0.75, size / 420), radius: 3.5 * Math.min(1, size / 380 + 0.1) });
    this.root.style.height = size + plan.bottom + "px";
    this.field.build(data, theme, plan);
    for (const canvas of [this.back, this.middle, this.front]) canvas.style.left = left + "px";
    [this.backContext, this.middleContext, this.frontContext] = [this.back, this.middle, this.front].map((canvas) => fitCanvas(canvas, size, size));
    this.axes.replaceChildren(...axisParts(plan, this.toX, this.toY), this.field.bar.group);
    this.followed.build(plan);
    this.drawnReals = null;
  }

  toX = (value) => ((value - this.extent[0]) / (this.extent[1] - this.extent[0])) * this.size;
  toY = (value) => ((this.extent[3] - value) / (this.extent[3] - this.extent[2])) * this.size;
  toPlane = (x, y) => {
    const [x0, x1, y0, y1] = this.extent;
    return [x0 + (x / this.size) * (x1 - x0), y1 - (y / this.size) * (y1 - y0)];
  };

  update(frame) {
    this.picture = this.frame = frame;
    this.field.update(frame, performance.now());
  }

  // The sample that is marked: an index, or the reader's own noise.
  follow(frame, index, isOwn) {
    Object.assign(this, { index, isOwn: isOwn && Boolean(frame.arrays.followed_x) });
    this.followed.tell(frame, index, this.isOwn);
  }

  // shown: the arrays as they stand between two frames
  draw(shown, layers, now, isRunning) {
    const { frame } = this, has = (name) => layers.includes(name);
    if (isRunning || this.field.scale.isWaiting) this.field.followScale(now);
    this.root.classList.toggle("lv-gan-no-field", !has("field"));
    this.field.draw(shown.field);
    // Mesh and contour bend slowly: while the run goes on, every other paint is enough.
    this.isBackDue = !isRunning || !this.isBackDue;
    if (this.isBackDue) this.drawBack(shown, has);
    this.drawReals(has("real"));
    this.at = positions(shown.fake, this);
    this.drawFront(shown, has, isRunning);
    if (this.field.scale.isWaiting && !isRunning) this.wait();
  }

  // A run that stands still gets its range when the time has come.
  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.field.followScale(performance.now());
      if (this.field.field) this.field.draw(this.field.field);
    }, 1100);
  }

  drawBack(shown, has) {
    const { backContext: context, theme, size, field, frame } = this;
    context.clearRect(0, 0, size, size);
    if (has("manifold") && frame.arrays.manifold) drawManifold(context, theme, { values: shown.manifold, shape: frame.arrays.manifold.shape }, this);
    if (!has("half")) return;
    traceLines(context, field.lines(), size / (field.size - 1));
    context.lineCap = context.lineJoin = "round";
    for (const [lineWidth, strokeStyle, globalAlpha] of [[HALO, theme.bg, 0.55], [LINE, theme.ink, 1]]) {
      Object.assign(context, { lineWidth, strokeStyle, globalAlpha });
      context.stroke();
    }
  }

  // They lie still: drawn again only where others take their place. While the reader paints, the painted points stand
  // for them.
  drawReals(isShown) {
    const { frame, data, painted, isPainting } = this;
    const reals = isPainting && data.points ? data.points : frame?.arrays.real ?? data.real;
    const key = [isShown, painted];
    if (this.drawnReals === reals && this.realsKey?.every((part, i) => part === key[i])) return;
    Object.assign(this, { drawnReals: reals, realsKey: key });
    this.realsAt = positions(reals, this);
    this.middleContext.clearRect(0, 0, this.size, this.size);
    if (isShown) drawReals(this.middleContext, this.theme, this.realsAt.filter((_, i) => !painted.erased.has(i)), this.radius);
    drawReals(this.middleContext, this.theme, painted.painted.map(({ x, y }) => [this.toX(x), this.toY(y)]), this.radius);
  }

  drawPainted(marks) {
    this.painted = { ...this.painted, ...marks };
    if (this.theme && this.data) this.drawReals(true);
  }

  drawFront(shown, has, isRunning) {
    const { frontContext: context, theme, size, at, frame, index, isOwn, zoom, radius } = this;
    context.clearRect(0, 0, size, size);
    if (has("generated")) drawGenerated(context, theme, at, radius);
    const hasPull = has("gradient") && Boolean(frame.arrays.pull), full = hasPull ? fullPull(shown.pull) : 0;
    if (hasPull) drawArrows(context, theme, { at, pull: shown.pull, full, zoom, isStrong: PULLING.includes(frame.metrics.stage) });
    const place = isOwn ? [this.toX(shown.followed_x[0]), this.toY(shown.followed_x[1])] : at[index];
    const isSeen = Boolean(place) && (has("generated") || isOwn) && place.every((v) => v >= 0 && v <= size);
    if (isSeen) {
      drawGenerated(context, theme, [place], radius + 0.5);
      if (hasPull) drawArrows(context, theme, { at: [place], pull: isOwn ? shown.followed_pull : shown.pull.subarray(2 * index, 2 * index + 2), full, zoom, isStrong: true });
      drawRing(context, theme, ...place, radius + 3.2, 2);
    }
    this.followed.place(isSeen ? place : null, this.left, size, isRunning);
    this.followed.tellScale(hasPull ? full : 0);
  }

  // Index of the generated sample under (x, y), or null.
  find(x, y) {
    let best = null, least = REACH * REACH;
    this.at?.forEach(([px, py], i) => {
      const distance = (px - x) ** 2 + (py - y) ** 2;
      if (distance < least) [best, least] = [i, distance];
    });
    return best;
  }

  // A place and what D says there, in words.
  read(x, y) {
    const plane = this.toPlane(x, y).map((value, i) => `${FEATURES[i].name} ${formatScore(value)}`);
    return [...plane, say("gan_sample_score", { score: formatScore(this.field.read(x / this.size, y / this.size)) })];
  }

  describe(frame, index) {
    const { metrics, arrays } = frame, score = (value) => formatScore(value);
    const words = { low: score(metrics.field_low), high: score(metrics.field_high), middle: score(middleOf(frame)), real: this.data.real.length, generated: arrays.fake.shape[0],
      number: index + 1, x: score(arrays.fake[2 * index]), y: score(arrays.fake[2 * index + 1]), score: score(arrays.score_fake[index]) };
    this.canvas.setAttribute("aria-label", say("gan_map", words));
  }
}

// Places on the map in px, of rows [x, y] or of numbers x, y, x, y, ...
function positions(rows, { toX, toY }) {
  if (ArrayBuffer.isView(rows)) return Array.from({ length: rows.length / 2 }, (_, i) => [toX(rows[2 * i]), toY(rows[2 * i + 1])]);
  return rows.map(([x, y]) => [toX(x), toY(y)]);
}
