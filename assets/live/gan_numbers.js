// Numbers of the GAN lab: what D says in the objective's own unit, and counts of iterations along an axis.
import { formatNumber, formatShort } from "./number.js";

// A loss or a score as it is read in a figure: a real minus sign, and NaN for what is none.
export const formatScore = (value, digits = 2) => (value === undefined ? "–" : value === null ? "NaN" : formatNumber(value, digits));

// A loss in a figure: as many digits as there is room for.
export const formatFigure = (value) => formatScore(value, Math.abs(value) >= 100 ? 1 : Math.abs(value) >= 10 ? 2 : 3);

// A score along an axis whose numbers are `step` apart, wherever its middle lies.
export const formatStep = (value, step) => formatShort(+value.toFixed(Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(step) + 1e-9)))));

export const formatCount = (value) => (value >= 1000 ? `${formatShort(value / 1000)}k` : String(Math.round(value)));

// The middle between "real" and "fake" of this frame; some objectives have none but the midpoint of the two means.
export const middleOf = ({ metrics }) => metrics.middle ?? 0;
export const spanOf = ({ metrics }) => metrics.span || 1;
