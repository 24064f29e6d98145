// The loss plot's axes: ranges with round ends, linear or logarithmic, and the grid with its numbers.
import { reuse, setAttributes } from "./axes.js";
import { setText, svg } from "./dom.js";
import { formatShort, tickStep } from "./number.js";

const BANDS_REACH = 4; // times the largest loss of a curve that a band may lift the axis

// The ends of what is drawn: curves, and the bands around them.
export function rangeOf(curves, bands, isLog) {
  const most = Math.max(0, ...curves.map((losses) => extremes(losses).most));
  const widest = Math.max(0, ...bands.map((losses) => extremes(losses).most));
  const high = Math.max(most, Math.min(BANDS_REACH * most, widest));
  const least = Math.min(...[...curves, ...bands].map((losses) => extremes(losses).least));
  return isLog ? logRange(least, high) : linearRange(high);
}

// The smallest positive and the largest number.
function extremes(losses) {
  let least = Infinity, most = 0;
  for (const loss of losses) {
    if (!Number.isFinite(loss)) continue;
    if (loss > most) most = loss;
    if (loss > 0 && loss < least) least = loss;
  }
  return { least, most };
}

function linearRange(most) {
  const highest = Math.max(0.05, most);
  const step = tickStep(highest, 4), top = Math.ceil(highest / step - 1e-6) * step;
  return { ticks: Array.from({ length: Math.round(top / step) + 1 }, (_, i) => +(i * step).toPrecision(6)), place: (v) => v / top };
}

// From the tick below the smallest loss to the tick above the largest; ticks are 1, 3 (or, over a short range,
// 1, 2, 5) times a power of ten, over a long range the powers alone.
function logRange(smallest, largest) {
  const least = Math.max(1e-6, Math.min(0.5, smallest)), most = Math.max(0.7, largest);
  const span = Math.log10(most / least);
  const factors = span > 3 ? [1] : span > 1 ? [1, 3] : [1, 2, 5];
  const all = [];
  for (let power = -7; power <= 38; power++) all.push(...factors.map((factor) => +`${factor}e${power}`));
  const first = all.findLastIndex((v) => v <= least), last = all.findIndex((v) => v >= most);
  const ticks = all.slice(first, last + 1), low = Math.log10(ticks[0]), high = Math.log10(ticks.at(-1));
  return { ticks, place: (v) => (Math.log10(Math.max(v, ticks[0])) - low) / (high - low) };
}

// plot: {left, width, bottom, toX, toY}; epochs run from 0 to `last`.
export function drawGrid(group, range, { left, width, bottom, toX, toY }, last) {
  const step = Math.max(tickStep(last, 4), last >= 4 ? 1 : 0);
  const epochs = Array.from({ length: Math.floor(last / step + 1e-6) + 1 }, (_, i) => i * step);
  const rows = range.ticks.map((v) => [`M${left} ${toY(v).toFixed(1)}h${width}`, formatShort(v), left - 6, toY(v) + 4, "end"]);
  const columns = epochs.filter((v) => toX(v) < left + width - 12).map((v) => ["", formatShort(v), toX(v), bottom + 18, "middle"]);
  const wanted = [...rows, ...columns];
  const groups = reuse(group, wanted.length, () => svg("g", {}, svg("path", { class: "lv-grid" }), svg("text")));
  wanted.forEach(([d, label, x, y, anchor], i) => {
    const [path, text] = groups[i].children;
    path.setAttribute("d", d);
    setAttributes(text, { x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor });
    setText(text, label);
  });
}
