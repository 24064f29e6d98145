// A distribution over time: light from the smallest to the largest, dark the middle half, a line the median.
import { reuse, setAttributes } from "./axes.js";
import { setText, svg } from "./dom.js";
import { formatShort } from "./number.js";
import { say } from "./words.js";

const HEIGHT = 44, LEFT = 38, RIGHT = 2, EDGE = 6;

export class Bands {
  constructor(label) {
    this.label = label;
    this.zero = svg("path", { class: "lv-grid" });
    this.range = svg("path", { class: "lv-band" });
    this.quartiles = svg("path", { class: "lv-band lv-band-inner" });
    this.median = svg("path", { class: "lv-curve lv-thin lv-train" });
    this.ticks = svg("g");
    this.svg = svg("svg", { role: "img", width: "100%", height: HEIGHT + 2 * EDGE }, this.zero, this.range, this.quartiles, this.median, this.ticks);
  }

  // times: epochs; rows: five quantiles at each
  draw(times, rows) {
    const values = rows.flatMap((row) => [row[0], row[4]]).filter(Number.isFinite);
    const [low, high] = ends(Math.min(...values), Math.max(...values));
    const width = Math.max(20, this.svg.clientWidth - LEFT - RIGHT), first = times[0], span = times.at(-1) - first || 1;
    const toX = (t) => LEFT + ((t - first) / span) * width;
    const toY = (v) => EDGE + HEIGHT * (1 - (v - low) / (high - low));
    const line = (k, order = rows.map((_, i) => i)) => order.filter((i) => Number.isFinite(rows[i][k])).map((i) => `${toX(times[i]).toFixed(1)} ${toY(rows[i][k]).toFixed(1)}`).join("L");
    const back = rows.map((_, i) => rows.length - 1 - i);
    const band = (a, b) => (values.length ? `M${line(a)}L${line(b, back)}z` : "");
    this.range.setAttribute("d", band(0, 4));
    this.quartiles.setAttribute("d", band(1, 3));
    this.median.setAttribute("d", values.length ? `M${line(2)}` : "");
    this.zero.setAttribute("d", low <= 0 && high >= 0 ? `M${LEFT} ${toY(0).toFixed(1)}h${width}` : "");
    const wanted = low < 0 && high > 0 && toY(0) - toY(high) > 18 && toY(low) - toY(0) > 18 ? [low, 0, high] : [low, high];
    const texts = reuse(this.ticks, values.length ? wanted.length : 0, () => svg("text", { x: LEFT - 6, "text-anchor": "end" }));
    Array.from(texts).forEach((text, i) => {
      setAttributes(text, { y: (toY(wanted[i]) + (i === 0 ? 0 : i === wanted.length - 1 ? 9 : 4)).toFixed(1) });
      setText(text, formatShort(+wanted[i].toPrecision(2)));
    });
    const last = rows.at(-1) ?? [];
    this.svg.setAttribute("aria-label", say("panel_bands_spoken", { label: this.label, low: formatShort(last[0]), median: formatShort(last[2]), high: formatShort(last[4]) }));
  }
}

const ends = (low, high) => (high > low ? [low, high] : [low - 1, low + 1]);
