// The formula strip: the neuron in symbols and with the present numbers, at the chosen point.
import { element } from "./dom.js";
import { bold, inlineMark, signed } from "./lesson_text.js";
import { formatNumber } from "./number.js";
import { amount } from "./perceptron_course.js";
import { shortNumber } from "./perceptron_neuron.js";
import { CORNERS } from "./perceptron_rule.js";
import { say } from "./words.js";

const key = (text) => element("span", { class: "ls-key" }, text);
const pointName = (point) => `(${shortNumber(point[0])}, ${shortNumber(point[1])})`;
// Large and small weights too, which a rate can make.
const weight = (w) => (Math.abs(w) < 1000 && (w === 0 || Math.abs(w) >= 0.005) ? signed(w) : element("b", { class: w > 0 ? "ls-pos" : "ls-neg" }, (w > 0 ? "+" : "") + amount(w)));

export function neuronFormula({ weights, points, judged, selected }) {
  const [w1, w2, theta] = weights, threshold = () => element("b", {}, amount(theta)), point = points[selected];
  const now = element("span", {}, key(say("formula_neuron")), `${say("fires_if")} `, weight(w1), " x₁ ", weight(w2), " x₂ ≥ ", threshold());
  if (!point) return [now, element("span", {}, key(say("formula_none")))];
  const given = judged.gives[selected];
  return [now, element("span", {}, key(say("formula_at", { point: pointName(point) })), weight(w1), ` · ${shortNumber(point[0])} `, weight(w2), ` · ${shortNumber(point[1])} = `,
    element("b", {}, amount(judged.sums[selected])), given ? " ≥ " : " < ", threshold(), say("so_y"), bold(given, 0), " ", inlineMark(given))];
}

export function layersFormula({ state, numbers, selected }) {
  const i = Math.min(3, selected), [a1, a2, y] = numbers.layers.gives[i];
  const one = (name, k, inputs, given, mark = []) => {
    const [w1, w2, b] = state.neurons[k];
    return element("span", {}, `${name} = [`, signed(w1), ` · ${inputs[0]} `, signed(w2), ` · ${inputs[1]} `, signed(b), ` ≥ ${formatNumber(0.5, 1)}] = `, bold(given, 0), ...mark);
  };
  return [key(say("formula_at", { point: pointName(CORNERS[i]) })), one("A1", 0, CORNERS[i], a1), one("A2", 1, CORNERS[i], a2), one("y", 2, [a1, a2], y, [" ", inlineMark(y)])];
}
