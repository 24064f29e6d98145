// Edges: width and color show the weight; pulses run along them, input to output, while the network trains.
import { fitCanvas } from "./canvas.js";
import { edgeCurve, pointOnCurve } from "./layout.js";

const FULL_WEIGHT = 4, THIN = 1, THICK = 7, REST_OPACITY = 0.5, FADED = 0.07;
const SAMPLES = 24; // points along a curve: for pulses and for finding the edge under the pointer
const PULSE_PERIOD = 1600; // ms from one end of an edge to the other
const REACH = 7; // px from an edge that still count as on it

const edgeWidth = (weight) => THIN + (THICK - THIN) * Math.min(1, Math.abs(weight) / FULL_WEIGHT);
const signOf = (value) => (value < 0 ? "neg" : "pos");
export const edgeKey = (layer, from, to) => (layer * 64 + from) * 64 + to;

export class Edges {
  constructor(edgeCanvas, pulseCanvas) {
    this.edgeCanvas = edgeCanvas;
    this.pulseCanvas = pulseCanvas;
    this.curves = new Map();
    this.list = [];
  }

  place(place, sizes) {
    this.layout = { place, sizes };
    this.starts = sizes.map((_, layer) => sizes.slice(0, layer).reduce((sum, n) => sum + n, 0));
    this.edgeContext = fitCanvas(this.edgeCanvas, place.width, place.height);
    this.pulseContext = fitCanvas(this.pulseCanvas, place.width, place.height);
    this.curves.clear();
  }

  // One list entry an edge: where it runs and its weight.
  update(frame) {
    const { edges, weights } = frame.arrays;
    // Of large networks only the strongest edges come, now these, now those: what is kept stays bounded.
    if (this.curves.size > 2 * weights.length) this.curves.clear();
    this.list = Array.from(weights, (weight, k) => {
      const [layer, from, to] = edges.subarray(3 * k, 3 * k + 3);
      return { layer, from, to, weight, ...this.curveOf(layer, from, to) };
    });
  }

  curveOf(layer, from, to) {
    const key = edgeKey(layer, from, to);
    if (!this.curves.has(key)) {
      const curve = edgeCurve(this.layout.place, this.layout.sizes, layer, from, to);
      const samples = Array.from({ length: SAMPLES + 1 }, (_, i) => pointOnCurve(curve, i / SAMPLES));
      this.curves.set(key, { key, curve, samples });
    }
    return this.curves.get(key);
  }

  // kept: 0 for each dropped unit. values: each unit's output for a chosen point; then edges show weight times value.
  draw(theme, { selected, hovered, kept, values }) {
    const c = this.edgeContext;
    c.clearRect(0, 0, this.layout.place.width, this.layout.place.height);
    const strongest = values && this.strongestContributions(values);
    for (const edge of this.list) {
      if (edge.key === hovered?.key) continue;
      const { amount, width, opacity } = values ? this.contribution(edge, values, strongest) : this.atRest(edge, selected);
      strokeCurve(c, edge.curve, theme[signOf(amount)], width, this.isDropped(edge, kept) ? FADED : opacity);
    }
    const top = hovered && this.list.find((edge) => edge.key === hovered.key);
    if (!top) return;
    const width = edgeWidth(top.weight);
    strokeCurve(c, top.curve, theme.bg, width + 6, 1);
    strokeCurve(c, top.curve, theme.ink, width + 2.6, 1);
    strokeCurve(c, top.curve, theme[signOf(top.weight)], width, 1);
  }

  atRest = (edge, selected) => ({ amount: edge.weight, width: edgeWidth(edge.weight), opacity: touches(edge, selected) ? 1 : REST_OPACITY });

  // Compared with the strongest contribution of the same layer.
  contribution(edge, values, strongest) {
    const amount = edge.weight * values[this.starts[edge.layer] + edge.from], share = Math.abs(amount) / (strongest[edge.layer] || 1);
    return { amount, width: THIN + (THICK - THIN) * 0.8 * share, opacity: FADED + (1 - FADED) * share };
  }

  strongestContributions(values) {
    const strongest = this.starts.map(() => 0);
    for (const { layer, from, weight } of this.list) {
      strongest[layer] = Math.max(strongest[layer], Math.abs(weight * values[this.starts[layer] + from]));
    }
    return strongest;
  }

  isDropped({ layer, from, to }, kept) {
    return kept && (kept[this.starts[layer] + from] === 0 || kept[this.starts[layer + 1] + to] === 0);
  }

  drawPulses(theme, now, isRunning) {
    const c = this.pulseContext;
    c.clearRect(0, 0, this.layout.place.width, this.layout.place.height);
    if (!isRunning) return;
    const phase = (now / PULSE_PERIOD) % 1;
    for (const sign of ["neg", "pos"]) {
      c.beginPath();
      for (const edge of this.list) {
        if (signOf(edge.weight) !== sign) continue;
        const size = 1.1 + edgeWidth(edge.weight) * 0.45;
        const t = (phase + ((edge.from * 7 + edge.to * 3) % 10) / 10) % 1;
        const [x, y] = edge.samples[Math.round(t * SAMPLES)];
        c.moveTo(x + size, y);
        c.arc(x, y, size, 0, 2 * Math.PI);
      }
      c.fillStyle = theme[sign + "-ink"];
      c.fill();
    }
  }

  // The edge within reach of (x, y), the nearest first.
  find(x, y) {
    let best = null, bestDistance = REACH * REACH;
    for (const edge of this.list) {
      for (const [px, py] of edge.samples) {
        const distance = (px - x) ** 2 + (py - y) ** 2;
        if (distance < bestDistance) [best, bestDistance] = [edge, distance];
      }
    }
    return best;
  }
}

const touches = (edge, unit) =>
  unit && ((edge.layer === unit.layer && edge.from === unit.unit) || (edge.layer + 1 === unit.layer && edge.to === unit.unit));

function strokeCurve(context, [ax, ay, bx, by, cx, cy, dx, dy], color, width, opacity) {
  context.globalAlpha = opacity;
  context.strokeStyle = color;
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(ax, ay);
  context.bezierCurveTo(bx, by, cx, cy, dx, dy);
  context.stroke();
  context.globalAlpha = 1;
}
