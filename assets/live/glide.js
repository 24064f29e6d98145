// Between two received frames the maps glide; paused, stepped or with reduced motion they are exactly the state.
const LONGEST_GLIDE = 100; // ms
export const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");

export class Glide {
  constructor() {
    this.interval = LONGEST_GLIDE;
    this.shown = {}; // name -> Float32Array, what is on the screen
    this.from = {};
    this.to = {};
    this.duration = 0;
    this.start = 0;
  }

  aim(targets, now, isRunning) {
    this.interval = 0.8 * this.interval + 0.2 * Math.min(LONGEST_GLIDE, now - this.start);
    this.start = now;
    this.duration = isRunning && !reducedMotion.matches ? this.interval : 0;
    for (const [name, target] of Object.entries(targets)) {
      if (this.shown[name]?.length !== target.length) this.shown[name] = Float32Array.from(target);
      this.from[name] = this.shown[name].slice();
    }
    this.to = targets;
  }

  // Moves `shown` to its place at `now`; says whether it still moves.
  advance(now) {
    const t = this.duration ? Math.min(1, (now - this.start) / this.duration) : 1;
    for (const [name, to] of Object.entries(this.to)) {
      const shown = this.shown[name], from = this.from[name];
      for (let i = 0; i < shown.length; i++) shown[i] = from[i] + (to[i] - from[i]) * t;
    }
    return t < 1;
  }
}
