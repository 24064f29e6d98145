// The followed sample's name and score beside its ring, the scale of the arrows, and a slider that chooses it by key.
import { element, setText, svg } from "./dom.js";
import { formatScore, middleOf } from "./gan_numbers.js";
import { formatShort } from "./number.js";
import { say } from "./words.js";

const ASIDE = 50, RAISE = 18, EDGE = 0.7; // px from the sample to its label's middle; right of this share it stands left
const READ_EVERY = 200, PLACE_EVERY = 100; // ms between two texts, and between two places
const ARROW = "M0 5H27M33 5l-7 -3.2v6.4z";

export class GanFollowed {
  // onFollow(index): chosen with the keys of the slider
  constructor(onFollow) {
    this.number = element("span");
    this.score = element("b");
    this.label = element("div", { class: "lv-gan-label", "aria-hidden": "true", hidden: true }, this.number, " ", this.score);
    this.slider = element("input", { type: "range", class: "lv-gan-slider", min: 1, step: 1, value: 1, "aria-label": say("gan_follow_slider"), oninput: () => onFollow(+this.slider.value - 1) });
    this.full = element("span");
    this.arrow = element("div", { class: "lv-gan-arrow", title: say("gan_arrow_title"), hidden: true }, svg("svg", { width: 34, height: 10, "aria-hidden": "true" }, svg("path", { d: ARROW })), this.full);
    this.nodes = [this.slider, this.label, this.arrow];
    Object.assign(this, { toldAt: -Infinity, scaledAt: -Infinity, placedAt: -Infinity });
  }

  build({ left, size }) {
    this.scaledAt = -Infinity;
    this.arrow.style.left = left + 6 + "px";
    this.arrow.style.top = size - 26 + "px";
    Object.assign(this.slider.style, { left: left + "px", width: size + "px", height: size + "px" });
  }

  tell(frame, index, isOwn) {
    const now = performance.now(), { arrays, metrics } = frame, key = `${index} ${isOwn}`;
    if (key === this.key && frame.status === "running" && now - this.toldAt < READ_EVERY) return;
    Object.assign(this, { key, toldAt: now });
    const value = isOwn ? metrics.followed_score : arrays.score_fake[index];
    setText(this.number, isOwn ? say("gan_sample_own") : say("gan_sample_number", { number: index + 1 }));
    setText(this.score, say("gan_sample_score", { score: formatScore(value) }));
    this.score.className = value >= middleOf(frame) ? "lv-positive" : "lv-negative";
    this.slider.max = arrays.fake.shape[0];
    if (+this.slider.value !== index + 1) this.slider.value = index + 1;
    this.slider.setAttribute("aria-valuetext", say("gan_follow_value", { number: index + 1, x: formatScore(arrays.fake[2 * index]), y: formatScore(arrays.fake[2 * index + 1]), score: formatScore(value) }));
  }

  // at: [x, y] on the map, or null where the sample is not seen. While the run goes on the label comes after its ring
  // now and then: to move an element costs the browser more than all that is drawn.
  place(at, left, size, isRunning) {
    const now = performance.now(), isHidden = !at;
    if (this.label.hidden !== isHidden) this.label.hidden = isHidden;
    if (!at || (isRunning && now - this.placedAt < PLACE_EVERY)) return;
    this.placedAt = now;
    const isRight = at[0] > size * EDGE, x = left + at[0] + (isRight ? -ASIDE : ASIDE), y = Math.max(14, Math.min(size - 14, at[1] - RAISE));
    Object.assign(this.label.style, { left: `${x.toFixed(1)}px`, top: `${y.toFixed(1)}px` });
  }

  // What pull the longest arrows stand for; 0: there are none.
  tellScale(full) {
    const now = performance.now(), isHidden = !(full > 0);
    if (isHidden !== this.arrow.hidden) this.arrow.hidden = isHidden;
    if (isHidden || now - this.scaledAt < READ_EVERY) return;
    this.scaledAt = now;
    setText(this.full, say("gan_arrow", { value: formatShort(+full.toPrecision(2)) }));
  }
}
