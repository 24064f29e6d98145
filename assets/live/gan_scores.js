// The column of scores: what D says of each real (diamonds) and generated sample (circles), with both means.
import { fitCanvas } from "./canvas.js";
import { element, setText, svg } from "./dom.js";
import { dotGenerated, dotReal } from "./gan_flow_samples.js";
import { formatNumber, formatShort } from "./number.js";
import { say } from "./words.js";

const MARGIN = 10, MOST = 96; // px above and below the axis; samples drawn of each kind
const BEYOND = 1.25; // scores without bounds: how far the axis goes past the values that the objective aims at
const jitter = (i) => ((i * 37) % 23) - 11;

export class Scores {
  constructor(root) {
    this.canvas = element("canvas", { "aria-hidden": "true" });
    this.ticks = [1, 0, -1].map((share) => ({ share, node: svg("text", { x: 5, class: "gf-halo" }) }));
    this.middle = svg("path", { class: "gf-middle" });
    this.means = ["real", "fake"].map((kind) => ({ kind, rim: svg("path", { class: "gf-mean-rim" }), bar: svg("path", { class: "gf-mean" }), text: svg("text", { class: `gf-${kind}`, "text-anchor": "middle" }) }));
    this.below = svg("svg", { "aria-hidden": "true" }, this.middle);
    this.above = svg("svg", { "aria-hidden": "true" }, ...this.ticks.map(({ node }) => node), ...this.means.flatMap(({ rim, bar, text }) => [rim, bar, text]));
    this.root = element("div", { class: "gf-panel gf-scores", role: "img" }, this.below, this.canvas, this.above);
    root.append(this.root);
  }

  build(data, place, theme) {
    const { x, y, width, height } = place;
    Object.assign(this, { data, width, height, theme });
    this.columns = { real: width * 0.37, fake: width * 0.78 };
    this.root.style.cssText = `left:${x}px;top:${y}px;width:${width}px;height:${height}px`;
    this.context = fitCanvas(this.canvas, width, height);
    this.reach = data.loss.gives_probabilities ? 1 : BEYOND;
    this.middle.setAttribute("d", `M1 ${height / 2}H${width - 1}`);
    for (const { share, node } of this.ticks) node.setAttribute("y", (this.toY(share) + (share > 0 ? 8 : share < 0 ? 0 : -4)).toFixed(1));
    for (const { kind, text } of this.means) {
      text.setAttribute("x", this.columns[kind]);
      text.setAttribute("y", height + 15);
    }
  }

  // u: -1 fake, 0 the middle, 1 real; beyond the ends marks stay at the edge
  toY(u) {
    const { height, reach } = this, share = Math.max(-1, Math.min(1, u / reach));
    return height / 2 - share * (height / 2 - MARGIN);
  }
  scale = (score) => (score - this.center) / this.span;
  place = (kind, score, index) => [this.columns[kind] + jitter(index), this.toY(this.scale(score) || 0)];

  // Numbers of a new frame: the axis and both means.
  update(frame, means) {
    const { loss } = this.data, { metrics } = frame;
    this.center = metrics.middle ?? loss.middle ?? 0;
    this.span = metrics.span || loss.span || 1;
    for (const { share, node } of this.ticks) setText(node, formatShort(+(this.center + share * this.span).toPrecision(2)));
    for (const { kind, rim, bar, text } of this.means) {
      const value = means[kind], isKnown = Number.isFinite(value), y = isKnown ? this.toY(this.scale(value)).toFixed(1) : 0;
      for (const path of [rim, bar]) {
        path.style.display = isKnown ? "" : "none";
        path.setAttribute("d", `M${this.columns[kind] - 14} ${y}h28`);
      }
      setText(text, isKnown ? formatNumber(value, Math.abs(value) < 100 ? 2 : 0) : "–");
    }
    this.root.setAttribute("aria-label", say("gan_flow_scores_spoken", { real: formatNumber(means.real ?? NaN), fake: formatNumber(means.fake ?? NaN) }));
  }

  draw(frame, pick) {
    const { context: c, theme, width, height } = this;
    c.clearRect(0, 0, width, height);
    const real = pick("score_real"), fake = pick("score_fake");
    if (real) dotReal(c, theme, this.spots("real", real), 1.8);
    else if (frame.arrays.hist_real) this.drawShares("real", pick("hist_real"), theme.pos);
    if (fake) dotGenerated(c, theme, this.spots("fake", fake), 2.1);
  }

  spots(kind, scores) {
    const spots = [];
    for (let i = 0; i < Math.min(MOST, scores.length); i++) if (scores[i] === scores[i]) spots.push(this.place(kind, scores[i], i));
    return spots;
  }

  // Where only shares are known: bars as wide as the share of samples with that score.
  drawShares(kind, shares, color) {
    const c = this.context, top = Math.max(...shares) || 1, n = shares.length, thick = (this.toY(-1) - this.toY(1)) / n;
    c.fillStyle = color;
    for (let i = 0; i < n; i++) {
      const half = (shares[i] / top) * 13, y = this.toY(((i + 0.5) / n) * 2 - 1);
      if (half > 0.1) c.fillRect(this.columns[kind] - half, y - thick / 2 + 0.5, 2 * half, Math.max(1, thick - 1));
    }
  }
}
