// All beside the map: curves over the iterations, the film of the run on their axis, and the scores now.
import { dragAlong } from "./drag_along.js";
import { element } from "./dom.js";
import { FilmBar } from "./film.js";
import { GanCurves } from "./gan_curves.js";
import { GanHistogram } from "./gan_histogram.js";

const DRAW_EVERY = 90; // ms between two drawings while it trains: a curve grows no faster to the eye

export class GanCharts {
  // onSeek(step): the moment to look at, null for the present
  constructor(root, onSeek) {
    this.root = root;
    this.curves = new GanCurves();
    this.histogram = new GanHistogram();
    this.film = new FilmBar(onSeek);
    this.area = element("div", { class: "lv-loss" }, ...this.curves.plots.map((plot) => plot.root), this.film.root);
    root.append(this.area, this.histogram.root);
    dragAlong(this.area, () => this.film.isOn, (x) => this.film.chooseAt(this.curves.epochAt(x)));
  }

  build(data, isPhone) {
    this.frame = null;
    this.curves.build(data, isPhone);
    const { left, right } = this.curves.place;
    this.root.style.setProperty("--left", left + "px");
    this.root.style.setProperty("--right", right + "px");
    this.histogram.build(this.curves.place, isPhone);
  }

  // step: the moment that the reader chose, null for the present
  draw(frame, step) {
    const now = performance.now();
    if (this.frame && frame.status === "running" && this.frame.status === "running" && now - this.drawnAt < DRAW_EVERY) return;
    Object.assign(this, { frame, drawnAt: now });
    this.curves.draw(frame);
    this.histogram.draw(frame);
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
