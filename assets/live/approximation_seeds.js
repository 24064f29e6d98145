// What one measured network made of the curve, from each of its seeds.
import { PlotFrame } from "./approximation_frame.js";
import { HIGHEST } from "./approximation_net.js";

export class SeedsPlot {
  constructor() {
    this.frame = new PlotFrame({ role: "img" }, 22);
    this.root = this.frame.root;
  }

  draw(width, height, theme, { grid, heights, rung, text }) {
    const { frame } = this, context = frame.open(width, height, HIGHEST + 0.1);
    frame.drawAxes(theme, [-1, 0, 1], true);
    frame.clip();
    context.fillStyle = theme["pos-ink"];
    heights.forEach((value, k) => {
      if (value === null) return;
      context.beginPath();
      context.arc(frame.x(grid[k]), frame.y(value), 1.8, 0, 7);
      context.fill();
    });
    for (const curve of rung?.curves ?? []) {
      if (!curve.length) continue;
      frame.trace(curve, 0, curve.length);
      Object.assign(context, { strokeStyle: theme.ink, lineWidth: 1.5, globalAlpha: 0.55 });
      context.stroke();
    }
    context.restore();
    frame.svg.setAttribute("aria-label", text);
  }
}
