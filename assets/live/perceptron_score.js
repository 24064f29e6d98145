// How many are right, a hint, and the best that each target has seen.
import { element, setText } from "./dom.js";
import { say } from "./words.js";

export class Score {
  constructor(lab, targets) {
    Object.assign(this, { lab, best: {} });
    this.count = element("b", {});
    this.hint = element("p", { class: "ls-muted" });
    this.boxes = targets.map((name) => ({ name, value: element("b", {}, "–"), node: null }));
    for (const box of this.boxes) box.node = element("div", {}, box.value, say(box.name));
    this.root = element("div", {}, element("p", { class: "pc-score" }, this.count, ` ${say("right_word")}`), this.hint,
      element("div", { class: "ls-caption pc-best-title" }, element("h2", {}, say("best"))), element("div", { class: "pc-best" }, ...this.boxes.map(({ node }) => node)));
  }

  draw() {
    const { lab } = this, { target } = lab.state, n = lab.countRight(), all = lab.points.length;
    if (lab.isLineTouched && target !== "own") this.best[target] = Math.max(this.best[target] ?? 0, n);
    setText(this.count, say("of", { n, all }));
    setText(this.hint, this.explain(n, all, target));
    for (const { name, value, node } of this.boxes) {
      const best = this.best[name];
      setText(value, best === undefined ? "–" : `${best}/4`);
      node.classList.toggle("pc-full", best === 4);
    }
  }

  explain(n, all, target) {
    if (!all) return say("hint_empty");
    if (n === all) return say("hint_all");
    if (target === "xor") return say(n === 3 ? "hint_three" : "hint_corners");
    return say("hint_some", { n: all - n });
  }
}
