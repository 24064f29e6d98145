// What D says over the plane, as a map with its color bar, and the line where it cannot tell.
import { Enlarger, Heatmap } from "./canvas.js";
import { contourLines } from "./contour.js";
import { element } from "./dom.js";
import { GanBar } from "./gan_bar.js";
import { middleOf, spanOf } from "./gan_numbers.js";
import { SteadyScale } from "./gan_scale.js";
import { BAR, BAR_GAP } from "./mapaxes.js";

const PIXELS = 100; // the field is enlarged to this many before it is colored
const MIDDLE = 32767.5; // scores travel as numbers from 0 to twice this

export class GanField {
  constructor() {
    this.canvas = element("canvas", { class: "lv-heat", role: "img" });
    this.strip = element("div", { class: "lv-bar", "aria-hidden": "true" });
    this.heatmap = new Heatmap(this.canvas, PIXELS);
    this.scale = new SteadyScale();
    this.bar = new GanBar();
  }

  build(data, theme, { left, size }) {
    Object.assign(this, { data, theme, isFixed: data.loss.span !== null && data.loss.span !== undefined });
    Object.assign(this.canvas.style, { left: left + "px", width: size + "px", height: size + "px" });
    Object.assign(this.strip.style, { left: left + size + BAR_GAP + "px", width: BAR + "px", height: size + "px" });
    this.strip.style.background = `linear-gradient(to top, ${[...Array(9)].map((_, i) => theme.css((i / 4 - 1) * theme.mapSpan))})`;
    this.bar.build(left, size);
  }

  // A new frame: the range of the colors follows the state itself, not what glides towards it.
  update(frame, now) {
    const { field } = frame.arrays;
    this.size = field.shape[0];
    if (this.enlarger?.size !== this.size) this.enlarger = new Enlarger(this.size, PIXELS);
    Object.assign(this, { frame, middle: middleOf(frame), span: spanOf(frame) });
    this.followScale(now);
  }

  followScale(now) {
    const { frame, span, middle, isFixed } = this, { field_low: low, field_high: high } = frame.metrics;
    const range = this.scale.follow(frame.arrays.field, span, isFixed, frame.run, now);
    this.bar.draw({ middle, range, low: low ?? middle, high: high ?? middle }, now);
    this.gain = span / range;
  }

  draw(field) {
    this.field = field;
    const { mapTable } = this.theme, half = (mapTable.length - 1) / 2;
    this.heatmap.draw(this.enlarger.enlarge(field, 0), 0, (half * this.gain) / MIDDLE, half * (1 - this.gain) + 0.5, mapTable);
  }

  // Where D cannot tell, as lines in steps of the field's grid.
  lines() {
    return contourLines(this.field, this.size, MIDDLE);
  }

  // What D says at a place given as shares of the map's sides.
  read(right, down) {
    const { field, size } = this, at = (share) => Math.max(0, Math.min(size - 1, share * (size - 1)));
    const col = Math.min(size - 2, Math.floor(at(right))), row = Math.min(size - 2, Math.floor(at(down)));
    const u = at(right) - col, v = at(down) - row, i = row * size + col;
    const mean = (field[i] * (1 - u) + field[i + 1] * u) * (1 - v) + (field[i + size] * (1 - u) + field[i + size + 1] * u) * v;
    return this.middle + (mean / MIDDLE - 1) * this.span;
  }
}
