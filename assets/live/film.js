// The film of a run that stands still: a slider over its recorded moments on the plot's own axis, played or dragged.
import { element, setText, svg } from "./dom.js";
import { reducedMotion } from "./glide.js";
import { iconButton } from "./stepper.js";
import { say } from "./words.js";

const EVERY = 125, MOST = 96; // ms a moment; a longer film leaves some out
const STILLS = 8, STILL = 1000; // with reduced motion: so many jumps, ms each
const PLAY = "M5 3.2v9.6l8-4.8z", STOP = "M4.5 3.5h2.6v9H4.5zM8.9 3.5h2.6v9H8.9z";

export class FilmBar {
  // report(step): the moment to look at, null for the present
  constructor(report) {
    Object.assign(this, { report, steps: [], epochs: [], index: -1, timer: null });
    this.play = iconButton("", say("film_play"), "film-play", () => (this.timer ? this.stop() : this.start()));
    this.play.className = "lv-film-play";
    this.icon = svg("path", { d: PLAY });
    this.play.append(svg("svg", { width: 16, height: 16, "aria-hidden": "true" }, this.icon));
    this.slider = element("input", { type: "range", class: "lv-film-slider", min: 0, step: 1, "aria-label": say("film_slider"),
      oninput: () => this.choose(+this.slider.value), onkeydown: (event) => this.onKey(event) });
    this.track = element("div", { class: "lv-film-track" }, this.slider, element("i", { class: "lv-film-thumb" }));
    this.past = element("span", { class: "lv-film-past" }, say("film_past"));
    this.label = element("span", { class: "lv-film-label" });
    this.back = element("button", { type: "button", class: "lv-text-button lv-film-back", "data-focus": "film-back", onclick: () => this.choose(this.last) }, say("film_back"));
    this.root = element("div", { class: "lv-film" }, this.play, this.track, element("p", { class: "lv-film-line" }, this.past, this.label, this.back));
  }

  get last() {
    return this.steps.length - 1;
  }

  get isOn() {
    return this.last > 0;
  }

  // The moments of a frame of a run that stands still; while it trains there are none to look at.
  setMoments({ status, arrays: { film_steps, film_epochs } }) {
    this.isRunning = status === "running";
    Object.assign(this, { steps: film_steps ?? [], epochs: film_epochs ?? [] });
    if (!this.isOn) this.stop();
    this.slider.disabled = this.play.disabled = !this.isOn;
    this.slider.max = Math.max(0, this.last);
    this.root.classList.toggle("lv-off", !this.isOn);
  }

  // Shows a moment by its step, null for the present.
  show(step) {
    const found = step === null ? -1 : this.steps.indexOf(step);
    this.index = found < 0 ? this.last : found;
    const isPast = this.isOn && this.index < this.last;
    if (+this.slider.value !== this.index) this.slider.value = Math.max(0, this.index);
    this.past.hidden = this.back.hidden = !isPast;
    const words = { step: this.steps[this.index]?.toLocaleString("en"), last: this.steps[this.last]?.toLocaleString("en"), epoch: this.epochs[this.index]?.toFixed(1) };
    const told = isPast ? "film_moment" : this.isOn ? "film_now" : this.isRunning ? "film_running" : "film_empty";
    setText(this.label, say(told, words));
    this.slider.setAttribute("aria-valuetext", say(told === "film_now" ? "film_spoken_now" : told, words));
    return isPast ? this.epochs[this.index] : null;
  }

  // Where the thumb stands along the track, in px.
  place(x) {
    this.track.style.setProperty("--at", `${x.toFixed(1)}px`);
  }

  choose(index) {
    this.stop();
    this.go(index);
  }

  go(index) {
    if (index !== this.index) this.report(index >= this.last ? null : this.steps[index]);
  }

  // The recorded moment nearest to an epoch.
  chooseAt(epoch) {
    let best = 0;
    this.epochs.forEach((e, i) => (best = Math.abs(e - epoch) <= Math.abs(this.epochs[best] - epoch) ? i : best));
    this.choose(best);
  }

  onKey(event) {
    if (event.key === "Escape") this.choose(this.last);
  }

  // From the beginning, or from where it was left.
  start() {
    const [every, by] = reducedMotion.matches ? [STILL, Math.ceil(this.last / STILLS)] : [EVERY, Math.ceil(this.last / MOST)];
    const advance = (index) => {
      this.go(index);
      if (index >= this.last) this.stop();
    };
    this.setPlaying(setInterval(() => advance(Math.min(this.last, this.index + by)), every));
    advance(this.index >= this.last ? 0 : Math.min(this.last, this.index + by));
  }

  stop() {
    if (!this.timer) return;
    clearInterval(this.timer);
    this.setPlaying(null);
  }

  setPlaying(timer) {
    this.timer = timer;
    this.icon.setAttribute("d", timer ? STOP : PLAY);
    const label = say(timer ? "film_stop" : "film_play");
    for (const name of ["aria-label", "title"]) this.play.setAttribute(name, label);
  }
}

// Whether a frame shows an earlier moment of its run.
export const isPast = ({ step, arrays: { film_steps } }) => Boolean(film_steps) && step < film_steps.at(-1);
