// Three logits as bars, each dragged by its end; beside each the probability that it gets.
import { reuse, setAttributes } from "./axes.js";
import { setText, svg } from "./dom.js";
import { WIDEST_LOGIT } from "./activation_softmax_rule.js";
import { Knob } from "./lesson_parts.js";
import { formatNumber, formatSigned } from "./number.js";
import { say } from "./words.js";

export const CLASSES = ["A", "B", "C"];
const LEFT = 24, TOP = 26, BELOW = 30, BAR = 30, STEP = 0.1; // px, but the last

export class Logits {
  constructor(lab) {
    this.lab = lab;
    this.grid = svg("g");
    this.bars = svg("g");
    this.svg = svg("svg", { role: "group", class: "ac-logits" }, this.grid, this.bars);
    this.knobs = CLASSES.map((name, k) => new Knob(this.svg, { label: say("drag_logit", { name }), onDrag: (_, y) => this.drag(k, y), onStep: (right, up) => lab.setLogit(k, lab.state.logits[k] + STEP * (right + up)), onEnd: () => lab.rest() }));
    this.texts = CLASSES.map(() => svg("text", { class: "ac-reading ls-halo", "text-anchor": "middle" }));
    this.hint = svg("g", { class: "ls-hint" }, svg("rect", { x: -46, y: -14, width: 92, height: 24, rx: 12 }), svg("text", { y: 2, "text-anchor": "middle" }, say("hint_logit")));
    this.svg.append(...this.texts, this.hint);
  }

  drag(k, y) {
    this.lab.hold();
    this.lab.setLogit(k, ((this.zero - y) / (this.zero - TOP)) * WIDEST_LOGIT);
  }

  draw(width, height) {
    const { logits } = this.lab.state;
    setAttributes(this.svg, { width, height });
    this.zero = (TOP + height - BELOW) / 2;
    const toY = (z) => this.zero - (z / WIDEST_LOGIT) * (this.zero - TOP), pitch = (width - LEFT) / 3;
    const rows = reuse(this.grid, 5, () => svg("g", {}, svg("path", { class: "lv-grid" }), svg("text", { "text-anchor": "end" })));
    [-5, -2.5, 0, 2.5, 5].forEach((z, i) => {
      setAttributes(rows[i].children[0], { d: `M${LEFT} ${toY(z)}H${width}`, class: z ? "lv-grid" : "ac-zero" });
      setAttributes(rows[i].children[1], { x: LEFT - 6, y: toY(z) + 4 });
      setText(rows[i].children[1], z % 1 ? "" : formatNumber(z, 0));
    });
    const bars = reuse(this.bars, 3, () => svg("g", {}, svg("rect"), svg("text", { "text-anchor": "middle", class: "lv-axis" })));
    logits.forEach((z, k) => this.drawBar(bars[k], k, z, LEFT + pitch * (k + 0.5), toY(z), height));
    this.hint.style.display = this.lab.isTouched ? "none" : "";
    this.hint.setAttribute("transform", `translate(${LEFT + pitch * 1.5} ${toY(logits[1]) - 44})`);
  }

  drawBar(bar, k, z, x, y, height) {
    setAttributes(bar.children[0], { x: x - BAR / 2, y: Math.min(y, this.zero), width: BAR, height: Math.abs(y - this.zero), class: `ac-class-${k}` });
    setAttributes(bar.children[1], { x, y: height - 8 });
    setText(bar.children[1], say("logit_name", { name: CLASSES[k] }));
    this.knobs[k].place(x, y, { value: z, spoken: say("logit_spoken", { name: CLASSES[k], value: formatNumber(z) }) });
    setAttributes(this.texts[k], { x, y: z >= 0 ? y - 14 : y + 24 });
    setText(this.texts[k], formatSigned(z));
  }
}
