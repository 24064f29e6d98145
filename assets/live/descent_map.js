// The map of a surface: heat and contours below, trails above, and one knob to drag.
import { fitCanvas } from "./canvas.js";
import { contourLines, traceLines } from "./contour.js";
import { markRunner } from "./descent_marks.js";
import { element, svg } from "./dom.js";
import { Knob } from "./lesson_parts.js";
import { formatNumber, tickStep } from "./number.js";

const LEFT = 28, BELOW = 24, LEVELS = 15, LIGHTEST = 0.02, DARKEST = 0.17;
const QUIET = 0.01; // of what the middle height is above the lowest: below that, all is one level

export class DescentMap {
  constructor({ onMove, onEnd }) {
    this.heat = element("canvas", { class: "dg-heat" });
    this.trails = element("canvas", { class: "dg-trails" });
    this.axes = svg("g", {});
    this.hint = svg("g", { class: "ls-hint" }, svg("rect", { height: 24, rx: 12, y: -12 }), svg("text", { y: 4, "text-anchor": "middle" }));
    this.overlay = svg("svg", { role: "img" }, this.axes, this.hint);
    this.root = element("div", { class: "dg-map" }, this.heat, this.trails, this.overlay);
    this.knob = new Knob(this.overlay, {
      label: "", onDrag: (x, y) => onMove(this.clamp(this.toPlace(x, y))), onEnd,
      onStep: (right, up) => onMove(this.clamp(this.at.map((value, k) => value + ([right, up][k] * this.span(k)) / 100))),
    });
  }

  span(k) {
    return this.extent[2 * k + 1] - this.extent[2 * k];
  }

  // Where a pointer outside of the frame is meant to be: on its edge.
  clamp(place) {
    return place.map((value, k) => +Math.max(this.extent[2 * k], Math.min(this.extent[2 * k + 1], value)).toPrecision(4));
  }

  toPlace(x, y) {
    return [this.extent[0] + ((x - LEFT) / this.size) * this.span(0), this.extent[3] - (y / this.size) * this.span(1)];
  }

  toPixels(x, y) {
    return [LEFT + ((x - this.extent[0]) / this.span(0)) * this.size, ((this.extent[3] - y) / this.span(1)) * this.size];
  }

  // make() gives a field, row-major from the lower left corner, count x count, which is drawn anew only if `key`, width or
  // theme changed.
  setField(key, make, width, theme, themeName) {
    const wanted = `${key} ${width} ${themeName}`;
    if (wanted === this.drawn) return;
    const { field, count, extent, names } = make();
    Object.assign(this, { drawn: wanted, extent, size: width - LEFT, layer: null });
    this.root.style.height = `${this.size + BELOW}px`;
    const heights = levelHeights(field), context = fitCanvas(this.heat, this.size, this.size);
    this.paintHeat(context, heights, count, theme);
    this.paintContours(context, heights, count, theme);
    this.drawAxes(names);
  }

  paintHeat(context, heights, count, theme) {
    const small = element("canvas", { width: count, height: count }), pixels = small.getContext("2d");
    const image = pixels.createImageData(count, count), low = parseColor(theme.bg), high = parseColor(theme.ink);
    heights.forEach((height, i) => {
      const share = LIGHTEST + (DARKEST - LIGHTEST) * height, row = count - 1 - Math.floor(i / count), at = 4 * (row * count + (i % count));
      for (let c = 0; c < 3; c++) image.data[at + c] = low[c] + (high[c] - low[c]) * share;
      image.data[at + 3] = 255;
    });
    pixels.putImageData(image, 0, 0);
    context.imageSmoothingQuality = "high";
    // Values stand at the crossings of a grid: half a cell is cut off at each side.
    context.drawImage(small, 0.5, 0.5, count - 1, count - 1, 0, 0, this.size, this.size);
  }

  paintContours(context, heights, count, theme) {
    context.save();
    context.translate(0, this.size);
    context.scale(1, -1);
    context.strokeStyle = theme.ink;
    for (let k = 1; k < LEVELS; k++) {
      context.globalAlpha = k % 5 ? 0.22 : 0.45;
      context.lineWidth = 1;
      traceLines(context, contourLines(heights, count, k / LEVELS), this.size / (count - 1));
      context.stroke();
    }
    context.restore();
  }

  drawAxes([horizontal, vertical]) {
    const marks = [];
    for (const k of [0, 1]) {
      const step = tickStep(this.span(k), 5);
      for (let value = Math.ceil(this.extent[2 * k] / step) * step; value <= this.extent[2 * k + 1] + 1e-9; value += step) {
        const [x, y] = this.toPixels(k ? this.extent[0] : value, k ? value : this.extent[2]), text = formatNumber(Math.abs(value) < 1e-9 ? 0 : value, step < 1 ? 1 : 0);
        // The names of the axes have the corners to themselves.
        if (k ? y > 18 : x < LEFT + this.size - 9 * horizontal.length - 8) marks.push(svg("text", k ? { x: LEFT - 6, y: y + 4, "text-anchor": "end" } : { x, y: this.size + 16, "text-anchor": "middle" }, text));
      }
    }
    this.axes.replaceChildren(...marks,
      svg("text", { class: "lv-axis", x: LEFT + this.size, y: this.size + 16, "text-anchor": "end" }, horizontal),
      vertical.length > 2 ? svg("text", { class: "lv-axis ls-halo", x: LEFT + 6, y: 15 }, vertical) : svg("text", { class: "lv-axis", x: LEFT - 6, y: 11, "text-anchor": "end" }, vertical));
  }

  // Trails as lines of steps; `step` rings where everybody is at that step.
  drawTrails(trails, colors, theme, { focus = null, step = null, areDotted = true } = {}) {
    const context = this.clearLayer();
    const order = trails.map((_, i) => i).sort((a, b) => (a === focus) - (b === focus));
    for (const i of order) {
      const points = trails[i].x.map((x, t) => this.toPixels(x, trails[i].y[t]).map((v) => Math.max(-1e4, Math.min(1e4, v))));
      this.paintTrail(context, points, colors[i], theme, areDotted);
      if (step !== null && points[step]) this.paintRing(context, points[step], theme);
    }
    for (const i of order) {
      const last = trails[i].x.length - 1;
      markRunner(context, i, ...this.toPixels(trails[i].x[last], trails[i].y[last]), 6, colors[i], theme.bg);
    }
  }

  // An empty canvas for trails; making one of another size is dear.
  clearLayer() {
    if (!this.layer) {
      this.layer = fitCanvas(this.trails, this.size, this.size);
      this.layer.translate(-LEFT, 0);
      this.layer.lineJoin = "round";
    }
    this.layer.clearRect(LEFT, 0, this.size, this.size);
    return this.layer;
  }

  paintTrail(context, points, color, theme, areDotted) {
    context.beginPath();
    points.forEach(([x, y], t) => (t ? context.lineTo(x, y) : context.moveTo(x, y)));
    for (const [width, stroke, alpha] of [[4, theme.bg, 0.7], [1.8, color, 1]]) {
      Object.assign(context, { lineWidth: width, strokeStyle: stroke, globalAlpha: alpha });
      context.stroke();
    }
    context.globalAlpha = 1;
    if (!areDotted) return;
    context.fillStyle = color;
    for (const [x, y] of points) context.fillRect(x - 1.75, y - 1.75, 3.5, 3.5);
  }

  paintRing(context, [x, y], theme) {
    context.beginPath();
    context.arc(x, y, 7, 0, 7);
    Object.assign(context, { lineWidth: 1.6, strokeStyle: theme.ink });
    context.stroke();
  }

  drawMinima(minima) {
    const key = `${this.drawn} ${minima}`;
    if (key === this.markedFor) return;
    this.markedFor = key;
    this.minima ??= this.overlay.insertBefore(svg("g", { class: "dg-minima" }), this.hint);
    this.minima.replaceChildren(...minima.map((place) => {
      const [x, y] = this.toPixels(...place);
      return svg("path", { d: `M${x - 5} ${y}H${x + 5}M${x} ${y - 5}V${y + 5}` });
    }));
  }

  // The knob, what it is called, and, until it was touched, what to do with it.
  placeKnob(at, { label, spoken, hint }) {
    this.at = at;
    const [x, y] = this.toPixels(...at);
    this.knob.node.setAttribute("aria-label", label);
    this.knob.place(x, y, { spoken });
    this.hint.style.display = hint ? "" : "none";
    if (!hint) return;
    const width = 7 * hint.length + 20, text = this.hint.lastChild;
    this.hint.firstChild.setAttribute("width", width);
    this.hint.firstChild.setAttribute("x", -width / 2);
    text.textContent = hint;
    const side = Math.max(LEFT + width / 2 + 4, Math.min(LEFT + this.size - width / 2 - 4, x));
    this.hint.setAttribute("transform", `translate(${side} ${y > this.size - 60 ? y - 30 : y + 30})`);
  }

  describe(text) {
    this.overlay.setAttribute("aria-label", text);
  }
}

// Heights as shares from 0 to 1, evenly spaced for the eye: by the logarithm of what is above the lowest.
function levelHeights(field) {
  const finite = Float64Array.from(field.filter(Number.isFinite)).sort(), n = finite.length;
  if (!n) return Float32Array.from(field, () => 1);
  const low = finite[0], high = finite[Math.floor(0.995 * (n - 1))], quiet = Math.max(1e-12, QUIET * (finite[n >> 1] - low));
  const floor = Math.log(quiet), span = Math.log(high - low + quiet) - floor || 1;
  return Float32Array.from(field, (value) => (Number.isFinite(value) ? Math.max(0, Math.min(1, (Math.log(value - low + quiet) - floor) / span)) : 1));
}

const parseColor = (text) => (text.match(/^#/) ? text.slice(1).match(/\w\w/g).map((pair) => parseInt(pair, 16)) : text.match(/[\d.]+/g).slice(0, 3).map(Number));
