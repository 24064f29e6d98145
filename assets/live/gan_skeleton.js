// The GAN lab's fixed parts, made once: figures, data flow, charts, and the map or the sheet of images.
import { element } from "./dom.js";
import { say } from "./words.js";

// stepper, sentence: elements of those parts, which make them themselves
export function buildGanSkeleton(stepper, sentence) {
  const parts = {
    figures: element("dl", { class: "lv-figures lv-gan-figures", "aria-label": say("figures") }),
    wedge: element("div", { class: "lv-wedge", "aria-hidden": "true" }),
    flow: element("div", { class: "lv-gan-flow" }),
    charts: element("div", { class: "lv-gan-charts" }),
    top: element("div", { class: "lv-gan-top" }),
    map: element("div", { class: "lv-map" }),
    plane: element("div", { class: "lv-gan-plane" }),
    notice: element("p", { class: "lv-notice", role: "status", hidden: true }),
    hint: element("p", { class: "lv-gan-hint", role: "status", hidden: true }),
    spoken: element("p", { class: "lv-spoken", "aria-live": "polite" }),
  };
  parts.plane.append(parts.map, parts.notice, parts.hint);
  parts.side = element("div", { class: "lv-gan-side" }, parts.top, parts.plane);
  parts.body = element("div", { class: "lv-gan-body" }, parts.charts, parts.side);
  parts.root = element("section", { class: "live-view lv-gan", "data-lab": "gan", "data-status": "idle", "data-painted": "0", "data-frames": "0" },
    parts.wedge, parts.figures, stepper, parts.flow, sentence, parts.body, parts.spoken);
  return parts;
}
