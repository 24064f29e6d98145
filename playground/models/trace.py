"""Trace: what a network computes on the way from the inputs to its outputs."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """What a network computes on the way from n points to its outputs.

    Parameters
    ----------
    sums : list of Tensor
        Weighted sums z = W x + b of each hidden column, then of the output layer: (n, units).
    activations : list of Tensor
        f(z) of each hidden column, before a residual is added and before any layer that follows.
    outputs : list of Tensor
        What leaves each column from 0 on: the inputs of the next linear map.
    """

    sums: list[Tensor]
    activations: list[Tensor]
    outputs: list[Tensor]
