// The stage's fixed parts, made once: figures, notice, network, map, loss, formula and legend.
import { element, svg } from "./dom.js";
import { say } from "./words.js";

export function buildSkeleton(classes, onLog) {
  const parts = {
    figures: element("dl", { class: "lv-figures", "aria-label": say("figures") }),
    notice: element("p", { class: "lv-notice", role: "status", hidden: true }),
    wedge: element("div", { class: "lv-wedge", "aria-hidden": "true" }),
    network: element("div", { class: "lv-network", role: "group", "aria-label": say("network") }),
    formula: element("p", { class: "lv-formula" }),
    scales: element("span", {}),
    truncated: element("span", {}),
    title: element("h2", {}, say("prediction")),
    zero: element("span", { class: "lv-zero", title: say("dashed"), hidden: true }),
    map: element("div", { class: "lv-map" }),
    loss: element("div", { class: "lv-loss" }),
    spoken: element("p", { class: "lv-spoken", "aria-live": "polite" }),
  };
  const left = element("div", { class: "lv-left" }, parts.network, parts.formula, buildLegend(parts));
  const right = element("div", { class: "lv-right" },
    element("div", { class: "lv-caption" }, parts.title, parts.zero, buildKey(classes)), parts.map,
    element("div", { class: "lv-caption lv-loss-caption" }, element("h2", {}, say("loss")), buildToggle(onLog)), parts.loss);
  parts.body = element("div", { class: "lv-body" }, parts.wedge, left, right);
  parts.root = element("section", { class: "live-view", "data-lab": "network", "data-status": "idle", "data-painted": "0", "data-frames": "0" },
    parts.figures, parts.body, parts.spoken);
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

function buildKey(classes) {
  const mark = (label, isTest) => svg("svg", { width: 13, height: 14, class: `lv-key-${label}${isTest ? " lv-hollow" : ""}` },
    label === 0 ? svg("circle", { cx: 6.5, cy: 7, r: 4 }) : svg("path", { d: "M6.5 1.8l5.2 5.2-5.2 5.2L1.3 7z" }));
  const entries = classes.map((name, label) => element("span", {}, mark(label, false), mark(label, true), name));
  return element("div", { class: "lv-key" }, ...entries, element("span", { class: "lv-quiet" }, element("span", {}, say("filled")), say("hollow")));
}

function buildToggle(onLog) {
  const toggle = element("div", { class: "lv-toggle", role: "radiogroup", "aria-label": say("loss_scale") });
  const choose = (chosen) => {
    for (const button of toggle.children) button.setAttribute("aria-checked", String(button === chosen));
    onLog(chosen.dataset.scale === "log");
  };
  const button = (scale, isChecked) => element("button", { type: "button", role: "radio", "data-scale": scale, "aria-checked": String(isChecked), onclick: (event) => choose(event.currentTarget) }, say(scale));
  toggle.append(button("linear", true), button("log", false));
  return toggle;
}
