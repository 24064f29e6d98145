// Chooses what the big map shows in this moment: the prediction, one class of it, or a unit under the pointer or pinned.

// A unit's value where its weighted sum is 0; null where that is no line of its map (a residual, a layer norm ...).
function zeroOf({ layer, unit }, { data, sizes }, { norms }) {
  if (layer === 0) return data.input_extras.some(({ kind }) => kind !== "dropout") ? null : { value: 0, side: 1 };
  const { activation, residual, extras } = data.layers[layer - 1];
  const first = sizes.slice(1, layer).reduce((sum, n) => sum + n, 0) + unit;
  const isClear = extras.every(({ kind, activation: next }) => kind === "dropout" || (kind === "batch_norm" && next === "linear"));
  if (residual || !isClear) return null;
  const [gain, shift] = norms ? norms.subarray(2 * first, 2 * first + 2) : [1, 0];
  return { value: gain * data.activations[activation].zero + shift, side: gain < 0 ? -1 : 1 };
}

export function choosePicture({ frame, shown, network, output, threshold, unitSize, outputSize, unit, chosen }) {
  const base = { size: outputSize, offset: 0, threshold, ...chooseField(frame.arrays, shown, output) };
  const isOutput = !unit || unit.layer === network.sizes.length - 1;
  if (isOutput && unit && output.size > 1) return { ...base, kind: "share", index: unit.unit, unit };
  const dashed = isOutput ? chosen : unit;
  const zero = dashed && dashed.layer < network.sizes.length - 1 ? zeroLine(dashed, network, frame, shown, unitSize) : null;
  if (isOutput) return { ...base, kind: output.kind, zero, unit: null };
  const offset = network.indexOf(unit) * unitSize * unitSize;
  return { ...base, kind: "unit", field: shown.units, size: unitSize, offset, scale: frame.arrays.scales[unit.layer], name: network.nameOf(unit.layer, unit.unit), zero, unit };
}

// In train mode and for several seeds the prediction of the network itself is the dashed line. Over one feature the
// seeds are curves.
function chooseField({ output_train, output_agreement, members }, shown, { firstThreshold }) {
  if (output_agreement) {
    const seeds = members.shape[0], curves = shown.output_agreement;
    if (curves.length === seeds * shown.output.length) return { output: shown.output, field: shown.output, evalField: null, seeds, curves };
    return { output: shown.output, field: curves, evalField: shown.output, seeds, threshold: firstThreshold };
  }
  if (output_train) return { output: shown.output_train, field: shown.output_train, evalField: shown.output };
  return { output: shown.output, field: shown.output, evalField: null };
}

// Its map holds 0-255; one level beside the zero is looked for, as a ReLU stays at 0 on one side.
function zeroLine(unit, network, frame, shown, size) {
  const zero = zeroOf(unit, network, frame.arrays);
  if (zero === null) return null;
  const { value, side } = zero, start = network.indexOf(unit) * size * size;
  const level = ((value / frame.arrays.scales[unit.layer] + 1) / 2) * 255 + side;
  return { name: network.nameOf(unit.layer, unit.unit), value, level, size, field: shown.units.subarray(start, start + size * size) };
}
