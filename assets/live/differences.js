// In which settings a pinned run differs from the present one.
import { element } from "./dom.js";
import { say } from "./words.js";

export function buildDifferences({ letter, name, note, differences }) {
  const heads = [say("runs_setting"), letter, say("runs_present")].map((text) => element("th", { scope: "col" }, text));
  const rows = differences.map(({ label, here, there }) => element("tr", {}, element("th", { scope: "row" }, label), element("td", {}, there), element("td", {}, here)));
  const table = differences.length ? [element("table", { class: "lv-table lv-difference" }, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows))] : [element("p", { class: "lv-note" }, say("runs_same"))];
  return element("section", { "data-letter": letter }, element("h3", {}, say("runs_differences", { letter }), element("span", {}, name)), ...table, ...(note ? [element("p", { class: "lv-hint-line" }, note)] : []));
}
