// Calibration: of the points given probability p, what share really is of the class; the larger a dot, the more points.
import { Axes, linePath, reuse, setAttributes, SHARES } from "./axes.js";
import { svg } from "./dom.js";
import { formatShort } from "./number.js";
import { say } from "./words.js";

const SMALLEST = 3, LARGEST = 8; // px of radius

export class Calibration {
  // kind: "one", a class and its probability, or "top", the class called
  constructor(kind, name) {
    this.axes = new Axes({ caption: say("panel_calibration"), x: say(`panel_calibration_${kind}_x`), y: say(`panel_calibration_${kind}_y`, { name }), height: 170 });
    this.diagonal = svg("path", { class: "lv-chance" });
    this.line = svg("path", { class: "lv-curve lv-thin" });
    this.dots = svg("g");
    this.axes.marks.append(this.diagonal, this.line, this.dots);
    this.root = this.axes.root;
  }

  // rows: mean predicted probability, share of the class, number of points
  draw(rows, isTest) {
    const { axes } = this, split = isTest ? "test" : "train";
    axes.scale(SHARES, SHARES);
    const at = rows.map(([predicted, share]) => [axes.toX(predicted), axes.toY(share)]);
    const most = Math.max(1, ...rows.map((row) => row[2]));
    this.diagonal.setAttribute("d", linePath([[axes.toX(0), axes.toY(0)], [axes.toX(1), axes.toY(1)]]));
    setAttributes(this.line, { d: linePath(at), class: `lv-curve lv-thin lv-${split}` });
    const dots = reuse(this.dots, rows.length, () => svg("circle", {}, svg("title")));
    rows.forEach(([predicted, share, count], i) => {
      const r = Math.max(SMALLEST, LARGEST * Math.sqrt(count / most));
      setAttributes(dots[i], { cx: at[i][0].toFixed(1), cy: at[i][1].toFixed(1), r: r.toFixed(1), class: `lv-bubble lv-${split}` });
      dots[i].firstChild.textContent = say("panel_calibration_dot", { count, predicted: formatShort(predicted), share: formatShort(share) });
    });
    axes.figure.replaceChildren(say("panel_calibration_note"));
    axes.describe(rows.map(([predicted, share]) => `${formatShort(predicted)}: ${formatShort(share)}`).join(", "));
  }
}
