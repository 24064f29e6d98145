// The gradient descent lab: runners race on surfaces, on batches of real data; and the landscape of a network.
import { DescentChart } from "./descent_chart.js";
import { fieldOfLandscape, formulaOfLandscape, LandscapePanel } from "./descent_landscape.js";
import { DescentMap } from "./descent_map.js";
import { runnerColors } from "./descent_marks.js";
import { fieldOf, formulaOf, LineRace, limitsOf, SurfaceRace, tellEnds } from "./descent_race.js";
import { RunnerRows } from "./descent_runners.js";
import { checkTries } from "./descent_tries.js";
import { compareTrails } from "./descent_walk.js";
import { element, setText } from "./dom.js";
import { mountLesson } from "./lesson_link.js";
import { Segments, Slider } from "./lesson_parts.js";
import { LessonShell } from "./lesson_shell.js";
import { formatLoss, formatNumber } from "./number.js";
import { say } from "./words.js";

const MAP = 424, GAP = 32, CHART = 176; // px
const AROUND = 104, ROW = 36; // px of what stands above the chart, and of each runner there
const SCROLL = 900; // ms after which the picture in three dimensions stands
const START_OF = { race: "start", batches: "line_start" };

class DescentStage {
  constructor(parent, data, link) {
    Object.assign(this, { link, state: data.state, answer: data.answer, facts: {}, extra: {}, focus: 0, step: null, touched: false, probe: [0, 0] });
    this.facts[data.answer.tab] = data.answer;
    this.shell = new LessonShell(parent, { name: "descent", lesson: data.lesson, onTab: (tab) => this.change({ tab }), draw: () => this.draw() });
    this.root = this.shell.root;
    this.build();
  }

  build() {
    this.map = new DescentMap({ onMove: (place) => this.moveStart(place), onEnd: () => this.rest() });
    this.chart = new DescentChart((step) => this.look({ step }));
    this.rows = new RunnerRows({ onChange: (i, change) => this.changeRunner(i, change), onEnd: () => this.rest(), onFocus: (focus) => this.look({ focus }), onCount: (i) => this.changeCount(i) });
    this.panel = new LandscapePanel({ onChange: (change) => this.change(change), act: (name) => this.link.act(name) });
    this.surface = element("select", { class: "ls-select", "aria-label": say("surface"), onchange: () => this.chooseSurface(this.surface.value) });
    this.units = new Segments([{ id: "false", label: say("raw") }, { id: "true", label: say("standardized") }], say("units"), (id) => this.chooseUnits(id));
    this.plot = element("button", { type: "button", class: "ls-link dg-plot", title: say("plot_help"), onclick: () => this.link.act(this.extra.plotted ? "plot_hide" : "plot") });
    this.title = element("span", { class: "dg-title" });
    this.steps = new Slider({ label: say("steps"), min: 1, max: 200, step: 1, value: 60, toText: (n) => formatNumber(n, 0), onChange: (n) => this.change({ [this.state.tab === "race" ? "steps" : "line_steps"]: n }), onEnd: () => this.rest() });
    this.caption = element("h2", {});
    this.notes = element("div", { class: "ls-caption dg-caption" }, this.surface, this.units.root, this.title, this.plot);
    this.left = element("div", { class: "dg-left" }, this.notes, this.map.root);
    this.right = element("div", { class: "dg-right" }, this.rows.root, this.panel.root, element("div", { class: "ls-caption" }, this.caption, this.steps.root), this.chart.root);
    this.shell.figure.append(element("div", { class: "dg-figure" }, this.left, this.right));
  }

  // The server's answer: what stands still is PyTorch's. `isReplaced`: the state itself comes from there as well.
  update({ state, answer, isReplaced }) {
    if (isReplaced) {
      this.state = state;
      this.shell.setTab(state.tab);
    }
    this.facts[answer.tab] = answer;
    this.answer = answer;
    const ours = this.race && answer.trails && state.tab === this.state.tab ? this.makeRace().walk() : null;
    if (ours) this.root.dataset.drift = compareTrails(ours, answer.trails);
    this.trails = answer.trails ?? null;
    this.isExact = true;
    if (this.extra.error) this.shell.setError(this.extra.error);
    this.shell.redraw();
    this.judge();
  }

  feed(extra) {
    const wasPlotted = this.extra.plotted;
    this.extra = extra ?? {};
    if (this.extra.plotted && wasPlotted === false) setTimeout(() => document.querySelector(".st-key-descent_surface")?.scrollIntoView({ behavior: "smooth", block: "end" }), SCROLL);
    if (this.extra.landscape && this.extra.landscape.key !== this.shown?.key) this.probe = [0, 0];
    this.shown = this.extra.landscape;
    this.root.dataset.job = this.extra.job?.status ?? "idle";
    this.root.dataset.progress = this.extra.job?.progress ?? 0;
    this.shell.redraw();
  }

  // Something about the state changed: the browser's own arithmetic until the server has answered.
  change(change) {
    this.state = { ...this.state, ...change };
    this.touched = true;
    this.trails = null;
    this.isExact = false;
    this.link.ask(this.state);
    this.shell.redraw();
  }

  look(change) {
    Object.assign(this, change);
    this.shell.redraw();
  }

  rest() {
    this.shell.redraw();
  }

  moveStart(place) {
    if (this.state.tab !== "network") this.change({ [START_OF[this.state.tab]]: place });
    else this.look({ probe: place, touched: true });
  }

  get list() {
    return this.state.tab === "race" ? "runners" : "batches";
  }

  changeRunner(index, change) {
    this.focus = index;
    this.change({ [this.list]: this.state[this.list].map((row, i) => (i === index ? { ...row, ...change } : row)) });
  }

  // Without an index one runner more, like the last one; else that one less.
  changeCount(index) {
    const rows = this.state[this.list];
    this.focus = 0;
    this.change({ [this.list]: index === null ? [...rows, { ...rows.at(-1) }] : rows.filter((_, i) => i !== index) });
  }

  // Rules that take the slope as it is begin at a rate that suits the surface; those with a memory step further.
  chooseSurface(name) {
    const { start, rate } = this.answer.catalog.surfaces[name], rateOf = { sgd: () => rate, momentum: suited, nesterov: suited };
    function suited({ momentum }) {
      return Math.max(1e-4, +(rate * (1 - momentum)).toPrecision(3));
    }
    const runners = this.state.runners.map((runner) => ({ ...runner, rate: rateOf[runner.rule]?.(runner) ?? runner.rate }));
    this.change({ surface: name, start: [...start], runners });
  }

  // The points change with their units: the next answer brings them.
  chooseUnits(id) {
    delete this.facts.batches;
    this.change({ is_standardized: id === "true", line_start: [...this.answer.catalog.line_starts[id]] });
  }

  makeRace() {
    const facts = this.facts[this.state.tab];
    if (!facts) return null;
    return this.state.tab === "race" ? new SurfaceRace(this.state, { ...facts, noise: facts.noise?.length ? facts.noise : this.noise }) : new LineRace(this.state, facts);
  }

  draw() {
    const { tab } = this.state, isNetwork = tab === "network";
    if (this.facts.race?.noise?.length) this.noise = this.facts.race.noise;
    this.place();
    for (const [node, isShown] of [[this.surface, tab === "race"], [this.units.root, tab === "batches"], [this.rows.root, !isNetwork], [this.panel.root, isNetwork], [this.steps.root, !isNetwork]]) node.hidden = !isShown;
    setText(this.plot, say(this.extra.plotted ? "plot_hide" : "plot"));
    this.race = isNetwork ? null : this.makeRace();
    this.root.classList.toggle("dg-waiting", isNetwork ? !this.extra.landscape : !this.race);
    if (isNetwork) this.drawLandscape();
    else if (this.race) this.drawRace(this.race);
    else this.chart.root.style.visibility = "hidden";
  }

  place() {
    const { width, isPhone } = this.shell;
    this.mapWidth = isPhone ? width : Math.min(MAP, Math.round(width * 0.45));
    this.chartWidth = isPhone ? width : width - this.mapWidth - GAP;
    this.left.style.width = `${this.mapWidth}px`;
    this.map.root.style.minHeight = `${this.mapWidth - 4}px`;
  }

  drawRace(race) {
    const { theme } = this.shell, colors = runnerColors(theme), limits = limitsOf(race);
    const trails = (this.drawnTrails = this.trails ?? race.walk()), ends = tellEnds(race, trails, limits);
    this.focus = Math.min(this.focus, race.runners.length - 1);
    this.drawCaption(race);
    this.map.setField(race.key, () => fieldOf(race), this.mapWidth, theme, this.root.dataset.theme);
    this.map.drawMinima(race.minima);
    this.map.drawTrails(trails, colors, theme, { focus: this.focus, step: this.step });
    const [x, y] = race.start.map((value) => formatNumber(value));
    this.map.placeKnob(race.start, { label: say("start_label"), spoken: `${x}, ${y}`, hint: this.touched ? "" : say("hint_start") });
    this.map.describe(say("map_spoken", { name: race.name, x, y, runners: race.runners.map((runner, i) => say("runner_spoken", { name: race.nameOf(runner), loss: ends[i] })).join(" ") }));
    this.rows.show(race.runners, { rules: race.rules, colors, ends, limits, most: this.answer.catalog.runners, focus: this.focus });
    this.drawCurves(race, trails, colors);
    this.chart.root.style.visibility = "";
    this.shell.formula.replaceChildren(...formulaOf(race, trails[this.focus], this.focus, this.step, limits[this.focus]));
    Object.assign(this.root.dataset, { ends: ends.join("|"), exact: this.isExact ?? true, surface: race.key });
  }

  drawCaption(race) {
    const { surfaces } = this.answer.catalog;
    if (!this.surface.options.length) this.surface.append(...Object.entries(surfaces).map(([id, { label }]) => element("option", { value: id }, label)));
    this.surface.value = this.state.surface;
    this.units.choose(String(this.state.is_standardized));
    setText(this.title, this.state.tab === "race" ? race.spec.formula : race.title);
    this.title.title = race.spec?.summary ?? "";
    setText(this.caption, say("loss_over_steps"));
    this.steps.set(race.steps);
  }

  drawCurves(race, trails, colors) {
    const curves = trails.map((trail, i) => ({ at: null, values: trail.losses.map((loss) => loss - race.lowest), color: colors[i], name: race.nameOf(race.runners[i]) }));
    this.chart.draw(curves, { width: this.chartWidth, height: this.shell.isPhone ? CHART : Math.max(CHART, this.mapWidth + 28 - AROUND - ROW * trails.length), steps: race.steps, step: this.step });
  }

  drawLandscape() {
    const { theme } = this.shell, { landscape } = this.extra;
    this.panel.show(this.state, this.extra);
    setText(this.title, say(`plane_${this.state.plane}`));
    setText(this.caption, say("loss_of_network"));
    this.chart.root.style.visibility = landscape ? "" : "hidden";
    if (!landscape) return this.shell.formula.replaceChildren(element("span", {}, say("landscape_formula")));
    const { path, steps, path_losses: losses } = landscape, path_ = { x: path.map(([a]) => a), y: path.map(([, b]) => b) };
    this.map.setField(landscape.key, () => fieldOfLandscape(landscape), this.mapWidth, theme, this.root.dataset.theme);
    this.map.drawMinima([]);
    const moment = this.step === null ? null : steps.findLastIndex((step) => step <= this.step);
    this.map.drawTrails([path_], [theme.classes[1]], theme, { step: moment });
    this.map.placeKnob(this.probe, { label: say("probe_label"), spoken: this.probe.map((value) => formatNumber(value)).join(", "), hint: this.touched ? "" : say("hint_probe") });
    const finite = landscape.losses.filter((loss) => loss !== null);
    this.map.describe(say("landscape_spoken", { low: formatLoss(Math.min(...finite)), high: formatLoss(Math.max(...finite)), loss: formatLoss(losses.at(-1)) }));
    this.chart.draw([{ at: steps, values: losses, color: theme.classes[1], name: "" }], { width: this.chartWidth, height: CHART, steps: steps.at(-1), step: this.step });
    this.shell.formula.replaceChildren(...formulaOfLandscape(landscape, this.probe));
  }

  // Tries are judged by what stands still.
  judge() {
    if (this.touched && this.trails && this.state.tab !== "network") checkTries(this.makeRace(), this.trails, (id, values) => this.shell.done(id, values));
  }
}

export default function (call) {
  mountLesson(DescentStage, call);
}
