// The formula of the step just made, in symbols and in today's numbers.
import { findFocus, functionName, parameterName, targetName, unitName } from "./backprop_names.js";
import { LOSSES } from "./backprop_functions.js";
import { indexOf, listParameters } from "./backprop_tape.js";
import { element } from "./dom.js";
import { bold, signed } from "./lesson_text.js";
import { formatNumber } from "./number.js";
import { say } from "./words.js";

export function paintFormula(root, view) {
  const { reached, state } = view;
  const write = state.step === 0 ? writeSample : { forward: writeForward, loss: writeLoss, backward: writeBackward, update: writeUpdate }[reached.phase];
  const lines = write(view).map(([key, ...parts]) => element("span", {}, element("span", { class: "ls-key" }, key), ...parts));
  root.replaceChildren(...lines);
}

const plain = (value, digits = 2) => formatNumber(value, digits);
const inBrackets = (value, digits = 2) => (value < 0 ? `(${plain(value, digits)})` : plain(value, digits));
const fine = (value) => (Math.abs(value) < 10 ? 3 : 1);

function writeSample({ state }) {
  const names = state.x.map((_, i) => unitName(state.sizes, 0, i)).join(", "), values = state.x.map((value) => plain(value)).join(", ");
  const target = state.t.map((value, k) => `${targetName(state.sizes, k)} = ${plain(value)}`).join(", ");
  return [[say("bp_key_sample"), `(${names}) = (${values})`], [say("bp_key_target"), target]];
}

function writeForward({ state, w, numbers }) {
  const { sizes } = state, layer = state.step, unit = findFocus(state, layer), name = unitName(sizes, layer, unit), last = sizes.length - 1;
  const f = layer < last ? functionName(state.hidden) : LOSSES[state.loss].isFused ? (sizes[last] === 1 ? functionName("sigmoid") : "softmax") : functionName(state.output);
  const inputs = numbers.a[layer - 1], at = (i) => w[indexOf(sizes, layer, unit, i)];
  const symbols = `${name} = ${f}(${inputs.map((_, i) => `w·${unitName(sizes, layer - 1, i)}`).join(" + ")} + b)`;
  const terms = inputs.flatMap((value, i) => [signed(at(i)), `·${inBrackets(value)} `]);
  const z = numbers.z[layer - 1][unit];
  return [[say("bp_key_symbols"), symbols], [say("bp_key_numbers"), `${f}(`, ...terms, signed(at(inputs.length)), `) = ${f}(${plain(z)}) = `, bold(numbers.a[layer][unit])]];
}

function writeLoss({ state, numbers }) {
  const { sizes, t, loss } = state, y = numbers.a.at(-1), names = y.map((_, k) => [unitName(sizes, sizes.length - 1, k), targetName(sizes, k)]);
  const write = loss === "cross_entropy" ? writeCrossEntropy : writeSquares;
  const [symbols, inNumbers] = write(names, y, t, loss === "half" ? "½ " : y.length > 1 ? "½ " : "");
  return [[say("bp_key_symbols"), `L = ${symbols}`], [say("bp_key_numbers"), `${inNumbers} = `, bold(numbers.loss, 3)]];
}

function writeSquares(names, y, t, factor) {
  const join = (terms) => (terms.length > 1 && factor ? `${factor}[${terms.join(" + ")}]` : factor + terms.join(" + "));
  return [join(names.map(([a, b]) => `(${a} − ${b})²`)), join(y.map((value, k) => `(${plain(value)} − ${inBrackets(t[k])})²`))];
}

function writeCrossEntropy(names, y, t) {
  if (y.length > 1) return [names.map(([a, b]) => `− ${b} ln ${a}`).join(" "), y.map((value, k) => `− ${plain(t[k])} ln ${plain(value, 3)}`).join(" ")];
  const [[a, b]] = names;
  return [`− ${b} ln ${a} − (1 − ${b}) ln(1 − ${a})`, `− ${plain(t[0])} ln ${plain(y[0], 3)} − ${plain(1 - t[0])} ln ${plain(1 - y[0], 3)}`];
}

// The blame of the unit of the layer just reached: what came back, times its slope.
function writeBackward({ state, w, shown, reached }) {
  const { sizes } = state, last = sizes.length - 1, layer = last + 1 - (state.step - reached.lossStep), unit = findFocus(state, layer), name = unitName(sizes, layer, unit);
  const slope = shown.slope[layer - 1], delta = shown.delta[layer - 1][unit], left = [`∂L/∂z`, element("sub", {}, name), " = "];
  const result = bold(delta, fine(delta));
  if (layer === last) {
    const blame = shown.blame[unit], t = targetName(sizes, unit);
    if (!slope) return [[say("bp_key_symbols"), ...left, `${name} − ${t}`], [say("bp_key_numbers"), `${plain(shown.a[last][unit], 3)} − ${inBrackets(state.t[unit])} = `, result]];
    return [[say("bp_key_symbols"), ...left, `∂L/∂${name} · ∂${name}/∂z`], [say("bp_key_numbers"), signed(blame, fine(blame)), ` · ${plain(slope[unit], 3)} = `, result]];
  }
  const after = shown.delta[layer], sum = after.flatMap((value, k) => [...(k ? [" + "] : []), signed(w[indexOf(sizes, layer + 1, k, unit)]), `·${inBrackets(value, 3)}`]);
  const symbols = after.map((_, k) => [element("span", {}, "w·∂L/∂z", element("sub", {}, unitName(sizes, layer + 1, k)), k < after.length - 1 ? " + " : "")]).flat();
  return [[say("bp_key_symbols"), ...left, "(", ...symbols, `) · ∂${name}/∂z`], [say("bp_key_numbers"), "(", ...sum, `) · ${plain(slope[unit], 3)} = `, result]];
}

function writeUpdate({ state, w, gradientWeights, shown, trail }) {
  const index = state.selected, g = shown.chain[index], eta = state.rates.at(-1), { losses, predicted } = trail;
  const name = parameterName(state.sizes, listParameters(state.sizes)[index]), before = losses.at(-2);
  return [
    [name, "w − η ∂L/∂w = ", signed(gradientWeights[index]), ` − ${plain(eta)} · `, `${inBrackets(g, 3)} = `, signed(w[index], 3)],
    [say("bp_key_predicted"), "−η |∂L/∂w|² = ", bold(predicted.at(-1) - before, 4)],
    [say("bp_key_actual"), bold(losses.at(-1) - before, 4)],
  ];
}
