// The chain rule along the chosen path, factor by factor from the loss back, and how many such paths there are.
import { parameterName, unitName } from "./backprop_names.js";
import { listFactors, listParameters, listRoutes } from "./backprop_tape.js";
import { element, setText } from "./dom.js";
import { richText, signed } from "./lesson_text.js";
import { formatSigned } from "./number.js";
import { say } from "./words.js";

const shorten = (value) => (Math.abs(value) < 10 ? 3 : Math.abs(value) < 1000 ? 1 : 0);

export class Chain {
  constructor(onRoute) {
    this.title = element("span", {});
    this.count = element("span", { class: "ls-muted ls-small" });
    this.previous = element("button", { type: "button", class: "bp-turn", "aria-label": say("bp_path_before"), onclick: () => onRoute(-1) }, "‹");
    this.next = element("button", { type: "button", class: "bp-turn", "aria-label": say("bp_path_next"), onclick: () => onRoute(1) }, "›");
    this.turns = element("span", { class: "bp-turns" }, this.previous, this.count, this.next);
    this.columns = element("div", { class: "bp-columns" });
    this.note = element("p", { class: "ls-small", hidden: true });
    this.root = element("div", { class: "bp-chain" }, element("div", { class: "bp-chain-top" }, this.title, this.turns), this.columns, this.note);
  }

  paint({ state, reached, shown, gradientWeights }) {
    const parameter = listParameters(state.sizes)[state.selected], factors = listFactors(state, shown, gradientWeights, state.selected);
    const key = JSON.stringify([state.sizes, state.selected, state.route, state.loss, state.hidden, state.output]);
    if (key !== this.key) this.build(key, state, parameter, factors);
    const name = parameterName(state.sizes, parameter), value = formatSigned(gradientWeights[state.selected]);
    this.title.replaceChildren(...richText(say(reached.isUpdated ? "bp_chain_was" : "bp_chain_is", { name, value })));
    const isShown = factors.map(({ kind, layer }) => (kind === "loss" || kind === "fused" ? reached.hasLoss : reached.hasGradient(kind === "weight" ? layer - 1 : layer)) || reached.isUpdated);
    let running = 1;
    factors.forEach((factor, i) => {
      running *= factor.value;
      this.paintFactor(this.parts[i], isShown[i] ? factor.value : null, isShown[i] && i ? say("bp_so_far", { value: formatSigned(running, shorten(running)) }) : "");
    });
    const isWhole = isShown.every(Boolean);
    this.paintFactor(this.parts.at(-1), isWhole ? running : null, this.routes.length === 1 && isWhole ? say("bp_step", { value: formatSigned(-(reached.isUpdated ? state.rates.at(-1) : state.eta) * running, shorten(running)) }) : "");
    this.paintCount(state, isWhole, shown.chain[state.selected]);
    this.paintNote(state, parameter);
  }

  build(key, state, parameter, factors) {
    this.key = key;
    this.routes = listRoutes(state, state.selected);
    const isOne = this.routes.length === 1, result = { top: "∂L", bottom: "∂w", rule: say(isOne ? "bp_gradient" : "bp_share") };
    const spelled = [...factors.map((factor) => spell(state, factor)), result];
    this.parts = spelled.map(({ top, bottom, rule }) => {
      const number = element("span", { class: "bp-factor-number" }), running = element("span", { class: "bp-rule" });
      const node = element("div", { class: "bp-factor" }, fraction(top, bottom), element("span", { class: "bp-rule" }, rule), number, running);
      return { node, number, running };
    });
    const signs = this.parts.map((_, i) => (i === 0 ? [] : [element("div", { class: "bp-sign", "aria-hidden": "true" }, i === this.parts.length - 1 ? "=" : "×")]));
    this.columns.replaceChildren(...this.parts.flatMap(({ node }, i) => [...signs[i], node]));
  }

  paintFactor({ node, number, running }, value, text) {
    node.classList.toggle("bp-waiting", value === null);
    number.replaceChildren(value === null ? "·" : signed(value, shorten(value)));
    setText(running, text);
  }

  paintCount(state, isWhole, gradient) {
    const n = this.routes.length, on = listParameters(state.sizes)[state.selected];
    this.turns.hidden = n === 1;
    if (n === 1) return;
    const at = this.routes.findIndex((route) => route.slice(on.layer).every((unit, i) => unit === state.route[on.layer + i]));
    setText(this.count, say(isWhole ? "bp_path_sum" : "bp_path", { at: at + 1, n, value: formatSigned(gradient, 3) }));
  }

  paintNote({ hidden, output, loss, sizes }, { layer }) {
    const isCut = (hidden === "step" && layer < sizes.length - 1) || (output === "step" && loss !== "cross_entropy");
    this.note.hidden = !isCut;
    setText(this.note, isCut ? say("bp_step_note") : "");
  }
}

function fraction(top, bottom) {
  return element("span", { class: "bp-fraction" }, element("span", {}, ...spellSymbol(top)), element("span", {}, ...spellSymbol(bottom)));
}

// "∂z_A1" with its index set low.
function spellSymbol(text) {
  const [symbol, index] = text.split("_");
  return index ? [symbol, element("sub", {}, index)] : [symbol];
}

function spell({ sizes, hidden, output, loss }, { kind, layer, unit, from }) {
  const name = unitName(sizes, layer, unit), function_ = layer === sizes.length - 1 ? output : hidden;
  const z = `∂z_${name}`;
  if (kind === "fused") return { top: "∂L", bottom: z, rule: `${name} − ${name.replace("y", "t")}` };
  if (kind === "loss") return { top: "∂L", bottom: `∂${name}`, rule: say(`bp_blame_${loss}`, { y: name, t: name.replace("y", "t"), n: sizes.at(-1) }) };
  if (kind === "slope") return { top: `∂${name}`, bottom: z, rule: say(`bp_slope_${function_}`, { a: name }) };
  if (kind === "weight") return { top: z, bottom: `∂${unitName(sizes, layer - 1, from)}`, rule: `${unitName(sizes, layer - 1, from)} → ${name}` };
  return { top: z, bottom: "∂w", rule: kind === "bias" ? say("bp_one") : unitName(sizes, layer - 1, from) };
}
