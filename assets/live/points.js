// Data points: shape = class (circle 0, diamond 1), fill = split (filled train, hollow test). Reads in grayscale.
export function drawPoint(context, theme, x, y, label, isTest, radius) {
  const color = label ? theme["pos-ink"] : theme["neg-ink"];
  context.beginPath();
  if (label) {
    const r = radius * 1.3;
    context.moveTo(x, y - r);
    context.lineTo(x + r, y);
    context.lineTo(x, y + r);
    context.lineTo(x - r, y);
    context.closePath();
  } else {
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }
  context.fillStyle = isTest ? theme.bg : color;
  context.strokeStyle = isTest ? color : theme.bg;
  context.lineWidth = isTest ? 1.8 : 1;
  context.fill();
  context.stroke();
}

// Smaller marks for larger sets, so that the map stays visible beneath them.
export const pointRadius = (n, mapSize) => Math.max(1.6, Math.min(3.7, 3.7 * Math.sqrt(400 / n))) * Math.min(1, mapSize / 340 + 0.1);
