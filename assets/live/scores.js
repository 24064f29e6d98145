// A few scores with their names; one without a value is a dash that says why.
import { element, setText } from "./dom.js";
import { formatNumber } from "./number.js";

export class Scores {
  // entries: [name, label, what it is, why it may have no value]
  constructor(entries) {
    this.items = entries.map(([name, label, title, reason]) => {
      const value = element("dd", { "data-score": name }, "–");
      return { name, reason, value, node: element("div", {}, element("dt", { title }, label), value) };
    });
    this.root = element("dl", { class: "lv-scores" }, ...this.items.map((item) => item.node));
  }

  draw(values) {
    for (const { name, reason, value } of this.items) writeScore(value, values?.[name], reason);
  }
}

export function writeScore(node, score, reason, digits = 3) {
  const isKnown = score !== null && Number.isFinite(score);
  setText(node, isKnown ? formatNumber(score, digits) : "–");
  node.title = isKnown ? "" : reason;
}
