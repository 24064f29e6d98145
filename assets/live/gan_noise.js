// The noise panel: points z over the grid of equal mass. Hover one to see where it lands, drag it through the plane.
import { fitCanvas } from "./canvas.js";
import { element } from "./dom.js";
import { drawGrid, plainGrid } from "./gan_noise_grid.js";
import { formatNumber } from "./number.js";
import { say } from "./words.js";

const REACH = 9, DRAGGED = 3; // px: a point is under the pointer; the pointer has been dragged
const STEP = 0.1, LEAP = 0.5; // how far an arrow key moves z, alone and with Shift
const DOT = 1.5, JITTER = 0.16; // px; share of the panel over which noise of one number is spread

export class NoisePanel {
  // report("follow", index), report("drag", z), report("hover", index or null)
  constructor(root, report) {
    this.report = report;
    this.canvas = element("canvas", { "aria-hidden": "true" });
    this.root = element("div", { class: "gf-panel gf-noise", role: "slider", tabindex: 0, onkeydown: (event) => this.onKey(event), onpointerdown: (event) => this.onDown(event),
      onpointermove: (event) => this.onMove(event), onpointerup: () => this.onUp(), onpointercancel: () => this.onUp(), onpointerleave: () => this.hover(null) }, this.canvas);
    this.hovered = this.press = null;
    root.append(this.root);
  }

  build(data, { x, y, size }, theme) {
    Object.assign(this, { data, size, theme, drawn: null });
    this.root.style.cssText = `left:${x}px;top:${y}px;width:${size}px;height:${size}px`;
    this.context = fitCanvas(this.canvas, size, size);
    this.limit = data.noise_limit;
    this.isLine = data.noise_size === 1;
    this.grid = this.isLine ? null : plainGrid(data.grid ?? []);
    this.root.setAttribute("aria-label", say("gan_flow_noise_slider"));
    this.root.setAttribute("aria-valuemin", -this.limit);
    this.root.setAttribute("aria-valuemax", this.limit);
    this.root.title = say(data.noise_size > 2 ? "gan_flow_noise_help_many" : "gan_flow_noise_help");
  }

  toX = (value) => ((value + this.limit) / (2 * this.limit)) * this.size;
  toY = (value) => ((this.limit - value) / (2 * this.limit)) * this.size;
  // z of one number has no height of its own: points are spread so that they can be told apart.
  place = (z, index) => [this.toX(z[0]), this.isLine ? this.size * (0.5 + (index === null ? 0 : JITTER * (((index * 37) % 23) / 11 - 1))) : this.toY(z[1])];

  // z: rows of numbers, of which the first two show; drawn only when they change.
  draw(z) {
    this.z = z;
    if (this.drawn === z) return;
    this.drawn = z;
    const { context: c, size, theme } = this;
    c.clearRect(0, 0, size, size);
    if (this.isLine) this.drawTicks();
    else if (this.grid.length) drawGrid(c, this.grid, this.data.grid.length, this.data.grid.length, this.toX, this.toY, theme.ink, { line: 0.16, density: 0.1 });
    c.beginPath();
    z.forEach((row, i) => {
      const [x, y] = this.place(row, i);
      if (x < 1 || y < 1 || x > size - 1 || y > size - 1) return;
      c.moveTo(x + DOT, y);
      c.arc(x, y, DOT, 0, 2 * Math.PI);
    });
    c.fillStyle = theme["ink-2"];
    c.fill();
  }

  // A line for the one number, with ticks of equal noise mass.
  drawTicks() {
    const { context: c, size, theme } = this, middle = size / 2;
    c.beginPath();
    c.moveTo(0, middle);
    c.lineTo(size, middle);
    for (let i = 0; i < (this.data.grid?.length ?? 0); i += 8) {
      const x = this.toX(this.data.grid[i]);
      c.moveTo(x, middle - size * JITTER * 1.5);
      c.lineTo(x, middle + size * JITTER * 1.5);
    }
    c.strokeStyle = theme.ink;
    c.globalAlpha = 0.22;
    c.stroke();
    c.globalAlpha = 1;
  }

  // z of what is followed, and where it lands, for those who hear it.
  tell(z, x) {
    this.followed = z;
    if (!z) return;
    const list = (numbers) => numbers.slice(0, 2).map((v) => formatNumber(v)).join(", ") + (numbers.length > 2 ? ", …" : "");
    this.root.setAttribute("aria-valuenow", z[0].toFixed(2));
    this.root.setAttribute("aria-valuetext", say(x ? "gan_flow_noise_value" : "gan_flow_noise_value_only", { z: list(z), x: x ? list(x) : "" }));
  }

  // Place of the pointer in the panel, whatever the stage's zoom.
  at(event) {
    const box = this.root.getBoundingClientRect(), scale = box.width / this.root.offsetWidth || 1;
    return [(event.clientX - box.x) / scale, (event.clientY - box.y) / scale];
  }

  nearest([x, y], reach) {
    let best = null, least = reach * reach;
    this.z?.forEach((row, i) => {
      const [px, py] = this.place(row, i), distance = (px - x) ** 2 + (py - y) ** 2;
      if (distance < least) [best, least] = [i, distance];
    });
    return best;
  }

  onDown(event) {
    this.root.setPointerCapture?.(event.pointerId);
    const spot = this.at(event), index = this.nearest(spot, event.pointerType === "touch" ? 2 * REACH : REACH);
    this.press = { spot, isDragged: index === null };
    if (index !== null) this.report("follow", index);
    else this.drag(spot);
  }

  onMove(event) {
    const spot = this.at(event);
    if (!this.press) return this.hover(event.pointerType === "touch" ? null : this.nearest(spot, REACH));
    const { press } = this;
    press.isDragged ||= Math.hypot(spot[0] - press.spot[0], spot[1] - press.spot[1]) > DRAGGED;
    if (press.isDragged) this.drag(spot);
  }

  onUp() {
    this.press = null;
  }

  hover(index) {
    if (index === this.hovered) return;
    this.hovered = index;
    this.report("hover", index);
  }

  drag([x, y]) {
    const value = (share) => (2 * share - 1) * this.limit;
    this.move([value(x / this.size), value(1 - y / this.size)]);
  }

  // Of more than two numbers the others are 0, as in the maps of the generator's units.
  move(plane) {
    const { noise_size } = this.data, keep = (v) => Math.max(-this.limit, Math.min(this.limit, +v.toFixed(3)));
    this.hover(null);
    this.report("drag", Array.from({ length: noise_size }, (_, i) => (i < 2 ? keep(plane[i]) : 0)));
  }

  // Arrows move z, Page keys go from sample to sample.
  onKey(event) {
    const { key } = event, size = event.shiftKey ? LEAP : STEP, page = { PageDown: 1, PageUp: -1 }[key];
    const move = { ArrowLeft: [-size, 0], ArrowRight: [size, 0], ArrowUp: [0, size], ArrowDown: [0, -size] }[key];
    if (!move && !page) return;
    event.preventDefault();
    event.stopPropagation(); // arrow keys also walk the stages
    if (page) return this.report("follow", ((this.index ?? 0) + page + this.z.length) % this.z.length);
    const [a = 0, b = 0] = this.followed ?? [];
    if (this.isLine) this.move([a + (move[0] || move[1]), 0]);
    else this.move([a + move[0], b + move[1]]);
  }
}
