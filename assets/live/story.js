// Everything said in words: scales, notices, attributes for tests and the text for screen readers.
import { setText } from "./dom.js";
import { isPast } from "./film.js";
import { LETTERS } from "./layout.js";
import { formatLoss, formatShort } from "./number.js";
import { say } from "./words.js";

const SPEAK_EVERY = 2000; // ms between two announcements

export class Storyteller {
  constructor(root, parts) {
    Object.assign(this, { root, parts, spokenAt: 0, rate: null });
  }

  // stage: {data, network, map}
  tell(frame, { data, network, map, gestures }) {
    const { parts, root } = this, { train_loss, test_loss } = frame.metrics;
    this.tellScales(frame, network);
    this.tellRate(frame);
    for (const name of ["notice", "hint"]) {
      parts[name].hidden = !frame[name];
      setText(parts[name], frame[name] ?? "");
    }
    Object.assign(root.dataset, { status: frame.status, step: frame.step, epoch: Math.floor(frame.epoch), trainLoss: train_loss ?? "NaN", testLoss: test_loss ?? "NaN", mode: gestures.view.mode, past: isPast(frame) });
    const now = performance.now();
    if (now - this.spokenAt < SPEAK_EVERY && (frame.status === "running" || isPast(frame))) return;
    this.spokenAt = now;
    setText(parts.spoken, say("spoken", { status: frame.status, epoch: Math.floor(frame.epoch), loss: formatLoss(test_loss) }));
    const words = { points: data.points.x.length, network: describeNetwork(data), train_loss: formatLoss(train_loss), test_loss: formatLoss(test_loss) };
    map.heat.setAttribute("aria-label", say(data.n_features === 1 ? "fit" : "map", words));
  }

  tellScales({ arrays: { scales, weights } }, { sizes }) {
    const wide = Array.from(scales).slice(1).map((scale, i) => (Math.abs(scale - 1) > 1e-6 ? `${LETTERS[i]} ±${formatShort(scale)}` : "")).filter(Boolean);
    setText(this.parts.scales, wide.length ? say("scales", { layers: wide.join(", ") }) : "");
    const isTruncated = weights.length < sizes.slice(1).reduce((sum, n, i) => sum + n * sizes[i], 0);
    setText(this.parts.truncated, isTruncated ? say("strongest") : "");
  }

  // The learning rate is told once a schedule has moved it.
  tellRate({ run, metrics: { learning_rate } }) {
    if (learning_rate === undefined || learning_rate === null) return setText(this.parts.rate, "");
    if (this.rate?.run !== run) this.rate = { run, start: learning_rate };
    const isMoved = Math.abs(learning_rate - this.rate.start) > 1e-9 * this.rate.start;
    setText(this.parts.rate, isMoved ? say("rate_now", { rate: Number(learning_rate.toPrecision(2)) }) : "");
  }
}

function describeNetwork({ layers, activations }) {
  if (!layers.length) return say("no_layer");
  return layers.map(({ units, activation }, i) => say("layer", { name: LETTERS[i], units, activation: activations[activation].label })).join(" ");
}
