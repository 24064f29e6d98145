// Points painted on the map: at once in sight, sent when the pointer is lifted, kept until the data have them.
import { element, setText } from "./dom.js";
import { MOST_CLASSES, PaintBar } from "./paintbar.js";
import { say } from "./words.js";

const SPACING = 10, JITTER = 2.5, ERASER = 14; // px
const PATIENCE = 4000; // ms after which what the data do not have was refused

export class Painting {
  // stage: {map, post(gesture), resize()}
  constructor(mapRoot, stage) {
    Object.assign(this, { root: mapRoot, stage, isOn: false, isErasing: false, label: 0, value: 0.5, added: 0, stroke: null, waiting: [], erased: new Set() });
    this.bar = new PaintBar((name, detail) => this.onTool(name, detail));
    this.hint = element("button", { type: "button", class: "lv-paint-hint", hidden: true, onclick: () => this.toggle(true) });
    mapRoot.append(this.hint);
    mapRoot.addEventListener("contextmenu", (event) => this.isOn && event.preventDefault());
  }

  // New data: what they have need not wait any more; erased points are gone from them.
  build(data, output) {
    const { x, y } = data.points, known = new Set(x.map((_, i) => `${x[i]},${y[i]}`));
    this.waiting = this.waiting.filter((point) => !known.has(`${point.x},${point.y}`));
    Object.assign(this, { data, output, added: Math.max(0, this.added - Math.max(0, data.classes.length - (this.data?.classes.length ?? 0))), erased: new Set() });
    this.value = Math.min(this.value, output.limit);
    this.show();
  }

  get names() {
    const known = this.data.classes, count = Math.min(MOST_CLASSES, known.length + this.added);
    return Array.from({ length: count }, (_, k) => known[k] ?? say("class_number", { number: k }));
  }

  get isEmpty() {
    return this.data.points.x.length === 0 && this.waiting.length === 0 && !this.stroke;
  }

  toggle(isOn) {
    this.isOn = isOn;
    this.isErasing = false;
    this.show();
    this.stage.resize();
  }

  show() {
    this.label = Math.min(this.label, Math.max(0, this.names.length - 1));
    this.root.classList.toggle("lv-painting", this.isOn);
    this.bar.root.hidden = !this.isOn;
    this.bar.build({ data: this.data, limit: this.output.limit, names: this.names, label: this.label, value: this.value });
    this.bar.mark(this.label, this.isErasing, this.data.can_undo || this.waiting.length > 0);
    this.draw();
  }

  draw() {
    this.hint.hidden = !(this.isEmpty && this.data.own);
    setText(this.hint, say(this.isOn ? "paint_hint_on" : "paint_hint"));
    this.stage.map?.points.draw({ painted: [...this.waiting, ...(this.stroke?.points ?? [])], erased: this.erased });
  }

  onTool(name, detail) {
    if (name === "label") Object.assign(this, { label: detail, isErasing: false });
    else if (name === "value") Object.assign(this, { value: detail, isErasing: false });
    else if (name === "erase") this.isErasing = !this.isErasing;
    else if (name === "done") return this.toggle(false);
    else if (name === "add") {
      this.added += 1;
      Object.assign(this, { label: this.names.length - 1, isErasing: false });
      return this.show();
    } else {
      if (name === "clear") this.waiting = [];
      this.stage.post({ action: `${name}_points` });
      this.draw();
    }
    this.bar.mark(this.label, this.isErasing, this.data.can_undo || this.waiting.length > 0);
  }

  // Number keys choose a class.
  onKey(event) {
    const label = Number(event.key) - 1;
    if (!this.isOn || this.data.task === "regression" || !(label >= 0 && label < this.names.length)) return;
    this.onTool("label", label);
  }

  // The second button erases; shift takes the next class.
  start(event, x, y) {
    const isErasing = this.isErasing || event.button === 2;
    const next = event.shiftKey ? (this.label + 1) % Math.max(1, this.names.length) : this.label;
    this.stroke = { isErasing, label: this.data.task === "regression" ? this.value : next, points: [], path: [], last: null };
    this.root.setPointerCapture(event.pointerId);
    this.move(x, y);
  }

  move(x, y) {
    const { stroke } = this, { map } = this.stage;
    if (stroke.last && Math.hypot(x - stroke.last[0], y - stroke.last[1]) < SPACING) return;
    const isFirst = stroke.last === null, shake = isFirst || stroke.isErasing ? 0 : JITTER;
    stroke.last = [x, y];
    if (stroke.isErasing) return this.erase(x, y);
    const within = (v) => Math.max(0, Math.min(map.size, v + (Math.random() * 2 - 1) * shake));
    const [planeX, planeY] = map.toPlane(within(x), within(y)).map(round);
    stroke.points.push({ x: planeX, y: planeY, label: this.data.n_features === 1 ? planeY : stroke.label });
    this.draw();
  }

  erase(x, y) {
    const { map } = this.stage, isNear = ([px, py]) => Math.hypot(px - x, py - y) <= ERASER;
    this.stroke.path.push(map.toPlane(x, y).map(round));
    map.points.at.forEach((at, i) => isNear(at) && this.erased.add(i));
    this.waiting = this.waiting.filter((point) => !isNear([map.toX(point.x), map.toY(point.y)]));
    this.draw();
  }

  finish() {
    const { stroke, data } = this;
    this.stroke = null;
    if (!stroke) return;
    if (stroke.isErasing) {
      const radius = (ERASER / this.stage.map.size) * (data.extent[1] - data.extent[0]);
      return this.stage.post({ action: "erase", points: stroke.path, radius: round(radius) });
    }
    this.waiting.push(...stroke.points);
    this.bar.mark(this.label, this.isErasing, true);
    this.stage.post({ action: "paint", points: stroke.points.map(({ x, y, label }) => [x, y, round(label)]) });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => ((this.waiting = []), (this.erased = new Set()), this.draw()), PATIENCE);
  }
}

const round = (value) => Math.round(value * 1000) / 1000;
