// All below the map: the loss curves with their head, and the film bar on the same axis.
import { LossCurves } from "./curves.js";
import { dragAlong } from "./drag_along.js";
import { element } from "./dom.js";
import { FilmBar } from "./film.js";
import { PinButton } from "./pin.js";
import { pinnedRuns, presentRun } from "./runs.js";
import { buildToggle } from "./toggle.js";
import { say } from "./words.js";

export class LossView {
  // rate: where the learning rate is told; report(name, detail): "seek" to a step or null, or "edit", a gesture
  constructor(root, rate, report) {
    Object.assign(this, { root, report, isLog: false, frame: null, step: null });
    const scale = buildToggle(say("loss_scale"), { linear: say("linear"), log: say("log") }, "linear", (chosen) => this.setLog(chosen === "log"));
    this.pin = new PinButton((gesture) => report("edit", gesture));
    this.film = new FilmBar((step) => report("seek", step));
    this.area = element("div", { class: "lv-loss" });
    this.curves = new LossCurves(this.area);
    this.area.append(this.film.root);
    root.append(element("div", { class: "lv-caption lv-loss-caption" }, element("h2", {}, say("loss")), rate, this.pin.button, scale), this.area);
    this.area.addEventListener("click", (event) => this.film.isOn && !event.target.closest("button") && this.film.slider.focus({ preventScroll: true }));
    dragAlong(this.area, () => this.film.isOn, (x) => this.film.chooseAt(this.curves.epochAt(x)));
  }

  align(left, right) {
    this.width = this.area.clientWidth;
    this.curves.align(left, right);
  }

  setRuns(runs) {
    this.pin.setRun(presentRun(runs));
    this.curves.pinned.set(pinnedRuns(runs));
  }

  setLog(isLog) {
    this.isLog = isLog;
    if (this.frame) this.curves.draw(this.frame, this.width, isLog);
  }

  // step: the moment that the reader chose, null for the present
  draw(frame, step) {
    this.frame = frame;
    this.pin.setFrame(frame);
    this.curves.draw(frame, this.width, this.isLog);
    this.film.setMoments(frame);
    this.seek(step);
  }

  seek(step) {
    if (!this.frame) return;
    const epoch = this.film.show(step), { plot, lastEpoch } = this.curves;
    this.area.classList.toggle("lv-has-film", this.film.isOn);
    this.curves.seek(epoch);
    this.film.place(plot.toX(epoch ?? lastEpoch) - plot.left);
  }
}
