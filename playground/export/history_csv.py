"""History: the losses of a run as comma-separated values, to plot or to grade elsewhere."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray


def history_to_csv(history: Mapping[str, NDArray[np.float64]]) -> str:
    """A table with a header; numbers read back to the last digit, an empty cell where there is none.

    Parameters
    ----------
    history : Mapping
        Columns by name, ``step`` first, as `Session.history` gives them.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(history)
    for step, *values in zip(*(column.tolist() for column in history.values()), strict=True):
        writer.writerow([int(step), *("" if math.isnan(value) else value for value in values)])
    return text.getvalue()
