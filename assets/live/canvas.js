// A canvas that is sharp on every screen: sized in CSS pixels, drawn in device pixels.
import { SHADES } from "./color.js";

export function fitCanvas(canvas, width, height) {
  const ratio = Math.min(2, devicePixelRatio || 1);
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = width + "px";
  canvas.style.height = height + "px";
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

// A small square image whose pixels are looked up in a color table.
export class Heatmap {
  constructor(canvas, size) {
    this.context = canvas.getContext("2d");
    canvas.width = canvas.height = size;
    this.image = this.context.createImageData(size, size);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }

  // values[offset + i] * gain + bias is the row of the table.
  draw(values, offset, gain, bias, table) {
    const last = table.length - 1;
    for (let i = 0; i < this.pixels.length; i++) {
      const row = values[offset + i] * gain + bias;
      this.pixels[i] = table[row < 0 ? 0 : row > last ? last : row | 0];
    }
    this.context.putImageData(this.image, 0, 0);
  }

  // One field a class: each pixel has the color of the most probable class, paler where its softmax is small.
  drawClasses(fields, tables) {
    const n = fields.length;
    for (let i = 0; i < this.pixels.length; i++) {
      let best = 0;
      for (let k = 1; k < n; k++) if (fields[k][i] > fields[best][i]) best = k;
      const top = fields[best][i];
      let sum = 0;
      for (let k = 0; k < n; k++) sum += Math.exp(fields[k][i] - top);
      const sure = (1 / sum - 1 / n) / (1 - 1 / n);
      this.pixels[i] = tables[best][(sure * (SHADES - 1)) | 0];
    }
    this.context.putImageData(this.image, 0, 0);
  }
}

// Bilinear enlargement of a size x size field given from edge to edge, with the neighbors and weights worked out once.
export class Enlarger {
  constructor(size, target) {
    this.size = size;
    this.target = target;
    this.buffers = [];
    this.low = new Uint16Array(target);
    this.share = new Float32Array(target);
    for (let i = 0; i < target; i++) {
      const at = ((i + 0.5) / target) * (size - 1);
      this.low[i] = Math.min(size - 2, Math.floor(at));
      this.share[i] = at - this.low[i];
    }
  }

  // The result is overwritten by the next call for the same `buffer`.
  enlarge(field, offset, buffer = 0) {
    const { size, target, low, share } = this;
    const values = (this.buffers[buffer] ??= new Float32Array(target * target));
    for (let row = 0; row < target; row++) {
      const top = offset + low[row] * size, down = share[row];
      for (let col = 0; col < target; col++) {
        const i = top + low[col], right = share[col];
        const above = field[i] + (field[i + 1] - field[i]) * right;
        const below = field[i + size] + (field[i + size + 1] - field[i + size]) * right;
        values[row * target + col] = above + (below - above) * down;
      }
    }
    return values;
  }
}
