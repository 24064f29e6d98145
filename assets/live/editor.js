// A weight or bias to type or to drag, in a small window at its place; while the network trains it follows the run.
import { element } from "./dom.js";
import { NumberField } from "./scrub.js";
import { say } from "./words.js";

export class ValueEditor {
  // root: the stage; report: a change of a weight or bias
  constructor(root, popover, report) {
    Object.assign(this, { root, popover, report, target: null });
    popover.box.addEventListener("keydown", (event) => this.onKey(event));
  }

  // target: {layer, from, to} of a weight into column `layer`; `from` is null for a bias. anchor: an element or a press.
  // Opened by keyboard it is entered at once; else it follows the run, ready to be dragged or typed over.
  open(target, anchor, network, isByKey) {
    const { layer, from, to } = target, name = network.nameOf(layer, to);
    const label = from === null ? say("bias_of", { name }) : `${network.nameOf(layer - 1, from)} → ${name}`;
    this.field = new NumberField(label, (value) => this.report({ action: from === null ? "bias" : "weight", column: layer, to, ...(from === null ? {} : { from }), value }));
    this.field.write();
    this.field.show(network.valueOf(target) ?? 0);
    const content = [element("h3", {}, label), this.field.input, element("p", { class: "lv-hint" }, say("scrub_hint"))];
    const focus = isByKey ? this.field.input : null;
    this.popover.open(`value${[layer, from, to]}`, label, this.place(anchor), content, { focus, onclose: () => (this.target = null) });
    if (!this.popover.isOpen) return;
    this.target = target;
    if (focus) focus.select();
  }

  onKey({ key, target, ctrlKey, metaKey }) {
    if (!this.target || target === this.field.input || ctrlKey || metaKey || !/^[\d.,+\u2212-]$/.test(key)) return;
    this.field.input.focus();
    this.field.input.select();
  }

  place(anchor) {
    if (anchor instanceof Element) return anchor;
    const box = this.root.getBoundingClientRect(), scale = box.width / this.root.offsetWidth || 1;
    return { x: (anchor.clientX - box.x) / scale, y: (anchor.clientY - box.y) / scale };
  }

  // The value of a new frame; what the reader is typing or dragging stays.
  follow(network) {
    const value = this.target && network.valueOf(this.target);
    if (Number.isFinite(value)) this.field.show(value);
  }
}
