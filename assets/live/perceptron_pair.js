// Two planes: the inputs, and the same four points after the hidden layer, where one line may part them.
import { reuse, setAttributes } from "./axes.js";
import { element, setText, svg } from "./dom.js";
import { GUTTER, markPath, PlaneFrame } from "./perceptron_frame.js";
import { clip, firingPart, lineEnds, SQUARE } from "./perceptron_line.js";
import { CORNERS, firesAt } from "./perceptron_rule.js";
import { say } from "./words.js";

const SIZE = 310, TOP = 32, GAP = 72;

export class PairOfPlanes {
  constructor(lab) {
    this.lab = lab;
    this.backs = [0, 1].map(() => ({ silent: svg("path", { class: "pc-back-0" }), firing: svg("path", { class: "pc-back-1" }) }));
    this.frames = [new PlaneFrame(["x₁", "x₂"]), new PlaneFrame(["A1", "A2"])];
    this.lines = svg("g");
    this.way = svg("g", {}, svg("path", { class: "pc-way-halo" }), svg("path", { class: "pc-way" }));
    this.labels = svg("g");
    this.marks = svg("g");
    this.svg = svg("svg", { role: "group" }, ...this.backs.flatMap(({ silent, firing }) => [silent, firing]), ...this.frames.map(({ node }) => node), this.lines, this.way, this.marks, this.labels);
    this.root = element("div", { class: "pc-pair" }, this.svg);
  }

  draw() {
    const { lab } = this, { isPhone, width } = lab.shell, size = isPhone ? Math.min(SIZE, width - GUTTER - 26) : Math.min(SIZE, (width - 332 - 2 * GUTTER - GAP) / 2);
    const places = isPhone ? [[GUTTER, TOP], [GUTTER, TOP + size + 66]] : [[GUTTER, TOP], [GUTTER + size + GAP, TOP]];
    this.isTall = isPhone;
    setAttributes(this.svg, { width: places[1][0] + size + 8, height: places[1][1] + size + 24 });
    places.forEach(([left, top], k) => this.frames[k].place(left, top, size));
    this.frames[0].name(say("inputs"));
    this.frames[1].name(say("after_hidden"));
    this.paint();
    this.drawLines();
    this.drawMarks();
    this.svg.setAttribute("aria-label", say("pair_spoken", { n: lab.countXor() }));
  }

  // The part of each plane where the output fires: of the inputs, whichever of the four parts that A1 and A2 make.
  paint() {
    const [a1, a2, y] = this.lab.state.neurons.map(thresholdOf), [inputs, hidden] = this.frames;
    const said = [[0, 0], [0, 1], [1, 0], [1, 1]].filter((corner) => firesAt(y, corner));
    const parts = said.map(([first, second]) => clip(clip(SQUARE, a1, Boolean(first)), a2, Boolean(second)));
    this.backs.forEach(({ silent }, k) => silent.setAttribute("d", this.frames[k].path(SQUARE, true)));
    this.backs[0].firing.setAttribute("d", parts.map((part) => inputs.path(part, true)).join(""));
    this.backs[1].firing.setAttribute("d", hidden.path(firingPart(y), true));
  }

  drawLines() {
    const { neurons } = this.lab.state, [a1, a2, y] = neurons.map(thresholdOf), isSame = a1.every((v, i) => v === a2[i]);
    const wanted = [[0, a1, isSame ? "A1, A2" : "A1", "pc-trail"], ...(isSame ? [] : [[0, a2, "A2", "pc-trail"]]), [1, y, "y", "pc-line"]]
      .map(([k, weights, name, kind]) => ({ frame: this.frames[k], ends: lineEnds(weights), name, kind })).filter(({ ends }) => ends);
    const nodes = reuse(this.lines, wanted.length, () => svg("g", {}, svg("path", { class: "pc-line-halo" }), svg("path"), svg("text", { class: "ls-halo pc-strong", "text-anchor": "middle" })));
    wanted.forEach(({ frame, ends, name, kind }, i) => {
      const [halo, line, text] = nodes[i].children, d = frame.path(ends), at = (k) => ends[0][k] + (ends[1][k] - ends[0][k]) * 0.5;
      halo.setAttribute("d", d);
      setAttributes(line, { d, class: kind });
      setAttributes(text, { x: frame.x(at(0)), y: frame.y(at(1)) + 4 });
      setText(text, name);
    });
  }

  // Points that land on one corner stand side by side, with their names.
  drawMarks() {
    const { lab } = this, { gives } = lab.numbers.layers, wanted = lab.numbers.gates.xor.outputs, [from, to] = this.frames;
    const landed = gives.map(([a, b]) => `${a}${b}`), groups = new Map(landed.map((key) => [key, landed.flatMap((other, i) => (other === key ? [i] : []))]));
    const ends = CORNERS.map((corner, i) => {
      const group = groups.get(landed[i]), shift = (group.indexOf(i) - (group.length - 1) / 2) * 34;
      return [[from.x(corner[0]), from.y(corner[1])], [to.x(gives[i][0]) + shift, to.y(gives[i][1])]];
    });
    const nodes = reuse(this.marks, 8, () => this.makeMark());
    ends.flat().forEach(([x, y], n) => {
      const i = n >> 1, [ring, mark] = nodes[n].children;
      nodes[n].index = i;
      nodes[n].setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
      ring.setAttribute("visibility", lab.selected === i ? "visible" : "hidden");
      setAttributes(mark, { d: markPath(wanted[i], 9), class: `pc-mark-${wanted[i]}` });
    });
    this.drawNames(groups, ends);
    this.drawWay(ends[Math.min(3, lab.selected)]);
  }

  makeMark() {
    const node = svg("g", { class: "pc-point" }, svg("circle", { class: "pc-ring", r: 16 }), svg("path"));
    node.addEventListener("click", () => this.lab.select(node.index));
    return node;
  }

  drawNames(groups, ends) {
    const nameOf = (i) => `(${CORNERS[i].join(", ")})`;
    const names = [...CORNERS.map((corner, i) => [ends[i][0], corner[1], nameOf(i)]), ...[...groups].map(([key, group]) => [[this.frames[1].x(+key[0]), ends[group[0]][1][1]], +key[1], group.map(nameOf).join(" ")])];
    const nodes = reuse(this.labels, names.length, () => svg("text", { class: "ls-halo pc-label", "text-anchor": "middle" }));
    names.forEach(([[x, y], isUp, text], i) => {
      setAttributes(nodes[i], { x: Math.min(x, this.frames[1].left + this.frames[1].size - 4 * text.length), y: y + (isUp ? -22 : 32) });
      setText(nodes[i], text);
    });
  }

  // The chosen point's way through the hidden layer.
  drawWay([[x1, y1], [x2, y2]]) {
    const bow = Math.abs(y1 - y2) < 30 ? (y1 < 150 ? -50 : 50) : 0, middle = (y1 + y2) / 2;
    const d = this.isTall ? `M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}` : `M${x1} ${y1}C${x1 + (x2 - x1) * 0.35} ${y1 + bow} ${x1 + (x2 - x1) * 0.65} ${y2 + bow} ${x2} ${y2}`;
    for (const path of this.way.children) path.setAttribute("d", d);
  }
}

const thresholdOf = ([w1, w2, b]) => [w1, w2, 0.5 - b];
