"""History: the losses of a run as comma-separated values, to plot or to grade elsewhere."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from playground.engine.history import LOSSES


def history_to_csv(history: Mapping[str, NDArray[np.float64]]) -> str:
    """A table with a header; numbers read back to the last digit, an empty cell where there is none.

    Parameters
    ----------
    history : Mapping
        ``step``, ``epoch``, ``train_loss`` and ``test_loss``, as `Session.history` gives them.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(LOSSES)
    for step, *values in zip(*(history[name].tolist() for name in LOSSES), strict=True):
        writer.writerow([int(step), *("" if math.isnan(value) else value for value in values)])
    return text.getvalue()
