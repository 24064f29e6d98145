"""History: the losses of a run, bounded however long the run is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

CAPACITY = 4096


class History:
    """At most `CAPACITY` points, `stride` steps apart, in one array that is never reallocated.

    When the array is full the stride doubles and every other point is dropped in place. The first
    point stays for good; the last may lie between two strides, until the next point replaces it.

    Parameters
    ----------
    stride : int
        Steps between two points at first.
    """

    def __init__(self, stride: int = 1) -> None:
        self.stride = stride
        self._size = 0
        self._rows = np.empty((CAPACITY, 4))  # step, epoch, train_loss, test_loss

    def __len__(self) -> int:
        return self._size

    @property
    def steps(self) -> NDArray[np.float64]:
        """Steps of the points kept, ascending."""
        return self._rows[: self._size, 0].copy()

    def record(self, step: int, epoch: float, train_loss: float, test_loss: float) -> None:
        """Append a point; a last point between two strides, or at this step, gives way to it."""
        while self._size and (self._rows[self._size - 1, 0] >= step or self._rows[self._size - 1, 0] % self.stride):
            self._size -= 1
        if self._size == CAPACITY:
            self._halve()
        self._rows[self._size] = step, epoch, train_loss, test_loss
        self._size += 1

    def curve(self, n_points: int) -> dict[str, NDArray[np.float32]]:
        """The loss curves, thinned to `n_points`, first and last point included.

        Parameters
        ----------
        n_points : int
            At least 2 to see both ends. A longer history gives exactly this many points: every
            k-th one, then the last one as often as needed. As k is a power of two, a point once
            shown stays shown while the curve grows, and noisy curves do not flicker.

        Returns
        -------
        dict
            ``curve_epoch``, ``curve_train`` and ``curve_test``, each float32 of shape
            (min(n_points, len(self)),).
        """
        last = self._size - 1
        n = max(0, min(n_points, self._size))
        every = 1
        while n > 1 and (n - 1) * every < last:
            every *= 2
        rows = self._rows[np.minimum(np.arange(n) * every, last)].astype(np.float32)
        names = ("curve_epoch", "curve_train", "curve_test")
        return {name: rows[:, column].copy() for column, name in enumerate(names, start=1)}

    def _halve(self) -> None:
        self.stride *= 2
        kept = self._rows[self._rows[:, 0] % self.stride == 0]
        self._size = len(kept)
        self._rows[: self._size] = kept
