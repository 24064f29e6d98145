// The few pictures on a lesson's buttons.
import { svg } from "./dom.js";

const LINES = { reset: "M4 10a6 6 0 1 0 2-4.5L4 7.2M4 3.4v3.8h3.8" };
const SHAPES = {
  play: "M5 2.6v14.8L17.4 10z",
  pause: "M4 3h4.4v14H4zM11.6 3H16v14h-4.4z",
  step: "M5 4.2v11.6L13 10zM14 4.2h2.2v11.6H14z",
  back: "M15 4.2v11.6L7 10zM3.8 4.2H6v11.6H3.8z",
};

export function icon(name) {
  const path = LINES[name]
    ? svg("path", { d: LINES[name], fill: "none", stroke: "currentColor", "stroke-width": 1.8, "stroke-linecap": "round", "stroke-linejoin": "round" })
    : svg("path", { d: SHAPES[name], fill: "currentColor" });
  return svg("svg", { width: 20, height: 20, viewBox: "0 0 20 20", "aria-hidden": "true" }, path);
}
