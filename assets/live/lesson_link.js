// A lesson's line to the server: what stands still is asked about, and only the newest answer counts.
import { setWords } from "./words.js";

const REST = 120; // ms without a change after which the server is asked
const PATIENCE = 3000; // ms after which a question is sent again
const REPEATS = 3;

export class Link {
  constructor() {
    Object.assign(this, { send: null, id: 0, answered: 0, version: null, root: null });
  }

  // What the reader shows now; the server hears of it once nothing has changed for a moment.
  ask(state) {
    this.state = state;
    this.id++;
    this.tell();
    clearTimeout(this.timer);
    this.isResting = true;
    this.timer = setTimeout(() => this.post(REPEATS), REST);
  }

  // What the server is to do besides answering, such as starting or stopping a computation.
  act(name, detail = {}) {
    this.send("act", { ...detail, name, id: Date.now() });
  }

  get isWaiting() {
    return this.answered < this.id;
  }

  post(repeats) {
    this.isResting = false;
    if (!this.isWaiting) return;
    this.send("ask", { id: this.id, state: this.state, repeat: repeats });
    if (repeats) this.timer = setTimeout(() => this.post(repeats - 1), PATIENCE);
  }

  // Whether this news is for what is shown now; `isReplaced` says that the shown state itself comes from the server.
  take(news) {
    news.isReplaced = news.version !== this.version;
    if (news.isReplaced) {
      clearTimeout(this.timer);
      Object.assign(this, { version: news.version, id: news.asked });
    }
    if (news.asked !== this.id) return false;
    if (this.isWaiting) clearTimeout(this.timer);
    this.answered = news.asked;
    this.tell();
    return true;
  }

  tell() {
    if (this.root) Object.assign(this.root.dataset, { asked: this.id, answered: this.answered });
  }

  // A press elsewhere may leave the page: what is shown is asked about at once.
  hurry() {
    if (!this.isWaiting || !this.isResting) return;
    clearTimeout(this.timer);
    this.post(REPEATS);
  }

  forget() {
    clearTimeout(this.timer);
  }
}

// The place of a stage on the page: mounted once with the lesson, fed by the answer pump.
class Seat {
  constructor(Stage, parent) {
    Object.assign(this, { Stage, parent, link: new Link(), taken: null });
  }

  receive(text, send) {
    this.link.send = send;
    if (text !== this.text) [this.text, this.fixed] = [text, JSON.parse(text)];
    if (!this.listening || this.listening.signal.aborted) this.listen();
    this.take(window.playgroundAnswer);
  }

  listen() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    addEventListener("playground-answer", () => (this.parent.isConnected ? this.take(window.playgroundAnswer) : this.leave()), { signal });
    addEventListener("pointerdown", (event) => this.parent.contains(event.target) || this.link.hurry(), { capture: true, signal });
  }

  // The page was left.
  leave() {
    this.listening.abort();
    this.link.forget();
  }

  take(text) {
    if (!text || text === this.taken) return;
    const news = JSON.parse(text);
    if (news.name !== this.fixed.name) return;
    this.taken = text;
    const isFirst = !this.stage, isWanted = this.link.take(news), data = { ...this.fixed, ...news };
    if (isFirst) {
      setWords(this.fixed.words);
      this.stage = new this.Stage(this.parent, data, this.link);
      this.link.root = this.stage.root;
      this.link.tell();
    }
    this.stage.shell.setLink(news.link);
    this.stage.feed?.(news.extra);
    if (!isWanted) return;
    this.stage.shell.setError(news.error);
    this.stage.update(data);
  }
}

// A lab's entry: `export default (call) => mountLesson(Stage, call)`. A Stage has `shell`, `root`, `update(data)` and,
// if the lab computes in the background, `feed(extra)`. `data` holds name, lesson, words, state, answer, asked, error,
// link, extra and isReplaced: whether the stage has to take over `state`, at first and when the address changed it.
export function mountLesson(Stage, { data, parentElement, setTriggerValue }) {
  const seat = (parentElement.lessonSeat ??= new Seat(Stage, parentElement));
  seat.receive(data, setTriggerValue);
}
