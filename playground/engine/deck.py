"""Deck: the points that batches deal, in the order of the present epoch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import torch
from torch import Tensor


class Deck(Protocol):
    """Points that can be shuffled and dealt."""

    def __len__(self) -> int:
        """Number of points."""

    def shuffle(self) -> None:
        """Lay the points out in a new random order."""

    def replace(self, X: Tensor, y: Tensor) -> None:
        """Take other points, in their own order."""

    def cut(self, piece: slice) -> tuple[Tensor, Tensor]:
        """Some points in the present order: views, which the next order is written into."""

    def state(self) -> dict[str, Tensor]:
        """Generator and order; `load` continues from there exactly."""

    def load(self, state: Mapping[str, Tensor]) -> None:
        """Go back to what `state` described."""


class PointDeck:
    """One training set.

    Parameters
    ----------
    X : Tensor of shape (n, n_features), float32
    y : Tensor of shape (n, 1), float32, or (n,), int64
    seed : int
        Of this stream's own generator.
    """

    def __init__(self, X: Tensor, y: Tensor, seed: int) -> None:
        self._generator = torch.Generator().manual_seed(seed)
        self.replace(X, y)

    def __len__(self) -> int:
        return len(self._X)

    def shuffle(self) -> None:
        """Lay the points out in a new random order."""
        self._order = torch.randperm(len(self._X), generator=self._generator)
        self._gather()

    def replace(self, X: Tensor, y: Tensor) -> None:
        """Take other points, in their own order."""
        self._X, self._y = X, y
        self._shuffled_X, self._shuffled_y = torch.empty_like(X), torch.empty_like(y)
        self._order = torch.arange(len(X))

    def cut(self, piece: slice) -> tuple[Tensor, Tensor]:
        """Some points in the present order: views, which the next order is written into."""
        return self._shuffled_X[piece], self._shuffled_y[piece]

    def state(self) -> dict[str, Tensor]:
        """Generator and order; `load` continues from there exactly."""
        return {"generator": self._generator.get_state(), "order": self._order.clone()}

    def load(self, state: Mapping[str, Tensor]) -> None:
        """Go back to what `state` described."""
        self._generator.set_state(state["generator"])
        self._order = state["order"].clone()
        self._gather()

    def _gather(self) -> None:
        torch.index_select(self._X, 0, self._order, out=self._shuffled_X)
        torch.index_select(self._y, 0, self._order, out=self._shuffled_y)
