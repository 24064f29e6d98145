"""How many points each class gets, and which points get a wrong one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from playground.config import DataConfig


def compute_counts(n_samples: int, n_classes: int, imbalance: float) -> tuple[int, ...]:
    """Points of each class: class k's share is proportional to ``(1 - imbalance) ** (k / (n_classes - 1))``.

    The counts add up to `n_samples`; each class keeps at least one point.
    """
    shares = (1 - imbalance) ** (np.arange(n_classes) / (n_classes - 1))
    exact = shares / shares.sum() * (n_samples - n_classes)
    counts = np.floor(exact).astype(int)
    # Largest remainders first, so that the counts add up.
    by_remainder = np.argsort(counts - exact, kind="stable")
    counts[by_remainder[: n_samples - n_classes - counts.sum()]] += 1
    return tuple(int(count) + 1 for count in counts)


def split_points(config: DataConfig, n_classes: int) -> int | tuple[int, ...]:
    """What scikit-learn's makers take as `n_samples`: the number, or one a class if some are rarer."""
    if config.imbalance == 0:
        return config.n_samples
    return compute_counts(config.n_samples, n_classes, config.imbalance)


def assign_classes(config: DataConfig, n_classes: int) -> NDArray[np.int64]:
    """The class of each point that is about to be drawn: in turn, or class after class if some are rarer."""
    if config.imbalance == 0:
        return np.arange(config.n_samples) % n_classes
    return np.repeat(np.arange(n_classes), compute_counts(config.n_samples, n_classes, config.imbalance))


def mislabel(y: NDArray[np.int64], share: float, n_classes: int, generator: np.random.Generator) -> NDArray[np.int64]:
    """The classes with a share of them, picked at random, replaced by another, uniformly among the others."""
    wrong = generator.permutation(len(y))[: round(share * len(y))]
    noisy = y.copy()
    noisy[wrong] = (y[wrong] + generator.integers(1, n_classes, size=len(wrong))) % n_classes
    return noisy
