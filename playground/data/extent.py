"""The part of the plane that a map of a data set shows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.config import OwnData

Extent = tuple[float, float, float, float]

MARGIN = 0.15
"""Free space around the points, as a share of their half-width."""
CANVAS: Extent = (-1.5, 1.5, -1.5, 1.5)
"""What the reader's own points are painted on; points beyond it widen it."""


def compute_extent(X: NDArray[np.float32], y: NDArray[Any], own: OwnData | None = None) -> Extent:
    """``(x_min, x_max, y_min, y_max)``, each a multiple of 0.1.

    Parameters
    ----------
    X : ndarray of shape (n, 1) or (n, 2)
        All points. In the plane the extent is a square; with one feature it is as wide as the points and as high
        as their targets.
    y : ndarray of shape (n,)
        Their targets.
    own : OwnData, optional
        Of the reader's own points: the map that they were painted on stays for as long as all of them are on it;
        else `CANVAS` is always part of the extent.
    """
    is_square = X.shape[1] == 2
    points = X if is_square else np.column_stack([X, y])
    if own is None:
        return _frame(points, MARGIN, is_square)
    for x_min, x_max, y_min, y_max in filter(None, (own.extent, CANVAS)):
        if np.all((points >= (x_min, y_min)) & (points <= (x_max, y_max))):
            return x_min, x_max, y_min, y_max
    corners = np.array([_frame(points, MARGIN, is_square), CANVAS]).reshape(2, 2, 2)
    return _frame(corners.transpose(0, 2, 1).reshape(4, 2), 0.0, is_square)


def _frame(points: NDArray[Any], margin: float, is_square: bool) -> Extent:
    """A rectangle around all points, its center and half-widths rounded to one decimal (outwards)."""
    center = np.round((points.min(axis=0) + points.max(axis=0)) / 2, 1)
    reach = np.abs(points - center).max(axis=0).astype(np.float64) * (1 + margin)
    if is_square:
        reach[:] = reach.max()
    half = np.maximum(np.ceil(reach * 10) / 10, 0.1)
    x_min, y_min = (round(side, 1) for side in (center - half).tolist())
    x_max, y_max = (round(side, 1) for side in (center + half).tolist())
    return x_min, x_max, y_min, y_max
