// The loss curves, training and test: direct labels at their ends, linear or logarithmic.
import { setText, svg } from "./dom.js";
import { formatShort, tickStep } from "./number.js";
import { say } from "./words.js";

const HEIGHT = 116, BOTTOM = 24, TOP = 4;
const NAMES = ["train", "test"];

export class LossCurves {
  constructor(root) {
    this.svg = svg("svg", { height: HEIGHT + BOTTOM + TOP, width: "100%", role: "img" });
    this.grid = svg("g");
    this.marks = svg("path", { class: "lv-mark" });
    this.axisTitle = svg("text", { "text-anchor": "end", y: HEIGHT + TOP + 18 }, say("epochs_axis"));
    this.curves = NAMES.map((name) => ({
      line: svg("path", { class: `lv-curve lv-${name}` }),
      end: svg("circle", { class: `lv-end lv-${name}`, r: 4 }),
      label: svg("text", { class: `lv-end-label lv-${name}` }, say(name)),
    }));
    this.svg.append(this.grid, this.marks, this.axisTitle, ...this.curves.flatMap((c) => [c.line, c.end, c.label]));
    root.append(this.svg);
  }

  // Keeps the left and right edge of the map above.
  align(left, right) {
    Object.assign(this, { left, right });
  }

  draw(frame, width, isLog) {
    const { curve_epoch: epochs, curve_train, curve_test, marks } = frame.arrays;
    const plot = width - this.left - this.right, losses = [curve_train, curve_test];
    const lastEpoch = Math.max(epochs.at(-1) ?? 0, 1e-9);
    const toX = (epoch) => this.left + (epoch / Math.max(lastEpoch, 1)) * plot;
    const range = isLog ? logRange(losses) : linearRange(losses);
    const toY = (loss) => TOP + HEIGHT * (1 - range.place(loss));
    this.drawGrid(range, toX, toY, plot, Math.max(lastEpoch, 1));
    this.axisTitle.setAttribute("x", width);
    this.marks.setAttribute("d", Array.from(marks ?? [], (epoch) => `M${toX(epoch).toFixed(1)} ${TOP}v${HEIGHT}`).join(""));
    const ends = losses.map((loss) => toY(loss.at(-1) ?? NaN));
    const lowest = Math.max(0, ...ends) > TOP + HEIGHT - 8 ? TOP + HEIGHT - 8 - Math.max(...ends) : 0; // clear of the axis title
    const labels = spread(ends, 15).map((y) => y + lowest);
    this.curves.forEach(({ line, end, label }, k) => {
      const isKnown = Number.isFinite(ends[k]);
      line.setAttribute("d", pathOf(epochs, losses[k], toX, toY));
      for (const part of [end, label]) part.style.display = isKnown ? "" : "none";
      if (!isKnown) return;
      end.setAttribute("cx", toX(lastEpoch));
      end.setAttribute("cy", ends[k]);
      label.setAttribute("x", toX(lastEpoch) + 9);
      label.setAttribute("y", labels[k] + 4);
    });
    this.svg.setAttribute("aria-label", say("curves", { epochs: lastEpoch.toFixed(1), scale: say(isLog ? "log" : "linear") }));
  }

  drawGrid(range, toX, toY, plot, lastEpoch) {
    const step = Math.max(tickStep(lastEpoch, 4), lastEpoch >= 4 ? 1 : 0);
    const epochs = Array.from({ length: Math.floor(lastEpoch / step + 1e-6) + 1 }, (_, i) => i * step);
    const rows = range.ticks.map((v) => [`M${this.left} ${toY(v).toFixed(1)}h${plot}`, formatShort(v), this.left - 6, toY(v) + 4, "end"]);
    const columns = epochs.filter((v) => toX(v) < this.left + plot - 12).map((v) => ["", formatShort(v), toX(v), HEIGHT + TOP + 18, "middle"]);
    const wanted = [...rows, ...columns];
    while (this.grid.childElementCount < wanted.length) this.grid.append(svg("g", {}, svg("path", { class: "lv-grid" }), svg("text")));
    while (this.grid.childElementCount > wanted.length) this.grid.lastChild.remove();
    wanted.forEach(([d, label, x, y, anchor], i) => {
      const [path, text] = this.grid.children[i].children;
      path.setAttribute("d", d);
      text.setAttribute("x", x.toFixed(1));
      text.setAttribute("y", y.toFixed(1));
      text.setAttribute("text-anchor", anchor);
      setText(text, label);
    });
  }
}

const finite = (losses) => losses.flatMap((loss) => Array.from(loss)).filter(Number.isFinite);

function linearRange(losses) {
  const highest = Math.max(0.05, ...finite(losses));
  const step = tickStep(highest, 4), top = Math.ceil(highest / step - 1e-6) * step;
  return { ticks: Array.from({ length: Math.round(top / step) + 1 }, (_, i) => +(i * step).toPrecision(6)), place: (v) => v / top };
}

// From the tick below the smallest loss to the tick above the largest; ticks are 1, 3 (or, over a short range,
// 1, 2, 5) times a power of ten, over a long range the powers alone.
function logRange(losses) {
  const positive = finite(losses).filter((v) => v > 0);
  const least = Math.max(1e-6, Math.min(0.5, ...positive)), most = Math.max(0.7, ...positive);
  const span = Math.log10(most / least);
  const factors = span > 3 ? [1] : span > 1 ? [1, 3] : [1, 2, 5];
  const all = [];
  for (let power = -7; power <= 38; power++) all.push(...factors.map((factor) => +`${factor}e${power}`));
  const first = all.findLastIndex((v) => v <= least), last = all.findIndex((v) => v >= most);
  const ticks = all.slice(first, last + 1), low = Math.log10(ticks[0]), high = Math.log10(ticks.at(-1));
  return { ticks, place: (v) => (Math.log10(Math.max(v, ticks[0])) - low) / (high - low) };
}

function pathOf(epochs, losses, toX, toY) {
  let d = "";
  for (let i = 0; i < losses.length; i++) {
    if (Number.isFinite(losses[i])) d += `${d ? "L" : "M"}${toX(epochs[i]).toFixed(1)} ${toY(losses[i]).toFixed(1)}`;
  }
  return d;
}

// Keeps two labels at least `gap` px apart.
function spread([a, b], gap) {
  if (!(Math.abs(a - b) < gap)) return [a, b];
  const middle = (a + b) / 2, sign = a >= b ? 1 : -1;
  return [middle + (sign * gap) / 2, middle - (sign * gap) / 2];
}
