// What the reader looks at: unit under the pointer, pinned unit, chosen point, mode. Kept in one view that is sent.
import { isTyping } from "./keyboard.js";
import { presentRun } from "./runs.js";

export class Gestures {
  // stage: {data, network, panels, popover, painting, post(gesture), edit(target, anchor), redraw()}
  constructor(stage) {
    Object.assign(this, { stage, view: { mode: "eval", panels: [], unit: null, point: null, step: null }, hovered: null, hoveredEdge: null });
  }

  // The view as the page remembers it, for a stage that is mounted anew.
  restore(view) {
    Object.assign(this.view, { mode: view.mode, unit: view.unit, point: view.point, step: view.step });
    view.panels.forEach((name) => this.stage.panels.show(name));
  }

  // A new network or new points: what is gone cannot be looked at.
  adopt(data, former) {
    Object.assign(this, { hovered: null, hoveredEdge: null });
    const shape = ({ inputs, layers, classes, task }) => JSON.stringify([inputs, layers.map(({ units }) => units), classes, task]);
    const lost = {};
    if (former && this.view.unit && shape(data) !== shape(former)) lost.unit = null;
    if (former && this.view.point !== null && JSON.stringify(data.points) !== JSON.stringify(former.points)) lost.point = null;
    if (this.view.mode === "agreement" && data.seeds === 1) lost.mode = "eval";
    if (Object.keys(lost).length) this.change(lost);
  }

  // The past is left by itself when the run goes on, or is another one.
  followFilm({ status, arrays: { film_steps } }) {
    const last = film_steps?.at(-1), isOther = this.lastStep !== undefined && last !== this.lastStep;
    this.lastStep = last;
    if (this.view.step !== null && (status === "running" || isOther)) this.change({ step: null });
  }

  // Another run may end at the same step.
  followRuns(runs) {
    const { number } = presentRun(runs);
    if (number !== this.run) Object.assign(this, { run: number, lastStep: this.run === undefined ? undefined : NaN });
  }

  change(part) {
    this.view = { ...this.view, ...part };
    this.stage.post({ action: "view", value: this.view });
    this.stage.panels.setSelection({ unit: this.view.unit, point: this.view.point });
  }

  get pinned() {
    const { unit } = this.view;
    return unit && { layer: unit[0], unit: unit[1] };
  }

  // The unit whose formula is shown: the first output where none is pinned.
  get selected() {
    return this.pinned ?? { layer: this.stage.network.sizes.length - 1, unit: 0 };
  }

  // The one with ring and bright edges: of several outputs none stands out by itself.
  get marked() {
    return this.stage.output.size > 1 ? this.pinned : this.selected;
  }

  onNetwork(name, detail) {
    if (name === "edit") return this.stage.post(detail);
    if (name === "edit_value") return this.stage.edit(detail.target, detail.anchor, detail.isByKey);
    if (!this.stage.frame) return;
    if (name === "select") this.pin(this.isPinned(detail) ? null : detail);
    else if (name === "hover") this.hovered = detail;
    else if (this.hoveredEdge?.key === detail?.key) return;
    else this.hoveredEdge = detail;
    this.stage.redraw();
  }

  isPinned = ({ layer, unit }) => this.pinned?.layer === layer && this.pinned.unit === unit;

  pin(unit) {
    this.change({ unit: unit && [unit.layer, unit.unit] });
    if (unit) this.stage.panels.show("inspect");
    this.stage.redraw();
  }

  choosePoint(index) {
    const point = index === this.view.point ? null : index;
    if (point === this.view.point) return;
    this.change({ point });
    if (point !== null) this.stage.panels.show("inspect");
    this.stage.redraw();
  }

  // Escape closes the innermost thing that is open.
  onKey(event) {
    const { popover, painting } = this.stage;
    if (event.key !== "Escape") return isTyping(event) ? null : painting.onKey(event);
    if (popover.isOpen) return popover.close();
    if (isTyping(event)) return;
    if (painting.isOn) painting.toggle(false);
    else if (this.view.unit) this.pin(null);
    else if (this.view.point !== null) this.choosePoint(null);
    else if (this.view.step !== null) this.stage.seek(null);
  }
}
