// The data flow of a GAN in one diagram: noise, generator, samples, discriminator, scores, losses, and the gradients back.
import { element, svg } from "./dom.js";
import { placeFlow } from "./gan_flow_layout.js";
import { FlowLines } from "./gan_flow_lines.js";
import { FlowSamples } from "./gan_flow_samples.js";
import { LossCards } from "./gan_losses.js";
import { NoisePanel } from "./gan_noise.js";
import { landAt } from "./gan_noise_grid.js";
import { spanOf } from "./gan_numbers.js";
import { SteadyScale } from "./gan_scale.js";
import { Scores } from "./gan_scores.js";
import { makeGrays } from "./gan_tile.js";
import { GanUnits } from "./gan_units.js";
import { say } from "./words.js";

const SHEET = 36; // images of a sheet
const SAME = 1e-3; // numbers of noise that count as equal
const LIT = { noise: [1, 5], fake: [1, 5], real: [1], scores: [2, 6] };

export class GanFlow {
  // report(name, detail): "follow" a sample, "drag" the noise to z, "hover" a sample
  constructor(parent, report) {
    this.root = element("div", { class: "gf-flow", role: "group" });
    parent.append(this.root);
    this.report = report;
    this.view = { followed: 0, noise: null, stage: 0 };
    this.hovered = null;
    this.lines = new FlowLines(this.root);
    this.units = new GanUnits(this.root);
    this.root.append(this.lines.texts);
    this.noise = new NoisePanel(this.root, (name, detail) => this.onNoise(name, detail));
    this.fake = new FlowSamples(this.root);
    this.real = new FlowSamples(this.root);
    this.scores = new Scores(this.root);
    this.losses = new LossCards(this.root);
    this.rings = Object.fromEntries(["hovered", "followed"].map((kind) => [kind, ["noise", "fake", "scores"].map((panel) => buildRing(kind, panel))]));
    this.over = svg("svg", { class: "gf-over", "aria-hidden": "true" }, ...this.rings.hovered.map(({ group }) => group), ...this.rings.followed.map(({ group }) => group));
    this.root.append(this.over);
  }

  // Builds the diagram of an experiment; called when its networks, the width or the theme change, not for every frame.
  build(data, width, isPhone, theme) {
    const grays = makeGrays(theme), place = placeFlow(data, width, isPhone);
    Object.assign(this, { data, place, theme, frame: null, scale: new SteadyScale(), hovered: null });
    this.most = data.is_image ? SHEET : Infinity;
    this.usual = { z: data.z.slice(0, this.most), real: (data.is_image ? data.real_images : data.real).flat() }; // but in slow motion
    this.root.style.height = place.height + "px";
    this.root.classList.toggle("gf-tall", place.isTall);
    this.root.setAttribute("aria-label", say("gan_flow"));
    this.over.setAttribute("width", place.width);
    this.over.setAttribute("height", place.height);
    this.lines.build(data, place);
    this.units.build(data, place, theme, grays);
    this.noise.build(data, place.noise, theme);
    this.fake.build(data, place.fake, theme, grays, say("gan_flow_generated_spoken"));
    this.real.build(data, place.real, theme, grays, say("gan_flow_real_spoken"));
    this.scores.build(data, place.scores, theme);
    this.losses.build(data, place);
  }

  // Numbers of a new frame; `shown` holds its arrays as they glide.
  update(frame, shown) {
    const { arrays, metrics } = frame;
    Object.assign(this, { frame, shown, z: arrays.z ? rowsOf(arrays.z).slice(0, this.most) : this.usual.z });
    this.units.drawEdges(frame);
    this.scores.update(frame, { real: metrics.batch_d_real ?? metrics.d_real, fake: metrics.batch_d_fake ?? metrics.d_fake });
    this.losses.update(frame, metrics.stage);
    this.drawReal(arrays);
    this.light();
    this.tell();
  }

  drawReal(arrays) {
    if (this.data.is_image) return this.real.drawImages(arrays.real_sheet ?? this.usual.real);
    const samples = arrays.real ?? this.usual.real;
    if (this.real.drawn === samples) return;
    this.real.drawn = samples;
    this.real.drawPlane(samples, null, null, true);
  }

  // followed: a sample's number; noise: the reader's own, which goes before it; stage: 0 while slow motion is off
  setView(view) {
    this.view = view;
    if (!this.frame) return;
    this.units.drawn = null; // an image's tiles show the followed one
    this.light();
    this.tell();
    this.placeRings();
  }

  light() {
    const { stage } = this.view;
    this.lines.show(stage);
    for (const [name, stages] of Object.entries(LIT)) this[name].root.classList.toggle("gf-on", stages.includes(stage));
  }

  // What a screen reader hears of the followed sample.
  tell() {
    const spot = this.spotOf(this.view.noise ? null : this.view.followed);
    this.noise.index = this.view.followed;
    this.noise.tell(spot.z, this.data.is_image ? null : spot.x);
  }

  onNoise(name, detail) {
    if (name === "drag") this.setView({ ...this.view, noise: detail });
    if (name === "hover") {
      this.hovered = detail;
      this.placeRings();
    }
    this.report(name, detail);
  }

  // An array of the present frame as it stands in this moment of the glide.
  pick = (name) => {
    if (name === "followed_image") return this.imageOf();
    if (name === "followed_score") return [this.spotOf(this.view.noise ? null : this.view.followed).score];
    const exact = this.frame.arrays[name], gliding = this.shown?.[name];
    return exact && gliding?.length === exact.length ? gliding : exact;
  };

  imageOf() {
    const { sheet, followed_x } = this.frame.arrays, { followed, noise } = this.view;
    if (noise) return followed_x;
    return sheet?.subarray(64 * followed, 64 * followed + 64);
  }

  paint() {
    const { frame, data, pick } = this;
    if (!frame) return;
    const field = pick("field"), manifold = pick("manifold");
    this.noise.draw(this.z);
    if (data.is_image) this.fake.drawImages(frame.arrays.sheet);
    else if (frame.arrays.fake) this.fake.drawPlane(pick("fake"), manifold, frame.arrays.manifold?.shape);
    this.scores.draw(frame, pick);
    this.units.draw(frame, pick, field ? this.holdSpan() : 1);
    this.placeRings();
  }

  // The share of the field's range that the output's ramp covers: the same as on the map.
  holdSpan() {
    if (this.frame.status !== "running") this.scale = new SteadyScale(); // a jump to another moment
    const { frame, data } = this, span = spanOf(frame), isFixed = data.loss.span !== null && data.loss.span !== undefined;
    return this.scale.follow(frame.arrays.field, span, isFixed, frame.run, performance.now()) / span;
  }

  // index: a shown sample; null: the noise that the reader chose, exact once the frame has it, between the knots till then
  spotOf(index) {
    const { arrays, metrics } = this.frame;
    if (index !== null) {
      index = Math.min(index, this.z.length - 1); // a batch may be smaller than the usual set
      const fake = this.pick("fake"), score = this.pick("score_fake")?.[index];
      return { index, z: this.z[index], x: fake && [fake[2 * index], fake[2 * index + 1]], score };
    }
    const z = this.view.noise, isExact = arrays.followed_z?.length === z.length && z.every((v, i) => Math.abs(v - arrays.followed_z[i]) < SAME);
    const { data } = this, manifold = this.pick("manifold"), score = metrics.followed_score ?? undefined;
    if (isExact || !manifold) return { index: null, z, x: arrays.followed_x && !data.is_image ? Array.from(arrays.followed_x) : null, score };
    return { index: null, z, x: landAt(z, data.grid, manifold), score };
  }

  placeRings() {
    if (!this.frame) return;
    const { followed, noise } = this.view, { hovered } = this;
    this.moveRings(this.rings.followed, this.spotOf(noise ? null : followed));
    this.moveRings(this.rings.hovered, hovered === null || hovered === followed || !this.z[hovered] ? null : this.spotOf(hovered));
  }

  moveRings(rings, spot) {
    const { noise, fake, scores, place, data } = this;
    for (const { panel, group, circle, square } of rings) {
      let at = null;
      if (spot?.z && panel === "noise") at = within(noise.place(spot.z, spot.index), place.noise);
      if (spot && panel === "scores" && Number.isFinite(spot.score)) at = scores.place("fake", spot.score, spot.index ?? 0).map((v, i) => v + [place.scores.x, place.scores.y][i]);
      if (panel === "fake" && spot?.x && !data.is_image) at = within([fake.toX(spot.x[0]), fake.toY(spot.x[1])], place.fake);
      const tile = panel === "fake" && data.is_image && spot?.index !== null && spot ? fake.spotOf(spot.index) : null;
      if (tile) at = [tile.x + place.fake.x, tile.y + place.fake.y];
      square.style.display = tile ? "" : "none";
      circle.style.display = tile ? "none" : "";
      const isPlaced = at !== null && Number.isFinite(at[0] + at[1]);
      group.style.display = isPlaced ? "" : "none";
      if (isPlaced && tile) setSquare(square, at, tile.reach + 1.5);
      else if (isPlaced) setCenter(circle, at);
    }
  }
}

const rowsOf = (values) => Array.from({ length: values.shape[0] }, (_, i) => Array.from(values.subarray(i * values.shape[1], (i + 1) * values.shape[1])));

// Samples beyond a panel keep their mark at its edge.
const within = ([x, y], { x: left, y: top, size }) => [left + Math.max(2, Math.min(size - 2, x)), top + Math.max(2, Math.min(size - 2, y))];

// Places are attributes, not transforms: a transform has the browser sort all layers of the page anew.
function setCenter(circle, [x, y]) {
  for (const part of circle.children) {
    part.setAttribute("cx", x.toFixed(1));
    part.setAttribute("cy", y.toFixed(1));
  }
}

function setSquare(square, [x, y], reach) {
  const d = `M${x - reach} ${y - reach}H${x + reach}V${y + reach}H${x - reach}Z`;
  for (const path of square.children) path.setAttribute("d", d);
}

// A ring of ink on a rim of the page's color around a dot: black for noise, orange for what was made of it.
function buildRing(kind, panel) {
  const circle = svg("g", {}, svg("circle", { r: 5, class: "gf-ring-rim" }), svg("circle", { r: 5, class: "gf-ring" }), svg("circle", { r: 2.6, class: panel === "noise" ? "gf-dot-noise" : "gf-dot-fake" }));
  const square = svg("g", {}, svg("path", { class: "gf-ring-rim" }), svg("path", { class: "gf-ring" }));
  return { panel, circle, square, group: svg("g", { class: `gf-${kind}` }, circle, square) };
}
