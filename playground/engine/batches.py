"""Batches: the training set in a new random order every epoch, cut into pieces."""

from __future__ import annotations

import math

import torch
from torch import Tensor


class Batches:
    """Deals the training set out in batches, as a shuffling DataLoader would, at a fraction of its cost.

    One gather an epoch; batches are slices of it. The last batch of an epoch may be smaller.

    Parameters
    ----------
    X : Tensor of shape (n, n_features), float32
    y : Tensor of shape (n, 1), float32 or int64
    batch_size : int
    seed : int
        Of this stream's own generator.
    least : int
        Points that every batch has at least: a last batch of fewer joins the one before it. Batch norm needs 2.
    """

    def __init__(self, X: Tensor, y: Tensor, batch_size: int, seed: int, least: int = 1) -> None:
        self._generator = torch.Generator().manual_seed(seed)
        self._batch_size, self._least = batch_size, least
        self._pending: list[tuple[Tensor, Tensor]] = []
        self._passes, self._position = 0, 0
        self._lay_out(X, y)

    @property
    def epoch(self) -> float:
        """Passes over the training set so far, counted in points."""
        return self._passes + self._position / max(len(self._X), 1)

    @property
    def n_batches(self) -> int:
        """Batches of a whole epoch at the present size."""
        return len(self._epoch)

    @property
    def n_left(self) -> int:
        """Batches left of this epoch; all of them where the next one begins."""
        return len(self._pending) or len(self._epoch)

    @property
    def is_between_epochs(self) -> bool:
        """Whether the next batch is the first of an epoch."""
        return self._position == 0

    def take(self) -> tuple[Tensor, Tensor]:
        """The next batch; valid until the next epoch begins."""
        if not self._pending:
            self._order = torch.randperm(len(self._X), generator=self._generator)
            self._gather()
            self._pending = self._epoch.copy()
        self._position += self._batch_size
        batch = self._pending.pop()
        if not self._pending:
            self._passes += 1
            self._position = 0
        return batch

    def resize(self, batch_size: int) -> None:
        """Cut what is left of this epoch, and every later one, into batches of another size."""
        self._batch_size = batch_size
        self._epoch = self._cut(0)  # views: they stay when the next epoch is gathered into the same memory
        if self._position > 0:
            self._pending = self._cut(self._position)

    def replace(self, X: Tensor, y: Tensor) -> None:
        """Go on with other points, as far into the epoch as now; the rest of it deals them in a new order."""
        place = math.ceil(self._position / max(len(self._X), 1) * len(X))
        self._lay_out(X, y)
        is_over = self._position > 0 and 0 < len(X) < place + self._least
        self._passes += is_over
        self._position = 0 if is_over else place
        self._pending = []
        if self._position > 0:
            self._order = torch.randperm(len(X), generator=self._generator)
            self._gather()
            self._pending = self._cut(self._position)

    def state(self) -> dict[str, Tensor]:
        """Generator, order and place within it; `load` continues from there exactly."""
        return {
            "generator": self._generator.get_state(),
            "order": self._order.clone(),
            "place": torch.tensor([self._passes, self._position]),
        }

    def load(self, state: dict[str, Tensor]) -> None:
        """Go back to a place that `state` described."""
        self._generator.set_state(state["generator"])
        self._order = state["order"].clone()
        self._passes, self._position = (int(value) for value in state["place"])
        self._gather()
        self._pending = self._cut(self._position) if self._position > 0 else []

    def _lay_out(self, X: Tensor, y: Tensor) -> None:
        self._X, self._y = X, y
        self._shuffled_X, self._shuffled_y = torch.empty_like(X), torch.empty_like(y)
        self._order = torch.arange(len(X))
        self._epoch = self._cut(0)

    def _gather(self) -> None:
        """Lay the points out in this epoch's order."""
        torch.index_select(self._X, 0, self._order, out=self._shuffled_X)
        torch.index_select(self._y, 0, self._order, out=self._shuffled_y)

    def _cut(self, start: int) -> list[tuple[Tensor, Tensor]]:
        """The batches from a position to the end of the epoch, the last one first (to be popped)."""
        stops = list(range(start + self._batch_size, len(self._X), self._batch_size))
        if stops and len(self._X) - stops[-1] < self._least:
            stops.pop()
        starts, stops = [start, *stops], [*stops, len(self._X)]
        pieces = [slice(*ends) for ends in zip(starts, stops, strict=True)]
        return [(self._shuffled_X[piece], self._shuffled_y[piece]) for piece in reversed(pieces)]
