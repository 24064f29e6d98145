// Both networks of a GAN: a small map for each shown unit, and the edges between them, as wide as the weight is large.
import { fitCanvas, Heatmap } from "./canvas.js";
import { element } from "./dom.js";
import { flowCurve, hiddenUnits, inputPorts } from "./gan_flow_layout.js";
import { LETTERS } from "./layout.js";
import { say } from "./words.js";

const THIN = 1, THICK = 6, FULL_WEIGHT = 1, REST_OPACITY = 0.5, CROWDED_OPACITY = 0.34, CROWDED = 40, NEUTRAL_OPACITY = 0.35;
const ROUND = 0.22; // share of a unit's width that is the radius of its corners
const MOST_GLIDING = 40; // units; of more the maps are drawn once a frame

export class GanUnits {
  constructor(root) {
    this.root = root;
    this.edgeCanvas = element("canvas", { class: "gf-edges", "aria-hidden": "true" });
    this.box = element("div", { class: "gf-units" });
    root.append(this.edgeCanvas, this.box);
  }

  build(data, place, theme, grays) {
    Object.assign(this, { data, place, theme, grays, drawn: null });
    this.edgeContext = fitCanvas(this.edgeCanvas, place.width, place.height);
    this.networks = [this.buildNetwork("g", place.generator), this.buildNetwork("d", place.discriminator)];
    this.box.replaceChildren(...this.networks.map(({ group }) => group));
    this.count = this.networks.reduce((n, { tiles }) => n + tiles.length, 0);
  }

  buildNetwork(name, { columns }) {
    const { data } = this, sizes = data[`sizes_${name}`], shown = hiddenUnits(data[`shown_${name}`]);
    const group = element("div", { role: "img", "aria-label": say(`gan_flow_network_${name}`, { sizes: sizes.join(" → ") }) });
    const tiles = columns.flatMap(({ node, centers }, column) => centers.map(([x, y], i) => {
      const isOutput = column === shown.length;
      const title = isOutput ? say(`gan_flow_output_${name}${data.is_image ? "_image" : ""}`, { name: data.names?.[i] ?? "" }) : say("gan_flow_unit", { layer: LETTERS[column], unit: shown[column][i] + 1 });
      const isImage = isOutput && name === "g" && data.is_image;
      const canvas = element("canvas", { title, "data-output": isOutput && name === "d", "data-image": isImage, style: `left:${x}px;top:${y}px;width:${node}px;height:${node}px;border-radius:${(node * ROUND).toFixed(1)}px` });
      group.append(canvas);
      return { canvas, column, isOutput, heatmap: null };
    }));
    return { name, group, tiles, maps: this.buildMaps(name, columns) };
  }

  // One entry for each map of weights: its curves in the order of the weights, (to, from); neutral where none are sent.
  buildMaps(name, columns) {
    const { data, place } = this, isImage = data.is_image, inputs = isImage && name === "d" ? 1 : name === "d" ? 2 : Math.min(2, data.noise_size);
    const layers = [inputPorts(place, name, inputs), ...columns];
    return layers.slice(1).map((target, l) => {
      const isNeutral = isImage && (name === "d" ? l === 0 : l === columns.length - 1), source = layers[l];
      const curves = target.centers.flatMap((_, to) => source.centers.map((__, from) => flowCurve(place.isTall, source, target, from, to)));
      const shrink = Math.max(0.45, Math.min(1, place.gap / (place.isTall ? 72 : 44)));
      return { curves, opacity: isNeutral ? NEUTRAL_OPACITY : place.gap < CROWDED ? CROWDED_OPACITY : REST_OPACITY, isNeutral, thick: (THICK - THIN) * shrink };
    });
  }

  // Weights of a new frame.
  drawEdges(frame) {
    const c = this.edgeContext, { theme } = this;
    c.clearRect(0, 0, this.place.width, this.place.height);
    for (const { name, maps } of this.networks) {
      const weights = frame.arrays[`weights_${name}`];
      let next = 0;
      for (const { curves, opacity, isNeutral, thick } of maps) {
        for (const curve of curves) {
          const weight = isNeutral ? 0 : weights?.[next++] ?? 0;
          c.globalAlpha = opacity;
          c.strokeStyle = isNeutral ? theme["ink-3"] : weight < 0 ? theme.neg : theme.pos;
          c.lineWidth = THIN + thick * Math.min(1, Math.abs(weight) / FULL_WEIGHT || 0);
          c.beginPath();
          c.moveTo(curve[0], curve[1]);
          c.bezierCurveTo(curve[2], curve[3], curve[4], curve[5], curve[6], curve[7]);
          c.stroke();
        }
      }
    }
    c.globalAlpha = 1;
  }

  // pick(name): an array as it stands in this moment of the glide; fieldSpan: share of the field's range that the ramp covers.
  draw(frame, pick, fieldSpan) {
    const isGliding = this.count <= MOST_GLIDING, read = isGliding ? pick : (name) => frame.arrays[name] ?? pick(name);
    if (!isGliding && this.drawn === frame) return;
    this.drawn = frame;
    for (const { name, tiles } of this.networks) {
      const exact = frame.arrays[`units_${name}`];
      if (!exact) continue;
      const size = exact.shape.at(-1), cells = size * size, values = read(`units_${name}`);
      tiles.forEach((tile, i) => {
        if (!tile.isOutput || (name === "g" && !this.data.is_image)) heatmapOf(tile, size).draw(values, i * cells, 1, 0, this.theme.unitTable);
        else if (name === "d") this.drawVerdict(tile, frame, read, fieldSpan);
        else this.drawImage(tile, read("followed_image"));
      });
    }
  }

  // What D says over the plane, as on the map; of images its verdict on the followed one.
  drawVerdict(tile, frame, pick, span) {
    const field = pick("field"), { unitTable } = this.theme;
    if (field) return heatmapOf(tile, frame.arrays.field.shape.at(-1)).draw(field, 0, 127.5 / (32767.5 * span), 127.5 - 127.5 / span, unitTable);
    const { middle = 0.5, span: range = 0.5 } = frame.metrics, u = ((pick("followed_score")?.[0] ?? middle) - middle) / range;
    heatmapOf(tile, 2).draw([u, u, u, u], 0, 127.5, 127.5, unitTable);
  }

  drawImage(tile, image) {
    if (image) heatmapOf(tile, 8).draw(image, 0, 1, 0, this.grays);
  }
}

function heatmapOf(tile, size) {
  if (tile.heatmap?.image.width !== size) tile.heatmap = new Heatmap(tile.canvas, size);
  return tile.heatmap;
}
