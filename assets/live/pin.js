// The button that keeps a run in sight while the next ones train: beside the loss curves, and in each row of the table.
import { element, setText, svg } from "./dom.js";
import { pinGesture } from "./runs.js";
import { say } from "./words.js";

const PIN = "M8 9.5v4.5M5 2.5h6M5.8 2.5v3.4L4 9.5h8l-1.8-3.6V2.5";
export const pinIcon = () => svg("svg", { width: 16, height: 16, "aria-hidden": "true", class: "lv-pin-icon" }, svg("path", { d: PIN }));

// For the present run: it has to have learned something first.
export class PinButton {
  constructor(report) {
    this.text = element("span");
    this.button = element("button", { type: "button", class: "lv-text-button lv-pin", title: say("pin_title"), "data-focus": "pin", onclick: () => report(pinGesture(this.run)) }, pinIcon(), this.text);
  }

  setRun(run) {
    this.run = run;
    this.button.setAttribute("aria-pressed", String(run.pinned));
    setText(this.text, run.letter ? say("pinned_run", { letter: run.letter }) : say("pin_run"));
  }

  setFrame({ step, arrays: { film_steps } }) {
    const isNew = Math.max(step, film_steps?.at(-1) ?? 0) === 0;
    if (this.button.disabled !== isNew) this.button.disabled = isNew;
  }
}
