// Second tab: what is left of a gradient at each layer of a fresh network, measured by PyTorch.
import { element, setText } from "./dom.js";
import { DepthChart } from "./activation_depth_chart.js";
import { formatShare } from "./activation_facts.js";
import { Segments, Slider } from "./lesson_parts.js";
import { formatNumber } from "./number.js";
import { say } from "./words.js";

const HEIGHT = 420, PHONE_HEIGHT = 310;
const MOST_SEEDS = 10000;

export class DepthView {
  constructor(lab) {
    this.lab = lab;
    this.activation = this.buildMenu("function", lab.catalog.functions, (activation) => lab.changeNetwork({ activation }));
    this.initializer = this.buildMenu("initializer", lab.catalog.initializers, (initializer) => lab.changeNetwork({ initializer }));
    const end = () => lab.rest();
    this.depth = new Slider({ label: say("depth"), min: 1, max: 30, step: 1, value: 1, toText: (v) => say("layers_of", { n: v }), onChange: (depth) => lab.holdAnd({ depth }), onEnd: end });
    this.scale = new Slider({ label: say("scale"), min: -2, max: 2, step: 0.05, value: 0, isCentered: true, toText: (v) => `× ${formatNumber(2 ** v)}`, onChange: (v) => lab.holdAnd({ network: { ...lab.state.network, scale: toScale(v) } }), onEnd: end });
    this.quantity = new Segments(["sums", "weights"].map((id) => ({ id, label: say(`quantity_${id}`) })), say("quantity"), (quantity) => lab.change({ quantity }));
    this.keep = element("button", { class: "ls-button", type: "button", onclick: () => lab.change({ kept: lab.state.kept ? null : { ...lab.state.network } }) });
    const again = element("button", { class: "ls-button", type: "button", "data-again": "", onclick: () => lab.change({ seed: (lab.state.seed + 1) % MOST_SEEDS }) }, say("draw_again"));
    this.note = element("p", { class: "ls-muted ls-small" });
    this.chart = new DepthChart(lab);
    this.title = element("h2", {});
    this.plot = element("div", { class: "ac-middle" }, this.title, this.chart.svg);
    const controls = element("section", { class: "ac-controls" }, this.activation.root, this.initializer.root, this.note, this.depth.root, this.scale.root,
      element("div", { class: "ac-field" }, element("span", {}, say("quantity")), this.quantity.root), element("div", { class: "ac-buttons" }, this.keep, again));
    this.root = element("div", { class: "ac-depth" }, controls, this.plot);
  }

  buildMenu(word, registry, onChoose) {
    const options = Object.entries(registry).map(([id, { label }]) => element("option", { value: id }, label));
    const select = element("select", { class: "ls-select", "aria-label": say(word), "data-menu": word, onchange: () => onChoose(select.value) }, ...options);
    return { select, root: element("label", { class: "ac-field" }, element("span", {}, say(word)), select) };
  }

  draw() {
    const { lab } = this, { network, depth, quantity, kept } = lab.state, answer = lab.answers.depth;
    this.activation.select.value = network.activation;
    this.initializer.select.value = network.initializer;
    if (document.activeElement !== this.depth.input) this.depth.set(depth);
    if (document.activeElement !== this.scale.input) this.scale.set(Math.log2(network.scale));
    this.quantity.choose(quantity);
    setText(this.note, lab.catalog.initializers[network.initializer].summary);
    setText(this.keep, say(kept ? "forget" : "keep"));
    setText(this.title, say(`norm_of_${quantity}`, { width: answer?.width ?? 64 }));
    const size = [this.plot.clientWidth, lab.shell.isPhone ? PHONE_HEIGHT : HEIGHT];
    if (!answer) return this.chart.waitAt(...size);
    const tell = (measured) => measured && { ...measured, norms: measured[quantity].slice(0, depth), dead: measured.dead.slice(0, depth), name: lab.nameOf(measured) };
    this.chart.draw({ now: tell(answer.measured), kept: kept && tell(answer.kept), units: answer.width, isStale: lab.isWaiting }, ...size);
  }

  // The chain rule from one layer to the one before it, and what that came to on the whole.
  formula() {
    const { lab } = this, measured = lab.answers.depth?.measured;
    const rule = element("span", {}, element("span", { class: "ls-key" }, say("formula_layer")), say("formula_back"));
    if (!measured || lab.isWaiting) return [rule];
    const { ratio, factor, steps } = compareEnds(measured[lab.state.quantity]);
    if (!steps) return [rule, element("span", {}, say("one_layer"))];
    if (ratio === null) return [rule, element("span", {}, say("no_gradient"))];
    const key = element("span", { class: "ls-key" }, say("formula_measured"));
    return [rule, element("span", {}, key, say("per_layer", { factor: formatShare(factor), n: steps }), " = ", element("b", {}, formatShare(ratio)))];
  }
}

const toScale = (v) => +(2 ** v).toFixed(3);

// What is left of the last layer's gradient at the first, and what each layer on the way passed on, on average.
export function compareEnds(norms) {
  const [first, last] = [norms[0], norms.at(-1)], steps = norms.length - 1;
  if (!(first > 0 && last > 0)) return { ratio: null, factor: null, steps };
  return { ratio: first / last, factor: (first / last) ** (1 / Math.max(1, steps)), steps };
}
