// The theme's colors, read from the style sheet, and the diverging ramp as lookup tables.
const NAMES = ["ink", "bg", "neg", "pos", "neg-ink", "pos-ink"];

export function readTheme(root) {
  const style = getComputedStyle(root);
  const read = (name) => style.getPropertyValue("--" + name).trim();
  const theme = Object.fromEntries(NAMES.map((name) => [name, read(name)]));
  const stops = [...Array(9)].map((_, i) => read("d" + i).match(/\w\w/g).map((hex) => parseInt(hex, 16)));
  theme.mapSpan = parseFloat(read("map-span"));
  // value in [-1, 1] -> [r, g, b]
  theme.ramp = (value) => {
    const f = ((Math.max(-1, Math.min(1, value || 0)) + 1) / 2) * 8; // NaN shows as 0
    const i = Math.min(7, Math.floor(f));
    return stops[i].map((c, j) => Math.round(c + (stops[i + 1][j] - c) * (f - i)));
  };
  theme.css = (value) => `rgb(${theme.ramp(value)})`;
  theme.unitTable = makeTable(256, (t) => theme.ramp(2 * t - 1));
  theme.unitMapTable = makeTable(256, (t) => theme.ramp((2 * t - 1) * theme.mapSpan));
  theme.outputTable = makeTable(256, (t) => theme.ramp(2 * probability(t) - 1));
  theme.outputMapTable = makeTable(1024, (t) => theme.ramp((2 * probability(t) - 1) * theme.mapSpan));
  return theme;
}

// Logits travel clipped to [-8, 8]; t is the position within that range.
export const LOGIT_LIMIT = 8;
const probability = (t) => 1 / (1 + Math.exp(-(2 * t - 1) * LOGIT_LIMIT));

function makeTable(size, colorAt) {
  return Uint32Array.from({ length: size }, (_, i) => {
    const [r, g, b] = colorAt(i / (size - 1));
    return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
  });
}

// Streamlit tells components its background; a dark one means the dark tokens.
export function isDark(root) {
  const probe = getComputedStyle(root).getPropertyValue("--st-background-color").trim();
  const hex = probe.match(/^#(\w\w)(\w\w)(\w\w)/);
  const rgb = hex ? hex.slice(1).map((h) => parseInt(h, 16)) : (probe.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number);
  return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2] < 128;
}
