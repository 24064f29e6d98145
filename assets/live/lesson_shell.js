// The page that all first-principles labs follow: question, lede, bar, figure, formula, tries and where to go on.
import { isDark, readTheme } from "./color.js";
import { element } from "./dom.js";
import { Tabs } from "./lesson_parts.js";
import { Tries } from "./lesson_tries.js";
import { say } from "./words.js";

const PHONE = 700; // px of width up to which everything stands in one column
const THEME_EVERY = 500; // ms between two looks at the page's theme

// Slots to fill: bar (tabs stand there already if the lesson has some), figure, formula. `draw()` is called once per
// frame after `redraw()`, and whenever width or theme change; `shell.theme`, `shell.isPhone` and `shell.width` hold then.
export class LessonShell {
  constructor(parent, { name, lesson, onTab = () => {}, draw }) {
    Object.assign(this, { name, lesson, onTab, drawAll: draw, painted: 0, width: 0, isPhone: false, theme: null });
    this.tries = new Tries(name, lesson.tries, () => this.tellTries());
    this.build();
    parent.append(this.root);
    this.observer = new ResizeObserver(() => this.measure());
    this.attach();
    this.tellTries();
  }

  build() {
    const { lesson } = this;
    this.bar = element("div", { class: "ls-bar" });
    this.notice = element("p", { class: "ls-notice", role: "alert", hidden: true });
    this.figure = element("section", { class: "ls-figure" });
    this.formula = element("div", { class: "ls-formula" });
    if (lesson.tabs) {
      this.tabs = new Tabs(lesson.tabs, say("views"), (tab) => this.chooseTab(tab));
      this.bar.append(this.tabs.root);
    }
    this.root = element("section", { class: "live-view ls-view", "data-lab": this.name, "data-painted": "0", "data-asked": "0", "data-answered": "0" },
      element("header", { class: "ls-ask" }, element("h1", {}, lesson.question), element("p", {}, lesson.lede)),
      this.bar, this.notice, this.figure, this.formula,
      element("section", { class: "ls-after" }, this.tries.root, this.buildGoOn()), this.tries.spoken);
    if (this.tabs) this.setTab(lesson.tabs[0].id);
  }

  buildGoOn() {
    const { go, readings } = this.lesson;
    this.goLink = element("a", { class: "ls-button ls-go-link", target: "_self", href: "./" }, go, element("span", { "aria-hidden": "true" }, " →"));
    const items = readings.map(({ year, text, url }) => element("li", {}, element("span", {}, String(year)), element("a", { href: url, target: "_blank", rel: "noopener" }, text)));
    return element("div", { class: "ls-go" }, element("h2", {}, say("go_on")), this.goLink, element("ul", {}, ...items));
  }

  attach() {
    this.observer.observe(this.root);
    this.timer = setInterval(() => (this.root.isConnected ? this.followTheme() : this.detach()), THEME_EVERY);
    this.followTheme();
    this.measure();
  }

  // The page was left: nothing keeps this stage alive.
  detach() {
    this.observer.disconnect();
    clearInterval(this.timer);
    document.documentElement.style.removeProperty("--lesson-dots");
    this.onDetach?.();
  }

  followTheme() {
    const name = isDark(this.root) ? "dark" : "light";
    if (this.root.dataset.theme === name) return;
    this.root.dataset.theme = name;
    this.theme = readTheme(this.root);
    this.redraw();
  }

  measure() {
    const width = this.root.clientWidth;
    if (!width || width === this.width) return;
    this.width = width;
    this.isPhone = width <= PHONE;
    this.root.classList.toggle("ls-phone", this.isPhone);
    this.redraw();
  }

  // At most one drawing a painted frame, however many changes there were.
  redraw() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      if (!this.width || !this.theme) return;
      this.drawAll();
      this.root.dataset.painted = ++this.painted;
    });
  }

  chooseTab(tab) {
    this.setTab(tab);
    this.onTab(tab);
  }

  setTab(tab) {
    this.tab = tab;
    this.tabs.choose(tab);
    this.root.dataset.tab = tab;
  }

  // A try is done, with the numbers of this moment (texts by place of its insight).
  done(id, values) {
    this.tries.mark(id, values);
  }

  tellTries() {
    this.root.dataset.triesDone = this.tries.doneCount;
    const dots = this.tries.tries.map(({ id }) => (this.tries.isDone(id) ? "●" : "○")).join("");
    document.documentElement.style.setProperty("--lesson-dots", JSON.stringify(dots));
  }

  setLink(address) {
    if (address) this.goLink.setAttribute("href", address);
  }

  setError(text) {
    this.notice.hidden = !text;
    this.notice.textContent = text ?? "";
  }
}
