// Where the parts of the data flow stand: from left to right on a wide stage, from top to bottom on a phone.
// Between the panels of fixed size the two networks share what is left; deep networks squeeze the panels.
const ROOMY = { noise: 88, toG: 38, toSamples: 24, samples: 78, toD: 66, toScores: 22, scores: 92, toLosses: 38, losses: 186 };
const TIGHT = { noise: 72, toG: 24, toSamples: 16, samples: 66, toD: 46, toScores: 16, scores: 80, toLosses: 28, losses: 158 };
const WANTED_GAP = 62, LEAST_GAP = 20; // px between two columns of units: before the panels shrink, before the flow turns
const NODE = 32, OUT = 48, IMAGE = 40, PITCH = 44, LEAST_PITCH = 32, PAD = 10, OUT_PAD = 14;
const NODE_SHARE = 0.56; // of the way between two columns; the rest is for edges
const WIDE = { top: 46, middle: 136, network: 180, height: 262 };
const TALL = { reach: 195, frame: 248, pitch: 60, row: 72, least: 50, noise: 96, samples: 92, scores: 116, scoresHeight: 130 };

export const hiddenUnits = (shown) => shown.map((column) => Array.from(column).filter((unit) => unit !== 255));

// data: the stage's description. Columns of a network: its hidden layers, then its outputs.
export function placeFlow(data, width, isPhone) {
  const counts = { g: hiddenUnits(data.shown_g).map((c) => c.length), d: hiddenUnits(data.shown_d).map((c) => c.length) };
  const wide = isPhone ? null : placeWide(data, width, counts);
  return wide ?? placeTall(data, width, counts);
}

const sum = (sizes) => Object.values(sizes).reduce((total, size) => total + size, 0);
const mix = (share) => Object.fromEntries(Object.keys(ROOMY).map((name) => [name, TIGHT[name] + (ROOMY[name] - TIGHT[name]) * share]));

function placeWide(data, width, counts) {
  const gaps = Math.max(0.9, counts.g.length) + Math.max(0.9, counts.d.length);
  const ends = data.is_image ? NODE + IMAGE + OUT + OUT_PAD : NODE + NODE + OUT + OUT_PAD; // inner ends of both frames
  const spare = (sizes) => width - sum(sizes) - ends - 2 * PAD;
  const share = Math.max(0, Math.min(1, (spare(TIGHT) - WANTED_GAP * gaps) / (sum(ROOMY) - sum(TIGHT))));
  const sizes = mix(share), nodeOf = (gap) => Math.min(NODE, gap * NODE_SHARE);
  const smaller = (NODE - nodeOf(spare(sizes) / gaps)) * (data.is_image ? 1 : 2); // px that small units leave at the ends
  const gap = (spare(sizes) + smaller) / gaps, middle = WIDE.middle, node = nodeOf(gap);
  if (gap < LEAST_GAP) return null;
  const x = { noise: 0 };
  x.g = sizes.noise + sizes.toG;
  const generator = columnsOf(counts.g, data.is_image ? [1, IMAGE] : [2, node], { start: x.g, gap, node, middle, pad: PAD });
  x.samples = generator.frame.x + generator.frame.width + sizes.toSamples;
  x.d = x.samples + sizes.samples + sizes.toD;
  const discriminator = columnsOf(counts.d, [1, OUT], { start: x.d, gap, node, middle, pad: OUT_PAD });
  x.scores = discriminator.frame.x + discriminator.frame.width + sizes.toScores;
  x.losses = x.scores + sizes.scores + sizes.toLosses;
  const square = (left, top, size) => ({ x: left, y: top, size });
  const above = middle - sizes.samples - 5, below = middle + 5;
  return {
    isTall: false, width, height: WIDE.height, gap, middle, generator, discriminator,
    noise: square(0, middle - sizes.noise / 2, sizes.noise), fake: square(x.samples, above, sizes.samples), real: square(x.samples, below, sizes.samples),
    port: [x.d - 30, middle], scores: { x: x.scores, y: WIDE.top + 8, width: sizes.scores, height: 164 },
    dLoss: { x: x.losses, y: WIDE.top, width: width - x.losses, height: 86 }, gLoss: { x: x.losses, y: 150, width: width - x.losses, height: 72 },
  };
}

// One network from left to right: hidden columns, then [how many, how large] outputs.
function columnsOf(hidden, [outputs, outSize], { start, gap, node, middle, pad }) {
  const first = start + PAD + (hidden.length ? node : outSize) / 2;
  const at = (i) => (hidden.length ? first + i * gap : first + 0.9 * gap);
  const last = hidden.length ? at(hidden.length) + (outSize - node) / 2 : at(0);
  const pitch = Math.max(LEAST_PITCH, Math.min(PITCH, gap)); // edges of narrow columns are kept from running upright
  const column = (units, x, size) => ({ node: size, centers: Array.from({ length: units }, (_, i) => [x, middle + (i - (units - 1) / 2) * pitch]) });
  const columns = [...hidden.map((units, i) => column(units, at(i), node)), column(outputs, last, outSize)];
  return { frame: { x: start, y: WIDE.top, width: last + outSize / 2 + pad - start, height: WIDE.network }, columns };
}

function placeTall(data, width, counts) {
  const center = width / 2, reach = Math.min(center, TALL.reach), left = center - TALL.frame / 2;
  const row = Math.max(TALL.least, TALL.row - 4 * Math.max(0, Math.max(counts.g.length, counts.d.length) - 2));
  const square = (x, y, size) => ({ x, y, size });
  const generator = rowsOf(counts.g, data.is_image ? [1, IMAGE] : [2, NODE], { top: 160, row, center, left });
  const samples = generator.frame.y + generator.frame.height + 34;
  const port = [center, samples + TALL.samples + 32];
  const discriminator = rowsOf(counts.d, [1, OUT], { top: port[1] + 28, row, center, left });
  const scores = discriminator.frame.y + discriminator.frame.height + 30, losses = scores + TALL.scoresHeight + 52;
  const card = (x) => ({ x, y: losses, width: reach - 6, height: 86 });
  return {
    isTall: true, width, height: losses + 92, gap: row, center, reach, generator, discriminator,
    noise: square(center - TALL.noise / 2, 26, TALL.noise), fake: square(center - 24 - TALL.samples, samples, TALL.samples), real: square(center + 24, samples, TALL.samples),
    port, scores: { x: center - TALL.scores / 2, y: scores, width: TALL.scores, height: TALL.scoresHeight }, dLoss: card(center - reach), gLoss: card(center + 6),
  };
}

function rowsOf(hidden, [outputs, outSize], { top, row, center, left }) {
  const last = top + 30 + hidden.length * row + (outSize - NODE) / 2;
  const line = (units, y, size) => ({ node: size, centers: Array.from({ length: units }, (_, i) => [center + (i - (units - 1) / 2) * TALL.pitch, y]) });
  const columns = [...hidden.map((units, i) => line(units, top + 30 + i * row, NODE)), line(outputs, last, outSize)];
  return { frame: { x: left, y: top, width: TALL.frame, height: last + outSize / 2 + 14 - top }, columns };
}

// Where a network's inputs enter: as columns of size 0, so that edges can start there.
export function inputPorts(place, name, count) {
  const spread = (n, width) => Array.from({ length: n }, (_, i) => (i - (n - 1) / 2) * width);
  const { noise, port, isTall } = place;
  const [x, y] = name === "d" ? port : isTall ? [noise.x + noise.size / 2, noise.y + noise.size] : [noise.x + noise.size, noise.y + noise.size / 2];
  const beyond = name === "d" ? 4 : 3;
  return { node: 0, centers: spread(count, name === "d" ? 18 : 44).map((d) => (isTall ? [x + d, y + beyond] : [x + beyond, y + d])) };
}

// The curve of one edge; ports are spread along the side of a unit so that edges stay countable.
export function flowCurve(isTall, source, target, from, to) {
  const [ax, ay] = source.centers[from], [bx, by] = target.centers[to];
  const port = (i, n, node) => (i - (n - 1) / 2) * Math.min(6, (node * 0.66) / n);
  const out = port(to, target.centers.length, source.node), into = port(from, source.centers.length, target.node);
  if (isTall) {
    const x = ax + out, y = ay + source.node / 2, endX = bx + into, endY = by - target.node / 2, half = (endY - y) / 2;
    return [x, y, x, y + half, endX, endY - half, endX, endY];
  }
  const x = ax + source.node / 2, y = ay + out, endX = bx - target.node / 2, endY = by + into, half = (endX - x) / 2;
  return [x, y, x + half, y, endX - half, endY, endX, endY];
}
