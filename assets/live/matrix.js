// The confusion matrix: counts and row shares, tinted as the map is for the actual class.
import { element, setText } from "./dom.js";
import { classTint } from "./names.js";
import { say } from "./words.js";

const FULL_TINT = 0.9; // of the class's tint where a whole row falls into one cell

export class Matrix {
  constructor(classes) {
    this.cells = classes.map(() => classes.map(() => ({ count: element("b", {}, "–"), share: element("span") })));
    const heads = classes.map((name) => element("th", { scope: "col", title: name }, element("span", {}, name)));
    const rows = classes.map((name, k) => element("tr", {}, element("th", { scope: "row", title: name }, element("span", {}, name)),
      ...this.cells[k].map((cell) => (cell.node = element("td", {}, cell.count, cell.share)))));
    const corner = element("tr", {}, element("th", { scope: "row", class: "lv-matrix-corner" }, say("panel_actual")),
      element("th", { scope: "colgroup", colspan: classes.length, class: "lv-matrix-corner" }, say("panel_predicted")));
    this.root = element("table", { class: `lv-matrix${classes.length > 2 ? " lv-matrix-many" : ""}` },
      element("caption", {}, say("panel_matrix")), element("thead", {}, corner, element("tr", {}, element("td"), ...heads)), element("tbody", {}, ...rows));
  }

  // counts[actual][predicted]
  draw(counts) {
    counts.forEach((row, k) => {
      const total = row.reduce((sum, n) => sum + n, 0);
      row.forEach((count, j) => {
        const { node, count: number, share } = this.cells[k][j], part = total ? count / total : 0;
        setText(number, String(count));
        setText(share, total ? `${Math.round(100 * part)}%` : "–");
        const tint = `color-mix(in srgb, ${classTint(k)} ${(100 * FULL_TINT * part).toFixed(0)}%, var(--bg-soft))`;
        if (node.dataset.tint !== tint) node.style.background = node.dataset.tint = tint;
      });
    });
  }
}
