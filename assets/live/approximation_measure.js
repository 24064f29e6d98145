// Error against width, or width against depth: asked for, computed in the background, drawn as it comes.
import { ErrorChart, medianOf } from "./approximation_chart.js";
import { formatError } from "./approximation_controls.js";
import { SeedsPlot } from "./approximation_seeds.js";
import { element, setText } from "./dom.js";
import { say } from "./words.js";

const TICKS = { width: [1, 2, 4, 8, 16, 32, 64], depth: [25, 50, 100, 200] };

export class MeasureView {
  constructor(lab, kind) {
    Object.assign(this, { lab, kind, selected: null });
    this.chart = new ErrorChart((index) => this.select(index));
    this.seeds = new SeedsPlot();
    this.button = element("button", { type: "button", class: "ls-button ap-measure", onclick: () => lab.act(this.isRunning ? "cancel" : "measure", { kind }) });
    this.bar = element("div", { class: "ap-progress", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": 100 }, element("i", {}));
    this.note = element("p", { class: "ap-note", role: "status" });
    this.body = element("tbody", {});
    const heads = [kind === "width" ? "units" : "layers", "parameters", "median", "range"].map((word) => element("th", { scope: "col" }, say(word)));
    this.table = element("table", { class: "ls-table ap-table" }, element("thead", {}, element("tr", {}, ...heads)), this.body);
    this.seedsTitle = element("h3", {});
    this.root = element("div", { class: "ap-measured" },
      element("div", {}, element("div", { class: "ls-caption" }, element("h2", {}, say(`${kind}_title`)), element("span", { class: "ls-muted ls-small" }, say("band"))), this.chart.root),
      element("div", { class: "ap-side" }, element("div", { class: "ap-start" }, this.button, this.bar), this.note, this.table, this.seedsTitle, this.seeds.root));
  }

  get news() {
    return this.lab.job[this.kind];
  }

  get isRunning() {
    return this.news?.status === "running";
  }

  get rungs() {
    return this.news?.rungs ?? [];
  }

  select(index) {
    this.selected = index;
    this.lab.shell.redraw();
  }

  draw() {
    const { lab, rungs } = this, { theme, isPhone, width } = lab.shell;
    this.drawState();
    this.drawTable();
    const shown = rungs[this.selected] ?? rungs.at(-1), index = rungs.indexOf(shown);
    const room = isPhone ? width : Math.max(320, width - 388);
    const own = this.kind === "width" && Number.isFinite(lab.error) && lab.isFresh && lab.frame.step ? { at: lab.state.units, error: lab.error } : null;
    this.chart.draw(this.listSeries(theme), { width: room, height: isPhone ? 280 : 420, ticks: TICKS[this.kind], axis: say(this.kind === "width" ? "units_axis" : "parameters_axis"), selected: index, own, isCurrent: this.news?.current ?? true });
    setText(this.seedsTitle, shown ? say("seeds_title", { shape: nameOf(shown) }) : "");
    this.seeds.root.hidden = !shown;
    if (shown) this.seeds.draw(isPhone ? width : 352, this.kind === "width" ? 118 : 100, theme, { grid: lab.grid, heights: lab.heights, rung: shown, text: say("seeds_title", { shape: nameOf(shown) }) });
  }

  drawState() {
    const { news, lab } = this, share = Math.round(100 * (news?.progress ?? 0));
    setText(this.button, say(this.isRunning ? "cancel" : news ? "measure_again" : "measure"));
    this.bar.style.visibility = this.isRunning ? "" : "hidden";
    this.bar.firstChild.style.width = `${share}%`;
    this.bar.setAttribute("aria-valuenow", share);
    const plan = say("plan", { seeds: lab.catalog.seeds, steps: lab.catalog.steps.toLocaleString("en") });
    const texts = { running: say("measuring", { share }), done: this.describeDone(), cancelled: say("cancelled", { share }), dropped: say("dropped"), failed: say("failed", { reason: news?.error }) };
    const isOld = news && !news.current && !this.isRunning;
    setText(this.note, isOld ? say("outdated") : news ? texts[news.status] : plan);
  }

  describeDone() {
    const diverged = this.rungs.flatMap(({ errors }) => errors).filter((error) => error === null).length;
    return diverged ? say("some_diverged", { n: diverged }) : say("plan_done", { seeds: this.lab.catalog.seeds, steps: this.lab.catalog.steps.toLocaleString("en") });
  }

  listSeries(theme) {
    const { rungs, kind } = this, points = rungs.map(({ shape, parameters, errors }, index) => ({ at: kind === "width" ? shape[0] : parameters, errors, index, depth: shape.length }));
    if (kind === "width") return [{ name: "", color: theme.ink, points }];
    const colors = [theme.ink, theme.classes[1], theme.classes[0]];
    return [1, 2, 3].map((depth, k) => ({ name: say(depth === 1 ? "one_layer" : "layers_n", { n: depth }), color: colors[k], points: points.filter((point) => point.depth === depth) }));
  }

  drawTable() {
    const key = JSON.stringify([this.rungs.map(({ shape, errors }) => [shape, errors]), this.selected]);
    if (this.tabled === key) return;
    this.tabled = key;
    const isLast = this.selected === null || !this.rungs[this.selected];
    this.body.replaceChildren(...this.rungs.map((rung, index) => {
      const finite = rung.errors.filter((error) => error !== null), median = medianOf(rung.errors);
      const range = finite.length ? `${formatError(Math.min(...finite))} – ${formatError(Math.max(...finite))}` : say("diverged");
      const isShown = isLast ? index === this.rungs.length - 1 : index === this.selected;
      const choose = () => this.select(index);
      return element("tr", { tabindex: 0, "aria-selected": String(isShown), onclick: choose, onfocus: choose },
        element("td", {}, nameOf(rung)), element("td", {}, String(rung.parameters)), element("td", {}, median === null ? "–" : formatError(median)), element("td", { class: "ls-muted" }, range));
    }));
    this.table.hidden = !this.rungs.length;
  }
}

export const nameOf = ({ shape }) => shape.join(" · ");
