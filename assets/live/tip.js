// One tooltip at a time, in the spot that hides the fewest nodes.
import { element } from "./dom.js";
import { formatSigned } from "./number.js";
import { pointOnCurve } from "./layout.js";
import { say } from "./words.js";

const WIDTH = 84, HEIGHT = 50;
const OFFSETS = [[0, -36], [56, 0], [-56, 0], [0, 36], [56, 32], [-56, 32], [56, -32], [-56, -32]];

export class Tip {
  constructor(root) {
    this.root = root;
    this.box = element("div", { class: "lv-tip", role: "tooltip", hidden: true });
    root.append(this.box);
  }

  hide() {
    this.box.hidden = true;
  }

  showEdge(edge, network) {
    const spots = [0.5, 0.3, 0.7].flatMap((t) => {
      const [x, y] = pointOnCurve(edge.curve, t);
      return OFFSETS.map(([dx, dy]) => [x + dx, y + dy, Math.abs(t - 0.5) * 60]);
    });
    this.show(edge.weight, `${network.nameOf(edge.layer, edge.from)} → ${network.nameOf(edge.layer + 1, edge.to)}`, spots, network.place);
  }

  showBias(unit, network) {
    const [x, y] = network.place.layers[unit.layer].centers[unit.unit], reach = network.place.layers[unit.layer].node / 2;
    const spots = [[x - reach - 46, y, 0], [x + reach + 46, y, 0], [x, y - reach - 30, 20], [x, y + reach + 44, 20]];
    this.show(unit.value, say("bias_of", { name: unit.name }), spots, network.place);
  }

  show(value, caption, spots, place) {
    const number = element("b", { class: value < 0 ? "lv-negative" : "lv-positive" }, formatSigned(value));
    this.box.replaceChildren(number, element("span", {}, caption));
    const [x, y] = quietest(spots, place);
    this.box.style.left = x + "px";
    this.box.style.top = y + "px";
    this.box.hidden = false;
  }
}

function quietest(spots, place) {
  let best = null, least = Infinity;
  for (const [wantedX, y, handicap] of spots) {
    const x = Math.max(WIDTH / 2, Math.min(place.width - WIDTH / 2, wantedX));
    let cost = handicap + (y < 100 && !place.isTall ? 1e6 : 0);
    for (const layer of place.layers) {
      const reach = layer.node / 2 + 6;
      for (const [nodeX, nodeY] of layer.centers) {
        cost += overlap(x, WIDTH, nodeX, 2 * reach) * overlap(y, HEIGHT, nodeY + 6, 2 * reach + 12);
      }
    }
    if (cost < least) [best, least] = [[x, y], cost];
  }
  return best;
}

const overlap = (a, sizeA, b, sizeB) => Math.max(0, (sizeA + sizeB) / 2 - Math.abs(a - b));
