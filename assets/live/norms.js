// The length of each layer's gradient over time, on a logarithmic scale; the first layer is the lightest line.
import { Axes, exactRange, linePath, reuse, setAttributes } from "./axes.js";
import { setText, svg } from "./dom.js";
import { formatShort } from "./number.js";
import { say } from "./words.js";

const LABELS = 58, GAP = 14; // px for the names at the lines' ends, and between two of them
const LEAST = 1e-12;
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

export class GradientNorms {
  constructor(names) {
    this.names = names;
    this.axes = new Axes({ caption: say("panel_norms"), x: say("epochs_axis"), y: say("panel_norms_y"), height: 170, left: 34, right: LABELS });
    this.lines = svg("g");
    this.axes.marks.append(this.lines);
    this.root = this.axes.root;
  }

  // rows: one norm a layer at each time
  draw(times, rows) {
    const { axes, names } = this, all = rows.flatMap((row) => Array.from(row)).filter((v) => v > LEAST && Number.isFinite(v));
    axes.scale(exactRange(times[0] ?? 0, times.at(-1) ?? 1), powerRange(Math.min(1, ...all), Math.max(1e-3, ...all)));
    const groups = reuse(this.lines, names.length, () => svg("g", {}, svg("path", { class: "lv-curve lv-thin" }), svg("text", { class: "lv-line-name" })));
    const ends = names.map((_, k) => axes.toY(Math.max(LEAST, rows.at(-1)?.[k] ?? NaN)));
    const places = spread(ends, GAP, axes.bottom);
    names.forEach((name, k) => {
      const [path, text] = groups[k].children, tone = 35 + (65 * (k + 1)) / names.length;
      const points = rows.map((row, i) => [axes.toX(times[i]), row[k] > LEAST ? axes.toY(row[k]) : NaN]);
      setAttributes(path, { d: linePath(points), style: `stroke:color-mix(in srgb, var(--ink) ${tone.toFixed(0)}%, var(--bg))` });
      setAttributes(text, { x: axes.left + axes.width + 6, y: (places[k] + 4).toFixed(1) });
      setText(text, Number.isFinite(places[k]) ? name : "");
    });
    axes.describe(names.map((name, k) => `${name}: ${formatShort(rows.at(-1)?.[k] ?? NaN)}`).join(", "));
  }
}

// From power of ten to power of ten; of many powers not every one is written.
function powerRange(least, most) {
  const low = Math.floor(Math.log10(least)), high = Math.max(low + 1, Math.ceil(Math.log10(most)));
  const every = Math.ceil((high - low) / 5);
  const ticks = [];
  for (let power = high; power >= low; power -= every) ticks.push(10 ** power);
  return { ticks, place: (v) => (Math.log10(v) - low) / (high - low), format: (v) => `10${superscript(Math.round(Math.log10(v)))}` };
}

const superscript = (n) => (n < 0 ? "⁻" : "") + String(Math.abs(n)).replace(/\d/g, (digit) => SUPERSCRIPTS[digit]);

// Moves labels apart, keeping their order and the last one above `bottom`.
function spread(ends, gap, bottom) {
  const order = ends.map((_, k) => k).filter((k) => Number.isFinite(ends[k])).sort((a, b) => ends[a] - ends[b]);
  const places = ends.slice();
  order.forEach((k, i) => { if (i) places[k] = Math.max(places[k], places[order[i - 1]] + gap); });
  order.reverse().forEach((k, i) => { places[k] = Math.min(places[k], i ? places[order[i - 1]] - gap : bottom); });
  return places;
}
