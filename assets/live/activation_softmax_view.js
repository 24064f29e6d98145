// Third tab: logits become probabilities, at a temperature, and are judged by cross-entropy.
import { element, setText } from "./dom.js";
import { CLASSES, Logits } from "./activation_logits.js";
import { Simplex } from "./activation_simplex.js";
import { Segments, Slider } from "./lesson_parts.js";
import { bold, inlineMark, signed } from "./lesson_text.js";
import { formatNumber } from "./number.js";
import { say } from "./words.js";

const HEIGHT = 330, SIMPLEX = 420, PHONE_SIMPLEX = 320;

export class SoftmaxView {
  constructor(lab) {
    this.lab = lab;
    this.logits = new Logits(lab);
    this.simplex = new Simplex(lab);
    this.temperature = new Slider({ label: say("temperature"), min: -1, max: 1, step: 0.01, value: 0, isCentered: true, toText: (v) => formatNumber(10 ** v), onChange: (v) => lab.holdAnd({ temperature: +(10 ** v).toFixed(3) }), onEnd: () => lab.rest() });
    this.target = new Segments(CLASSES.map((label, id) => ({ id: String(id), label })), say("target"), (id) => lab.change({ target: +id }));
    this.rows = CLASSES.map((name, k) => element("tr", {}, element("td", {}, inlineMark(k), ` ${name}`), ...[0, 1, 2, 3].map(() => element("td", {}))));
    this.bars = CLASSES.map((_, k) => element("i", { class: `ac-share-${k}` }));
    this.loss = element("p", { class: "ac-loss" });
    this.note = element("p", { class: "ls-muted" });
    this.root = element("div", { class: "ac-softmax" },
      element("section", { class: "ac-left" }, element("h2", {}, say("logits")), this.logits.svg, this.temperature.root),
      element("section", { class: "ac-middle" }, element("h2", {}, say("simplex")), this.simplex.svg),
      element("section", {}, element("h2", {}, say("probabilities")), this.buildTable(),
        element("div", { class: "ac-shares", "aria-hidden": "true" }, ...CLASSES.map((name, k) => element("div", {}, element("span", {}, name), element("div", {}, this.bars[k])))),
        element("div", { class: "ac-field ac-target" }, element("span", {}, say("target")), this.target.root), this.loss, this.note));
  }

  buildTable() {
    const heads = ["class", "z_over_t", "power", "p", "gradient"].map((word) => element("th", { scope: "col" }, say(`head_${word}`)));
    return element("table", { class: "ls-table ac-table" }, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...this.rows));
  }

  draw() {
    const { lab } = this, { logits, temperature, target } = lab.state, { probabilities, loss, gradient } = lab.softmax, { isPhone, width } = lab.shell;
    this.logits.draw(isPhone ? width : 260, isPhone ? 280 : HEIGHT);
    this.simplex.draw(isPhone ? width : this.simplex.svg.parentElement.clientWidth, isPhone ? PHONE_SIMPLEX : SIMPLEX);
    if (document.activeElement !== this.temperature.input) this.temperature.set(Math.log10(temperature));
    this.target.choose(String(target));
    this.rows.forEach((row, k) => {
      const { children } = row;
      setText(children[1], formatNumber(logits[k] / temperature));
      setText(children[2], formatNumber(Math.exp(logits[k] / temperature)));
      setText(children[3], formatNumber(probabilities[k], 3));
      this.bars[k].style.width = `${(100 * probabilities[k]).toFixed(1)}%`;
      children[4].replaceChildren(signed(gradient[k], 3));
      row.setAttribute("aria-selected", k === target);
    });
    this.loss.replaceChildren(element("b", {}, formatNumber(loss, 3)), " ", say("loss_of", { name: CLASSES[target] }));
    const top = probabilities.indexOf(Math.max(...probabilities));
    setText(this.note, top === target ? say("note_right", { name: CLASSES[target] }) : say("note_wrong", { top: CLASSES[top], name: CLASSES[target] }));
  }

  formula() {
    const { lab } = this, { logits, temperature, target } = lab.state, { probabilities, loss } = lab.softmax, powers = logits.map((z) => Math.exp(z / temperature));
    const name = CLASSES[target], sum = powers.reduce((a, b) => a + b, 0), key = (word) => element("span", { class: "ls-key" }, say(word));
    return [
      element("span", {}, key("formula_softmax_key"), say("formula_softmax", { name })),
      element("span", {}, key("formula_now"), `${formatNumber(powers[target])} / ${formatNumber(sum)} = `, bold(probabilities[target], 3)),
      element("span", {}, key("formula_loss_key"), `−ln ${formatNumber(probabilities[target], 3)} = `, bold(loss, 3)),
    ];
  }
}
