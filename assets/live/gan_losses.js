// Both loss cards: the number, the terms of the objective, and the value it has once D is fooled.
import { element, setText } from "./dom.js";
import { formatLoss, formatNumber } from "./number.js";
import { say } from "./words.js";

const ROOMY = 184; // px of a card from which the aim is told in full

export class LossCards {
  constructor(root) {
    this.cards = ["d", "g"].map((player) => {
      const value = element("b", { class: "gf-loss-value" }), batch = element("span", { class: "gf-batch" }), terms = element("p");
      const card = element("div", { class: "gf-panel gf-loss" }, element("h3", {}, say(`gan_flow_${player}_loss`)), value, batch, terms);
      return { player, value, batch, terms, root: card };
    });
    root.append(...this.cards.map((card) => card.root));
  }

  build(data, place) {
    for (const { player, root, terms } of this.cards) {
      const { x, y, width, height } = place[`${player}Loss`], aim = data.loss.equilibrium?.[`${player}_loss`];
      root.style.cssText = `left:${x}px;top:${y}px;width:${width}px;height:${height}px`;
      const lines = data.loss[`${player}_terms`].map((term, i) => element("span", {}, i && !/^[+\u2212]/.test(term) ? `+ ${term}` : term));
      terms.replaceChildren(...lines, element("span", {}, tellAim(aim, width < ROOMY ? "_short" : "")));
    }
  }

  // In slow motion the loss is that of the stage's own batch.
  update({ metrics }, stage) {
    for (const { player, value, batch, root } of this.cards) {
      const own = stage ? metrics[`batch_${player}_loss`] : undefined;
      setText(value, formatSignedLoss(own ?? metrics[`${player}_loss`]));
      setText(batch, own === undefined ? "" : say("gan_flow_batch"));
      root.classList.toggle("gf-on", stage === (player === "d" ? 3 : 7));
    }
  }
}

// "log 2 = 0.693"; a label that is the number itself stands alone.
function tellAim(aim, kind) {
  if (!aim) return say(`gan_flow_no_aim${kind}`);
  const { value, label } = aim;
  const number = formatNumber(value, 3).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
  return label === number ? say(`gan_flow_aim${kind}`, { label }) : say(`gan_flow_aim_value${kind}`, { label, number });
}

const formatSignedLoss = (value) => (typeof value === "number" && value < 0 ? formatNumber(value, 3) : formatLoss(value));
