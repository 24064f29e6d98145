"""Histogram: how many values lie in each of a few equal bins."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def compute_histogram(values: NDArray[np.floating], n_bins: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Counts and edges of equal bins from the least to the largest value.

    Parameters
    ----------
    values : ndarray of shape (n,)
        At least one, all finite. If they hardly differ, bins reach half a unit to both sides: `np.histogram` takes
        such a range only if they do not differ at all.
    n_bins : int

    Returns
    -------
    counts : ndarray of shape (n_bins,), int64
    edges : ndarray of shape (n_bins + 1,), float64
    """
    low, high = float(values.min()), float(values.max())
    largest = max(abs(low), abs(high))
    if high - low <= 1e-9 * largest:
        margin = max(0.5, 1e-6 * largest)
        low, high = low - margin, high + margin
    counts, edges = np.histogram(values.astype(np.float64), n_bins, range=(low, high))
    return counts, edges
