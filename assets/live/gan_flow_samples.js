// The two sample panels: what G made (filled circles over its warped noise grid) and real samples (hollow diamonds).
import { fitCanvas, Heatmap } from "./canvas.js";
import { element } from "./dom.js";
import { drawGrid } from "./gan_noise_grid.js";

const GENERATED = 2, REAL = 1.7; // px, the size of a mark
const SHEET = 6, PIXELS = 8, GAP = 1; // images a row, pixels of one, pixels between them
const MARGIN = 6; // px around a sheet

// The first lie on top. Small marks, drawn with every paint: circles as one path for all would lose their rims.
export function dotGenerated(context, theme, spots, radius) {
  Object.assign(context, { fillStyle: theme["neg-ink"], strokeStyle: theme.bg, lineWidth: 0.6 });
  for (let i = spots.length - 1; i >= 0; i--) {
    context.beginPath();
    context.arc(spots[i][0], spots[i][1], radius, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}

export function dotReal(context, theme, spots, radius) {
  const reach = radius * 1.25;
  Object.assign(context, { fillStyle: theme.bg, strokeStyle: theme["pos-ink"], lineWidth: 1 });
  for (let i = spots.length - 1; i >= 0; i--) {
    const [x, y] = spots[i];
    context.beginPath();
    context.moveTo(x, y - reach);
    context.lineTo(x + reach, y);
    context.lineTo(x, y + reach);
    context.lineTo(x - reach, y);
    context.closePath();
    context.fill();
    context.stroke();
  }
}

export class FlowSamples {
  constructor(root) {
    this.canvas = element("canvas", { "aria-hidden": "true" });
    this.root = element("div", { class: "gf-panel", role: "img" }, this.canvas);
    root.append(this.root);
  }

  // grays: colors of an image's levels
  build(data, { x, y, size }, theme, grays, label) {
    Object.assign(this, { data, size, theme, grays, drawn: null });
    this.root.style.cssText = `left:${x}px;top:${y}px;width:${size}px;height:${size}px`;
    this.root.setAttribute("aria-label", label);
    this.root.classList.toggle("gf-sheet", data.is_image);
    if (!data.is_image) this.context = fitCanvas(this.canvas, size, size);
    else this.buildSheet();
  }

  buildSheet() {
    this.side = SHEET * (PIXELS + GAP) - GAP;
    this.canvas.style.width = this.canvas.style.height = "";
    this.heatmap = new Heatmap(this.canvas, this.side);
  }

  toX = (value) => ((value - this.data.extent[0]) / (this.data.extent[1] - this.data.extent[0])) * this.size;
  toY = (value) => ((this.data.extent[3] - value) / (this.data.extent[3] - this.data.extent[2])) * this.size;

  // samples: x and y of each in turn; manifold: knots of the warped noise grid with their shape, or nothing
  drawPlane(samples, manifold, shape, isReal) {
    const { context: c, size, theme } = this, spots = [];
    c.clearRect(0, 0, size, size);
    if (manifold) drawGrid(c, manifold, shape[0], shape[1], this.toX, this.toY, theme.ink, { line: 0.16, density: 0.14 });
    for (let i = 0; i + 1 < samples.length; i += 2) {
      const x = this.toX(samples[i]), y = this.toY(samples[i + 1]);
      if (x > 1 && y > 1 && x < size - 1 && y < size - 1) spots.push([x, y]);
    }
    (isReal ? dotReal : dotGenerated)(c, theme, spots, isReal ? REAL : GENERATED);
  }

  // images: 64 levels of 0 to 255 for each; drawn when they change
  drawImages(images) {
    if (this.drawn === images) return;
    this.drawn = images;
    const { heatmap, side, grays } = this, cells = PIXELS ** 2, count = Math.min(SHEET * SHEET, images.length / cells);
    heatmap.pixels.fill(grays[0]);
    for (let i = 0; i < count; i++) {
      const start = Math.floor(i / SHEET) * (PIXELS + GAP) * side + (i % SHEET) * (PIXELS + GAP);
      for (let p = 0; p < cells; p++) heatmap.pixels[start + (p >> 3) * side + (p & 7)] = grays[images[i * cells + p]];
    }
    heatmap.context.putImageData(heatmap.image, 0, 0);
  }

  // Middle and reach of one image of the sheet, in px of the panel.
  spotOf(index) {
    const unit = (this.size - 2 * MARGIN) / this.side, at = (k) => MARGIN + (k * (PIXELS + GAP) + PIXELS / 2) * unit;
    return { x: at(index % SHEET), y: at(Math.floor(index / SHEET)), reach: (PIXELS / 2) * unit };
  }
}
