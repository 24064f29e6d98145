// The sample that is looked at beside the real image that is nearest to it: learned, or learned by heart?
import { element, setText } from "./dom.js";
import { Image8, Score } from "./gan_tile.js";
import { formatNumber } from "./number.js";
import { say } from "./words.js";

export class SheetPair {
  // choose(end): the followed sample becomes end 0 (A) or 1 (B) of the way
  constructor(choose) {
    this.score = new Score();
    this.name = element("h3");
    this.distance = element("span", { class: "lv-sheet-distance" });
    this.ends = ["A", "B"].map((letter, end) => element("button", { type: "button", class: "lv-text-button lv-sheet-choose", "data-focus": `sheet-end${end}`,
      title: say("gan_sheet_choose_title", { letter }), onclick: () => choose(end) }, say(end ? "gan_sheet_to" : "gan_sheet_from")));
    this.root = element("div", { class: "lv-sheet-pair" });
  }

  build(size) {
    this.images = [new Image8(size), new Image8(size)];
    const [own, near] = this.images.map(({ canvas }) => canvas);
    this.root.replaceChildren(
      element("div", {}, this.name, own, this.score.root),
      element("div", {}, element("h3", {}, say("gan_sheet_nearest")), near, this.distance),
      element("div", { class: "lv-sheet-ends" }, ...this.ends));
  }

  show({ sheet, nearest }, index, grays) {
    this.images[0].draw(sheet, index, grays);
    this.images[1].draw(nearest, index, grays);
  }

  // isEnd: whether the sample that is followed is A, is B; the buttons are about that one, also while another is hovered.
  tell({ score_fake, nearest_distance }, index, scale, isEnd) {
    setText(this.name, say("gan_sheet_sample", { number: index + 1 }));
    this.score.show(score_fake[index], scale);
    setText(this.distance, say("gan_sheet_distance", { distance: formatNumber(nearest_distance[index] ?? NaN, 2) }));
    this.ends.forEach((button, end) => button.setAttribute("aria-pressed", String(isEnd[end])));
  }
}
