// The right column: map or fitted curve, the loss plot on the same edges, and the wedge from the output neurons to the map.
import { FitChart } from "./fit.js";
import { BigMap } from "./map.js";

// A map over two features, a curve over one; the loss plot keeps its edges.
export function buildRight(stage) {
  const { data, parts, theme, output } = stage, Kind = data.n_features === 1 ? FitChart : BigMap;
  if (!(stage.map instanceof Kind)) {
    stage.map?.remove();
    stage.map = new Kind(parts.map);
  }
  stage.map.build(data, parts.map.clientWidth, theme, output);
  const { left, right } = stage.map.plan;
  parts.right.style.setProperty("--left", left + "px");
  parts.right.style.setProperty("--right", right + "px");
  stage.loss.align(left, right);
}

// The output neurons open into the map, wherever both stand.
export function openWedge({ root, parts, network, map, output }) {
  const box = root.getBoundingClientRect(), scale = box.width / root.offsetWidth || 1;
  const at = (node) => node.getBoundingClientRect();
  const outputs = network.units.slice(-output.size).map(({ button }) => at(button));
  const heat = at(map.heat), body = at(parts.body);
  const x = (v) => (v - body.x) / scale, y = (v) => (v - body.y) / scale, right = x(outputs[0].right);
  parts.wedge.style.clipPath = `polygon(${right}px ${y(outputs[0].top)}px, ${x(heat.left)}px ${y(heat.top)}px, ${x(heat.left)}px ${y(heat.bottom)}px, ${right}px ${y(outputs.at(-1).bottom)}px)`;
}
