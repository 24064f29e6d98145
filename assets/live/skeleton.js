// The stage's fixed parts, made once: figures, notice, network, map, loss, formula, legend and the panels' place.
import { element, svg } from "./dom.js";
import { say } from "./words.js";

export function buildSkeleton() {
  const parts = {
    figures: element("dl", { class: "lv-figures", "aria-label": say("figures") }),
    notice: element("p", { class: "lv-notice", role: "status", hidden: true }),
    hint: element("p", { class: "lv-diagnosis", role: "status", hidden: true }),
    wedge: element("div", { class: "lv-wedge", "aria-hidden": "true" }),
    network: element("div", { class: "lv-network", role: "group", "aria-label": say("network") }),
    formula: element("p", { class: "lv-formula" }),
    scales: element("span", {}),
    truncated: element("span", {}),
    caption: element("div", {}),
    map: element("div", { class: "lv-map" }),
    rate: element("span", { class: "lv-rate" }),
    loss: element("div"),
    panels: element("div", {}),
    spoken: element("p", { class: "lv-spoken", "aria-live": "polite" }),
  };
  const left = element("div", { class: "lv-left" }, parts.network, parts.hint, parts.formula, buildLegend(parts));
  parts.right = element("div", { class: "lv-right" }, parts.caption, parts.map, parts.loss);
  parts.body = element("div", { class: "lv-body" }, parts.wedge, left, parts.right);
  parts.root = element("section", { class: "live-view", "data-lab": "network", "data-status": "idle", "data-painted": "0", "data-frames": "0" },
    parts.figures, parts.body, parts.panels, parts.spoken);
  parts.map.append(parts.notice);
  return parts;
}

function buildLegend({ scales, truncated }) {
  const wedge = svg("svg", { width: 90, height: 10 }, svg("path", { d: "M0 0L45 4.5V5.5L0 10z", fill: "var(--neg)" }), svg("path", { d: "M90 0L45 4.5V5.5L90 10z", fill: "var(--pos)" }));
  return element("p", { class: "lv-legend" },
    element("span", {}, `${say("weight")} −4 `, wedge, " +4 ", truncated),
    element("span", {}, `${say("activation")} −1 `, element("i", { class: "lv-ramp" }), " +1 ", scales),
    element("span", {}, element("i", { class: "lv-chip" }), ` ${say("bias_key")}`));
}
