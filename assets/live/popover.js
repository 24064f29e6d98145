// One small window at a time, beside what it belongs to; Escape, a click elsewhere or the next window closes it.
import { element } from "./dom.js";

const GAP = 8, MARGIN = 4; // px to its anchor, px to the stage's edge

export class Popover {
  constructor(root) {
    this.root = root;
    this.box = element("div", { class: "lv-popover", role: "dialog", tabindex: "-1", hidden: true });
    root.append(this.box);
    this.onPress = (event) => {
      if (this.isOpen && !this.box.contains(event.target) && !this.anchor.contains?.(event.target)) this.close();
    };
  }

  get isOpen() {
    return !this.box.hidden;
  }

  // anchor: an element, or {x, y} in the stage. Opening the same `name` again closes it. `focus`: what gets the focus.
  open(name, label, anchor, content, { focus = null, onclose = null } = {}) {
    const isSame = this.isOpen && this.name === name;
    this.close();
    if (isSame) return;
    Object.assign(this, { name, anchor, onclose, returnTo: document.activeElement });
    this.box.setAttribute("aria-label", label);
    this.box.replaceChildren(...content);
    this.box.hidden = false;
    this.place();
    (focus ?? this.box).focus({ preventScroll: true });
  }

  // Below its anchor if there is room, else above; never out of the stage.
  place() {
    const stage = this.root.getBoundingClientRect(), scale = stage.width / this.root.offsetWidth || 1;
    const spot = this.anchor.getBoundingClientRect?.();
    const { x, top, bottom } = spot
      ? { x: (spot.x + spot.width / 2 - stage.x) / scale, top: (spot.top - stage.y) / scale, bottom: (spot.bottom - stage.y) / scale }
      : { x: this.anchor.x, top: this.anchor.y, bottom: this.anchor.y };
    const { offsetWidth: width, offsetHeight: height } = this.box;
    const left = Math.max(MARGIN, Math.min(this.root.clientWidth - width - MARGIN, x - width / 2));
    const isAbove = bottom + GAP + height > this.root.clientHeight && top - GAP - height > 0;
    Object.assign(this.box.style, { left: left + "px", top: (isAbove ? top - GAP - height : bottom + GAP) + "px" });
  }

  // The diagram was built anew: the window follows its anchor's successor, or goes with it.
  reanchor() {
    if (!this.isOpen || !(this.anchor instanceof Element) || this.anchor.isConnected) return;
    const successor = this.root.querySelector(`[data-focus="${this.anchor.dataset.focus}"]`);
    if (!successor) return this.close();
    this.anchor = successor;
    this.place();
  }

  close() {
    if (!this.isOpen) return;
    const hadFocus = this.box.contains(document.activeElement);
    this.box.hidden = true;
    this.onclose?.();
    const back = this.returnTo?.isConnected ? this.returnTo : this.anchor.isConnected ? this.anchor : null;
    if (hadFocus) back?.focus?.({ preventScroll: true });
  }
}
