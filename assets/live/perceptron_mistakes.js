// Mistakes of each epoch as bars, and all of them beside Novikoff's bound, or why there is none.
import { reuse, setAttributes } from "./axes.js";
import { element, setText, svg } from "./dom.js";
import { formatNumber, formatShort } from "./number.js";
import { say } from "./words.js";

const TOP = 10, HEIGHT = 92, LEFT = 20, FEWEST = 12; // px; epochs that the axis has room for at least

export class Mistakes {
  constructor(lab) {
    this.lab = lab;
    this.grid = svg("g");
    this.bars = svg("g");
    this.first = svg("text", { x: LEFT, y: TOP + HEIGHT + 18 }, "1");
    this.last = svg("text", { y: TOP + HEIGHT + 18, "text-anchor": "end" });
    this.none = svg("text", { y: TOP + 40, "text-anchor": "middle" }, say("no_epoch"));
    this.svg = svg("svg", { role: "img", width: "100%", height: TOP + HEIGHT + 24 }, this.grid, this.bars, this.first, this.last, this.none);
    this.count = element("b", {});
    this.most = element("span", { class: "ls-muted" });
    this.fill = element("i", {});
    this.meter = element("div", { class: "pc-meter", role: "img" }, this.fill);
    this.reason = element("p", { class: "ls-muted pc-reason" });
    this.root = element("div", {}, element("div", { class: "ls-caption pc-mistakes-title" }, element("h2", {}, say("mistakes_per_epoch"))), this.svg,
      element("div", { class: "ls-caption" }, element("h2", {}, say("mistakes_bound"))), element("p", { class: "pc-bound" }, this.count, " ", this.most), this.meter, this.reason);
  }

  draw() {
    const { epochs, mistakes } = this.lab.numbers.rule;
    this.drawBars(epochs);
    this.drawBound(mistakes, this.lab.separation);
  }

  drawBars(epochs) {
    const width = this.svg.clientWidth || 300, slots = Math.max(FEWEST, epochs.length), slot = (width - LEFT) / slots;
    const most = Math.max(2, ...epochs), ticks = [0, Math.round(most / 2), most], toY = (v) => TOP + HEIGHT * (1 - v / most);
    const rows = reuse(this.grid, ticks.length, () => svg("g", {}, svg("path", { class: "lv-grid" }), svg("text", { x: 12, "text-anchor": "end" })));
    ticks.forEach((tick, i) => {
      rows[i].children[0].setAttribute("d", `M${LEFT} ${toY(tick).toFixed(1)}H${width}`);
      rows[i].children[1].setAttribute("y", toY(tick) + 4);
      setText(rows[i].children[1], String(tick));
    });
    const bars = reuse(this.bars, epochs.length, () => svg("g", {}, svg("rect", { class: "pc-bar", rx: 2 }), svg("text", { class: "pc-strong", "text-anchor": "middle" })));
    epochs.forEach((n, i) => {
      const [bar, zero] = bars[i].children, x = LEFT + i * slot;
      setAttributes(bar, { x: x + slot * 0.15, y: toY(n), width: Math.max(1, slot * 0.7), height: TOP + HEIGHT - toY(n) });
      setAttributes(zero, { x: x + slot / 2, y: TOP + HEIGHT - 5 });
      setText(zero, n ? "" : "0");
    });
    this.last.setAttribute("x", width);
    this.none.setAttribute("x", width / 2);
    setText(this.last, say("epoch_axis", { n: slots }));
    setText(this.none, epochs.length ? "" : say("no_epoch"));
    this.svg.setAttribute("aria-label", say("mistakes_spoken", { list: epochs.join(", ") || say("no_epoch") }));
  }

  drawBound(mistakes, separation) {
    const hasBound = separation?.separable === true;
    setText(this.count, String(mistakes));
    this.meter.hidden = !hasBound;
    setText(this.most, hasBound ? say("bound_of", { bound: wholeOf(separation.bound) }) : say("so_far"));
    if (hasBound) {
      this.fill.style.width = `${Math.min(100, (100 * mistakes) / Math.max(1, separation.bound)).toFixed(1)}%`;
      this.meter.setAttribute("aria-label", say("bound_spoken", { mistakes, bound: wholeOf(separation.bound) }));
    }
    setText(this.reason, explain(separation, this.lab.state.beginning, this.lab.points));
  }
}

function explain(separation, beginning, points) {
  if (!separation) return say("checking");
  if (separation.separable === null) return say("hint_empty");
  if (separation.separable) {
    const { radius, margin, bound } = separation;
    return say(`bound_${beginning}`, { radius: formatNumber(radius), margin: formatNumber(margin, 3), bound: wholeOf(bound), zero: wholeOf((radius / margin) ** 2) });
  }
  const { place, members } = separation;
  if (!place) return say("no_bound");
  const isOnePlace = members.length === 2 && members.every(([i]) => points[i]?.[0] === points[members[0][0]]?.[0] && points[i]?.[1] === points[members[0][0]]?.[1]);
  return `${say("no_bound")} ${say(isOnePlace ? "contradiction" : "meeting", { x1: formatNumber(place[0]), x2: formatNumber(place[1]) })}`;
}

// Mistakes are whole numbers: a bound of 51.0 allows 51 of them.
const wholeOf = (bound) => {
  const whole = Math.floor(bound + 1e-6);
  return whole < 1e6 ? whole.toLocaleString("en") : formatShort(whole);
};
