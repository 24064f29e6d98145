// The points on a plane: shape and color are the class; the sum beside each, and "wrong" where it is on the wrong side.
import { reuse, setAttributes } from "./axes.js";
import { setText, svg } from "./dom.js";
import { followArrows } from "./lesson_parts.js";
import { formatNumber } from "./number.js";
import { markPath } from "./perceptron_frame.js";
import { say } from "./words.js";

const MOST_LABELS = 12; // points up to which each shows its sum

export class Marks {
  // on: { select(i), nudge(i, right, up), remove(i) }
  constructor(on) {
    this.on = on;
    this.node = svg("g");
  }

  draw(frame, points, { sums, gives }, selected, radius = 10) {
    const nodes = reuse(this.node, points.length, () => this.make());
    points.forEach(([x1, x2, label], i) => {
      const [ring, mark, sum, wrong] = nodes[i].children, isSelected = selected === i, isRight = gives[i] === label;
      nodes[i].index = i;
      nodes[i].setAttribute("transform", `translate(${frame.x(x1).toFixed(2)} ${frame.y(x2).toFixed(2)})`);
      nodes[i].setAttribute("aria-label", say("point_spoken", { x1: formatNumber(x1), x2: formatNumber(x2), label, gives: gives[i] }));
      setAttributes(ring, { r: radius + 7, visibility: isSelected ? "visible" : "hidden" });
      setAttributes(mark, { d: markPath(label, radius), class: `pc-mark-${label}` });
      const isLabelled = points.length <= MOST_LABELS || isSelected, side = x1 > 0.5 ? 1 : -1, down = x2 > 0.5 ? -8 : 18;
      setText(sum, isLabelled ? (isSelected ? say("sum_short", { sum: formatNumber(sums[i]) }) : formatNumber(sums[i])) : "");
      setText(wrong, isRight || !isLabelled ? "" : say("wrong"));
      for (const [text, y] of [[sum, down], [wrong, down + 15]]) setAttributes(text, { x: 22 * side, y, "text-anchor": side > 0 ? "start" : "end", class: `ls-halo pc-label${isSelected || text === wrong ? " pc-strong" : ""}` });
    });
  }

  make() {
    const node = svg("g", { class: "pc-point", tabindex: 0, role: "button" }, svg("circle", { class: "pc-ring" }), svg("path"), svg("text"), svg("text"));
    followArrows(node, (right, up) => this.on.nudge(node.index, right, up));
    node.addEventListener("keydown", ({ key }) => {
      if (key === "Enter") this.on.select(node.index);
      if (key === "Delete" || key === "Backspace") this.on.remove(node.index);
    });
    return node;
  }
}
