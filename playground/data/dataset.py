"""Dataset: the points of one experiment, drawn, split and framed."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import train_test_split

from playground.config import DataConfig
from playground.data.planar import DATASETS
from playground.registry import lookup

MARGIN = 0.15
"""Free space around the points, as a share of their half-width."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Dataset:
    """Training and test points of a classification task in the plane.

    Parameters
    ----------
    X_train, X_test : ndarray of shape (n_train, 2) and (n_test, 2), float32
        Coordinates x1, x2 of each point.
    y_train, y_test : ndarray of shape (n_train,) and (n_test,), int64
        Class of each point, an index into `class_names`.
    extent : tuple of float
        ``(x_min, x_max, y_min, y_max)`` of the square that a map of the plane shows.
    class_names : tuple of str
        In the order of the class indices.
    """

    X_train: NDArray[np.float32]
    y_train: NDArray[np.int64]
    X_test: NDArray[np.float32]
    y_test: NDArray[np.int64]
    extent: tuple[float, float, float, float]
    class_names: tuple[str, ...]


def load_dataset(config: DataConfig, seed: int) -> Dataset:
    """Draw the points of an experiment and split them as scikit-learn does.

    Parameters
    ----------
    config : DataConfig
        Which set, how many points, how noisy, which share is held out.
    seed : int
        The experiment's seed; it decides the points and the split.
    """
    spec = lookup(DATASETS, config.name, "data.name")
    X, y = spec.make(config.n_samples, config.noise, seed)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=config.test_size, random_state=seed)
    return Dataset(
        X_train=X_train,
        y_train=y_train,
        X_test=X_test,
        y_test=y_test,
        extent=_compute_extent(X),
        class_names=spec.class_names,
    )


def _compute_extent(X: NDArray[np.float32]) -> tuple[float, float, float, float]:
    """A square around all points, its center and half-width rounded to one decimal (outwards)."""
    center = np.round((X.min(axis=0) + X.max(axis=0)) / 2, 1)
    reach = float(np.abs(X - center).max()) * (1 + MARGIN)
    half = max(math.ceil(reach * 10) / 10, 0.1)
    x, y = (float(c) for c in center)
    return round(x - half, 1), round(x + half, 1), round(y - half, 1), round(y + half, 1)
