// Inspect: the chosen unit and the chosen point; without either a sentence says what to click.
import { element } from "./dom.js";
import { PointView } from "./inspect_point.js";
import { UnitView } from "./inspect_unit.js";
import { say } from "./words.js";

export class InspectPanel {
  constructor(root, report) {
    Object.assign(this, { root, chosen: { unit: null, point: null } });
    this.note = element("p", { class: "lv-note" });
    this.report = (name, detail) => (name === "edit" ? report(name, detail) : report("view", { ...this.chosen, [name]: detail }));
  }

  build(data, theme) {
    const { unit, point } = this.chosen;
    const isThere = point !== null && point < data.points.x.length;
    this.data = data;
    this.unit = unit ? new UnitView(data, theme, unit, this.report) : null;
    this.point = isThere ? new PointView(data, theme, point, this.report) : null;
    const views = [this.point, this.unit].filter(Boolean).map((view) => view.root);
    this.note.textContent = say(unit ? "panel_choose_point" : isThere ? "panel_choose_unit" : "panel_choose");
    this.root.replaceChildren(...views, ...(views.length < 2 ? [this.note] : []));
  }

  draw(report) {
    if (!report) return;
    const { x, y } = this.data.points, at = this.chosen.point;
    this.unit?.draw(report, this.frame, this.point && y ? [x[at], y[at]] : null);
    this.point?.draw(report, this.frame);
  }

  setFrame(frame) {
    this.frame = frame;
    this.unit?.setFrame(frame);
  }
}
