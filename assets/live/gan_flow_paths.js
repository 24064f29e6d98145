// The lines of the data flow, each with the stages of an iteration that light it. Arrowheads point along `turn` degrees.
const ALL = { toFake: [1, 5], fakeIn: [1, 2, 5, 6], realIn: [1, 2], verdict: [2, 6], toD: [3], toG: [7], updateD: [4], updateG: [8] };
const BEND = 8; // px, the radius of a lane's corners

export function planLines(place, isImage) {
  return place.isTall ? planTall(place, isImage) : planWide(place, isImage);
}

function planWide({ generator, discriminator, fake, real, port, scores, dLoss, gLoss, middle, noise }, isImage) {
  const outputs = generator.columns.at(-1), half = outputs.node / 2, edge = fake.x + fake.size, into = fake.y + fake.size / 2, from = real.y + real.size / 2;
  const toD = scores.x + scores.width, [px, py] = port, out = discriminator.columns.at(-1);
  const spread = (k, n, width) => (k - (n - 1) / 2) * width;
  const lines = outputs.centers.map(([x, y], k, { length }) => {
    const end = into + spread(k, length, 20), start = x + half + 2, bend = (start + fake.x - 4) / 2;
    return { d: `M${start} ${y}C${bend} ${y} ${bend} ${end} ${fake.x - 4} ${end}`, stages: ALL.toFake, tip: [fake.x - 3, end, 0] };
  });
  const reach = (px - 5 - edge) / 2;
  lines.push({ d: `M${edge + 1} ${into}C${edge + reach} ${into} ${px - 6 - reach} ${py - 7} ${px - 6} ${py - 7}`, stages: ALL.fakeIn, tip: [px - 5, py - 7, 0] });
  lines.push({ d: `M${edge + 1} ${from}C${edge + reach} ${from} ${px - 6 - reach} ${py + 7} ${px - 6} ${py + 7}`, stages: ALL.realIn, tip: [px - 5, py + 7, 0] });
  lines.push({ d: `M${out.centers[0][0] + out.node / 2 + 2} ${middle}H${scores.x - 4}`, stages: ALL.verdict, tip: [scores.x - 3, middle, 0] });
  const mark = toD + (dLoss.x - toD) * 0.42, rows = [dLoss.y + 30, dLoss.y + 52, gLoss.y + gLoss.height / 2];
  const toLoss = (y, kind, stages) => ({ d: `M${toD + 1} ${y}H${dLoss.x - 4}`, kind, stages, tip: [dLoss.x - 3, y, 0], mark: [mark, y] });
  lines.push(toLoss(rows[0], "real", ALL.toD), toLoss(rows[1], "fake", ALL.toD), toLoss(rows[2], "fake", ALL.toG));
  const lossMiddle = dLoss.x + dLoss.width / 2, dEnd = discriminator.frame.x + discriminator.frame.width - 36, gEnd = generator.frame.x + generator.frame.width / 2, low = gLoss.y + gLoss.height + 24;
  const high = dLoss.y - 16, bottom = generator.frame.y + generator.frame.height, top = discriminator.frame.y;
  const lanes = [
    { d: `M${lossMiddle} ${dLoss.y}V${high + BEND}Q${lossMiddle} ${high} ${lossMiddle - BEND} ${high}H${dEnd + BEND}Q${dEnd} ${high} ${dEnd} ${high + BEND}V${top - 4}`, stages: ALL.updateD, tip: [dEnd, top - 3, 90], player: "d",
      label: [(Math.max(dEnd, scores.x - 20) + lossMiddle) / 2, high + 4, lossMiddle - dEnd - 50] },
    { d: `M${lossMiddle} ${gLoss.y + gLoss.height}V${low - BEND}Q${lossMiddle} ${low} ${lossMiddle - BEND} ${low}H${gEnd + BEND}Q${gEnd} ${low} ${gEnd} ${low - BEND}V${bottom + 5}`, stages: ALL.updateG, tip: [gEnd, bottom + 4, -90], player: "g",
      label: [(gEnd + lossMiddle) / 2, low + 4, lossMiddle - gEnd - 60] },
  ];
  return { lines, lanes, marks: isImage ? [] : axisMarks(port, false), pill: { x: px - 4, y: py - 20, width: 8, height: 40 }, entry: [noise.x + noise.size, middle] };
}

function planTall({ generator, discriminator, fake, real, port, scores, dLoss, gLoss, center, reach, noise }, isImage) {
  const outputs = generator.columns.at(-1), half = outputs.node / 2, below = fake.y + fake.size, into = fake.x + fake.size / 2, from = real.x + real.size / 2, [px, py] = port;
  const out = discriminator.columns.at(-1), [ox, oy] = out.centers[0], frameEnd = generator.frame.y + generator.frame.height;
  const lines = outputs.centers.map(([x, y], k, { length }) => {
    const end = into + (k - (length - 1) / 2) * 20;
    return { d: `M${x} ${y + half + 2}C${x} ${frameEnd + 8} ${end} ${frameEnd} ${end} ${fake.y - 4}`, stages: ALL.toFake, tip: [end, fake.y - 3, 90] };
  });
  const sink = (x, end, stages) => ({ d: `M${x} ${below + 1}C${x} ${below + 22} ${end} ${below + 8} ${end} ${py - 6}`, stages, tip: [end, py - 5, 90] });
  lines.push(sink(into, px - 7, ALL.fakeIn), sink(from, px + 7, ALL.realIn));
  lines.push({ d: `M${ox} ${oy + out.node / 2 + 2}V${scores.y - 4}`, stages: ALL.verdict, tip: [ox, scores.y - 3, 90] });
  const low = scores.y + scores.height + 22, end = dLoss.y - 4;
  const fall = (x, to, kind, stages) => ({ d: `M${x} ${low - 3}C${x} ${low + 16} ${to} ${low + 2} ${to} ${end}`, kind, stages, tip: [to, end + 1, 90] });
  const dMiddle = dLoss.x + dLoss.width / 2, gMiddle = gLoss.x + gLoss.width / 2;
  lines.push(fall(scores.x + scores.width * 0.37, dMiddle - 10, "real", ALL.toD), fall(scores.x + scores.width * 0.74, dMiddle + 14, "fake", ALL.toD), fall(scores.x + scores.width * 0.82, gMiddle, "fake", ALL.toG));
  const side = (x, out, card, frame, player, stages) => {
    const aim = frame.y + frame.height / 2, wall = out < 0 ? frame.x : frame.x + frame.width, bend = -out * BEND;
    const label = [x + 4, (Math.max(aim, discriminator.frame.y - 60) + card.y) / 2, card.y - aim - 40];
    return { d: `M${x} ${card.y}V${aim + BEND}Q${x} ${aim} ${x + bend} ${aim}H${wall + out * 5}`, stages, tip: [wall + out * 4, aim, out < 0 ? 0 : 180], player, label, lowest: card.y - 16 };
  };
  const lanes = [side(center - reach + 14, -1, dLoss, discriminator.frame, "d", ALL.updateD), side(center + reach - 14, 1, gLoss, generator.frame, "g", ALL.updateG)];
  return { lines, lanes, marks: isImage ? [] : axisMarks(port, true), pill: { x: px - 20, y: py - 4, width: 40, height: 8 }, entry: [center, noise.y + noise.size] };
}

const axisMarks = ([x, y], isTall) => (isTall ? [[x - 28, y + 4, 0], [x + 28, y + 4, 1]] : [[x, y - 26, 0], [x, y + 33, 1]]);
