// Gradient norm against layer, on a logarithmic axis, with the units that are dead beneath; one layer can be read out.
import { reuse, setAttributes } from "./axes.js";
import { setText, svg } from "./dom.js";
import { formatShare, superscript } from "./activation_facts.js";
import { followArrows, placeIn } from "./lesson_parts.js";
import { formatNumber } from "./number.js";
import { say } from "./words.js";

const LEFT = 52, RIGHT = 16, TOP = 10, BARS = 44, GAP = 46, BELOW = 26; // px
const DECADES_SHOWN = 4, MOST_TICKS = 8; // at least so many powers of ten, and about so many of them named
const WIDE_ENOUGH = 18; // px a layer, for a number over each bar

export class DepthChart {
  constructor(lab) {
    this.lab = lab;
    this.layer = null;
    this.parts = Object.fromEntries(["band", "grid", "kept", "now", "bars", "cursor"].map((name) => [name, svg("g", { class: `ac-${name}` })]));
    this.svg = svg("svg", { class: "ac-chart", role: "slider", tabindex: 0, "aria-valuemin": 1, "aria-label": say("depth_chart") }, ...Object.values(this.parts));
    const point = (event) => this.choose(1 + Math.round(((placeIn(this.svg, event)[0] - LEFT) / (this.width - LEFT - RIGHT)) * this.lab.state.depth - 0.5));
    this.svg.addEventListener("pointermove", point);
    this.svg.addEventListener("pointerdown", point);
    this.svg.addEventListener("pointerleave", () => this.choose(null));
    this.svg.addEventListener("blur", () => this.choose(null));
    followArrows(this.svg, (right, up) => this.choose((this.layer ?? 1) + right + up));
  }

  choose(layer) {
    if (this.isWaiting) return;
    this.layer = layer === null ? null : Math.max(1, Math.min(this.lab.state.depth, layer));
    this.lab.shell.redraw();
  }

  // Before the first answer: the room that the picture will take.
  waitAt(width, height) {
    setAttributes(this.svg, { width, height });
    const [text] = reuse(this.parts.cursor, 1, () => svg("text", { "text-anchor": "middle" }));
    setAttributes(text, { x: width / 2, y: height / 3 });
    setText(text, say("measuring"));
    this.isWaiting = true;
  }

  // Now and perhaps kept, as the answer has them: each { name, norms, dead, slopes }.
  draw({ now, kept, units, isStale }, width, height) {
    this.width = width;
    if (this.isWaiting) this.parts.cursor.replaceChildren();
    this.isWaiting = false;
    setAttributes(this.svg, { width, height, "data-layers": now.norms.length });
    const depth = this.lab.state.depth, bottom = height - BELOW - BARS - GAP;
    const [low, high] = findDecades([...now.norms, ...(kept?.norms ?? []), now.norms.at(-1) * 10, now.norms.at(-1) / 10]);
    this.toX = (layer) => LEFT + ((layer - 0.5) / depth) * (width - LEFT - RIGHT);
    this.toY = (norm) => (norm > 0 ? TOP + ((high - Math.log10(norm)) / (high - low)) * (bottom - TOP) : bottom);
    this.bottom = bottom;
    this.drawGrid(low, high, depth, height);
    this.drawBand(now.norms.at(-1));
    const isOver = kept && now.norms[0] >= kept.norms[0];
    this.drawCurve(this.parts.kept, kept, isOver ? 22 : -12);
    this.drawCurve(this.parts.now, now, kept ? (isOver ? -12 : 22) : now.norms.at(-1) > now.norms[0] ? 22 : -12);
    this.parts.now.style.opacity = isStale ? 0.4 : 1;
    this.drawBars(now.dead, units, height);
    this.drawCursor(now, units, height);
  }

  drawGrid(low, high, depth, height) {
    const stride = Math.max(1, Math.ceil((high - low) / MOST_TICKS)), rows = [];
    for (let power = Math.ceil(low / stride) * stride; power <= high; power += stride) {
      const y = this.toY(10 ** power);
      rows.push([`M${LEFT} ${y}H${this.width - RIGHT}`, tellPower(power), LEFT - 8, y + 4, "end"]);
    }
    const every = depth > 20 || this.width < 500 ? 5 : depth > 10 ? 2 : 1, bottom = height - BELOW;
    for (let layer = 1; layer <= depth; layer++) if (layer === 1 || layer % every === 0) rows.push(["", String(layer), this.toX(layer), bottom + 16, "middle"]);
    rows.push([`M${LEFT} ${bottom}H${this.width - RIGHT}`, say("layer_axis"), LEFT - 8, bottom + 16, "end"]);
    const groups = reuse(this.parts.grid, rows.length, () => svg("g", {}, svg("path", { class: "lv-grid" }), svg("text")));
    rows.forEach(([d, text, x, y, anchor], i) => {
      groups[i].children[0].setAttribute("d", d);
      setAttributes(groups[i].children[1], { x, y, "text-anchor": anchor });
      setText(groups[i].children[1], text);
    });
  }

  // What is within a factor of ten of the last layer.
  drawBand(last) {
    const [rect, text] = reuse(this.parts.band, 2, () => (this.parts.band.childElementCount ? svg("text", { "text-anchor": "end", class: "ls-halo" }) : svg("rect", { class: "ac-flat" })));
    const top = Math.max(TOP, this.toY(last * 10)), bottom = Math.min(this.bottom, this.toY(last / 10)), isShown = last > 0;
    setAttributes(rect, { x: LEFT, y: top, width: this.width - LEFT - RIGHT, height: isShown ? Math.max(0, bottom - top) : 0 });
    setAttributes(text, { x: this.width - RIGHT - 6, y: top + 16 });
    setText(text, isShown ? say("band") : "");
  }

  drawCurve(group, curve, labelShift) {
    if (!curve) return group.replaceChildren();
    const points = curve.norms.map((norm, i) => [this.toX(i + 1), this.toY(norm), norm]);
    if (!group.childElementCount) group.append(svg("path", { class: "ac-curve" }), svg("g"), svg("text", { class: "ac-name ls-halo" }));
    const [path, dots, text] = group.children;
    path.setAttribute("d", points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join(""));
    const nodes = reuse(dots, points.length, () => svg("circle"));
    points.forEach(([cx, cy, norm], i) => setAttributes(nodes[i], { cx, cy, r: points.length > 20 ? 3 : 4, class: norm > 0 ? "" : "ac-none" }));
    const isNothing = curve.norms.every((norm) => norm === 0);
    const end = this.width - RIGHT - 6; // what is nothing lies at the bottom, where other curves begin but do not end
    setAttributes(text, { x: isNothing ? end : points[0][0] - 4, "text-anchor": isNothing ? "end" : "start", y: Math.max(TOP + 12, Math.min(this.bottom - 8, points[0][1] + labelShift)) });
    setText(text, isNothing ? say("nothing_arrives", { name: curve.name }) : curve.name);
  }

  drawBars(dead, units, height) {
    const bottom = height - BELOW, pitch = (this.width - LEFT - RIGHT) / this.lab.state.depth, isNumbered = pitch >= WIDE_ENOUGH;
    const nodes = reuse(this.parts.bars, dead.length + 1, () => svg("g", {}, svg("rect"), svg("text", { "text-anchor": "middle" })));
    dead.forEach((count, i) => {
      const [rect, text] = nodes[i].children, size = (count / units) * BARS, width = Math.min(26, pitch * 0.6);
      setAttributes(rect, { x: this.toX(i + 1) - width / 2, y: bottom - size, width, height: size });
      setAttributes(text, { x: this.toX(i + 1), y: bottom - size - 4, "text-anchor": "middle", class: "" });
      setText(text, isNumbered && count ? String(count) : "");
    });
    const [rect, text] = nodes[dead.length].children, total = dead.reduce((a, b) => a + b, 0);
    setAttributes(rect, { width: 0, height: 0 });
    setAttributes(text, { x: LEFT, y: this.bottom + 20, "text-anchor": "start", class: "ac-strong" });
    setText(text, say("dead_total", { dead: total.toLocaleString("en"), all: (units * dead.length).toLocaleString("en") }));
  }

  drawCursor(now, units, height) {
    const { layer } = this, index = (layer ?? 0) - 1, isShown = layer !== null && index < now.norms.length;
    const spoken = isShown ? say("layer_reading", { layer, norm: formatShare(now.norms[index]), slope: formatNumber(now.slopes[index]), dead: now.dead[index] }) : "";
    setAttributes(this.svg, { "aria-valuemax": this.lab.state.depth, "aria-valuenow": layer ?? 1, "aria-valuetext": spoken || say("layer_none") });
    if (!isShown) return this.parts.cursor.replaceChildren();
    if (!this.parts.cursor.childElementCount) this.parts.cursor.append(svg("path"), svg("text", { class: "ls-halo ac-strong" }));
    const [path, text] = this.parts.cursor.children, x = this.toX(layer), isRight = x > this.width / 2;
    path.setAttribute("d", `M${x} ${TOP}V${height - BELOW}`);
    setAttributes(text, { x: x + (isRight ? -8 : 8), y: this.bottom - 10, "text-anchor": isRight ? "end" : "start" });
    setText(text, spoken);
  }
}

// Whole powers of ten around all norms above 0.
function findDecades(norms) {
  const logs = norms.filter((norm) => norm > 0).map(Math.log10);
  if (!logs.length) return [-DECADES_SHOWN, 0];
  const low = Math.floor(Math.min(...logs) - 0.8), high = Math.ceil(Math.max(...logs)), missing = Math.max(0, DECADES_SHOWN - (high - low));
  return [low - Math.floor(missing / 2), high + Math.ceil(missing / 2)];
}

const tellPower = (power) => (power >= -2 && power <= 2 ? String(10 ** power) : `10${superscript(power)}`);
