// What D says now of many samples: real upwards, generated downwards, and the share of each above the middle.
import { reuse, setAttributes } from "./axes.js";
import { element, setText, svg } from "./dom.js";
import { formatStep, middleOf, spanOf } from "./gan_numbers.js";
import { say } from "./words.js";

const HALVES = { desktop: 46, phone: 40 }; // px to each side
const PLACES = [-1, -0.5, 0, 0.5, 1]; // of the numbers, as shares of the span
const SAMPLES = 1000; // of each kind
const READ_EVERY = 200; // ms between two texts
const KINDS = ["real", "fake"];

export class GanHistogram {
  constructor() {
    this.bars = KINDS.map((kind) => svg("g", { class: `lv-gan-bars lv-gan-${kind}` }));
    this.base = svg("path", { class: "lv-gan-base" });
    this.middle = svg("path", { class: "lv-gan-middle" });
    this.ticks = PLACES.map(() => svg("text", { "text-anchor": "middle" }));
    this.shares = KINDS.map((kind) => svg("text", { class: `lv-gan-share lv-gan-${kind}` }));
    this.above = KINDS.map(() => svg("text", {}));
    this.svg = svg("svg", { role: "img", width: "100%" }, ...this.bars, this.base, this.middle, ...this.ticks, ...this.shares, ...this.above);
    const note = say("gan_histogram_note", { count: SAMPLES.toLocaleString("en") });
    this.root = element("div", { class: "lv-gan-plot" }, element("div", { class: "lv-caption" }, element("h2", {}, say("gan_histogram")), element("span", {}, note)), this.svg);
  }

  // place: {left, right} px, as of the curves above
  build({ left, right }, isPhone) {
    const half = HALVES[isPhone ? "phone" : "desktop"], width = Math.max(40, this.svg.clientWidth - left - right), edge = left + width;
    Object.assign(this, { left, width, half, bins: 0, toldAt: -Infinity });
    this.svg.setAttribute("height", 2 * half + 24);
    this.base.setAttribute("d", `M${left} ${half}h${width}`);
    this.middle.setAttribute("d", `M${left + width / 2} 0V${2 * half + 2}`);
    this.ticks.forEach((text, i) => setAttributes(text, { x: (left + ((PLACES[i] + 1) / 2) * width).toFixed(1), y: 2 * half + 18 }));
    this.shares.forEach((text, k) => setAttributes(text, { x: edge + 8, y: half + (k ? 17 : -17) }));
    this.above.forEach((text, k) => setAttributes(text, { x: edge + 8, y: half + (k ? 32 : -2) }));
  }

  draw(frame) {
    const shares = KINDS.map((kind) => frame.arrays[`hist_${kind}`]), top = Math.max(1e-6, ...shares[0], ...shares[1]), { half } = this;
    if (this.bins !== shares[0].length) this.placeBars(shares[0].length);
    shares.forEach((values, k) => {
      const bars = this.bars[k].children;
      values.forEach((share, i) => {
        const height = share > 0 ? Math.max(1.5, (share / top) * (half - 2)) : 0;
        bars[i].setAttribute("height", height.toFixed(1));
        if (!k) bars[i].setAttribute("y", (half - 1 - height).toFixed(1)); // the others hang from the base line
      });
    });
    this.tell(frame, shares);
  }

  placeBars(bins) {
    const { left, width, half } = this, slot = width / bins;
    this.bins = bins;
    for (const group of this.bars) {
      Array.from(reuse(group, bins, () => svg("rect", { rx: 1.5 })), (bar, i) =>
        setAttributes(bar, { x: (left + i * slot + 1).toFixed(1), width: Math.max(1, slot - 2).toFixed(1), y: half + 1 }));
    }
  }

  // Numbers that change twenty times a second cannot be read.
  tell(frame, shares) {
    const now = performance.now();
    if (frame.status === "running" && now - this.toldAt < READ_EVERY) return;
    this.toldAt = now;
    const middle = middleOf(frame), span = spanOf(frame), text = (value) => formatStep(value, span / 2);
    this.ticks.forEach((tick, i) => setText(tick, text(middle + PLACES[i] * span)));
    const percents = shares.map((values, k) => Math.round(100 * (frame.metrics[`above_${KINDS[k]}`] ?? aboveMiddle(values))));
    percents.forEach((percent, k) => {
      setText(this.shares[k], `${percent}%`);
      setText(this.above[k], say("gan_above", { value: text(middle) }));
    });
    this.svg.setAttribute("aria-label", say("gan_histogram_spoken", { real: percents[0], fake: percents[1], middle: text(middle) }));
  }
}

// The middle bin is halved.
function aboveMiddle(shares) {
  const middle = (shares.length - 1) / 2;
  return shares.reduce((sum, share, i) => sum + (i > middle ? share : i === middle ? share / 2 : 0), 0);
}
