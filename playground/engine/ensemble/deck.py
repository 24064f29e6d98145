"""MemberDeck: the training sets of all members, each in an order of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

from playground.engine.ensemble.network import ALIGNMENT


class MemberDeck:
    """Deals every member the batches that it would get alone; see `playground.engine.deck.Deck`.

    Parameters
    ----------
    X : Tensor of shape (K or 1, n, n_features), float32
        With 1, all members learn the same points.
    y : Tensor of shape (K or 1, n, 1), float32, or (K or 1, n), int64
    seeds : sequence of int
        Of each member's own generator, K.
    is_exact : bool
        Whether each member's points lie in memory as they do in a run alone, on which the last digits of a product may
        depend; otherwise, feature by feature, which is faster to shuffle and to multiply.
    """

    def __init__(self, X: Tensor, y: Tensor, seeds: Sequence[int], is_exact: bool) -> None:
        self._generators = [torch.Generator().manual_seed(seed) for seed in seeds]
        self._is_exact = is_exact
        self.replace(X, y)

    def __len__(self) -> int:
        return self._shuffled_y.shape[1]

    def shuffle(self) -> None:
        """Lay each member's points out in a new random order."""
        n = len(self)
        for order, generator in zip(self._order, self._generators, strict=True):
            torch.randperm(n, generator=generator, out=order)
        self._gather()

    def replace(self, X: Tensor, y: Tensor) -> None:
        """Take other points, in their own order."""
        K, (_, n, n_features) = len(self._generators), X.shape
        self._features, self._y = X.flatten(0, 1).t().contiguous(), y.flatten()
        self._gathered = X.new_empty(n_features, K * n)
        self._shuffled_X = self._gathered.view(n_features, K, n).permute(1, 2, 0)
        if self._is_exact:
            width = n * n_features
            self._shuffled_X = X.new_empty(K, width + -width % ALIGNMENT)[:, :width].view(K, n, n_features)
        self._shuffled_y = y.new_empty(K, *y.shape[1:])
        self._order = torch.arange(n).repeat(K, 1)
        self._starts = torch.arange(len(X)).mul_(n).unsqueeze(1)

    def cut(self, piece: slice) -> tuple[Tensor, Tensor]:
        """Points of all members in the present orders: X of shape (K, m, n_features), y likewise; views."""
        return self._shuffled_X[:, piece], self._shuffled_y[:, piece]

    def state(self) -> dict[str, Tensor]:
        """Generators and orders; `load` continues from there exactly."""
        generators = torch.stack([generator.get_state() for generator in self._generators])
        return {"generator": generators, "order": self._order.clone()}

    def load(self, state: Mapping[str, Tensor]) -> None:
        """Go back to what `state` described."""
        for generator, kept in zip(self._generators, state["generator"], strict=True):
            generator.set_state(kept.clone())  # of a view, set_state of torch 2.13 crashes the process
        self._order = state["order"].clone()
        self._gather()

    def _gather(self) -> None:
        rows = (self._order + self._starts).flatten()
        torch.index_select(self._features, 1, rows, out=self._gathered)
        if self._is_exact:
            self._shuffled_X.copy_(self._gathered.view(-1, *self._order.shape).permute(1, 2, 0))
        torch.index_select(self._y, 0, rows, out=self._shuffled_y.view(-1))
