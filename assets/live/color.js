// The theme's colors, read from the style sheet, and the ramps as lookup tables.
const NAMES = ["ink", "ink-2", "ink-3", "bg", "neg", "pos", "neg-ink", "pos-ink", "line-strong"];
const CLASSES = 6;
const VALUE_SPAN = 0.75; // share of the ramp for predicted values: points are outlined there, so the map may be strong
export const SHADES = 64; // from unsure to sure, for each class

export function readTheme(root) {
  const style = getComputedStyle(root);
  const read = (name) => style.getPropertyValue("--" + name).trim();
  const theme = Object.fromEntries(NAMES.map((name) => [name, read(name)]));
  const stops = [...Array(9)].map((_, i) => rgbOf(read("d" + i)));
  theme.mapSpan = parseFloat(read("map-span"));
  // value in [-1, 1] -> [r, g, b]
  theme.ramp = (value) => {
    const f = ((Math.max(-1, Math.min(1, value || 0)) + 1) / 2) * 8; // NaN shows as 0
    const i = Math.min(7, Math.floor(f));
    return mix(stops[i], stops[i + 1], f - i);
  };
  theme.css = (value) => `rgb(${theme.ramp(value)})`;
  theme.middle = stops[4];
  theme.classes = [...Array(CLASSES)].map((_, k) => read("c" + k));
  theme.tints = [...Array(CLASSES)].map((_, k) => rgbOf(read("m" + k)));
  addTables(theme);
  return theme;
}

// Unit: 0-255, all of the ramp. Map: what the big map shows, its inner part only, so that points stand out.
function addTables(theme) {
  theme.valueTable = makeTable(1024, (t) => theme.ramp((2 * t - 1) * VALUE_SPAN));
  theme.valueCss = (value) => theme.css(Math.max(-1, Math.min(1, value)) * VALUE_SPAN);
  theme.unitTable = makeTable(256, (t) => theme.ramp(2 * t - 1));
  theme.mapTable = makeTable(1024, (t) => theme.ramp((2 * t - 1) * theme.mapSpan));
  theme.outputTable = makeTable(256, (t) => theme.ramp(2 * probability(t) - 1));
  theme.outputMapTable = makeTable(1024, (t) => theme.ramp((2 * probability(t) - 1) * theme.mapSpan));
  theme.classTables = theme.classes.map((color) => makeTable(256, (t) => mix(theme.middle, rgbOf(color), t)));
  theme.classMapTables = theme.tints.map((tint) => makeTable(SHADES, (t) => mix(theme.middle, tint, t)));
}

// Logits travel clipped to [-8, 8]; t is the position within that range.
const LOGIT_LIMIT = 8;
const probability = (t) => 1 / (1 + Math.exp(-(2 * t - 1) * LOGIT_LIMIT));

const rgbOf = (hex) => hex.match(/\w\w/g).map((pair) => parseInt(pair, 16));
const mix = (a, b, share) => a.map((c, j) => Math.round(c + (b[j] - c) * share));

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
