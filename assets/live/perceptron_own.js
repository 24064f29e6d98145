// The reader's own points: which class the next one gets, taking one away, all of them.
import { element } from "./dom.js";
import { Segments } from "./lesson_parts.js";
import { inlineMark } from "./lesson_text.js";
import { say } from "./words.js";

export class OwnPoints {
  constructor(lab) {
    this.lab = lab;
    this.label = 1;
    this.classes = new Segments([0, 1].map((label) => ({ id: String(label), label: "" })), say("add_class"), (id) => this.choose(+id));
    this.classes.buttons.forEach((button, label) => {
      button.replaceChildren(inlineMark(label));
      button.setAttribute("aria-label", say("class_mark", { label }));
    });
    this.remove = element("button", { type: "button", class: "ls-link", onclick: () => lab.removePoint(lab.selected) }, say("remove_point"));
    this.clear = element("button", { type: "button", class: "ls-link", onclick: () => lab.clearPoints() }, say("clear"));
    this.root = element("div", { class: "pc-own" }, element("span", { class: "ls-muted ls-small" }, say("add_class")), this.classes.root, this.remove, this.clear);
    this.choose(1);
  }

  choose(label) {
    this.label = label;
    this.classes.choose(String(label));
  }

  draw() {
    this.root.hidden = this.lab.state.target !== "own";
    this.remove.disabled = this.clear.disabled = !this.lab.points.length;
  }
}
