// Everything that the GAN stage says in words: notices, attributes for tests and the text for screen readers.
import { setText } from "./dom.js";
import { isPast } from "./film.js";
import { formatScore } from "./gan_numbers.js";
import { formatLoss } from "./number.js";
import { say } from "./words.js";

const SPEAK_EVERY = 2000; // ms between two announcements

export class GanStory {
  constructor(parts) {
    Object.assign(this, { parts, spokenAt: -Infinity });
  }

  // stage: {data, map, view}
  tell(frame, { data, map, view }) {
    const { parts } = this, { d_loss, g_loss, d_real, d_fake, stage } = frame.metrics;
    for (const name of ["notice", "hint"]) {
      parts[name].hidden = !frame[name];
      setText(parts[name], frame[name] ?? "");
    }
    const numbers = { dLoss: d_loss, gLoss: g_loss, dReal: d_real, dFake: d_fake };
    for (const [name, value] of Object.entries(numbers)) parts.root.dataset[name] = value ?? "NaN";
    Object.assign(parts.root.dataset, { status: frame.status, step: frame.step, stage: stage ?? 0, past: isPast(frame) });
    const now = performance.now();
    if (now - this.spokenAt < SPEAK_EVERY && (frame.status === "running" || isPast(frame))) return;
    this.spokenAt = now;
    setText(parts.spoken, say("gan_spoken", { status: frame.status, step: frame.step.toLocaleString("en"), g_loss: formatLoss(g_loss), d_loss: formatLoss(d_loss) }));
    if (!data.is_image) map.describe(frame, view.index);
  }
}
