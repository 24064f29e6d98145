// What the pointer does on the map: reads values, chooses a point, paints.
import { element } from "./dom.js";

const ASIDE = 14; // px from the pointer to what it reads
const SLACK = 5; // px that a click may wander

export class MapPointer {
  // stage: {map, root}; report(index) of a chosen point
  constructor(root, stage, painting, report) {
    Object.assign(this, { root, stage, painting, report, pressed: null });
    this.readout = element("div", { class: "lv-readout", "aria-hidden": "true", hidden: true });
    root.append(this.readout);
    root.addEventListener("pointerdown", (event) => this.onDown(event));
    root.addEventListener("pointermove", (event) => this.onMove(event));
    root.addEventListener("pointerup", (event) => this.onUp(event));
    root.addEventListener("pointercancel", () => this.painting.finish());
    root.addEventListener("pointerleave", () => this.leave());
  }

  // Place on the map in px, or null beside it.
  placeOf(event) {
    const { map } = this.stage;
    if (!map?.picture || event.target.closest("button")) return null;
    const box = this.root.getBoundingClientRect(), scale = box.width / this.root.offsetWidth || 1; // a zoomed stage
    const x = (event.clientX - box.x) / scale - map.left, y = (event.clientY - box.y) / scale;
    return x >= 0 && y >= 0 && x <= map.size && y <= map.size ? [x, y] : null;
  }

  onDown(event) {
    const place = this.placeOf(event);
    this.pressed = place;
    if (place && this.painting.isOn) this.painting.start(event, ...place);
  }

  onMove(event) {
    const place = this.placeOf(event);
    if (this.painting.stroke && place) {
      const moves = event.getCoalescedEvents?.() ?? [event];
      for (const move of moves.length ? moves : [event]) {
        const at = this.placeOf({ target: event.target, clientX: move.clientX, clientY: move.clientY });
        if (at) this.painting.move(...at);
      }
    }
    this.at = place;
    if (place) this.show();
    else this.leave();
  }

  onUp(event) {
    this.painting.finish();
    const place = this.placeOf(event), pressed = this.pressed;
    this.pressed = null;
    if (this.painting.isOn || !place || !pressed || Math.hypot(place[0] - pressed[0], place[1] - pressed[1]) > SLACK) return;
    this.report(this.stage.map.points.find(...place));
  }

  leave() {
    this.at = null;
    this.readout.hidden = true;
    this.root.classList.remove("lv-on-point");
  }

  // Beside the pointer, on the side where there is room; called again when what is under it changes.
  show() {
    if (!this.at) return;
    const [x, y] = this.at, { map } = this.stage;
    this.root.classList.toggle("lv-on-point", !this.painting.isOn && map.points.find(x, y) !== null);
    this.readout.textContent = map.read(x, y).join("   ");
    this.readout.hidden = this.painting.isOn && Boolean(this.painting.stroke);
    const isRight = x > map.size / 2, isLow = y > map.size - 40;
    this.readout.style.left = map.left + x + (isRight ? -ASIDE : ASIDE) + "px";
    this.readout.style.top = y + (isLow ? -ASIDE : ASIDE) + "px";
    this.readout.style.transform = `translate(${isRight ? "-100%" : "0"}, ${isLow ? "-100%" : "0"})`;
  }
}
