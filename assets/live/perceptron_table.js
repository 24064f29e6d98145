// The truth table, or the reader's own points: what each wants, what that needs, its sum and what the neuron gives.
import { reuse } from "./axes.js";
import { element, setText } from "./dom.js";
import { inlineMark, verdict } from "./lesson_text.js";
import { formatNumber } from "./number.js";
import { shortNumber } from "./perceptron_neuron.js";
import { say } from "./words.js";

// Rows that stay while what stands in them changes: a chosen one keeps the focus.
export class RowTable {
  constructor(heads, onSelect) {
    Object.assign(this, { onSelect, written: [] });
    this.body = element("tbody", {});
    this.node = element("table", { class: "ls-table" }, element("thead", {}, element("tr", {}, ...heads.map(([text, isStart]) => element("th", { class: isStart ? "ls-start" : "" }, text)))), this.body);
  }

  // rows: { key, cells } where `key` says what is written, and cells() gives each cell's content.
  draw(rows, selected) {
    const nodes = reuse(this.body, rows.length, () => this.make());
    this.written.length = rows.length;
    rows.forEach(({ key, cells }, i) => {
      nodes[i].index = i;
      nodes[i].setAttribute("aria-selected", i === selected);
      if (this.written[i] === key) return;
      this.written[i] = key;
      nodes[i].replaceChildren(...cells().map((content) => element("td", { class: content.isStart ? "ls-start" : "" }, ...[content.nodes ?? content].flat())));
    });
  }

  make() {
    const row = element("tr", { tabindex: 0, onclick: () => this.onSelect(row.index), onkeydown: ({ key }) => key === "Enter" && this.onSelect(row.index) });
    return row;
  }
}

export class PointTable {
  constructor(lab) {
    this.lab = lab;
    this.title = element("h2", {});
    this.target = element("span", { class: "ls-muted ls-small" });
    this.table = new RowTable([[say("inputs_column")], [say("wants")], [say("needs"), true], [say("sum")], [say("gives")], [""]], (i) => lab.select(i));
    this.root = element("div", {}, element("div", { class: "ls-caption" }, this.title, this.target), element("div", { class: "pc-table-box" }, this.table.node));
  }

  draw() {
    const { lab } = this, isOwn = lab.state.target === "own", { sums, gives } = lab.judged;
    setText(this.title, say(isOwn ? "points_table" : "truth_table"));
    setText(this.target, isOwn ? "" : say("target_is", { name: say(lab.state.target) }));
    const rows = lab.points.map(([x1, x2, wants], i) => ({
      key: [x1, x2, wants, formatNumber(sums[i]), gives[i]].join(),
      cells: () => [
        `${shortNumber(x1)}\u2002${shortNumber(x2)}`, [`${wants} `, inlineMark(wants)], { isStart: true, nodes: [needOf(x1, x2, wants)] },
        formatNumber(sums[i]), [`${gives[i]} `, inlineMark(gives[i])], [verdict(gives[i] === wants)],
      ],
    }));
    this.table.draw(rows, lab.selected);
  }
}

function needOf(x1, x2, wants) {
  const term = (x, name) => (x === 1 ? name : `${shortNumber(x)} ${name}`);
  const terms = [x1 && term(x1, "w₁"), x2 && term(x2, "w₂")].filter(Boolean);
  return `${terms.join(" + ").replace("+ −", "− ") || "0"} ${wants ? "≥" : "<"} θ`;
}
