"""History: the curves of a run, bounded however long the run is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

CAPACITY = 4096

Row = tuple[float, float, float, float]
"""Step, epoch, training loss and test loss."""

# Columns: what is measured -> the name of its curve.
PLACE = {"step": "", "epoch": "epoch"}
LOSSES = {"train_loss": "train", "test_loss": "test"}
BAND = {
    "train_loss_low": "train_low",
    "train_loss_high": "train_high",
    "test_loss_low": "test_low",
    "test_loss_high": "test_high",
}


class History:
    """At most `CAPACITY` points, `stride` steps apart or a little more, in one array that is never reallocated.

    When the array is full the stride doubles and every other point is dropped in place. The first
    point stays for good; the last may be less than a stride after the one before, until the next point replaces it.

    Parameters
    ----------
    stride : int
        Steps between two points at first.
    columns : Mapping[str, str]
        What each point holds besides its place: names of metrics, and of their curves.
    """

    def __init__(self, stride: int = 1, columns: Mapping[str, str] = LOSSES) -> None:
        self.stride = stride
        self._size = 0
        self._columns = {**PLACE, **columns}
        self._rows = np.empty((CAPACITY, len(self._columns)))

    def __len__(self) -> int:
        return self._size

    @property
    def nbytes(self) -> int:
        """Memory that it takes."""
        return self._rows.nbytes

    @property
    def steps(self) -> NDArray[np.float64]:
        """Steps of the points kept, ascending."""
        return self._rows[: self._size, 0].copy()

    def columns(self) -> dict[str, NDArray[np.float64]]:
        """``step``, ``epoch`` and every metric, of all points kept; NaN where there was nothing to measure."""
        return {name: self._rows[: self._size, column].copy() for column, name in enumerate(self._columns)}

    def begin(self, rows: Iterable[Row]) -> None:
        """Start with points of an earlier run, steps ascending; later ones will be about as far apart as these."""
        points = np.array(list(rows)[-CAPACITY:], dtype=float).reshape(-1, len(PLACE) + len(LOSSES))
        self._size = len(points)
        self._rows[: self._size] = np.nan
        self._rows[: self._size, : points.shape[1]] = points
        while self._size > 1 and 2 * self.stride <= (points[-1, 0] - points[0, 0]) / (self._size - 1):
            self.stride *= 2

    def record(self, step: int, epoch: float, *values: float) -> None:
        """Append a point, its values in the order of the columns.

        One of this step, and one too close to the point before it, give way to it.
        """
        while self._size and self._rows[self._size - 1, 0] >= step:
            self._size -= 1
        if self._size > 1 and self._rows[self._size - 1, 0] - self._rows[self._size - 2, 0] < self.stride:
            self._size -= 1
        if self._size == CAPACITY:
            self._halve()
        self._rows[self._size] = step, epoch, *values
        self._size += 1

    def curve(self, n_points: int) -> dict[str, NDArray[np.float32]]:
        """The curves, thinned to `n_points`, first and last point included.

        Parameters
        ----------
        n_points : int
            At least 2 to see both ends. A longer history gives exactly this many points: every
            k-th one, then the last one as often as needed. As k is a power of two, a point once
            shown stays shown while the curve grows, and noisy curves do not flicker.

        Returns
        -------
        dict
            ``curve_epoch``, and ``curve_`` with the name of each column's curve, such as ``curve_train``:
            each float32 of shape (min(n_points, len(self)),).
        """
        last = self._size - 1
        n = max(0, min(n_points, self._size))
        every = 1
        while n > 1 and (n - 1) * every < last:
            every *= 2
        rows = self._rows[np.minimum(np.arange(n) * every, last)].astype(np.float32)
        return {f"curve_{name}": rows[:, column].copy() for column, name in enumerate(self._columns.values()) if name}

    def _halve(self) -> None:
        self.stride *= 2
        kept = self._rows[::2].copy()
        self._size = len(kept)
        self._rows[: self._size] = kept
