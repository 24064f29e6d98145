// A choice between a few words, as on the loss scale.
import { element } from "./dom.js";

export function buildToggle(label, choices, chosen, onChoose) {
  const toggle = element("div", { class: "lv-toggle", role: "radiogroup", "aria-label": label });
  const choose = (button) => {
    for (const other of toggle.children) {
      other.setAttribute("aria-checked", String(other === button));
      other.tabIndex = other === button ? 0 : -1;
    }
    onChoose(button.dataset.value);
  };
  const move = (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...toggle.children];
    const next = buttons[(buttons.indexOf(event.currentTarget) + step + buttons.length) % buttons.length];
    next.focus();
    choose(next);
  };
  toggle.append(...Object.entries(choices).map(([value, text]) =>
    element("button", { type: "button", role: "radio", "data-value": value, "aria-checked": String(value === chosen), tabindex: value === chosen ? 0 : -1,
      onclick: (event) => choose(event.currentTarget), onkeydown: move }, text)));
  return toggle;
}
