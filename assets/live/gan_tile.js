// A small gray image, sharp-edged, with what D says of it in numbers and as a bar: to the left fake, to the right real.
import { Heatmap } from "./canvas.js";
import { element, setText } from "./dom.js";
import { formatNumber } from "./number.js";

const PIXELS = 8;
const SHADE_COUNT = 256;

// From the page's color (-1) to ink (1): a digit reads as ink on paper in either theme.
export function makeGrays(theme) {
  const [paper, ink] = [theme.bg, theme.ink].map((hex) => hex.match(/\w\w/g).map((pair) => parseInt(pair, 16)));
  return Uint32Array.from({ length: SHADE_COUNT }, (_, i) => {
    const [r, g, b] = paper.map((low, j) => Math.round(low + ((ink[j] - low) * i) / (SHADE_COUNT - 1)));
    return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
  });
}

export class Image8 {
  constructor(size) {
    this.canvas = element("canvas", { class: "lv-gray", style: `width:${size}px;height:${size}px`, "aria-hidden": "true" });
    this.heatmap = new Heatmap(this.canvas, PIXELS);
  }

  // The image of this number among those of a frame's array.
  draw(images, index, grays) {
    this.heatmap.draw(images, index * PIXELS * PIXELS, 1, 0, grays);
  }
}

export class Score {
  constructor() {
    this.number = element("span");
    this.bar = element("i", { "aria-hidden": "true" });
    this.root = element("span", { class: "lv-score" }, this.number, this.bar);
  }

  // scale: {middle, span}, as the field of D is read
  show(value, scale) {
    const text = formatScore(value), share = shareOf(value, scale);
    setText(this.number, text);
    this.root.classList.toggle("lv-says-real", share > 0);
    this.root.classList.toggle("lv-says-fake", share < 0);
    this.bar.style.transform = `scaleX(${share.toFixed(3)})`;
    return text;
  }
}

export const formatScore = (value) => (value === undefined ? "–" : formatNumber(value ?? NaN, Math.abs(value) < 10 ? 2 : 1));

// -1: fake beyond doubt, 1: real beyond doubt; 0 also for what is no number.
export function shareOf(value, { middle, span }) {
  return Math.max(-1, Math.min(1, (value - middle) / span || 0));
}
