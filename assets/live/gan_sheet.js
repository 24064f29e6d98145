// The sheet of generated images, which stands where a plane has its map: each with what D says of it, the one that is
// looked at beside its nearest real neighbor, and the way from one noise to another.
import { element } from "./dom.js";
import { SheetPair } from "./gan_pair.js";
import { Image8, makeGrays, Score } from "./gan_tile.js";
import { say } from "./words.js";

const COLUMNS = 6, COUNT = 36, STEPS = 9, NARROW = 440;
const TEXT_EVERY = 120; // ms between two updates of numbers while it trains: nobody reads faster
const MOVES = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS };

export class GanSheet {
  // report("follow", index) and report("between", [a, b])
  constructor(report) {
    Object.assign(this, { report, followed: 0, between: [0, 1], hovered: null, told: -Infinity });
    this.pair = new SheetPair((end) => this.chooseEnd(end, this.followed));
    this.tiles = element("div", { class: "lv-sheet-tiles", role: "group", "aria-label": say("gan_sheet_tiles"), onkeydown: (event) => this.onKey(event),
      onpointerleave: () => this.hover(null) });
    this.strip = element("div", { class: "lv-sheet-strip", role: "img" });
    this.heading = element("h3");
    const key = element("span", { class: "lv-key" }, element("span", { class: "lv-says-fake" }, say("gan_sheet_fake")), element("span", { class: "lv-says-real" }, say("gan_sheet_real")));
    this.root = element("div", { class: "lv-sheet" },
      element("div", { class: "lv-sheet-caption" }, element("h2", {}, say("gan_sheet")), key),
      element("div", { class: "lv-sheet-body" }, this.tiles, this.pair.root),
      element("div", { class: "lv-sheet-caption" }, this.heading, element("span", { class: "lv-quiet" }, say("gan_sheet_path"))), this.strip);
  }

  // data: the stage's description; what was chosen and drawn stays
  build(data, width, theme) {
    Object.assign(this, { data, grays: makeGrays(theme) });
    const isNarrow = width < NARROW, gap = isNarrow ? 6 : 8;
    const size = isNarrow ? Math.floor((width - (COLUMNS - 1) * gap) / COLUMNS) : 46;
    this.root.classList.toggle("lv-narrow", isNarrow);
    this.root.style.setProperty("--gap", gap + "px");
    this.samples = Array.from({ length: COUNT }, (_, i) => this.buildSample(i, size));
    this.tiles.replaceChildren(...this.samples.map(({ button }) => button));
    this.pair.build(isNarrow ? 72 : 116);
    this.path = Array.from({ length: STEPS }, () => ({ image: new Image8(Math.floor((width - (STEPS - 1) * 4) / STEPS - 1)), score: new Score() }));
    this.strip.replaceChildren(...this.path.map(({ image, score }) => element("span", { class: "lv-sheet-tile" }, image.canvas, score.root)));
    this.mark();
    if (this.frame) this.update(this.frame);
  }

  buildSample(i, size) {
    const image = new Image8(size), score = new Score(), ends = element("b", { class: "lv-sheet-end", hidden: true });
    const button = element("button", { type: "button", class: "lv-sheet-tile", "data-focus": `sheet${i}`, onclick: () => this.follow(i),
      onpointerenter: ({ pointerType }) => pointerType === "mouse" && this.hover(i) }, image.canvas, ends, score.root);
    return { image, score, ends, button };
  }

  update(frame) {
    this.frame = frame;
    const { sheet, between } = frame.arrays;
    if (!this.samples || !sheet || !between) return;
    this.samples.forEach(({ image }, i) => image.draw(sheet, i, this.grays));
    this.path.forEach(({ image }, i) => image.draw(between, i, this.grays));
    const now = performance.now(), isDue = frame.status !== "running" || now - this.told > TEXT_EVERY;
    if (isDue) this.tell(now);
    this.showPair(isDue);
  }

  // The numbers below the images, and the words for those who do not see them.
  tell(now) {
    this.told = now;
    const { score_fake, score_between } = this.frame.arrays, { scale } = this;
    this.samples.forEach(({ score, button }, i) => button.setAttribute("aria-label", say("gan_sheet_spoken", { number: i + 1, score: score.show(score_fake[i], scale) })));
    const scores = this.path.map(({ score }, i) => score.show(score_between[i], scale));
    this.strip.setAttribute("aria-label", say("gan_sheet_path_spoken", { a: this.between[0] + 1, b: this.between[1] + 1, scores: scores.join(", ") }));
  }

  // How a score is read: of this moment where the objective has no fixed middle.
  get scale() {
    const { metrics } = this.frame, { loss } = this.data;
    return { middle: metrics.middle ?? loss.middle ?? 0, span: metrics.span || loss.span || 1 };
  }

  showPair(isDue) {
    if (!this.frame?.arrays.sheet) return;
    const index = this.hovered ?? this.followed;
    this.pair.show(this.frame.arrays, index, this.grays);
    if (isDue) this.pair.tell(this.frame.arrays, index, this.scale, this.between.map((end) => end === this.followed));
  }

  hover(index) {
    if (index === this.hovered) return;
    this.hovered = index;
    this.showPair(true);
  }

  follow(index) {
    this.followed = index;
    this.mark();
    this.report("follow", index);
  }

  // end: 0 where the way begins, 1 where it leads to; an end that is taken by the other one changes places with it
  chooseEnd(end, index) {
    const [before, other] = [this.between[end], this.between[1 - end]];
    const both = [index, index === other ? before : other];
    this.between = end === 0 ? both : both.reverse();
    this.mark();
    this.report("between", this.between);
  }

  setView({ followed, between }) {
    this.followed = Math.max(0, Math.min(COUNT - 1, followed ?? this.followed));
    this.between = between ?? this.between;
    if (this.samples) this.mark();
  }

  mark() {
    this.samples.forEach(({ button, ends }, i) => {
      const letters = ["A", "B"].filter((_, end) => this.between[end] === i).join("");
      ends.textContent = letters;
      ends.hidden = !letters;
      button.setAttribute("aria-pressed", String(i === this.followed));
      button.tabIndex = i === this.followed ? 0 : -1;
    });
    this.heading.textContent = say("gan_sheet_between", { a: this.between[0] + 1, b: this.between[1] + 1 });
    this.showPair(true);
  }

  // Arrows follow the next sample, A and B choose the ends of the way; neither moves anything else on the page.
  onKey(event) {
    const at = this.samples.findIndex(({ button }) => button === event.target), end = ["a", "b"].indexOf(event.key.toLowerCase());
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (end >= 0) this.chooseEnd(end, at);
    else if (event.key in MOVES) this.walk(at + MOVES[event.key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  walk(index) {
    if (!this.samples[index]) return;
    this.hovered = null;
    this.samples[index].button.focus();
    this.follow(index);
  }
}
