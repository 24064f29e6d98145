// The panels below the stage: a tab each, all closed at first. Only an open one is drawn, and only for a new report.
import { element } from "./dom.js";
import { isPast } from "./film.js";
import { InspectPanel } from "./panel_inspect.js";
import { LayersPanel } from "./panel_layers.js";
import { MetricsPanel } from "./panel_metrics.js";
import { RunsPanel } from "./panel_runs.js";
import { say } from "./words.js";

const READ_EVERY = 240; // ms between two drawings of live numbers
const KINDS = { inspect: InspectPanel, layers: LayersPanel, metrics: MetricsPanel, runs: RunsPanel };

export class Panels {
  // report(name, detail): what the reader did, as in stage.js
  constructor(root, report) {
    Object.assign(this, { root, report, open: null, selection: { unit: null, point: null }, stale: new Set(), framedAt: 0 });
    this.tabs = element("div", { class: "lv-tabs", role: "tablist", "aria-label": say("panel_tabs"), onkeydown: (event) => this.onKey(event) });
    this.bodies = element("div");
    this.entries = Object.fromEntries(Object.entries(KINDS).map(([name, Panel]) => [name, this.addPanel(name, Panel)]));
    root.classList.add("lv-panels");
    root.append(this.tabs, this.bodies);
    this.mark();
  }

  addPanel(name, Panel) {
    const body = element("div", { role: "tabpanel", id: `lv-panel-${name}`, "aria-labelledby": `lv-tab-${name}`, class: "lv-panel", hidden: true });
    const tab = element("button", { type: "button", role: "tab", id: `lv-tab-${name}`, "data-panel": name, "aria-controls": body.id, onclick: () => this.toggle(name) }, say(`panel_${name}`));
    this.tabs.append(tab);
    this.bodies.append(body);
    return { tab, body, panel: new Panel(body, (kind, detail) => this.pass(kind, detail)) };
  }

  // A unit chosen in some panel is inspected.
  pass(kind, detail) {
    this.report(kind, detail);
    if (kind === "view" && detail.unit) this.show("inspect");
  }

  get panel() {
    return this.open && this.entries[this.open].panel;
  }

  // A network, other points, another width or theme.
  build(data, theme) {
    const isSame = data.picture === this.data?.picture && theme === this.theme && this.root.clientWidth === this.width;
    Object.assign(this, { data, theme, width: this.root.clientWidth });
    if (isSame) return; // what is looked at has changed, not what there is
    if (this.latest?.run !== data.picture) this.latest = null;
    if (this.frame?.run !== data.picture) this.frame = null;
    this.stale = new Set(Object.keys(KINDS));
    this.refresh();
  }

  // What is seen must be of today: the open panel is built if it is not, and drawn.
  refresh() {
    if (!this.panel || !this.data) return;
    if (this.stale.delete(this.open)) this.panel.build(this.data, this.theme);
    if (this.frame) this.panel.setFrame?.(this.frame);
    this.panel.draw(this.latest);
  }

  setRuns(runs) {
    this.entries.runs.panel.setRuns(runs);
  }

  receive(report) {
    if (report.run !== this.data?.picture) return;
    this.latest = report;
    this.panel?.draw(report);
  }

  // Numbers that change twenty times a second cannot be read.
  setFrame(frame) {
    const now = performance.now(), isDue = now - this.framedAt > READ_EVERY || frame.status !== "running";
    this.frame = frame;
    if (!isPast(frame)) this.entries.runs.panel.frame = frame; // the table tells how the run stands, also while an earlier moment is looked at
    if (!isDue) return;
    this.framedAt = now;
    this.panel?.setFrame?.(frame);
  }

  setSelection(selection) {
    if (String([selection.unit, selection.point]) === String([this.selection.unit, this.selection.point])) return;
    this.selection = selection;
    this.entries.inspect.panel.chosen = { unit: selection.unit ?? null, point: selection.point ?? null };
    this.stale.add("inspect");
    if (this.open === "inspect") this.refresh();
  }

  setThreshold(value) {
    this.entries.metrics.panel.setThreshold(value);
  }

  // Opens a panel; it stays open if it is.
  show(name) {
    if (this.open !== name) this.toggle(name);
  }

  toggle(name) {
    this.open = this.open === name ? null : name;
    this.mark();
    this.refresh();
    this.report("view", { panels: this.open ? [this.open] : [] });
  }

  mark() {
    const names = Object.keys(KINDS);
    for (const [name, { tab, body }] of Object.entries(this.entries)) {
      tab.setAttribute("aria-selected", String(name === this.open));
      tab.tabIndex = name === (this.open ?? names[0]) ? 0 : -1;
      body.hidden = name !== this.open;
    }
  }

  onKey(event) {
    const tabs = [...this.tabs.children], at = tabs.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    tabs[(to + tabs.length) % tabs.length].focus();
  }
}
