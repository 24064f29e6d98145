// Layers: how weights, gradients and activations of every layer are spread, and how that changes while training.
import { rowsOf } from "./axes.js";
import { Bands } from "./bands.js";
import { DeadUnits } from "./dead.js";
import { element } from "./dom.js";
import { nameColumn } from "./names.js";
import { GradientNorms } from "./norms.js";
import { formatShort } from "./number.js";
import { say } from "./words.js";

const KINDS = ["weights", "gradients", "activations"];
const QUANTILES = 5;

export class LayersPanel {
  constructor(root, report) {
    Object.assign(this, { root, report });
    this.note = element("p", { class: "lv-note" }, say("panel_no_history"));
  }

  build(data) {
    this.data = data;
    const names = [...data.layers, null].map((_, i) => nameColumn(data, i + 1));
    this.charts = Object.fromEntries(KINDS.map((kind) => [kind, names.slice(0, kind === "activations" ? -1 : undefined).map((name) => new Bands(`${say(`panel_${kind}`)}, ${name}`))]));
    this.times = KINDS.map(() => [element("span"), element("span")]);
    this.norms = new GradientNorms(names);
    this.dead = new DeadUnits(data, (unit) => this.report("view", { unit }));
    const block = (kind, i) => element("figure", { class: "lv-chart lv-layer-block" }, element("figcaption", {}, element("h3", {}, say(`panel_${kind}`))), element("p", { class: "lv-explain" }, say(`panel_${kind}_explained`)),
      ...this.charts[kind].map((chart, k) => element("div", { class: "lv-layer-row" }, element("span", {}, names[k]), chart.svg)),
      ...(this.charts[kind].length ? [element("p", { class: "lv-layer-times" }, this.times[i][0], element("span", {}, say("epochs_axis"), " ", this.times[i][1]))] : [element("p", { class: "lv-note" }, say("no_layer"))]));
    const explained = (view, key) => {
      view.root.firstChild.after(element("p", { class: "lv-explain" }, say(key)));
      return view.root;
    };
    this.view = element("div", { class: "lv-layers" }, ...KINDS.map(block), explained(this.norms, "panel_norms_explained"), explained(this.dead, "panel_dead_explained"));
    this.root.replaceChildren(this.note, this.view);
  }

  draw(report) {
    const { layer_times, layer_grad_norms, dead } = report?.arrays ?? {};
    const times = Array.from(layer_times ?? []);
    this.note.hidden = !dead || times.length > 1;
    this.view.classList.toggle("lv-waiting", times.length < 2);
    if (dead) this.dead.draw(dead);
    if (times.length < 2) return;
    for (const kind of KINDS) this.drawKind(times, this.charts[kind], report.arrays[`layer_${kind}`]);
    for (const [first, last] of this.times) [first.textContent, last.textContent] = [times[0], times.at(-1)].map((t) => formatShort(t < 10 ? +t.toPrecision(2) : Math.round(t)));
    this.norms.draw(times, rowsOf(layer_grad_norms));
  }

  // array: (times, layers, quantiles)
  drawKind(times, charts, array) {
    const layers = array.shape[1];
    charts.forEach((chart, k) => chart.draw(times, times.map((_, i) => array.subarray((i * layers + k) * QUANTILES, (i * layers + k + 1) * QUANTILES))));
  }
}
