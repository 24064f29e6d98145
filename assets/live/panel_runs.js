// Runs: a table of this session's runs, newest first; pinned ones can be compared with the present one, earlier ones restored.
import { element } from "./dom.js";
import { buildDifferences } from "./differences.js";
import { RunRow } from "./run_row.js";
import { pinnedRuns } from "./runs.js";
import { say } from "./words.js";

export class RunsPanel {
  constructor(root, report) {
    this.report = (gesture) => report("edit", gesture);
    this.rows = element("tbody", { role: "rowgroup" });
    this.score = element("th", { scope: "col", role: "columnheader" });
    const heads = ["parameters", "epoch", "train_loss", "test_loss"].map((name) => element("th", { scope: "col", role: "columnheader" }, say(`runs_${name}`)));
    const head = element("tr", { role: "row" }, element("th", { scope: "col", role: "columnheader" }, element("span", { class: "lv-spoken" }, say("runs_pin"))), element("th", { scope: "col", role: "columnheader" }, say("runs_run")),
      ...heads, this.score, element("th", { scope: "col", role: "columnheader" }, say("runs_time")), element("th", { scope: "col", role: "columnheader" }, element("span", { class: "lv-spoken" }, say("runs_restore"))));
    this.differences = element("div", { class: "lv-differences" });
    root.append(element("p", { class: "lv-note lv-runs-note" }, say("runs_note")),
      element("table", { class: "lv-table lv-runs", role: "table", "aria-label": say("panel_runs") }, element("thead", { role: "rowgroup" }, head), this.rows), this.differences);
  }

  // Rows are made anew, as there are few; the focus stays on the same button.
  setRuns(runs) {
    const focused = this.rows.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    this.runs = runs;
    this.list = runs.map((run) => new RunRow(run, this.report));
    this.rows.replaceChildren(...this.list.map(({ root }) => root));
    if (focused) this.rows.querySelector(`[data-focus="${focused}"]:not(:disabled)`)?.focus({ preventScroll: true });
    this.differences.replaceChildren(...pinnedRuns(runs).map(buildDifferences));
    this.setFrame();
  }

  build({ task }) {
    this.score.textContent = say(task === "regression" ? "test_r2" : "test_accuracy");
  }

  draw() {} // it is told by frames alone

  // The present run's numbers, as `frame` tells them.
  setFrame() {
    if (!this.list) return;
    if (this.frame) this.list.find(({ run }) => run.present).setFrame(this.frame);
    this.mark();
  }

  // The best among those that learn what the present run learns.
  mark() {
    const rows = this.list.filter(({ run }) => !run.note);
    for (const [name, pick] of [["test_loss", Math.min], ["score", Math.max]]) {
      const known = rows.map(({ values }) => values[name]).filter(Number.isFinite), best = pick(...known);
      for (const row of this.list) row.markBest(name, known.length > 1 && !row.run.note && row.values[name] === best);
    }
  }
}
