// Curves between two rates: ROC, and precision against recall; a dot marks the threshold.
import { Axes, linePath, reuse, setAttributes, SHARES } from "./axes.js";
import { svg } from "./dom.js";
import { formatNumber } from "./number.js";
import { say } from "./words.js";

export class RateCurves {
  // kind: "roc" or "pr"
  constructor(kind) {
    this.kind = kind;
    this.axes = new Axes({ caption: say(`panel_${kind}`), x: say(`panel_${kind}_x`), y: say(`panel_${kind}_y`), height: 170 });
    this.area = svg("path", { class: "lv-under" });
    this.chance = svg("path", { class: "lv-chance" });
    this.lines = svg("g");
    this.dot = svg("circle", { r: 5, class: "lv-end" });
    this.axes.marks.append(this.area, this.chance, this.lines, this.dot);
    this.root = this.axes.root;
  }

  // curves: one list of [x, y] rows each; colors: their CSS colors; score: what they come to, or the reason why nothing.
  // chance: precision of calling every point class 1; key: the words for the score.
  draw(curves, colors, score, reason, { chance = null, key = `panel_${this.kind}_score` } = {}) {
    const { axes } = this;
    axes.scale(SHARES, SHARES);
    const toPlot = ([x, y]) => [axes.toX(x), axes.toY(y)];
    const paths = curves.map((rows) => linePath(rows.map(toPlot)));
    const nodes = reuse(this.lines, curves.length, () => svg("path", { class: "lv-curve" }));
    paths.forEach((d, k) => setAttributes(nodes[k], { d, style: `stroke:${colors[k]}` }));
    const first = curves.length === 1 && paths[0];
    const ends = first && [axes.toX(curves[0][0][0]), axes.toX(curves[0].at(-1)[0])];
    setAttributes(this.area, { d: first ? `${paths[0]}L${ends[1]} ${axes.bottom}L${ends[0]} ${axes.bottom}z` : "", style: `fill:${colors[0]}` });
    const [from, to] = this.kind === "roc" ? [[0, 0], [1, 1]] : [[0, chance], [1, chance]];
    this.chance.setAttribute("d", curves.length ? linePath([toPlot(from), toPlot(to)]) : "");
    const isKnown = score !== null && Number.isFinite(score);
    axes.figure.replaceChildren(say(key, { value: isKnown ? formatNumber(score, 3) : "–" }));
    axes.figure.title = isKnown ? "" : reason;
    axes.describe(isKnown ? axes.figure.textContent : reason);
    this.color = colors[0];
    this.mark(null);
  }

  // The dot at a threshold; a rate without a value has no place.
  mark(point, isTest) {
    const isShown = point && Number.isFinite(point[0] + point[1]);
    this.dot.style.display = isShown ? "" : "none";
    if (!isShown) return;
    setAttributes(this.dot, { cx: this.axes.toX(point[0]).toFixed(1), cy: this.axes.toY(point[1]).toFixed(1), class: `lv-end lv-${isTest ? "test" : "train"}` });
  }
}
