// The loss landscape of the reader's own network: what the server computes in the background, and its controls.
import { element, setText } from "./dom.js";
import { Segments } from "./lesson_parts.js";
import { formatLoss, formatNumber } from "./number.js";
import { say } from "./words.js";

export class LandscapePanel {
  // onChange(change) of the state, act(name) for what the server is to do.
  constructor({ onChange, act }) {
    const kinds = ["trajectory", "random"].map((id) => ({ id, label: say(`plane_${id}`) }));
    this.plane = new Segments(kinds, say("plane"), (id) => onChange({ plane: id }));
    this.again = element("button", { type: "button", class: "ls-link", onclick: () => onChange({ seed: (this.seed + 1) % 1000 }) }, say("draw_again"));
    this.link = element("input", { type: "text", class: "dg-link", "aria-label": say("link_label"), placeholder: say("link_place"), spellcheck: "false" });
    const take = () => onChange({ link: this.link.value.trim() });
    this.link.addEventListener("keydown", (event) => (event.stopPropagation(), event.key === "Enter" && take()));
    this.about = element("p", { class: "dg-about" });
    this.bar = element("progress", { max: 1, "aria-label": say("compute") });
    this.status = element("span", { class: "dg-status", role: "status" });
    this.button = element("button", { type: "button", class: "ls-button", onclick: () => act(this.isRunning ? "cancel" : "start") });
    this.root = element("div", { class: "dg-landscape" },
      element("div", { class: "dg-line" }, element("h2", {}, say("network")), element("span", { class: "dg-name" }, (this.name = element("b", {})))),
      element("div", { class: "dg-line" }, this.link, element("button", { type: "button", class: "ls-button", onclick: take }, say("link_take")), element("button", { type: "button", class: "ls-button", onclick: () => act("adopt") }, say("adopt"))),
      element("div", { class: "dg-line" }, element("h2", {}, say("plane")), this.plane.root, this.again),
      element("div", { class: "dg-line dg-work" }, this.button, this.bar, this.status, this.about));
  }

  show(state, extra) {
    const { job, landscape, network } = extra, status = job?.status ?? "idle";
    this.isRunning = status === "running";
    this.seed = state.seed;
    this.plane.choose(state.plane);
    this.again.hidden = state.plane !== "random";
    if (document.activeElement !== this.link) this.link.value = state.link;
    setText(this.name, network ?? "");
    this.bar.value = job?.progress ?? 0;
    this.bar.hidden = !this.isRunning;
    setText(this.button, say(this.isRunning ? "cancel" : "compute"));
    this.button.hidden = status === "done";
    const percent = Math.round(100 * (job?.progress ?? 0));
    const words = { running: "computing", cancelled: "cancelled", dropped: "dropped", failed: "failed", idle: "not_computed" };
    setText(this.status, status in words ? say(words[status], { percent, reason: job?.error }) : "");
    setText(this.about, landscape ? describe(landscape) : "");
  }
}

function describe({ updates, wanted, diverged, path_losses: losses, shares }) {
  const loss = formatLoss(losses.at(-1)), key = diverged ? "trained_diverged" : updates < wanted ? "trained_part" : "trained";
  const share = shares.length && (100 * (shares[0] + shares[1])).toFixed(1);
  return `${say(key, { updates: updates.toLocaleString("en"), wanted: wanted.toLocaleString("en"), loss })} ${shares.length ? say("shares", { share }) : say("random_plane")}`;
}

// The landscape as the map takes it; null stands for a loss beyond all numbers.
export function fieldOfLandscape({ a, b, losses }) {
  const field = Float64Array.from(losses, (value) => value ?? Infinity);
  return { field, count: a.length, extent: [a[0], a.at(-1), b[0], b.at(-1)], names: [say("axis_a"), say("axis_b")] };
}

// The loss between the points of the grid.
export function readLandscape({ a, b, losses }, [x, y]) {
  const n = a.length, col = ((x - a[0]) / (a.at(-1) - a[0])) * (n - 1), row = ((y - b[0]) / (b.at(-1) - b[0])) * (n - 1);
  const j = Math.max(0, Math.min(n - 2, Math.floor(col))), i = Math.max(0, Math.min(n - 2, Math.floor(row))), u = col - j, v = row - i;
  const at = (di, dj) => losses[(i + di) * n + j + dj] ?? Infinity;
  return (1 - v) * ((1 - u) * at(0, 0) + u * at(0, 1)) + v * ((1 - u) * at(1, 0) + u * at(1, 1));
}

export function formulaOfLandscape(landscape, probe) {
  const key = (text) => element("span", { class: "ls-key" }, text), loss = landscape.path_losses.at(-1);
  return [
    element("span", {}, key(say("landscape_key")), say("landscape_formula")),
    element("span", {}, key(say("landscape_here")), `a ${formatNumber(probe[0])}, b ${formatNumber(probe[1])}: `, element("b", {}, formatLoss(readLandscape(landscape, probe)))),
    element("span", {}, key(say("landscape_end")), "a 0, b 0: ", element("b", {}, formatLoss(loss))),
  ];
}
