// What units, columns and classes are called and which color a class has. Column 0 holds the inputs, the last the outputs.
import { LETTERS } from "./layout.js";
import { say } from "./words.js";

export const countOutputs = (data) => (data.task === "multiclass" ? data.classes.length : 1);
export const listSizes = (data) => [data.inputs.length, ...data.layers.map((layer) => layer.units), countOutputs(data)];
export const isOutput = (data, column) => column === data.layers.length + 1;

export function nameUnit(data, [column, index]) {
  if (column === 0) return data.inputs[index];
  if (!isOutput(data, column)) return LETTERS[column - 1] + (index + 1);
  return data.task === "multiclass" ? data.classes[index] : say("output_unit");
}

export function nameColumn(data, column) {
  if (column === 0) return say("inputs");
  return isOutput(data, column) ? say("output") : say("hidden", { name: LETTERS[column - 1] });
}

// Number of the column's first unit among the units of all columns from `from` on.
export const startOf = (data, column, from = 0) => listSizes(data).slice(from, column).reduce((sum, n) => sum + n, 0);

export const classColor = (k) => (k < 2 ? `var(--c${k}, var(--${k ? "pos" : "neg"}))` : `var(--c${k})`);
export const classTint = (k) => `var(--m${k}, ${classColor(k)})`; // as on the big map
