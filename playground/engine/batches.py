"""Batches: the training set in a new random order every epoch, cut into pieces."""

from __future__ import annotations

import torch
from torch import Tensor


class Batches:
    """Deals the training set out in batches, as a shuffling DataLoader would, at a fraction of its cost.

    One gather an epoch; batches are slices of it. The last batch of an epoch may be smaller.

    Parameters
    ----------
    X : Tensor of shape (n, n_features), float32
    y : Tensor of shape (n, 1), float32
    batch_size : int
    seed : int
        Of this stream's own generator.
    """

    def __init__(self, X: Tensor, y: Tensor, batch_size: int, seed: int) -> None:
        self._X, self._y = X, y
        self._shuffled_X, self._shuffled_y = torch.empty_like(X), torch.empty_like(y)
        self._generator = torch.Generator().manual_seed(seed)
        self._order = torch.arange(len(X))
        self._pending: list[tuple[Tensor, Tensor]] = []
        self._passes, self._position = 0, 0
        self.resize(batch_size)

    @property
    def epoch(self) -> float:
        """Passes over the training set so far, counted in points."""
        return self._passes + self._position / len(self._X)

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

    def _gather(self) -> None:
        """Lay the points out in this epoch's order."""
        torch.index_select(self._X, 0, self._order, out=self._shuffled_X)
        torch.index_select(self._y, 0, self._order, out=self._shuffled_y)

    def _cut(self, start: int) -> list[tuple[Tensor, Tensor]]:
        """The batches from a position to the end of the epoch, the last one first (to be popped)."""
        X = self._shuffled_X[start:].split(self._batch_size)  # type: ignore[no-untyped-call]
        y = self._shuffled_y[start:].split(self._batch_size)  # type: ignore[no-untyped-call]
        return list(zip(X, y, strict=True))[::-1]
