// Numbers on the network: a value that can be dragged, and beneath it the gradient or the step that was taken.
import { setText, svg } from "./dom.js";
import { followArrows, followPointer } from "./lesson_parts.js";
import { formatNumber, formatSigned } from "./number.js";

const PER_PIXEL = 0.02, STEP = 0.05;

// A group that is dragged sideways and takes arrow keys; onChange gets the wanted value, onEnd comes when it rests.
export class Draggable {
  constructor(node, { label, limits = [-4, 4], perPixel = PER_PIXEL, onStart, onChange, onEnd }) {
    Object.assign(this, { node, limits, onChange, value: 0 });
    node.classList.add("bp-value");
    for (const [name, value] of Object.entries({ tabindex: 0, role: "slider", "aria-label": label, "aria-valuemin": limits[0], "aria-valuemax": limits[1] })) node.setAttribute(name, value);
    let from = 0, at = 0;
    followPointer(node, { start: (event) => { [from, at] = [this.value, event.clientX]; onStart(true); }, move: (event) => this.change(from + perPixel * (event.clientX - at)), end: onEnd });
    followArrows(node, (right, up) => { onStart(false); this.change(this.value + STEP * (right + up)); onEnd(); });
  }

  // A weight that an update has carried out of the range stays where it is until it is moved.
  change(value) {
    const [low, high] = this.limits, wanted = +Math.max(low, Math.min(high, value)).toFixed(2);
    if (wanted !== this.value) this.onChange(wanted);
  }

  set(value) {
    if (this.value === value && this.node.hasAttribute("aria-valuenow")) return;
    this.value = value;
    this.node.setAttribute("aria-valuenow", value.toFixed(2));
    this.node.setAttribute("aria-valuetext", formatNumber(value));
  }
}

const inkOf = (value, digits) => (Math.abs(value) < 0.5 * 10 ** -digits ? "var(--ink-3)" : value < 0 ? "var(--neg-ink)" : "var(--pos-ink)");

// A weight or bias: a box with its value, and a pill (roomy) or a second line (dense) for its gradient.
export class ParameterCell {
  constructor({ at: [x, y], isRoomy, cell, name, caption, handlers }) {
    const [width, height] = cell, half = width / 2;
    this.isRoomy = isRoomy;
    this.box = isRoomy
      ? svg("rect", { x: -25, y: -11, width: 50, height: 22, rx: 6, class: "bp-box" })
      : svg("rect", { x: -half, y: -height / 2, width, height: 17, rx: 4, class: "bp-box" });
    this.text = svg("text", { y: isRoomy ? 4.5 : -3, "text-anchor": "middle", class: isRoomy ? "bp-number" : "bp-number bp-small" });
    this.drag = new Draggable(svg("g", {}, this.box, this.text), { label: name, ...handlers });
    this.pill = isRoomy
      ? new Pill(0, 21, 64)
      : new Pill(0, height / 2 - 7, width, 15);
    this.node = svg("g", { transform: `translate(${x} ${y})` }, this.drag.node, this.pill.node);
    if (caption) this.node.append(svg("text", { x: -30, y: 4, "text-anchor": "end", class: "ls-halo" }, caption));
  }

  // gradient: null before the step that brings it; isStep: the step taken instead.
  paint({ value, gradient, isStep, isSelected }) {
    this.drag.set(value);
    setText(this.text, formatSigned(value));
    this.text.style.fill = inkOf(value, 2);
    this.box.classList.toggle("bp-chosen", isSelected);
    this.pill.paint(gradient, isStep);
  }
}

// A gradient in a grey pill: ◂ for what came back from the loss, Δ for the step taken.
export class Pill {
  constructor(x, y, width, height = 18) {
    const isWide = width >= 60;
    this.arrow = isWide ? svg("path", { d: "M-22 -3.6v7.2l-6 -3.6z", class: "bp-back" }) : null;
    this.step = isWide ? svg("text", { x: -24, y: 4, "text-anchor": "middle", class: "bp-delta" }, "Δ") : null;
    this.text = svg("text", { x: isWide ? 5 : 0, y: 4, "text-anchor": "middle", class: "bp-gradient" });
    this.node = svg("g", { class: "bp-pill", transform: `translate(${x} ${y})` }, svg("rect", { x: -width / 2, y: -height / 2, width, height, rx: height / 2 }), ...[this.arrow, this.step].filter(Boolean), this.text);
  }

  paint(gradient, isStep = false) {
    this.node.style.display = gradient === null ? "none" : "";
    if (gradient === null) return;
    setText(this.text, formatSigned(gradient, Math.abs(gradient) < 10 ? 3 : 1));
    this.text.style.fill = inkOf(gradient, 3);
    if (!this.arrow) return;
    this.arrow.style.display = isStep ? "none" : "";
    this.step.style.display = isStep ? "" : "none";
  }
}
