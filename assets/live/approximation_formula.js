// The formula strip: the sum in symbols, the chosen unit in today's numbers, each of which may be dragged.
import { unitOf } from "./approximation_net.js";
import { element, setText } from "./dom.js";
import { NumberBox } from "./lesson_parts.js";
import { formatNumber } from "./number.js";
import { say } from "./words.js";

const NAMES = { tanh: "tanh", sigmoid: "σ", relu: "ReLU", linear: "" };
const WIDEST = 40;

export class Formula {
  constructor(lab) {
    this.lab = lab;
    const box = (name) => new NumberBox({ name: say(`number_${name}`), digits: 2, widest: WIDEST, onChange: (value) => this.change(name, value), onEnd: () => lab.rest() });
    this.boxes = { v: box("v"), w: box("w"), b: box("b"), c: box("c") };
    this.symbols = element("span", {});
    this.unit = element("b", {});
    this.functions = [element("span", {}), element("span", {})];
    const { v, w, b, c } = this.boxes;
    const turn = (by, word, text) => element("button", { type: "button", class: "ap-turn", "aria-label": say(word), onclick: () => lab.turn(by) }, text);
    this.place = element("span", { class: "ls-muted ls-small" });
    this.root = [
      element("span", {}, element("span", { class: "ls-key" }, say("the_sum")), this.symbols, " ", c.node),
      element("span", {}, turn(-1, "former_unit", "‹"), this.unit, turn(1, "next_unit", "›"), " ", v.node, this.functions[0], w.node, " x + ", b.node, this.functions[1]),
      this.place,
    ];
  }

  change(name, value) {
    const { lab } = this;
    lab.isTouched = true;
    if (name === "c") lab.changeBias(value, { isHeld: true });
    else lab.changeUnit({ ...lab.chosenUnit, [name]: value }, { isHeld: true });
  }

  draw() {
    const { lab } = this, name = NAMES[lab.activation], unit = unitOf(lab.net, lab.selected);
    setText(this.symbols, `y = Σ vᵢ ${name}(wᵢ x + bᵢ) + c,  c =`);
    setText(this.unit, lab.unitName);
    setText(this.functions[0], ` · ${name}(`);
    setText(this.functions[1], ")");
    for (const key of ["v", "w", "b"]) this.set(this.boxes[key], unit[key]);
    this.set(this.boxes.c, lab.bias);
    setText(this.place, say("place_width", { place: formatNumber(-unit.b / unit.w), width: formatNumber(Math.abs(1 / unit.w)) }));
  }

  set(box, value) {
    if (box.value !== value) box.set(value);
  }
}
