// Slow motion: one iteration in eight named stages, four of the discriminator's step and four of the generator's.
import { element, setText } from "./dom.js";
import { isTyping } from "./keyboard.js";
import { formatLoss, formatNumber } from "./number.js";
import { say } from "./words.js";

export const STAGES = 8, FIRST_OF_G = 5;
const OWN_KEYS = "[role=slider], [role=radio], [role=tab], [role=option], [role=menu], [role=listbox], summary"; // arrow keys mean something else there
const NUMBERS = { 2: ["batch_d_real", "batch_d_fake"], 3: ["batch_d_loss", "d_gradient"], 6: ["batch_d_fake"], 7: ["batch_g_loss", "g_gradient"] };
const CHEVRONS = { back: "M9.5 3.5L5 8L9.5 12.5", forward: "M6.5 3.5L11 8L6.5 12.5" };

export class GanStepper {
  // report("stage", k), report("slow", isOn), report("next"): the iteration is taken and the next one begins
  constructor(report) {
    this.report = report;
    this.stage = 0;
    this.toggle = element("button", { type: "button", class: "gs-switch", role: "switch", "aria-checked": "false", onclick: () => this.report("slow", this.stage === 0) });
    this.list = element("div", { class: "gs-list" });
    this.back = this.buildArrow("back", () => this.move(-1));
    this.forward = this.buildArrow("forward", () => this.move(1));
    this.caption = element("p", { class: "gs-caption", "aria-live": "polite" });
    this.root = element("div", { class: "gs-stepper", role: "group" }, element("div", { class: "gs-bar" }, this.toggle, this.list, element("div", { class: "gs-arrows" }, this.back, this.forward)), this.caption);
  }

  buildArrow(name, onclick) {
    const button = element("button", { type: "button", class: "gs-arrow", onclick, "data-focus": `gan-${name}` });
    const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg"), path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    for (const [key, value] of Object.entries({ width: 16, height: 16, "aria-hidden": "true" })) icon.setAttribute(key, value);
    path.setAttribute("d", CHEVRONS[name]);
    icon.append(path);
    button.append(icon);
    return button;
  }

  build(data) {
    this.data = data;
    this.root.setAttribute("aria-label", say("gan_slow"));
    this.toggle.replaceChildren(element("i"), say("gan_slow"));
    this.toggle.title = say("gan_slow_help");
    for (const [button, key] of [[this.back, "gan_slow_back"], [this.forward, "gan_slow_forward"]]) {
      button.title = say(key);
      button.setAttribute("aria-label", say(key));
    }
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    this.buttons = Array.from({ length: STAGES }, (_, i) => this.buildStage(i + 1));
    const group = (player, from, to) => {
      const heading = element("h3", { id: `gs-${player}` }, say(`gan_${player}_step`));
      return [heading, element("ol", { "aria-labelledby": `gs-${player}` }, ...this.buttons.slice(from, to).map((button) => element("li", {}, button)))];
    };
    this.list.replaceChildren(...group("d", 0, FIRST_OF_G - 1), ...group("g", FIRST_OF_G - 1, STAGES));
    if (focused) this.list.querySelector(`[data-focus="${focused}"]`)?.focus();
    this.listen();
    this.mark();
  }

  buildStage(stage) {
    const button = element("button", { type: "button", "data-focus": `gan-stage-${stage}`, onclick: () => this.report("stage", stage) }, element("i", {}, String(stage)), say(`gan_stage_${stage}`));
    const isSkipped = this.isSkipped(stage);
    button.classList.toggle("gs-skipped", isSkipped);
    button.title = isSkipped ? this.tellSkipped(stage) : say(`gan_stage_${stage}_caption`);
    return button;
  }

  isSkipped = (stage) => (stage < FIRST_OF_G ? this.data.steps.d : this.data.steps.g) === 0;
  tellSkipped = (stage) => say(stage < FIRST_OF_G ? "gan_stage_skipped_d" : "gan_stage_skipped_g");

  // view.stage: 0 while slow motion is off
  show(frame, view) {
    Object.assign(this, { frame, stage: view.stage });
    this.listen();
    this.mark();
  }

  mark() {
    const { stage, frame } = this, isOn = stage > 0;
    this.toggle.setAttribute("aria-checked", String(isOn));
    this.root.classList.toggle("gs-off", !isOn);
    this.buttons.forEach((button, i) => {
      if (i + 1 === stage) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
      button.classList.toggle("gs-done", isOn && i + 1 < stage);
    });
    this.back.disabled = stage <= 1;
    this.forward.disabled = !isOn;
    this.caption.hidden = !isOn;
    if (isOn) setText(this.caption, this.tell(stage, frame));
    if (this.shown !== stage) this.scrollTo(this.buttons[stage - 1]);
    this.shown = stage;
  }

  // What happens in this stage, with its numbers once its frame is here.
  tell(stage, frame) {
    const metrics = frame?.metrics.stage === stage ? frame.metrics : null;
    if (metrics?.is_skipped || this.isSkipped(stage)) return this.tellSkipped(stage);
    const count = stage < FIRST_OF_G ? this.data.steps.d : this.data.steps.g, parts = [say(`gan_stage_${stage}_caption`)];
    const names = NUMBERS[stage];
    if (metrics && names?.every((name) => metrics[name] !== undefined)) {
      const [a, b] = names.map((name) => (name.endsWith("gradient") ? printLength(metrics[name] ?? NaN) : name.endsWith("loss") ? printLoss(metrics[name]) : formatNumber(metrics[name] ?? NaN)));
      parts.push(say(`gan_stage_${stage}_numbers`, { a, b }));
    }
    if ((stage === 1 || stage === FIRST_OF_G) && count > 1) parts.push(say("gan_stage_last_of", { count }));
    if (stage === STAGES) parts.push(say("gan_stage_next"));
    return parts.join(" ");
  }

  // Only the bar scrolls, never the page.
  scrollTo(button) {
    const bar = this.list, node = button?.parentElement;
    if (!node || bar.scrollWidth <= bar.clientWidth) return;
    const box = bar.getBoundingClientRect(), spot = node.getBoundingClientRect();
    bar.scrollLeft += spot.left - box.left - (box.width - spot.width) / 2;
  }

  move(by) {
    if (!this.stage) return;
    const next = this.stage + by;
    if (next > STAGES) this.report("next");
    else if (next >= 1) this.report("stage", next);
  }

  // Arrow keys anywhere on the page, unless they mean something else there; given up once the stage has left it.
  listen() {
    if (this.listening) return;
    this.listening = new AbortController();
    addEventListener("keydown", (event) => this.onKey(event), { signal: this.listening.signal });
  }

  onKey(event) {
    if (!this.root.isConnected) {
      this.listening.abort();
      this.listening = null;
      return;
    }
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key], isChord = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    if (!by || !this.stage || isChord || event.defaultPrevented || isTyping(event) || event.target.closest?.(OWN_KEYS)) return;
    event.preventDefault();
    this.move(by);
  }
}

const printLength = (value) => (value > 0 && value < 0.01 ? value.toPrecision(2) : formatNumber(value, 3));
const printLoss = (value) => (typeof value === "number" && value < 0 ? formatNumber(value, 3) : formatLoss(value));
