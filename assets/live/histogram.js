// A histogram from counts and bin edges; each bar may have a color of its own.
import { Axes, exactRange, reuse, roundRange, setAttributes } from "./axes.js";
import { svg } from "./dom.js";
import { formatShort } from "./number.js";
import { say } from "./words.js";

export class Histogram {
  constructor(options) {
    this.axes = new Axes({ y: say("panel_points"), ...options });
    this.bars = svg("g");
    this.zero = svg("path", { class: "lv-chance" });
    this.axes.marks.append(this.bars, this.zero);
    this.root = this.axes.root;
  }

  // colorAt: a bin's center -> CSS color
  draw(counts, edges, colorAt) {
    const { axes } = this, low = edges[0], high = edges.at(-1);
    axes.scale(exactRange(low, high), { ...roundRange(0, Math.max(1, ...counts), 3), low: 0 });
    const bars = reuse(this.bars, counts.length, () => svg("rect", { class: "lv-bar-mark" }, svg("title")));
    counts.forEach((count, i) => {
      const x = axes.toX(edges[i]), y = axes.toY(count);
      setAttributes(bars[i], { x: (x + 0.5).toFixed(1), y: y.toFixed(1), width: Math.max(1, axes.toX(edges[i + 1]) - x - 1).toFixed(1), height: (axes.bottom - y).toFixed(1),
        style: `fill:${colorAt((edges[i] + edges[i + 1]) / 2)}`, display: count ? "" : "none" });
      bars[i].firstChild.textContent = say("panel_bin", { count, low: formatShort(edges[i]), high: formatShort(edges[i + 1]) });
    });
    this.zero.setAttribute("d", low < 0 && high > 0 ? `M${axes.toX(0).toFixed(1)} ${axes.bottom}v${-axes.height}` : "");
    const most = counts.indexOf(Math.max(...counts));
    axes.describe(say("panel_histogram_spoken", { low: formatShort(low), high: formatShort(high), from: formatShort(edges[most]), to: formatShort(edges[most + 1]) }));
  }
}
