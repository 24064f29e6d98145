"""From a data set to the text of a CSV file."""

from __future__ import annotations

import csv
import io
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.data.dataset import Dataset
from playground.data.tabular.cells import parse_number

FORMULA_STARTS = ("=", "+", "-", "@")
"""A spreadsheet would compute a cell that begins with one of these."""


def points_to_csv(dataset: Dataset) -> str:
    """All points in their original units: features, target, and whether they are of the training or the test set.

    Text that a spreadsheet would take for a formula gets a leading ``'``; numbers never do.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_as_text(name) for name in (*dataset.feature_names, dataset.target_name, "split")])
    for split, X, y in (("train", dataset.X_train, dataset.y_train), ("test", dataset.X_test, dataset.y_test)):
        columns = [_restore(X[:, i], dataset.centers[i], dataset.scales[i]) for i in range(X.shape[1])]
        if dataset.class_names:
            columns.append([_as_text(dataset.class_names[k]) for k in y.tolist()])
        else:
            columns.append(_restore(y, dataset.centers[-1], dataset.scales[-1]))
        writer.writerows((*row, split) for row in zip(*columns, strict=True))
    return text.getvalue()


def _as_text(text: str) -> str:
    is_formula = text.startswith(FORMULA_STARTS) and parse_number(text, ",") is None
    return f"'{text}" if is_formula else text


def _restore(values: NDArray[Any], center: float, scale: float) -> list[str]:
    """Values in their original unit; those that were standardized to a hundredth of the scale, as exact as they are."""
    if (center, scale) == (0.0, 1.0):
        return [np.format_float_positional(value, trim="0") for value in values.astype(np.float32)]
    decimals = 2 - math.floor(math.log10(scale))
    return [_shortest(round(value * scale + center, decimals)) for value in values.astype(np.float64)]


def _shortest(value: float) -> str:
    return f"{value:.15g}"
