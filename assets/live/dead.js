// Dead units of each hidden layer: how many, and which.
import { element, setText } from "./dom.js";
import { nameColumn, nameUnit, startOf } from "./names.js";
import { say } from "./words.js";

const MOST_NAMES = 8;

export class DeadUnits {
  constructor(data, choose) {
    Object.assign(this, { data, choose });
    this.rows = data.layers.map((_, i) => {
      const parts = { bar: element("i"), count: element("b"), names: element("span", { class: "lv-dead-names" }) };
      return { ...parts, node: element("div", { class: "lv-dead-row" }, element("span", {}, nameColumn(data, i + 1)), element("div", {}, parts.bar), parts.count, parts.names) };
    });
    this.root = element("figure", { class: "lv-chart" }, element("figcaption", {}, element("h3", {}, say("panel_dead"))),
      ...(this.rows.length ? this.rows.map((row) => row.node) : [element("p", { class: "lv-note" }, say("no_layer"))]));
  }

  // dead: 1 or 0 for each hidden unit
  draw(dead) {
    this.data.layers.forEach(({ units }, i) => {
      const start = startOf(this.data, i + 1, 1), { bar, count, names } = this.rows[i];
      const which = Array.from({ length: units }, (_, index) => index).filter((index) => dead[start + index]);
      bar.style.width = `${(100 * which.length) / units}%`;
      setText(count, say("panel_dead_count", { count: which.length, units }));
      const key = which.join();
      if (names.dataset.key === key) return;
      names.dataset.key = key;
      const buttons = which.slice(0, MOST_NAMES).map((index) => this.button([i + 1, index]));
      names.replaceChildren(...buttons, which.length > MOST_NAMES ? "…" : "");
    });
  }

  button(unit) {
    const name = nameUnit(this.data, unit);
    return element("button", { type: "button", title: say("panel_look_at", { name }), onclick: () => this.choose(unit) }, name);
  }
}
