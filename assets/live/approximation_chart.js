// Error against width or parameters, both by powers: a line through the medians, a band from best to worst seed.
import { element, svg } from "./dom.js";
import { say } from "./words.js";

const LEFT = 46, RIGHT = 70, TOP = 10, BELOW = 40, LOWEST = 1e-4, HIGHEST = 100, APART = 14;
const SHAPES = ["M5 0A5 5 0 1 1 -5 0A5 5 0 1 1 5 0Z", "M0 -6L6 0L0 6L-6 0Z", "M-4.6 -4.6H4.6V4.6H-4.6Z"];

// The middle of those that have not diverged; null if all have.
export function medianOf(errors) {
  const finite = errors.filter((error) => error !== null).sort((a, b) => a - b);
  return finite.length ? (finite[(finite.length - 1) >> 1] + finite[finite.length >> 1]) / 2 : null;
}

export class ErrorChart {
  constructor(onSelect) {
    this.onSelect = onSelect;
    this.plot = svg("svg", { class: "ap-chart", role: "img" });
    this.root = element("div", {}, this.plot);
  }

  // series: [{ name, color, points: [{ at, errors, index }] }]; `own` is { at, error } of the reader's present fit.
  draw(series, { width, height, ticks, axis, selected, own, isCurrent }) {
    const all = series.flatMap(({ points }) => points), values = all.flatMap(({ errors }) => errors.filter((error) => error !== null));
    if (own) values.push(own.error);
    const clamped = values.map((value) => Math.max(LOWEST, Math.min(HIGHEST, value)));
    const low = Math.floor(Math.log10(Math.min(...clamped, 0.1)) + 1e-9), high = Math.max(0, Math.ceil(Math.log10(Math.max(...clamped, 0.1)) - 1e-9));
    const first = Math.log2(ticks[0]) - 0.2, last = Math.log2(ticks.at(-1)) + 0.2;
    const toX = (at) => LEFT + ((Math.log2(at) - first) / (last - first)) * (width - LEFT - RIGHT);
    const toY = (error) => TOP + ((high - Math.log10(Math.max(10 ** low, Math.min(10 ** high, error)))) / (high - low)) * (height - TOP - BELOW);
    const nodes = this.drawGrid({ low, high, ticks, axis, toX, toY, width, height });
    series.forEach(({ points, color, name }, k) => nodes.push(...this.drawSeries(points, color, name, SHAPES[k], { toX, toY, selected, high })));
    nodes.push(...this.drawNames(series, toX, toY));
    if (own) nodes.push(svg("circle", { class: "ap-own", cx: toX(own.at), cy: toY(own.error), r: 7 }), svg("text", { class: "ls-halo ap-name", x: toX(own.at) + 11, y: toY(own.error) + 4 }, say("yours")));
    this.plot.classList.toggle("ap-old", !isCurrent);
    this.plot.setAttribute("width", width);
    this.plot.setAttribute("height", height);
    this.plot.setAttribute("aria-label", axis);
    this.plot.replaceChildren(...nodes);
  }

  drawGrid({ low, high, ticks, axis, toX, toY, width, height }) {
    const nodes = [svg("text", { class: "lv-axis", x: width - RIGHT, y: height - 4, "text-anchor": "end" }, axis)];
    for (let power = low; power <= high; power++) {
      const y = toY(10 ** power);
      nodes.push(svg("path", { class: "ap-grid", d: `M${LEFT} ${y}H${width - RIGHT}` }), svg("text", { x: LEFT - 8, y: y + 4, "text-anchor": "end" }, String(10 ** power)));
    }
    for (const tick of ticks) nodes.push(svg("text", { x: toX(tick), y: height - BELOW + 18, "text-anchor": "middle" }, String(tick)));
    return nodes;
  }

  drawSeries(points, color, name, shape, { toX, toY, selected, high }) {
    const known = points.filter(({ errors }) => medianOf(errors) !== null), nodes = [];
    const edge = (choose) => known.map(({ at, errors }) => `${toX(at).toFixed(1)} ${toY(choose(...errors.filter((e) => e !== null))).toFixed(1)}`);
    if (known.length > 1) {
      nodes.push(svg("path", { d: `M${[...edge(Math.max), ...edge(Math.min).reverse()].join("L")}Z`, fill: color, opacity: name ? 0.1 : 0.16 }));
      nodes.push(svg("path", { class: "ap-line", d: `M${known.map(({ at, errors }) => `${toX(at).toFixed(1)} ${toY(medianOf(errors)).toFixed(1)}`).join("L")}`, stroke: color }));
    }
    for (const { at, errors, index } of points) {
      for (const error of errors) if (error !== null) nodes.push(svg("circle", { cx: toX(at), cy: toY(error), r: 2, fill: color, opacity: 0.7 }));
      const middle = medianOf(errors) ?? 10 ** high, x = toX(at), y = toY(middle);
      const mark = svg("g", { class: "ap-mark", transform: `translate(${x} ${y})`, onclick: () => this.onSelect(index), onpointerenter: () => this.onSelect(index) },
        svg("circle", { r: 14, fill: "transparent" }), svg("path", { d: shape, fill: color }), ...(index === selected ? [svg("circle", { class: "ap-ring", r: 10 })] : []));
      nodes.push(mark);
    }
    return nodes;
  }

  // Names at the ends of the lines, moved apart.
  drawNames(series, toX, toY) {
    const ends = series.map(({ points, name, color }) => ({ name, color, end: points.filter(({ errors }) => medianOf(errors) !== null).at(-1) })).filter(({ name, end }) => name && end);
    const places = ends.map(({ name, color, end }) => ({ name, color, x: toX(end.at) + 14, y: toY(medianOf(end.errors)) + 4 })).sort((a, b) => a.y - b.y);
    places.forEach((place, i) => i && (place.y = Math.max(place.y, places[i - 1].y + APART)));
    return places.map(({ name, color, x, y }) => svg("text", { class: "ls-halo ap-name", x, y, style: `fill: ${color}` }, name));
  }
}
