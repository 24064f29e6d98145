// The layers of the map as chips: each carries its mark, so they are the key as well. Pressed: shown.
import { element, setText, svg } from "./dom.js";
import { LAYERS } from "./gan_view.js";
import { formatShort } from "./number.js";
import { classMark } from "./points.js";
import { say } from "./words.js";

const BRUSH = "M2.6 13.4l.7-3L10.7 3a1.6 1.6 0 0 1 2.3 2.3l-7.4 7.4z";
const MESH = "M1.5 4Q7 1 12.5 3.5M1.5 8Q7 5.5 12.5 8M1.5 12Q7 10.5 12.5 12.5M3 2.5Q2 7 3 12.5M7 1.5V12M11 2Q12 7 11 12.5";
const MARKS = {
  real: () => classMark(1, true, 3.6),
  generated: () => classMark(0, false, 4),
  manifold: () => icon(svg("path", { d: MESH, fill: "none", stroke: "var(--ink-2)" })),
  gradient: () => icon(svg("path", { d: "M2 12L9 5", stroke: "var(--ink)", "stroke-width": 1.6 }), svg("path", { d: "M12 2L10.6 7.2L6.8 3.4z", fill: "var(--ink)" })),
  field: () => icon(...["d2", "d4", "d6"].map((color, i) => svg("rect", { x: 1 + 4 * i, y: 2, width: 4, height: 10, fill: `var(--${color})` }))),
  half: () => icon(svg("path", { d: "M2 12C3 4 8 9 12 2", fill: "none", stroke: "var(--ink)", "stroke-width": 2.25 })),
};
const icon = (...shapes) => svg("svg", { width: 14, height: 14, "aria-hidden": "true" }, ...shapes);

export class GanChips {
  // onToggle(name) of a layer; onPaint() of the brush
  constructor(onToggle, onPaint) {
    this.names = Object.fromEntries(LAYERS.map((name) => [name, element("span")]));
    this.buttons = LAYERS.map((name) => element("button", { type: "button", class: "lv-gan-chip", "data-layer": name, "data-focus": `layer-${name}`, "aria-pressed": "true",
      title: say(`gan_${name}_title`), onclick: () => onToggle(name) }, MARKS[name](), this.names[name]));
    this.paint = element("button", { type: "button", class: "lv-icon", "aria-pressed": "false", "aria-label": say("gan_paint"), title: say("gan_paint"), onclick: onPaint },
      svg("svg", { width: 16, height: 16, "aria-hidden": "true" }, svg("path", { d: BRUSH })));
    this.root = element("div", { class: "lv-gan-chips", role: "group", "aria-label": say("gan_layers") }, ...this.buttons, this.paint);
  }

  build({ loss, is_own, noise_size }, layers) {
    const isFixed = loss.middle !== null && loss.middle !== undefined;
    for (const name of LAYERS) setText(this.names[name], name !== "half" ? say(`gan_${name}`) : isFixed ? say("gan_half", { value: formatShort(loss.middle).replace(/^\./, "0.") }) : say("gan_half_moving"));
    this.paint.hidden = !is_own;
    this.root.classList.toggle("lv-gan-own", is_own);
    this.buttons[LAYERS.indexOf("manifold")].disabled = noise_size > 2; // it has no grid to bend
    this.mark(layers);
  }

  mark(layers) {
    LAYERS.forEach((name, i) => this.buttons[i].setAttribute("aria-pressed", String(layers.includes(name))));
  }

  setPainting(isOn) {
    this.paint.setAttribute("aria-pressed", String(isOn));
  }
}
