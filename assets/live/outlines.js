// Boundaries of pinned runs on the map: gray lines with the run's letter, drawn anew only when they change.
import { fitCanvas } from "./canvas.js";
import { element } from "./dom.js";

const LINE = 1.4, HALO = 3.5; // px
const MARGIN = 12, APART = 22; // px from a letter to the map's edge, and to another letter
// Where on a line its letter may stand: rather at its ends, which lie beside the points.
const SHARES = [0, 1, 0.12, 0.88, 0.24, 0.76, 0.36, 0.64, 0.5];

export class Outlines {
  // linesOf(run, picture): lists of points on the map, in px
  constructor(linesOf) {
    this.linesOf = linesOf;
    this.canvas = element("canvas", { "aria-hidden": "true" });
    this.letters = element("div", { class: "lv-outline-letters", "aria-hidden": "true" });
    this.runs = [];
  }

  build(theme, left, size) {
    Object.assign(this, { theme, size, drawn: null });
    this.context = fitCanvas(this.canvas, size, size);
    this.letters.style.left = left + "px";
  }

  set(runs) {
    this.runs = runs.filter(({ map }) => map).map((run) => ({ ...run, values: decodeMap(run.map) }));
    this.drawn = null;
  }

  // A unit's own map has no boundary.
  draw(picture) {
    const { kind, threshold, index } = picture, key = this.runs.length ? [kind, threshold, index].join() : "";
    if (key === this.drawn) return;
    this.drawn = key;
    this.context.clearRect(0, 0, this.size, this.size);
    this.letters.replaceChildren();
    const taken = [];
    for (const run of this.runs) {
      const lines = this.linesOf(run, picture), place = this.placeLetter(lines, taken);
      this.strokeLines(lines);
      if (!place) continue;
      taken.push(place);
      this.letters.append(element("span", { style: `left:${place[0].toFixed(1)}px;top:${place[1].toFixed(1)}px` }, run.letter));
    }
  }

  strokeLines(lines) {
    const c = this.context, { theme } = this;
    c.lineCap = c.lineJoin = "round";
    c.beginPath();
    for (const line of lines) line.forEach(([x, y], i) => (i ? c.lineTo(x, y) : c.moveTo(x, y)));
    for (const [lineWidth, strokeStyle, globalAlpha] of [[HALO, theme.bg, 0.5], [LINE, theme["ink-2"], 1]]) {
      Object.assign(c, { lineWidth, strokeStyle, globalAlpha });
      c.stroke();
    }
  }

  // On the longest line, well inside the map, beside the letters that stand there.
  placeLetter(lines, taken) {
    const inside = ([x, y]) => Math.min(x, y) >= MARGIN && Math.max(x, y) <= this.size - MARGIN;
    const best = lines.map((line) => line.filter(inside)).reduce((a, b) => (b.length > a.length ? b : a), []);
    const places = SHARES.map((share) => best[Math.round(share * (best.length - 1))]);
    return best.length && (places.find(([x, y]) => taken.every(([u, v]) => Math.hypot(x - u, y - v) > APART)) ?? places[0]);
  }
}

// Little-endian numbers 0-65535 for [-limit, limit], as text.
function decodeMap({ data, limit }) {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  return Float32Array.from(new Uint16Array(bytes.buffer), (q) => ((2 * q) / 65535 - 1) * limit);
}
