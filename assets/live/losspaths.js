// Curves and bands of the loss plot as SVG paths, and the loss that a curve has at an epoch.

export function curvePath(epochs, losses, { toX, toY }) {
  let d = "";
  for (let i = 0; i < losses.length; i++) {
    if (Number.isFinite(losses[i])) d += `${d ? "L" : "M"}${toX(epochs[i]).toFixed(1)} ${toY(losses[i]).toFixed(1)}`;
  }
  return d;
}

// The area between two curves: forth along the upper, back along the lower; it ends at the plot's upper edge.
export function bandPath(epochs, low, high, { toX, toY, top }) {
  let forth = "", back = "";
  for (let i = 0; i < low.length; i++) {
    if (!Number.isFinite(low[i]) || !Number.isFinite(high[i])) continue;
    const x = toX(epochs[i]).toFixed(1);
    forth += `${forth ? "L" : "M"}${x} ${Math.max(top, toY(high[i])).toFixed(1)}`;
    back = `L${x} ${Math.max(top, toY(low[i])).toFixed(1)}${back}`;
  }
  return forth && `${forth}${back}Z`;
}

// Between two points of the curve.
export function lossAt(epochs, losses, epoch) {
  const after = epochs.findIndex((e) => e >= epoch);
  if (after <= 0) return losses.at(after) ?? NaN;
  const share = (epoch - epochs[after - 1]) / (epochs[after] - epochs[after - 1]);
  return losses[after - 1] + (losses[after] - losses[after - 1]) * share;
}
