// A lesson's sentences: **bold** parts and {places} to fill, always set as text; small marks of right and wrong.
import { element, svg } from "./dom.js";
import { classMark } from "./points.js";
import { formatNumber, formatSigned } from "./number.js";
import { say } from "./words.js";

// "Drag until **AND** is right" as nodes.
export function richText(text, values = {}) {
  const filled = fillPlaces(text, values);
  return filled.split("**").map((part, i) => (i % 2 ? element("b", {}, part) : part)).filter((part) => part !== "");
}

export const fillPlaces = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export const plainText = (text, values = {}) => fillPlaces(text, values).replaceAll("**", "");

// A number with its sign, in the color of its sign.
export function signed(value, digits = 2) {
  const isZero = Math.abs(value) < 0.5 * 10 ** -digits;
  return element("b", { class: isZero ? "" : value > 0 ? "ls-pos" : "ls-neg" }, formatSigned(isZero ? 0 : value, digits));
}

export const bold = (value, digits = 2) => element("b", {}, formatNumber(value, digits));

// A tick or a cross, with its word for those who do not see it; never red or green.
export function verdict(isRight) {
  const d = isRight ? "M1.5 6.4 4.6 9.4 10.5 2.6" : "M2.2 2.2 9.8 9.8M9.8 2.2 2.2 9.8";
  return svg("svg", { class: "ls-verdict", width: 12, height: 12, viewBox: "0 0 12 12", role: "img", "aria-label": say(isRight ? "right" : "wrong") }, svg("path", { d }));
}

// Circle for class 0, diamond for class 1.
export function inlineMark(label) {
  const mark = classMark(label, false, 4.5);
  mark.classList.add("ls-mark");
  mark.removeAttribute("aria-hidden");
  mark.setAttribute("role", "img");
  mark.setAttribute("aria-label", say("class_mark", { label }));
  return mark;
}
