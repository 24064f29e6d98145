// A number to type or to drag: sideways dragging changes it, a click or Enter edits it, arrow keys step.
import { element } from "./dom.js";
import { formatSigned, parseNumber } from "./number.js";

const PER_PIXEL = 0.02, STEP = 0.05, LARGE_STEP = 0.5;
const SLACK = 3; // px that a click may wander
const EVERY = 125; // ms between two reports while dragging
const HOLD = 600; // ms that the reader's number stands while the answer is on its way
const LARGEST = 1000;

export class NumberField {
  constructor(label, report) {
    Object.assign(this, { report, value: 0, changedAt: -Infinity, start: null });
    this.input = element("input", { type: "text", inputmode: "decimal", class: "lv-number", "aria-label": label, title: label, autocomplete: "off", spellcheck: "false",
      onpointerdown: (event) => this.onDown(event), onpointermove: (event) => this.onMove(event), onpointerup: () => this.onUp(), onpointercancel: () => this.onUp(),
      onkeydown: (event) => this.onKey(event), onchange: () => this.onType(), onblur: () => this.write() });
  }

  get isHeld() {
    return this.start || this.isTyping || performance.now() - this.changedAt < HOLD;
  }

  get isTyping() {
    return document.activeElement === this.input && this.input.value !== this.written;
  }

  // Today's number; the reader's own stays while it is being made.
  show(value) {
    if (this.isHeld || value === this.value) return;
    this.value = value;
    this.write();
  }

  write() {
    this.written = formatSigned(this.value);
    if (this.input.value !== this.written) this.input.value = this.written;
    this.input.classList.toggle("lv-negative", this.value < 0);
    this.input.classList.toggle("lv-positive", this.value >= 0);
  }

  set(value, isLast) {
    this.value = Math.max(-LARGEST, Math.min(LARGEST, value));
    this.write();
    const now = performance.now();
    clearTimeout(this.timer);
    if (isLast || now - this.changedAt >= EVERY) this.send(now);
    else this.timer = setTimeout(() => this.send(performance.now()), EVERY - (now - this.changedAt));
  }

  send(now) {
    this.changedAt = now;
    if (this.value !== this.sent) this.report(+this.value.toPrecision(6));
    this.sent = this.value;
  }

  onDown(event) {
    if (event.button || document.activeElement === this.input) return;
    event.preventDefault(); // the field is entered by a click, not by the start of a drag
    this.input.setPointerCapture(event.pointerId);
    this.sent = this.value;
    this.start = { x: event.clientX, value: this.value, isDrag: false };
  }

  onMove(event) {
    if (!this.start) return;
    const moved = event.clientX - this.start.x;
    this.start.isDrag ||= Math.abs(moved) > SLACK;
    if (this.start.isDrag) this.set(this.start.value + moved * PER_PIXEL * (event.shiftKey ? 0.1 : 1), false);
  }

  onUp() {
    const start = this.start;
    this.start = null;
    if (!start) return;
    if (start.isDrag) return this.set(this.value, true);
    this.input.focus();
    this.input.select();
  }

  onKey(event) {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (event.key === "Escape") this.write();
    if (event.key === "Enter") this.onType();
    if (!step) return;
    event.preventDefault();
    this.set(this.value + step * (event.shiftKey ? LARGE_STEP : STEP), false);
  }

  onType() {
    const value = parseNumber(this.input.value);
    this.sent = null;
    if (this.input.value !== this.written && Number.isFinite(value)) this.set(value, true);
    else this.write();
  }
}
