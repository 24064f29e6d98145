// One run's row: pin, what it is, how well it did, and the way back to it.
import { element, setText } from "./dom.js";
import { formatLoss, formatSeconds } from "./number.js";
import { formatScore } from "./figures.js";
import { pinIcon } from "./pin.js";
import { pinGesture } from "./runs.js";
import { say } from "./words.js";

const FORMATS = {
  epoch: (value) => Math.floor(value).toLocaleString("en"),
  train_loss: formatLoss,
  test_loss: formatLoss,
  score: (value, { score_kind }) => formatScore(value, score_kind),
  seconds: formatSeconds,
};
const LABELS = { train_loss: "runs_train_loss", test_loss: "runs_test_loss", epoch: "runs_epoch", seconds: "runs_time" };

export class RunRow {
  // report: a gesture
  constructor(run, report) {
    this.run = run;
    this.values = { epoch: run.epoch, train_loss: run.train_loss, test_loss: run.test_loss, score: run.score, seconds: run.seconds };
    this.numbers = Object.fromEntries(Object.keys(FORMATS).map((name) => [name, element("span")]));
    const label = (name) => say(LABELS[name] ?? (run.score_kind === "r2" ? "test_r2" : "test_accuracy"));
    const cells = Object.keys(FORMATS).map((name) => element("td", { role: "cell", "data-label": label(name), class: `lv-run-${name}` }, this.numbers[name]));
    const parameters = element("td", { role: "cell", "data-label": say("runs_parameters") }, run.parameters.toLocaleString("en"));
    this.root = element("tr", { role: "row", class: run.present ? "lv-present" : "", "data-run": run.number },
      element("td", { role: "cell", class: "lv-run-pin" }, this.buildPin(report)), this.buildName(), parameters, ...cells, element("td", { role: "cell", class: "lv-run-end" }, this.buildEnd(report)));
    this.show();
  }

  buildPin(report) {
    const { run } = this, name = say(run.pinned ? "unpin_name" : "pin_name", { name: run.name });
    this.pin = element("button", { type: "button", class: "lv-pin", "aria-pressed": String(run.pinned), "aria-label": name, title: name, "data-focus": `pin${run.number}`, onclick: () => report(pinGesture(run)) }, pinIcon(), run.letter ?? "");
    return this.pin;
  }

  buildName() {
    const { number, name, data, note, changed, status } = this.run;
    const more = [data, changed && say("runs_changed"), status === "diverged" && say("runs_diverged"), note].filter(Boolean);
    return element("th", { scope: "row", role: "rowheader" }, element("b", {}, element("i", {}, number), name), element("span", { title: more.join(" · ") }, more.join(" · ")));
  }

  buildEnd(report) {
    const { number, name, present } = this.run;
    if (present) return element("span", { class: "lv-run-now" }, say("runs_present"));
    return element("button", { type: "button", class: "lv-text-button lv-strong", "aria-label": say("restore_name", { name: `${number} ${name}` }), "data-focus": `restore${number}`, onclick: () => report({ action: "restore_run", run: number }) }, say("runs_restore"));
  }

  // A frame of this run as it stands.
  setFrame({ step, epoch, metrics }) {
    const { train_loss, test_loss, seconds } = metrics;
    this.values = { epoch, train_loss, test_loss, score: metrics[`test_${this.run.score_kind}`], seconds };
    this.run.step = step;
    this.show();
  }

  show() {
    for (const [name, format] of Object.entries(FORMATS)) setText(this.numbers[name], format(this.values[name], this.run));
    this.pin.disabled = this.run.step === 0;
  }

  markBest(name, isBest) {
    const number = this.numbers[name];
    if (number.classList.contains("lv-best") === isBest) return;
    number.classList.toggle("lv-best", isBest);
    if (isBest) number.before(element("small", {}, say("runs_best")));
    else number.previousSibling?.remove();
  }
}
