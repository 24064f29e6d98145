// What a lesson's reader takes hold of: knobs, boxed numbers, sliders, tabs, segments and buttons; all take keys.
import { element, setText, svg } from "./dom.js";
import { icon } from "./lesson_icons.js";
import { formatNumber } from "./number.js";
import { say } from "./words.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const PER_PIXEL = 0.02, WIDEST = 4; // of a boxed number

// Follows a pointer from press to release: start(event) may refuse with false, move(event), end().
export function followPointer(node, { start = () => true, move, end = () => {} }) {
  let held = null;
  node.addEventListener("pointerdown", (event) => {
    if (held !== null || event.button || start(event) === false) return;
    event.preventDefault();
    held = event.pointerId;
    node.setPointerCapture(held);
    if (node.tabIndex >= 0) node.focus({ preventScroll: true });
  });
  node.addEventListener("pointermove", (event) => event.pointerId === held && move(event));
  const release = (event) => {
    if (event.pointerId !== held) return;
    held = null;
    end(event);
  };
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) node.addEventListener(name, release);
}

// Arrow keys as steps: step(right, up, event), ten times as far with Shift.
export function followArrows(node, step) {
  node.addEventListener("keydown", (event) => {
    const way = ARROWS[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    step(way[0] * (event.shiftKey ? 10 : 1), way[1] * (event.shiftKey ? 10 : 1), event);
  });
}

// A place in the figure's own pixels; the figure is an svg drawn one to one.
export function placeIn(figure, event) {
  const box = figure.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

// An ink knob with a page-colored ring, or an arrow's head: onDrag(x, y) in the figure's pixels, onStep(right, up) by key.
export class Knob {
  constructor(figure, { label, shape = "round", radius = 8, onStart, onDrag, onStep, onEnd }) {
    Object.assign(this, { figure, radius });
    const marks = shape === "arrow"
      ? [svg("path", { class: "ls-arrow", d: "M11 0L-6 9L-6 -9Z" })]
      : [svg("circle", { class: "ls-knob-ring", r: radius + 2 }), svg("circle", { class: "ls-knob", r: radius })];
    this.node = svg("g", { class: "ls-drag", tabindex: 0, role: "slider", "aria-label": label, "aria-valuenow": 0 }, svg("circle", { r: 20, fill: "transparent" }), ...marks);
    followPointer(this.node, { start: onStart, move: (event) => onDrag(...placeIn(figure, event)), end: onEnd });
    followArrows(this.node, (right, up) => { onStep?.(right, up); });
    this.node.addEventListener("keyup", (event) => ARROWS[event.key] && onEnd?.(event));
    figure.append(this.node);
  }

  // Degrees turn an arrow's head; `spoken` is the value for those who do not see it.
  place(x, y, { degrees = 0, spoken = "", value = 0 } = {}) {
    this.node.setAttribute("transform", `translate(${x.toFixed(2)} ${y.toFixed(2)}) rotate(${degrees.toFixed(2)})`);
    this.node.setAttribute("aria-valuetext", spoken);
    this.node.setAttribute("aria-valuenow", value);
  }

  hide(isHidden) {
    this.node.style.display = isHidden ? "none" : "";
  }
}

// A boxed number: dragged sideways 0.02 a pixel, clamped, arrow keys in steps. The node may be put into HTML.
export class NumberBox {
  constructor({ name, value = 0, digits = 2, step = 0.05, widest = WIDEST, onChange, onEnd = () => {}, onFocus = () => {} }) {
    Object.assign(this, { name, digits, widest, onChange, value });
    this.node = element("span", { class: "ls-number", tabindex: 0, role: "spinbutton", "aria-valuemin": -widest, "aria-valuemax": widest, onfocus: onFocus });
    let from = 0, at = 0;
    followPointer(this.node, {
      start: (event) => ([from, at] = [this.value, event.clientX]) && true,
      move: (event) => this.change(from + PER_PIXEL * (event.clientX - at)),
      end: onEnd,
    });
    followArrows(this.node, (right, up) => this.change(this.value + step * (right + up)));
    this.node.addEventListener("keyup", (event) => ARROWS[event.key] && onEnd(event));
    this.set(value);
  }

  change(value) {
    this.set(+Math.max(-this.widest, Math.min(this.widest, value)).toFixed(this.digits));
    this.onChange(this.value);
  }

  set(value) {
    this.value = value;
    setText(this.node, formatNumber(value, this.digits));
    const spoken = { "aria-valuenow": value, "aria-label": this.name, title: say("number_help", { name: this.name, value: formatNumber(value, this.digits) }) };
    for (const [name, text] of Object.entries(spoken)) this.node.setAttribute(name, text);
  }
}

// A labelled slider; `toText` says its value. With `isCentered` the bar grows from the middle.
export class Slider {
  constructor({ label, min, max, step, value, toText = (v) => formatNumber(v), isCentered = false, onChange, onEnd = () => {} }) {
    Object.assign(this, { min, max, toText });
    this.input = element("input", { type: "range", min, max, step, "aria-label": label, class: isCentered ? "ls-range ls-centered" : "ls-range", oninput: () => { this.show(+this.input.value); onChange(+this.input.value); }, onchange: onEnd });
    this.text = element("b", {});
    this.label = element("span", {}, label);
    this.root = element("label", { class: "ls-field" }, element("span", {}, this.label, this.text), this.input);
    this.set(value);
  }

  set(value) {
    this.input.value = value;
    this.show(value);
  }

  show(value) {
    const share = Math.max(0, Math.min(1, (value - this.min) / (this.max - this.min)));
    this.input.style.setProperty("--share", `${(100 * share).toFixed(2)}%`);
    this.input.setAttribute("aria-valuetext", this.toText(value));
    setText(this.text, this.toText(value));
  }
}

// One of a few choices { id, label }, as a radio group (`Segments`) or as the numbered tabs of the page (`Tabs`).
class Choice {
  constructor(items, label, onChoose, { group, item, chosen, toText }) {
    this.chosen = chosen;
    this.buttons = items.map(({ id, label: text }, i) => element("button", { type: "button", role: item, "data-id": id, onclick: () => onChoose(id) }, toText(text, i)));
    this.root = element("div", { role: group, "aria-label": label, class: group === "tablist" ? "ls-tabs" : "ls-segments" }, ...this.buttons);
    followArrows(this.root, (right, up) => {
      const next = this.buttons[(this.buttons.findIndex((button) => button.tabIndex === 0) + Math.sign(right - up) + items.length) % items.length];
      next.focus();
      onChoose(next.dataset.id);
    });
  }

  choose(id) {
    const isAny = this.buttons.some((button) => button.dataset.id === id);
    this.buttons.forEach((button, i) => {
      const isChosen = button.dataset.id === id;
      button.setAttribute(this.chosen, isChosen);
      button.tabIndex = isChosen || (!isAny && i === 0) ? 0 : -1;
    });
  }
}

export class Tabs extends Choice {
  constructor(items, label, onChoose) {
    super(items, label, onChoose, { group: "tablist", item: "tab", chosen: "aria-selected", toText: (text, i) => `${i + 1}\u2002${text}` });
  }
}

export class Segments extends Choice {
  constructor(items, label, onChoose) {
    super(items, label, onChoose, { group: "radiogroup", item: "radio", chosen: "aria-checked", toText: (text) => text });
  }
}

// A button with a picture above its word; `isRound` for the one that plays.
export function iconButton(name, word, onclick, isRound = false) {
  const button = element("button", { type: "button", class: isRound ? "ls-play" : "ls-icon", "aria-label": word, onclick }, icon(name));
  if (!isRound) button.append(word);
  return button;
}

export function setPlaying(button, isPlaying) {
  const name = isPlaying ? "pause" : "play";
  if (button.dataset.icon === name) return;
  button.dataset.icon = name;
  button.setAttribute("aria-label", say(name));
  button.replaceChildren(icon(name));
}
