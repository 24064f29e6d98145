"""Batches: the training set in a new random order every epoch, cut into pieces."""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch import Tensor

from playground.engine.deck import Deck


class Batches:
    """Deals the training set out in batches, as a shuffling DataLoader would, at a fraction of its cost.

    One gather an epoch; batches are slices of it. The last batch of an epoch may be smaller.

    Parameters
    ----------
    deck : Deck
        The training set.
    batch_size : int
    least : int
        Points that every batch has at least: a last batch of fewer joins the one before it. Batch norm needs 2.
    """

    def __init__(self, deck: Deck, batch_size: int, least: int = 1) -> None:
        self._deck, self._batch_size, self._least = deck, batch_size, least
        self._pending: list[tuple[Tensor, Tensor]] = []
        self._passes, self._position = 0, 0
        self._epoch = self._cut(0)

    @property
    def epoch(self) -> float:
        """Passes over the training set so far, counted in points."""
        return self._passes + self._position / max(len(self._deck), 1)

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
            self._deck.shuffle()
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
        place = self._position / max(len(self._deck), 1)
        self._deck.replace(X, y)
        self._epoch = self._cut(0)
        n = len(self._deck)
        place = math.ceil(place * n)
        is_over = self._position > 0 and 0 < n < place + self._least
        self._passes += is_over
        self._position = 0 if is_over else place
        self._pending = []
        if self._position > 0:
            self._deck.shuffle()
            self._pending = self._cut(self._position)

    def place(self, passes: int) -> None:
        """Go to the beginning of an epoch, counted from 0; the orders to come stay the same."""
        self._passes, self._position = passes, 0
        self._pending = []

    def state(self) -> dict[str, Tensor]:
        """The deck, and the place within it; `load` continues from there exactly."""
        return {**self._deck.state(), "place": torch.tensor([self._passes, self._position])}

    def load(self, state: Mapping[str, Tensor]) -> None:
        """Go back to a place that `state` described."""
        self._deck.load(state)
        self._passes, self._position = (int(value) for value in state["place"])
        self._pending = self._cut(self._position) if self._position > 0 else []

    def _cut(self, start: int) -> list[tuple[Tensor, Tensor]]:
        """The batches from a position to the end of the epoch, the last one first (to be popped)."""
        n = len(self._deck)
        stops = list(range(start + self._batch_size, n, self._batch_size))
        if stops and n - stops[-1] < self._least:
            stops.pop()
        starts, stops = [start, *stops], [*stops, n]
        pieces = [slice(*ends) for ends in zip(starts, stops, strict=True)]
        return [self._deck.cut(piece) for piece in reversed(pieces)]
