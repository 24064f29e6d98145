// − number +, counting by itself: what it shows is what was asked for, and each press reports the number wanted.
import { element, setText } from "./dom.js";

export const iconButton = (text, label, focus, onclick) =>
  element("button", { type: "button", "aria-label": label, title: label, "data-focus": focus, onclick }, text);

// `less` and `more` label the buttons; `format` prints a value; `report` hears of each new one.
export function buildStepper({ value, step, min, max, label, less, more, focus, format, report }) {
  const count = element("span", {}, "");
  const change = (by) => () => {
    value = Math.min(max, Math.max(min, +(value + by).toFixed(6)));
    show();
    report(value);
  };
  const minus = iconButton("−", less, `-${focus}`, change(-step)), plus = iconButton("+", more, `+${focus}`, change(+step));
  const show = () => {
    setText(count, format(value));
    minus.disabled = value <= min;
    plus.disabled = value >= max;
  };
  show();
  return element("div", { class: "lv-stepper", role: "group", "aria-label": label }, minus, count, plus);
}
