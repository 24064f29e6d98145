// Samples on the GAN map. Hollow diamond: real, it was given. Filled circle: generated, G made it. Arrows: where the
// loss of G pulls a sample.
import { drawPoint } from "./points.js";

const ARROWS = 32; // of the samples get one: more would hide the map
const LONGEST = 33, CAP = 48, SHORTEST = 5; // px of the 95th percentile, of any, and below which none is drawn
const START = 4, HEAD = 5.5, WING = 2.6; // px

export function drawReals(context, theme, at, radius) {
  for (const [x, y] of at) drawPoint(context, theme, { x, y, label: 1, isTest: 1, radius });
}

// The first lie on top.
export function drawGenerated(context, theme, at, radius) {
  for (let i = at.length - 1; i >= 0; i--) drawPoint(context, theme, { x: at[i][0], y: at[i][1], label: 0, isTest: 0, radius });
}

// The length of pull that is drawn as the full arrow: the 95th percentile.
export function fullPull(pull) {
  const lengths = Float32Array.from({ length: pull.length / 2 }, (_, i) => Math.hypot(pull[2 * i], pull[2 * i + 1])).sort();
  return lengths[Math.round(0.95 * (lengths.length - 1))] || 0;
}

// pull: x and y of each sample in units of the plane; full: what is drawn as long as possible.
export function drawArrows(context, theme, { at, pull, full, zoom, isStrong }) {
  if (!(full > 0)) return;
  context.beginPath();
  for (let i = 0; i < Math.min(ARROWS, at.length); i++) traceArrow(context, at[i], pull[2 * i], -pull[2 * i + 1], full, zoom);
  context.lineJoin = "bevel"; // round ones take the browser several times as long
  Object.assign(context, { globalAlpha: 0.75, strokeStyle: theme.bg, lineWidth: 3.6 });
  context.stroke();
  Object.assign(context, { globalAlpha: 1, strokeStyle: theme.ink, fillStyle: theme.ink, lineWidth: isStrong ? 1.6 : 1.25 });
  context.stroke();
  context.fill();
}

function traceArrow(context, [x, y], right, down, full, zoom) {
  const size = Math.hypot(right, down), length = zoom * Math.min(CAP, (LONGEST * size) / full);
  if (!(length >= SHORTEST)) return;
  const u = right / size, v = down / size, head = Math.min(HEAD, length), wing = (WING * head) / HEAD;
  const startX = x + START * u, startY = y + START * v, endX = startX + length * u, endY = startY + length * v;
  context.moveTo(startX, startY);
  context.lineTo(endX - head * u * 0.6, endY - head * v * 0.6);
  context.moveTo(endX, endY);
  context.lineTo(endX - head * u - wing * v, endY - head * v + wing * u);
  context.lineTo(endX - head * u + wing * v, endY - head * v - wing * u);
  context.closePath();
}
