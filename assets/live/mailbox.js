// Sends gestures one after the other. Streamlit keeps only the newest event that it has not answered yet, so they
// leave a pause between them; meanwhile a newer value takes the place of an older one, and painted points join.
const PAUSE = 250, SAME_PAUSE = 125; // ms between two gestures, and between two values of the same thing

export class Mailbox {
  constructor() {
    Object.assign(this, { queue: [], timer: null, sentAt: -Infinity, sentKey: null });
  }

  post(gesture) {
    const key = keyOf(gesture), last = this.queue.at(-1), same = key ? this.queue.findIndex((waiting) => keyOf(waiting) === key) : -1;
    if (gesture.action === "paint" && last?.action === "paint") last.points = [...last.points, ...gesture.points];
    else if (same >= 0) this.queue[same] = gesture;
    else this.queue.push(gesture);
    this.schedule();
  }

  // The stage's data have changed: the last gesture was heard.
  acknowledge() {
    if (this.queue.length === 0) return;
    this.sentAt = -Infinity;
    this.timer = clearTimeout(this.timer);
    this.schedule();
  }

  schedule() {
    const pause = this.queue.length && keyOf(this.queue[0]) !== null && keyOf(this.queue[0]) === this.sentKey ? SAME_PAUSE : PAUSE;
    this.timer ??= setTimeout(() => this.deliver(), Math.max(0, this.sentAt + pause - performance.now()));
  }

  deliver() {
    this.timer = null;
    const gesture = this.queue.shift();
    if (!gesture) return;
    this.sentAt = performance.now();
    this.sentKey = keyOf(gesture);
    this.send(gesture);
    if (this.queue.length) this.schedule();
  }
}

// Gestures of the same key replace each other; null: each counts.
const KEYED = { view: [], units: ["layer"], activation: ["layer"], residual: ["layer"], rate: ["index"], extra_activation: ["index"], inputs: [], weight: ["column", "to", "from"], bias: ["column", "to"] };
const keyOf = (gesture) => (KEYED[gesture.action] ? [gesture.action, ...KEYED[gesture.action].map((name) => gesture[name])].join() : null);
