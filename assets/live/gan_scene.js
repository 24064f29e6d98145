// Draws what the GAN stage knows with each paint: the map and the data flow, gliding between two frames.
export class GanScene {
  constructor(stage) {
    Object.assign(this, { stage, painted: 0, request: null });
  }

  // Something has changed: it is drawn with the next paint, and again as long as it glides.
  schedule() {
    this.isStale = true;
    this.request ??= requestAnimationFrame((now) => this.tick(now));
  }

  tick(now) {
    this.request = null;
    const { root, glide, frame } = this.stage;
    if (!root.isConnected || !frame) return;
    const isMoving = glide.advance(now);
    if (isMoving || this.isStale) this.draw(now, isMoving);
    this.isStale = false;
    root.dataset.painted = ++this.painted;
    if (isMoving || frame.status === "running") this.request = requestAnimationFrame((next) => this.tick(next));
  }

  // The small maps of the data flow move half as often as the large one: nobody sees it, and it is half the work.
  draw(now, isMoving) {
    const { data, map, view, glide, flow, pointer, frame } = this.stage;
    if (!data.is_image) {
      map.draw(glide.shown, view.value.layers, now, frame.status === "running");
      pointer.show();
    }
    if (!isMoving || this.painted % 2) flow.paint(now);
  }

  // The output of D opens into the map, wherever both stand; not where the map is above it, nor for images.
  placeWedge() {
    const { parts, root, map, data } = this.stage, output = parts.flow.querySelector("[data-output]");
    parts.wedge.hidden = !data || data.is_image || !output || root.classList.contains("lv-stacked");
    if (parts.wedge.hidden) return;
    const box = root.getBoundingClientRect(), scale = box.width / root.offsetWidth || 1;
    const at = (node) => {
      const { left, right, top, bottom } = node.getBoundingClientRect();
      return { left: (left - box.x) / scale, right: (right - box.x) / scale, top: (top - box.y) / scale, bottom: (bottom - box.y) / scale };
    };
    const from = at(output), to = at(map.canvas), half = (from.top + from.bottom) / 2;
    parts.wedge.style.clipPath = `polygon(${from.left}px ${half}px, ${from.right}px ${half}px, ${to.right}px ${to.top}px, ${to.left}px ${to.top}px)`;
  }
}
