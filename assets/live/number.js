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

export function formatLoss(value) {
  if (value === null) return "NaN"; // JSON has no other word for it
  return value >= 1000 ? formatPower(value) : value.toFixed(value >= 100 ? 1 : 3);
}

const formatPower = (value) => value.toExponential(1).replace("e+", "e");

export function formatShort(value) {
  const text = (Math.abs(value) < 1e6 ? String(+value.toPrecision(3)) : formatPower(value)).replace("-", MINUS);
  return text.replace(/^(\u2212?)0\./, "$1.");
}

// The step of about `count` ticks over a range, one of 1, 2, 5 times a power of ten.
export function tickStep(range, count) {
  const rough = range / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * [1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999);
}
