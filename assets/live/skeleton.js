// The stage's fixed parts, made once: figures, notice, network, map, loss, formula and legend.
import { element, svg } from "./dom.js";

export function buildSkeleton(onLog) {
  const parts = {
    figures: element("dl", { class: "lv-figures", "aria-label": "Figures of the run" }),
    notice: element("p", { class: "lv-notice", role: "status", hidden: true }),
    wedge: element("div", { class: "lv-wedge", "aria-hidden": "true" }),
    network: element("div", { class: "lv-network", role: "group", "aria-label": "Network. Arrow keys walk from unit to unit, Enter keeps one." }),
    formula: element("p", { class: "lv-formula" }),
    scales: element("span", {}),
    truncated: element("span", {}),
    title: element("h2", {}, "Prediction"),
    zero: element("span", { class: "lv-zero", title: "the dashed line", hidden: true }),
    map: element("div", { class: "lv-map" }),
    loss: element("div", { class: "lv-loss" }),
    spoken: element("p", { class: "lv-spoken", "aria-live": "polite" }),
  };
  const left = element("div", { class: "lv-left" }, parts.network, parts.formula, buildLegend(parts));
  const right = element("div", { class: "lv-right" },
    element("div", { class: "lv-caption" }, parts.title, parts.zero, buildKey()), parts.map,
    element("div", { class: "lv-caption lv-loss-caption" }, element("h2", {}, "Loss"), buildToggle(onLog)), parts.loss);
  parts.body = element("div", { class: "lv-body" }, parts.wedge, left, right);
  parts.root = element("section", { class: "live-view", "data-lab": "network", "data-status": "idle", "data-painted": "0", "data-frames": "0" },
    parts.figures, parts.body, parts.spoken);
  parts.map.append(parts.notice);
  return parts;
}

function buildLegend({ scales, truncated }) {
  const wedge = svg("svg", { width: 90, height: 10 }, svg("path", { d: "M0 0L45 4.5V5.5L0 10z", fill: "var(--neg)" }), svg("path", { d: "M90 0L45 4.5V5.5L90 10z", fill: "var(--pos)" }));
  return element("p", { class: "lv-legend" },
    element("span", {}, "weight −4 ", wedge, " +4 ", truncated),
    element("span", {}, "activation −1 ", element("i", { class: "lv-ramp" }), " +1 ", scales),
    element("span", {}, element("i", { class: "lv-chip" }), " bias, colored by sign"));
}

function buildKey() {
  const mark = (name, isTest) => svg("svg", { width: 13, height: 14, class: `lv-key-${name}${isTest ? " lv-hollow" : ""}` },
    name === "0" ? svg("circle", { cx: 6.5, cy: 7, r: 4 }) : svg("path", { d: "M6.5 1.8l5.2 5.2-5.2 5.2L1.3 7z" }));
  const entry = (name) => element("span", {}, mark(name, false), mark(name, true), `class ${name}`);
  return element("div", { class: "lv-key" }, entry("0"), entry("1"), element("span", { class: "lv-quiet" }, element("span", {}, "filled = train, "), "hollow = test"));
}

function buildToggle(onLog) {
  const toggle = element("div", { class: "lv-toggle", role: "radiogroup", "aria-label": "Loss scale" });
  const choose = (chosen) => {
    for (const button of toggle.children) button.setAttribute("aria-checked", String(button === chosen));
    onLog(chosen.textContent === "log");
  };
  const button = (text, isChecked) => element("button", { type: "button", role: "radio", "aria-checked": String(isChecked), onclick: (event) => choose(event.currentTarget) }, text);
  toggle.append(button("linear", true), button("log", false));
  return toggle;
}
