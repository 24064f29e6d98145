"""Metrics: how well predictions hold, in numbers that a reader can judge."""

from __future__ import annotations

from torch import Tensor


def compute_accuracy(logits: Tensor, targets: Tensor) -> float:
    """Share of points on the right side of the boundary (logit 0, probability 0.5), in [0, 1].

    Parameters
    ----------
    logits, targets : Tensor of shape (n, 1), float32
        Targets are 0 or 1. A logit that is not a number counts as class 0.
    """
    return int(((logits > 0) == (targets > 0)).sum()) / len(targets)
