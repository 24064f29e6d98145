// The threshold: a slider below the points, counted by their score; class 1 upwards, class 0 downwards.
import { reuse, setAttributes } from "./axes.js";
import { element, setText, svg } from "./dom.js";
import { formatNumber, formatShort } from "./number.js";
import { classColor } from "./names.js";
import { say } from "./words.js";

const BINS = 20, HALF = 44, INSET = 6; // px of height to each side, and half the slider's thumb

export class Threshold {
  // low, high: ends of the slider; report(threshold): what the reader chose
  constructor({ classes, low, high, value, axis }, report) {
    Object.assign(this, { low, high, classes });
    this.step = (high - low) / 100;
    this.figure = element("b");
    this.points = element("span");
    this.bars = svg("g");
    this.base = svg("path", { class: "lv-grid" });
    this.line = svg("path", { class: "lv-level" });
    this.names = classes.map((name, k) => svg("text", { class: "lv-inside", style: `fill:${classColor(k)}` }, say(k ? "panel_above" : "panel_below", { name })));
    this.svg = svg("svg", { width: "100%", height: 2 * HALF + 2, role: "img" }, this.base, this.bars, this.line, ...this.names);
    this.slider = element("input", { type: "range", class: "lv-slider", min: low, max: high, step: this.step, "aria-label": say("panel_threshold"),
      oninput: () => report(+(+this.slider.value).toFixed(4)) });
    const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => element("span", {}, formatShort(low + part * (high - low))));
    this.root = element("div", { class: "lv-threshold" },
      element("p", { class: "lv-row" }, this.points, element("span", {}, say("panel_threshold") + " ", this.figure)),
      this.svg, this.slider, element("div", { class: "lv-slider-ticks", "aria-hidden": "true" }, ...ticks), element("p", { class: "lv-slider-axis" }, axis));
    this.set(value);
  }

  set(value) {
    this.value = value;
    if (+this.slider.value !== value) this.slider.value = value;
    const share = Math.max(0, Math.min(1, (value - this.low) / (this.high - this.low)));
    this.slider.style.setProperty("--share", `${INSET + share * (this.width - 2 * INSET)}px`);
    setText(this.figure, formatNumber(value, 2));
    this.line.setAttribute("d", `M${(INSET + share * (this.width - 2 * INSET)).toFixed(1)} 0V${2 * HALF + 2}`);
  }

  get width() {
    return this.svg.clientWidth || 300;
  }

  // scores and labels (0, 1) of the points
  draw(scores, labels, words) {
    const counts = [new Array(BINS).fill(0), new Array(BINS).fill(0)];
    scores.forEach((score, i) => {
      const bin = Math.floor(((score - this.low) / (this.high - this.low)) * BINS);
      if (Number.isFinite(bin)) counts[labels[i]][Math.max(0, Math.min(BINS - 1, bin))] += 1;
    });
    const most = Math.max(1, ...counts.flat()), slot = (this.width - 2 * INSET) / BINS;
    const bars = reuse(this.bars, 2 * BINS, () => svg("rect", {}, svg("title")));
    counts.flat().forEach((count, i) => {
      const k = Math.floor(i / BINS), height = count ? Math.max(2, ((HALF - 4) * count) / most) : 0;
      setAttributes(bars[i], { x: (INSET + (i % BINS) * slot + 0.5).toFixed(1), width: (slot - 1).toFixed(1), height: height.toFixed(1),
        y: (k ? HALF - height : HALF + 2).toFixed(1), style: `fill:${classColor(k)}` });
      bars[i].firstChild.textContent = `${this.classes[k]}: ${count}`;
    });
    this.base.setAttribute("d", `M${INSET} ${HALF + 1}H${this.width - INSET}`);
    this.names.forEach((text, k) => setAttributes(text, k ? { x: INSET, y: 12 } : { x: this.width - INSET, y: 2 * HALF - 2, "text-anchor": "end" }));
    setText(this.points, words);
    this.svg.setAttribute("aria-label", words);
    this.set(this.value);
  }
}
