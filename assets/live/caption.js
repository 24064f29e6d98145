// The line above the map: what it shows, what that means, eval or train mode, painting, and the key of the points.
import { element, setText, svg } from "./dom.js";
import { formatShort } from "./number.js";
import { classMark, valueMark } from "./points.js";
import { iconButton } from "./stepper.js";
import { buildToggle } from "./toggle.js";
import { say } from "./words.js";

const PENCIL = "M2.5 13.5l.8-3.6 7.6-7.6a1.4 1.4 0 0 1 2 0l.8.8a1.4 1.4 0 0 1 0 2l-7.6 7.6z M9.6 3.6l2.8 2.8";

export class Caption {
  // report(name, detail): "back", "mode", "paint"
  constructor(popover, report) {
    Object.assign(this, { popover, report });
    this.back = iconButton("←", say("back"), "back", () => report("back"));
    this.back.className = "lv-icon";
    this.title = element("h2", {}, say("prediction"));
    this.help = iconButton("?", say("explain"), "explain", () => this.explain());
    this.help.className = "lv-help";
    this.zero = element("span", { class: "lv-zero", title: say("dashed"), hidden: true });
    this.modes = element("div", { class: "lv-modes" });
    this.pencil = element("button", { type: "button", class: "lv-icon", "aria-label": say("paint"), title: say("paint"), "aria-pressed": "false", "data-focus": "paint", onclick: () => report("paint") },
      svg("svg", { width: 16, height: 16, "aria-hidden": "true" }, svg("path", { d: PENCIL })));
    this.key = element("div", { class: "lv-key" });
    this.root = element("div", { class: "lv-caption lv-map-caption" }, this.back, this.title, this.help, this.zero, this.key, this.modes, this.pencil);
  }

  build(data, output, mode) {
    Object.assign(this, { data, output });
    const isRandom = [data.input_extras, ...data.layers.map(({ extras }) => extras)].flat().some(({ kind }) => kind === "dropout" || kind === "batch_norm");
    const hasModes = isRandom || data.seeds > 1;
    this.modes.hidden = !hasModes;
    const choices = { eval: say(isRandom ? "eval" : "one_seed"), ...(isRandom ? { train: say("train") } : {}), ...(data.seeds > 1 ? { agreement: say("agreement") } : {}) };
    const had = this.modes.contains(document.activeElement);
    this.modes.replaceChildren(buildToggle(say("mode"), choices, mode, (chosen) => this.report("mode", chosen)));
    if (had) this.modes.querySelector('[tabindex="0"]').focus();
    const entries = data.task === "regression" ? this.valueEntries() : data.classes.map((name, k) => element("span", {}, classMark(k), classMark(k, true), name));
    this.key.replaceChildren(...entries, element("span", { class: "lv-quiet" }, element("span", {}, say("filled")), say("hollow")));
    this.root.classList.toggle("lv-two-rows", hasModes || data.task !== "binary" || data.classes.join("").length > 18);
  }

  // In one feature's chart all points look alike; on the map their color is their value.
  valueEntries() {
    const { target, n_features } = this.data;
    if (n_features === 1) return [element("span", {}, classMark(0), classMark(0, true), say("data_points"))];
    return [element("span", {}, valueMark("var(--d1)"), valueMark("var(--d7)"), say("value_key", { name: target.name }))];
  }

  show(picture) {
    this.picture = picture;
    const { kind, zero, name, index, seeds } = picture;
    const whole = seeds ? say("agreement_of", { count: seeds }) : say("prediction");
    setText(this.title, kind === "unit" ? name : kind === "share" ? this.data.classes[index] : whole);
    this.zero.hidden = !zero || this.data.n_features === 1; // a chart of curves has no such line
    if (zero) setText(this.zero, say("zero_line", { name: zero.name, value: formatShort(zero.value) }));
  }

  setPinned(isPinned) {
    this.back.hidden = !isPinned;
  }

  setPainting(isOn) {
    this.pencil.setAttribute("aria-pressed", String(isOn));
  }

  // What a pixel of the present map means.
  explain() {
    const { kind, unit, name, index, evalField, seeds } = this.picture, { data, output } = this, isFit = data.n_features === 1;
    const whole = seeds && kind !== "unit" ? `seeds_${isFit ? "fit" : kind === "score" ? "probability" : kind}` : isFit ? "fit" : kind;
    const which = kind === "unit" ? (isFit ? "fit_unit" : unit.layer === 0 ? "input" : "unit") : whole;
    const values = { name, count: seeds, class: data.classes[kind === "share" ? index : 1], target: data.target?.name, limit: formatShort(output.limit) };
    const parts = [element("p", {}, say(`explain_${which}`, values))];
    if (evalField && kind !== "unit") parts.push(element("p", {}, say(seeds ? "explain_seeds" : "explain_train")));
    this.popover.open("explain", say("explain"), this.help, parts);
  }
}
