// The fixed drawing below the panels: frames of both networks, flow lines, feedback lanes, headings. A stage lights its parts.
import { svg } from "./dom.js";
import { planLines } from "./gan_flow_paths.js";
import { hiddenUnits } from "./gan_flow_layout.js";
import { say } from "./words.js";

const CHARACTER = 5.3, LANE = 5.7, HEADING = 6.6; // px of a character of a note, a lit lane and a heading, about
const NARROW = 44; // px from one column of units to the next
const DIAMOND = "M0 -4.2L4.2 0L0 4.2L-4.2 0Z", HEAD = "M-6.5 -3.4L1 0L-6.5 3.4Z";

export class FlowLines {
  constructor(root) {
    this.svg = svg("svg", { class: "gf-lines", "aria-hidden": "true" });
    this.texts = svg("svg", { class: "gf-texts", "aria-hidden": "true" }); // lies above the edges
    root.append(this.svg);
  }

  build(data, place) {
    const { lines, lanes, marks, pill } = planLines(place, data.is_image);
    for (const layer of [this.svg, this.texts]) {
      layer.setAttribute("width", place.width);
      layer.setAttribute("height", place.height);
    }
    this.lit = [];
    const light = (node, stages) => (this.lit.push({ node, stages }), node);
    const frames = [[place.generator.frame, [8]], [place.discriminator.frame, [4]]].map(([{ x, y, width, height }, stages]) =>
      light(svg("rect", { class: "gf-frame", x, y, width, height, rx: 12 }), stages));
    const drawn = lines.map(({ d, kind, stages, tip, mark }) => light(svg("g", { class: `gf-line gf-line-${kind ?? "plain"}` }, svg("path", { d }), tipOf(tip), ...(mark ? [markOf(kind, mark)] : [])), stages));
    const back = lanes.map((lane) => light(svg("g", { class: "gf-line gf-lane" }, svg("path", { d: lane.d }), tipOf(lane.tip), laneLabel(lane)), lane.stages));
    const port = svg("rect", { class: "gf-pill", ...pill, rx: 4 });
    const names = marks.map(([x, y, i]) => text(x, y, `x${"₁₂"[i]}`, "gf-halo"));
    this.svg.replaceChildren(...frames, ...drawn, ...back, port);
    this.texts.replaceChildren(...names, ...(place.isTall ? headingsTall(data, place) : headingsWide(data, place)));
    this.show(0);
  }

  // Nothing is dimmed: the parts of the stage are drawn in ink and their dashes march.
  show(stage) {
    for (const { node, stages } of this.lit) node.classList.toggle("gf-on", stages.includes(stage));
  }
}

const tipOf = ([x, y, turn]) => svg("path", { class: "gf-tip", d: HEAD, transform: `translate(${x} ${y})rotate(${turn})` });
const text = (x, y, content, kind = "", anchor = "middle") => svg("text", { x, y, "text-anchor": anchor, class: kind }, content);
const markOf = (kind, [x, y]) =>
  kind === "real" ? svg("path", { d: DIAMOND, class: "gf-mark-real", transform: `translate(${x} ${y})` }) : svg("circle", { cx: x, cy: y, r: 3.6, class: "gf-mark-fake" });

// lowest: where an upright label must end
function laneLabel({ label: [x, y, room], player, lowest }) {
  const full = say(`gan_flow_lane_${player}`), words = full.length * LANE < room ? full : say(`gan_flow_lane_${player}_short`);
  if (!lowest) return text(x, y, words, "gf-wide");
  const node = text(x, 0, words, "gf-wide");
  node.setAttribute("transform", `translate(0 ${Math.min(y, lowest - (words.length * LANE) / 2)})rotate(-90 ${x} 0)`);
  return node;
}

function headingsWide(data, place) {
  const { noise, generator, discriminator, fake, real, scores, dLoss, middle } = place, half = (box) => box.x + (box.width ?? box.size) / 2;
  const heading = (x, key, room = 200) => text(x, 12, say(say(key).length * HEADING < room ? key : `${key}_short`), "gf-heading");
  const outputs = generator.columns.at(-1), out = discriminator.columns.at(-1).centers[0][0];
  return [
    heading(half(noise), "gan_flow_noise"), heading(half(generator.frame), "gan_flow_generator", generator.frame.width), heading(half(fake), "gan_flow_samples"),
    heading(half(discriminator.frame), "gan_flow_discriminator", discriminator.frame.width), heading(half(scores), "gan_flow_scores", scores.width + 20), heading(half(dLoss), "gan_flow_losses"),
    ...noiseNotes(data, half(noise), noise.y + noise.size + 16),
    text(half(fake), fake.y - 8, say("gan_flow_generated"), "gf-fake"), text(half(real), real.y + real.size + 15, say("gan_flow_real"), "gf-real"),
    text(generator.frame.x + 3, generator.frame.y - 7, shownNote(data, "g", generator.frame.width), "", "start"),
    text(discriminator.frame.x + 3, discriminator.frame.y - 7, shownNote(data, "d", discriminator.frame.width - 44), "", "start"),
    outputsNote(place, outputs, say(data.is_image ? "gan_flow_image" : "gan_flow_outputs")),
    text(out, middle + 40, say(data.is_image ? "gan_flow_verdict" : "gan_flow_map")),
  ];
}

// Between narrow columns there is no room for a name; below all of them there is.
function outputsNote({ gap, generator: { frame } }, { centers, node }, name) {
  if (gap < NARROW) return text(frame.x + frame.width - 8, frame.y + frame.height - 9, name, "", "end");
  return text(centers[0][0], centers.at(-1)[1] + node / 2 + 15, name);
}

function headingsTall(data, place) {
  const { center, noise, generator, discriminator, fake, real, scores } = place, end = (box) => box.x + box.width - 4;
  const out = discriminator.columns.at(-1).centers[0];
  const network = ({ frame }, name, key) => [text(frame.x + 4, frame.y - 7, say(key), "gf-heading gf-halo", "start"), text(end(frame), frame.y - 7, shownNote(data, name, 118), "gf-halo", "end")];
  return [
    text(center, 14, say("gan_flow_noise"), "gf-heading"), ...noiseNotes(data, noise.x - 8, noise.y + 14, "end"),
    ...network(generator, "g", "gan_flow_generator"), ...network(discriminator, "d", "gan_flow_discriminator"),
    text(fake.x + fake.size / 2, fake.y + fake.size + 16, say("gan_flow_generated"), "gf-fake gf-halo"), text(real.x + real.size / 2, real.y + real.size + 16, say("gan_flow_real"), "gf-real gf-halo"),
    text(center + 34, scores.y - 10, say("gan_flow_scores"), "gf-heading gf-halo", "start"),
    text(center + 34, out[1] + 4, say(data.is_image ? "gan_flow_verdict" : "gan_flow_map"), "", "start"),
  ];
}

function noiseNotes({ noise_size: size, noise_kind: kind }, x, y, anchor = "middle") {
  const lines = [say(`gan_flow_noise_${kind}`, { size })];
  if (size > 2) lines.push(say("gan_flow_noise_first", { size }));
  return lines.map((line, i) => text(x, y + 15 * i, line, "", anchor));
}

// How many of a network's units are drawn, unless that is all of them.
function shownNote(data, name, room) {
  const sizes = data[`sizes_${name}`].slice(1, -1), shown = hiddenUnits(data[`shown_${name}`]).map((column) => column.length);
  if (sizes.every((size, i) => size === shown[i])) return "";
  const isAlike = sizes.every((size) => size === sizes[0]), values = { shown: shown[0], size: sizes[0] };
  const keys = isAlike ? ["gan_flow_shown", "gan_flow_shown_short"] : ["gan_flow_shown_most", "gan_flow_shown_most_short"];
  const fitting = keys.map((key) => say(key, values)).find((note) => note.length * CHARACTER < room);
  return fitting ?? say(keys[1], values);
}
