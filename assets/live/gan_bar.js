// The color bar of the GAN map: what D says, from "fake" at its foot to "real" at its head, with numbers that may change.
import { setText, svg } from "./dom.js";
import { formatStep } from "./gan_numbers.js";
import { BAR, BAR_GAP } from "./mapaxes.js";
import { say } from "./words.js";

const PLACES = [-1, -0.5, 0, 0.5, 1]; // of the numbers along the bar
const SMALL = 300; // px of a map with room for every second number only
const READ_EVERY = 250; // ms between two numbers of a middle that moves

export class GanBar {
  constructor() {
    this.ticks = PLACES.map(() => svg("text"));
    this.level = svg("path", { class: "lv-level" });
    this.names = [["lv-gan-real", say("gan_says_real"), 0.125, 0.25], ["", say("gan_score"), 0.375, null], ["lv-gan-fake", say("gan_says_fake"), 0.875, 0.75]]
      .map(([kind, text, ...places]) => ({ places, node: svg("text", { class: kind, "text-anchor": "middle" }, text) }));
    this.group = svg("g", { class: "lv-gan-bar" }, ...this.ticks, this.level, ...this.names.map(({ node }) => node));
  }

  // Beside a square of that size at that place.
  build(left, size) {
    const x = left + size + BAR_GAP, end = x + BAR, isSmall = size < SMALL;
    Object.assign(this, { key: null, drawnAt: -Infinity });
    this.ticks.forEach((text, i) => {
      text.style.display = isSmall && i % 2 ? "none" : "";
      text.setAttribute("x", end + 4);
      text.setAttribute("y", (((1 - PLACES[i]) / 2) * (size - 9) + 9).toFixed(1));
    });
    this.level.setAttribute("d", `M${x - 2} ${size / 2}h${BAR + 4}`);
    for (const { node, places } of this.names) {
      const at = places[isSmall ? 1 : 0];
      node.style.display = at === null ? "none" : "";
      if (at !== null) node.setAttribute("transform", `translate(${end + 18} ${(size * at + 4).toFixed(1)})rotate(-90)`);
    }
  }

  // The colors end at middle ± range; beyond them the field goes from `low` to `high`.
  draw({ middle, range, low, high }, now) {
    const isLow = low < middle - 1.02 * range, isHigh = high > middle + 1.02 * range, key = [middle, range, isLow, isHigh].join();
    if (key === this.key || (range === this.range && now - this.drawnAt < READ_EVERY)) return;
    Object.assign(this, { key, range, drawnAt: now });
    this.ticks.forEach((text, i) => {
      const sign = PLACES[i] === 1 && isHigh ? "≥" : PLACES[i] === -1 && isLow ? "≤" : "";
      setText(text, sign + formatStep(middle + PLACES[i] * range, range / 2));
    });
  }
}
