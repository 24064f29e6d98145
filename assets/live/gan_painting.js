// The reader's own real samples: painted on the map, at once in sight, sent when the pointer is lifted.
import { element, setText } from "./dom.js";
import { PaintBar } from "./paintbar.js";
import { say } from "./words.js";

const SPACING = 10, JITTER = 2.5, ERASER = 14; // px
const PATIENCE = 4000; // ms after which what the data do not have was refused
const NO_CLASSES = { data: { n_features: 1 } }; // a painted sample has a place and nothing else

export class GanPainting {
  // stage: {map, post(gesture), resize()}
  constructor(mapRoot, stage) {
    Object.assign(this, { root: mapRoot, stage, isOn: false, isErasing: false, stroke: null, waiting: [], erased: new Set() });
    this.bar = new PaintBar((name) => this.onTool(name));
    this.hint = element("button", { type: "button", class: "lv-paint-hint", hidden: true, onclick: () => this.toggle(true) });
    mapRoot.append(this.hint);
    mapRoot.addEventListener("contextmenu", (event) => this.isOn && event.preventDefault());
  }

  // New data: what they have need not wait any more; erased samples are gone from them.
  build(data) {
    const known = new Set((data.points ?? []).map((point) => String(point)));
    this.waiting = data.points ? this.waiting.filter(({ x, y }) => !known.has(`${x},${y}`)) : [];
    Object.assign(this, { data, erased: new Set() });
    if (!data.is_own) this.isOn = false;
    this.bar.build(NO_CLASSES);
    this.show();
  }

  // Of a description that lists no painted samples, the drawn ones tell.
  get isEmpty() {
    return (this.data.points ?? this.data.real).length === 0 && this.waiting.length === 0 && !this.stroke;
  }

  toggle(isOn) {
    Object.assign(this, { isOn: isOn && this.data.is_own, isErasing: false });
    this.show();
    this.stage.resize();
  }

  show() {
    this.root.classList.toggle("lv-painting", this.isOn);
    this.bar.root.hidden = !this.isOn;
    this.mark();
    this.draw();
  }

  mark() {
    this.bar.mark(0, this.isErasing, this.data.can_undo || this.waiting.length > 0);
  }

  draw() {
    this.hint.hidden = !(this.data.is_own && this.isEmpty);
    setText(this.hint, say(this.isOn ? "gan_paint_hint_on" : "paint_hint"));
    this.stage.map.isPainting = this.isOn;
    this.stage.map.drawPainted({ painted: [...this.waiting, ...(this.stroke?.points ?? [])], erased: this.erased });
  }

  onTool(name) {
    if (name === "done") return this.toggle(false);
    if (name === "erase") this.isErasing = !this.isErasing;
    else {
      if (name === "clear") this.waiting = [];
      this.stage.post({ action: `${name}_points` });
      this.draw();
    }
    this.mark();
  }

  // The second button erases.
  start(event, x, y) {
    this.stroke = { isErasing: this.isErasing || event.button === 2, points: [], path: [], last: null };
    this.root.setPointerCapture(event.pointerId);
    this.move(x, y);
  }

  move(x, y) {
    const { stroke } = this, { map } = this.stage;
    if (stroke.last && Math.hypot(x - stroke.last[0], y - stroke.last[1]) < SPACING) return;
    const shake = stroke.last === null || stroke.isErasing ? 0 : JITTER;
    stroke.last = [x, y];
    if (stroke.isErasing) return this.erase(x, y);
    const within = (v) => Math.max(0, Math.min(map.size, v + (Math.random() * 2 - 1) * shake));
    const [planeX, planeY] = map.toPlane(within(x), within(y)).map(round);
    stroke.points.push({ x: planeX, y: planeY });
    this.draw();
  }

  erase(x, y) {
    const { map } = this.stage, isNear = ([px, py]) => Math.hypot(px - x, py - y) <= ERASER;
    this.stroke.path.push(map.toPlane(x, y).map(round));
    map.realsAt.forEach((at, i) => isNear(at) && this.erased.add(i));
    this.waiting = this.waiting.filter((point) => !isNear([map.toX(point.x), map.toY(point.y)]));
    this.draw();
  }

  finish() {
    const { stroke } = this;
    this.stroke = null;
    if (!stroke) return;
    if (stroke.isErasing) {
      const { size, extent } = this.stage.map;
      return this.stage.post({ action: "erase", points: stroke.path, radius: round((ERASER / size) * (extent[1] - extent[0])) });
    }
    this.waiting.push(...stroke.points);
    this.mark();
    this.stage.post({ action: "paint", points: stroke.points.map(({ x, y }) => [x, y]) });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => ((this.waiting = []), (this.erased = new Set()), this.draw()), PATIENCE);
  }
}

const round = (value) => Math.round(value * 1000) / 1000;
