// Draws what the stage knows: the diagram and words with each frame and glance, the maps with each paint.
import { reducedMotion } from "./glide.js";
import { choosePicture } from "./picture.js";

const MOST_GLIDING = 160; // units

export class Scene {
  constructor(stage) {
    this.stage = stage;
    this.painted = 0;
  }

  // All was built anew: nothing drawn before holds.
  clear() {
    this.drawnFrame = this.marked = null;
  }

  // What depends on where the reader looks.
  redraw() {
    const { gestures, network, frame, theme, builtFor, data, report, caption, formula } = this.stage;
    if (!frame || !builtFor || frame.run !== data.picture) return;
    network.showPoint(gestures.view.point === null ? null : report?.arrays.point_values ?? null);
    network.mark(gestures.marked);
    network.edges.draw(theme, { selected: gestures.marked, hovered: gestures.hoveredEdge, kept: network.kept, values: network.values });
    caption.setPinned(Boolean(gestures.pinned));
    this.drawTip();
    formula.draw(network, frame, gestures.hovered ?? gestures.selected);
    this.markPoints();
    this.schedule();
  }

  // Chosen point, and which are answered wrongly at this threshold; drawn only when that changes.
  markPoints() {
    const { gestures: { view }, report, data, threshold, map } = this.stage, outputs = report?.arrays.point_outputs;
    const isJudged = data.task === "binary" && view.panels.includes("metrics") && outputs;
    const wrong = isJudged ? data.points.label.map((label, i) => outputs[i] >= threshold !== (label === 1)) : null;
    const key = `${view.point} ${wrong?.map(Number).join("")}`;
    if (key === this.marked) return;
    this.marked = key;
    map.points.draw({ selected: view.point, wrong });
  }

  drawTip() {
    const { gestures: { hovered, hoveredEdge }, network, popover, tip } = this.stage;
    const edge = hoveredEdge && network.edges.list.find((e) => e.key === hoveredEdge.key);
    if (popover.isOpen) tip.hide();
    else if (edge) tip.showEdge(edge, network);
    else if (hovered?.layer) tip.showBias(network.units[network.indexOf(hovered)], network);
    else tip.hide();
  }

  schedule() {
    this.request ??= requestAnimationFrame((now) => {
      this.request = null;
      const { root, glide, frame } = this.stage;
      if (!root.isConnected) return;
      const isMoving = glide.advance(now);
      this.paint(now);
      if (isMoving || frame.status === "running") this.schedule();
    });
  }

  paint(now) {
    const { gestures, network, glide, frame, unitSize, outputSize, threshold, output, theme, map, caption, pointer, root } = this.stage;
    // Hundreds of tiny maps need no glide: they are drawn once a frame, as they are.
    const isGliding = network.units.length <= MOST_GLIDING;
    const unit = gestures.hovered ?? gestures.pinned;
    const picture = choosePicture({ frame, shown: glide.shown, network, output, threshold, unitSize, outputSize, unit, chosen: gestures.pinned });
    if (isGliding || this.drawnFrame !== frame) {
      network.drawUnits(isGliding ? glide.shown.units : frame.arrays.units, unitSize, theme);
      network.drawOutputs(picture.output, outputSize, theme);
      this.drawnFrame = frame;
    }
    network.edges.drawPulses(theme, now, frame.status === "running" && !reducedMotion.matches && !network.values);
    map.draw(picture);
    caption.show(picture);
    pointer.show();
    root.dataset.painted = ++this.painted;
  }
}
