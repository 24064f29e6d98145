// Try this, and what you saw: done once is done for the visit, its numbers frozen at that moment.
import { element, svg } from "./dom.js";
import { plainText, richText } from "./lesson_text.js";
import { say } from "./words.js";

export class Tries {
  constructor(lab, tries, onChange) {
    Object.assign(this, { lab, tries, onChange, spoken: element("p", { class: "lv-spoken", role: "status", "aria-live": "polite" }) });
    this.seen = this.recall(); // by try { values } once done; `null` where only the general insight is shown
    this.root = element("div", { class: "ls-tries" });
    this.draw(null);
  }

  get doneCount() {
    return this.tries.filter(({ id }) => this.seen[id]).length;
  }

  isDone(id) {
    return Boolean(this.seen[id]);
  }

  // A try has been done, with the numbers of this moment as text.
  mark(id, values = {}) {
    if (this.isDone(id)) return;
    this.seen[id] = { values };
    this.remember();
    this.draw(id);
    const { insight } = this.tries.find((item) => item.id === id);
    this.spoken.textContent = say("done_spoken", { insight: plainText(insight, values) });
    this.onChange();
  }

  showGeneral(id) {
    this.seen[id] = null;
    this.draw(id);
  }

  draw(newest) {
    const next = this.tries.find(({ id }) => !(id in this.seen));
    this.root.replaceChildren(element("h2", {}, say("try_this")), element("h2", { class: "ls-saw-title" }, say("what_you_saw")),
      ...this.tries.flatMap((item) => [this.buildTry(item), this.buildInsight(item, item === next, item.id === newest)]));
  }

  buildTry({ id, text }) {
    const isDone = this.isDone(id);
    const tick = element("span", { class: "ls-tick", role: "img", "aria-label": say(isDone ? "done" : "not_done") },
      svg("svg", { width: 12, height: 10, viewBox: "0 0 12 10" }, svg("path", { d: "M1.5 5.2 4.6 8.2 10.5 1.6" })));
    return element("div", { class: `ls-try${isDone ? " ls-done" : ""}`, "data-try": id }, tick, element("p", {}, ...richText(text)));
  }

  buildInsight({ id, insight, general }, isNext, isNewest) {
    const seen = this.seen[id];
    if (id in this.seen) {
      const text = seen ? richText(insight, seen.values) : richText(general);
      return element("div", { class: `ls-saw${isNewest ? " ls-new" : ""}`, "data-saw": id }, element("p", {}, ...text));
    }
    const show = element("button", { class: "ls-link", type: "button", onclick: () => this.showGeneral(id) }, say("show_me"));
    return element("div", { class: "ls-saw ls-closed" }, ...(isNext ? [element("span", {}, say("not_yet") + " ", show)] : []));
  }

  get key() {
    return `playground-tries-${this.lab}`;
  }

  recall() {
    try {
      return JSON.parse(sessionStorage.getItem(this.key)) ?? {};
    } catch {
      return {}; // a browser that keeps nothing
    }
  }

  remember() {
    try {
      const done = Object.fromEntries(Object.entries(this.seen).filter(([, seen]) => seen));
      sessionStorage.setItem(this.key, JSON.stringify(done));
    } catch {
      // a browser that keeps nothing
    }
  }
}
