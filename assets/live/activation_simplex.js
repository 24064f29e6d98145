// All probabilities of three classes as one triangle: the point, its path over temperatures, the target's loss levels.
import { reuse, setAttributes } from "./axes.js";
import { setText, svg } from "./dom.js";
import { CLASSES } from "./activation_logits.js";
import { findLogits, softmax, WIDEST_LOGIT } from "./activation_softmax_rule.js";
import { Knob } from "./lesson_parts.js";
import { formatNumber } from "./number.js";
import { say } from "./words.js";

const ROOM = 26, LEVELS = [0.1, 0.5, 1, 2, 3], STEP = 0.02; // px; losses; share a key moves
const TEMPERATURES = Array.from({ length: 61 }, (_, i) => 10 ** (-1.5 + i / 20));

export class Simplex {
  constructor(lab) {
    this.lab = lab;
    this.face = svg("path", { class: "ac-face" });
    this.levels = svg("g");
    this.path = svg("path", { class: "ac-path" });
    this.corners = svg("g");
    this.svg = svg("svg", { role: "group", class: "ac-simplex" }, this.face, this.levels, this.path, this.corners);
    this.knob = new Knob(this.svg, { label: say("drag_simplex"), onDrag: (x, y) => this.drag(x, y), onStep: (right, up) => this.step(right, up), onEnd: () => lab.rest() });
  }

  drag(x, y) {
    this.lab.hold();
    const logits = findLogits(this.sharesAt(x, y), this.lab.state.temperature);
    this.lab.change({ logits }, logits.some((z) => Math.abs(z) >= WIDEST_LOGIT) ? say("logit_at_edge", { most: WIDEST_LOGIT }) : "");
  }

  step(right, up) {
    const [a, b, c] = this.lab.softmax.probabilities, half = (STEP * right) / 2, third = STEP * up;
    this.lab.change({ logits: findLogits([a + third, b - third / 2 - half, c - third / 2 + half].map((p) => Math.max(1e-6, p)), this.lab.state.temperature) });
  }

  draw(width, height) {
    setAttributes(this.svg, { width, height });
    const side = Math.min(width - 2 * ROOM, (height - 2 * ROOM) / (Math.sqrt(3) / 2)), tall = (side * Math.sqrt(3)) / 2, left = (width - side) / 2;
    this.places = [[left + side / 2, ROOM], [left, ROOM + tall], [left + side, ROOM + tall]];
    this.face.setAttribute("d", `M${this.places.map((place) => place.join(" ")).join("L")}Z`);
    this.drawLevels(this.lab.state.target);
    const { logits } = this.lab.state, { probabilities } = this.lab.softmax;
    this.path.setAttribute("d", TEMPERATURES.map((t, i) => `${i ? "L" : "M"}${this.placeOf(softmax(logits, t)).map((v) => v.toFixed(1)).join(" ")}`).join(""));
    this.drawCorners();
    const [x, y] = this.placeOf(probabilities);
    this.knob.place(x, y, { value: probabilities[0], spoken: probabilities.map((p, k) => `${CLASSES[k]} ${formatNumber(p)}`).join(", ") });
  }

  placeOf(p) {
    return [0, 1].map((axis) => p.reduce((sum, share, k) => sum + share * this.places[k][axis], 0));
  }

  // Shares of the corners at a place; outside, those of a place inside.
  sharesAt(x, y) {
    const [[, top], [left, bottom], [right]] = this.places, a = (bottom - y) / (bottom - top), c = (x - left) / (right - left) - a / 2;
    const inside = [a, 1 - a - c, c].map((p) => Math.max(1e-6, p)), sum = inside.reduce((total, p) => total + p, 0);
    return inside.map((p) => p / sum);
  }

  // Where the target's probability is e to the minus loss.
  drawLevels(target) {
    const others = [0, 1, 2].filter((k) => k !== target), groups = reuse(this.levels, LEVELS.length, () => svg("g", {}, svg("path", { class: "ac-level" }), svg("text", { class: "ls-halo" })));
    LEVELS.forEach((loss, i) => {
      const p = Math.exp(-loss), ends = others.map((other) => this.placeOf([0, 1, 2].map((k) => (k === target ? p : k === other ? 1 - p : 0))));
      groups[i].children[0].setAttribute("d", `M${ends.map((end) => end.map((v) => v.toFixed(1)).join(" ")).join("L")}`);
      const [x, y] = ends[1];
      setAttributes(groups[i].children[1], { x: x + 5, y: y + (target === 2 ? 14 : 2), "text-anchor": target === 2 ? "middle" : "start" });
      setText(groups[i].children[1], formatNumber(loss, loss < 1 ? 1 : 0));
    });
  }

  drawCorners() {
    const texts = reuse(this.corners, 5, () => svg("text", { class: "ac-name ls-halo" })), [top, left, right] = this.places, middle = this.placeOf([1 / 3, 1 / 3, 1 / 3]);
    const rows = [[top, 0, -10, "middle", "A"], [left, -4, 18, "end", "B"], [right, 4, 18, "start", "C"], [middle, 0, 26, "middle", say("hottest")], [[(left[0] + right[0]) / 2, left[1]], 0, 20, "middle", say("levels", { name: CLASSES[this.lab.state.target] })]];
    rows.forEach(([[x, y], dx, dy, anchor, text], i) => {
      setAttributes(texts[i], { x: x + dx, y: y + dy, "text-anchor": anchor, class: i < 3 ? `ac-name ac-ink-${i}` : "ls-halo" });
      setText(texts[i], text);
    });
  }
}
