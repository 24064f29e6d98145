// Where the reader of the GAN lab looks: moment, stage, followed sample, layers of the map. Kept in one view that is sent.
import { isTyping } from "./keyboard.js";

export const LAYERS = ["real", "generated", "manifold", "gradient", "field", "half"];
const REST = 500; // ms that the reader looks at a sample before the page hears of it: nothing there depends on it

export class GanView {
  // stage: {painting, post(gesture), look(), seek(step)}
  constructor(stage) {
    this.stage = stage;
    this.value = { step: null, stage: 0, noise: null, between: [0, 1], layers: LAYERS, followed: 0 };
    this.hovered = null;
  }

  // The view as the page remembers it, for a stage that is mounted anew.
  restore(view) {
    for (const name of Object.keys(this.value)) if (view?.[name] !== undefined) this.value[name] = view[name];
  }

  // The sample that is marked everywhere: the one under the pointer, else the chosen one.
  get index() {
    return this.hovered ?? this.value.followed;
  }

  change(part) {
    this.value = { ...this.value, ...part };
    clearTimeout(this.timer);
    this.stage.post({ action: "view", value: this.value });
    this.stage.look();
  }

  toggleLayer(name) {
    const { layers } = this.value;
    this.change({ layers: LAYERS.filter((layer) => (layer === name ? !layers.includes(name) : layers.includes(layer))) });
  }

  // A noise vector of the reader's own is let go when a sample is chosen.
  follow(index) {
    if (index === this.value.followed && !this.value.noise) return;
    if (this.value.noise) return this.change({ followed: index, noise: null });
    this.value = { ...this.value, followed: index };
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.change({}), REST);
    this.stage.look();
  }

  hover(index) {
    if (index === this.hovered) return;
    this.hovered = index;
    this.stage.look();
  }

  // Another distribution or another noise: what was looked at is gone.
  adopt(data, former) {
    this.hovered = null;
    if (!former) return;
    if (data.picture !== former.picture) this.lastStep = NaN;
    const { is_image: isImage, noise_size: size } = data, lost = {};
    if (this.value.noise && (isImage !== former.is_image || size !== former.noise_size)) lost.noise = null;
    if (isImage !== former.is_image) Object.assign(lost, { followed: 0, between: [0, 1] });
    if (Object.keys(lost).length) this.change(lost);
  }

  // The past is left by itself when the run goes on, or is another one.
  followFilm({ status, arrays: { film_steps } }) {
    const last = film_steps?.at(-1), isOther = this.lastStep !== undefined && last !== this.lastStep;
    this.lastStep = last;
    if (this.value.step !== null && (status === "running" || isOther)) this.change({ step: null });
  }

  // Escape lets go of the innermost thing that is held.
  onKey(event) {
    if (event.key !== "Escape" || (isTyping(event) && !event.target.closest(".lv-gan-slider"))) return;
    const { painting } = this.stage;
    if (painting.isOn) painting.toggle(false);
    else if (this.value.noise) this.change({ noise: null });
    else if (this.value.step !== null) this.stage.seek(null);
  }
}
