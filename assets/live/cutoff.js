// Numbers at a threshold, looked up in the server's table. A point is called class 1 if its score reaches the threshold:
// the row whose own threshold is the smallest one not below it tells the same. Above all of them every point is called class 0.
import { rowsOf } from "./axes.js";

export function lookUp(table, threshold) {
  const rows = rowsOf(table);
  if (!rows.length) return null;
  const at = rows.findLastIndex((row) => row[0] >= threshold); // thresholds fall from row to row
  if (at < 0) {
    const [, tp, fp, fn, tn] = rows[0];
    return complete({ tp: 0, fp: 0, fn: tp + fn, tn: fp + tn, recall: 0, f1: 0, accuracy: (fp + tn) / (tp + fp + fn + tn) });
  }
  const [, tp, fp, fn, tn, precision, recall, f1, accuracy] = rows[at];
  return complete({ tp, fp, fn, tn, precision, recall, f1, accuracy });
}

// A score whose denominator is 0 has no value, whatever stands for it elsewhere.
function complete(row) {
  const { tp, fp, fn, tn } = row;
  return {
    ...row,
    precision: tp + fp ? row.precision : NaN,
    recall: tp + fn ? row.recall : NaN,
    f1: 2 * tp + fp + fn ? row.f1 : NaN,
    fallout: fp + tn ? fp / (fp + tn) : NaN,
  };
}
