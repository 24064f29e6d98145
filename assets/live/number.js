// Numbers as a textbook prints them: a real minus sign, no leading zero lost, no trailing noise.
const MINUS = "\u2212";

export function formatNumber(value, digits = 2) {
  if (Number.isNaN(value)) return "NaN";
  const size = Math.abs(value);
  const text = size === Infinity ? "∞" : size < 1e4 ? size.toFixed(digits) : formatPower(size);
  return (value < 0 && +text !== 0 ? MINUS : "") + text;
}

export function formatSigned(value, digits = 2) {
  const text = formatNumber(value, digits);
  return text.startsWith(MINUS) ? text : "+" + text;
}

// JSON has no word but null for a number that is none; what was not measured is left out.
export function formatLoss(value) {
  if (value === undefined) return "–";
  if (value === null) return "NaN";
  return value >= 1000 ? formatPower(value) : value.toFixed(value >= 100 ? 1 : 3);
}

// How long something took.
export function formatSeconds(value) {
  if (value === undefined) return "–";
  if (value < 60) return `${value.toFixed(1)} s`;
  return `${Math.floor(value / 60)} min ${Math.floor(value % 60)} s`;
}

const formatPower = (value) => value.toExponential(1).replace("e+", "e");

export function formatShort(value) {
  const text = (Math.abs(value) < 1e6 ? String(+value.toPrecision(3)) : formatPower(value)).replace("-", MINUS);
  return text.replace(/^(\u2212?)0\./, "$1.");
}

// A number as a reader types it, with either minus sign and either decimal mark; NaN for anything else.
export function parseNumber(text) {
  const plain = text.trim().replace(MINUS, "-").replace(",", ".");
  return plain === "" ? NaN : Number(plain);
}

// The step of about `count` ticks over a range, one of 1, 2, 5 times a power of ten.
export function tickStep(range, count) {
  const rough = range / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * [1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999);
}

// Round numbers in original units between two standardized values: where they lie (standardized) and their text.
export function originalTicks(low, high, { center, scale }, count) {
  const start = low * scale + center, end = high * scale + center;
  const step = tickStep(end - start, count), digits = Math.min(6, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  const first = Math.ceil(start / step - 1e-6), n = Math.floor(end / step + 1e-6) - first + 1;
  return Array.from({ length: Math.max(0, n) }, (_, i) => {
    const value = (first + i) * step;
    return { at: (value - center) / scale, text: formatTick(Math.abs(value) < 1e-9 * step ? 0 : value, digits) };
  });
}

// A single standardized value in original units, as precise as the scale warrants.
export function formatOriginal(value, { center, scale }) {
  const digits = Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(scale) + 1e-9)));
  return formatGrouped(value * scale + center, digits);
}

// Without zeros that say nothing: .5, 1, 1.5.
const formatTick = (value, digits) => (Math.abs(value) >= 1e4 ? formatGrouped(value, digits) : String(+value.toFixed(digits)).replace("-", MINUS).replace(/^(\u2212?)0\./, "$1."));

// 206,800 rather than 2.1e5, which only what is beyond a million needs.
function formatGrouped(value, digits) {
  const size = Math.abs(value);
  return size >= 1e4 && size < 1e6 ? value.toLocaleString("en", { maximumFractionDigits: 0 }).replace("-", MINUS) : formatNumber(value, digits);
}
