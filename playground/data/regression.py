"""Surfaces over the plane: a number is predicted at each point."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.config import DataConfig
from playground.data.spec import REGRESSION, DatasetSpec, Points
from playground.seeding import make_generator

Array = NDArray[np.floating[Any]]

_USES = ("n_samples", "noise")


def draw_surface(
    config: DataConfig, function: Callable[[Array, Array], Array], generator: np.random.Generator
) -> Points:
    """Points drawn uniformly in the square from -1.5 to 1.5, with the function's value plus normal noise."""
    X = generator.uniform(-1.5, 1.5, size=(config.n_samples, 2))
    y = function(X[:, 0], X[:, 1]) + generator.normal(0, config.noise, size=config.n_samples)
    return X.astype(np.float32), y.astype(np.float32)


def make_plane(config: DataConfig, seed: int) -> Points:
    """A tilted plane, from -1 to 1 between opposite corners."""
    return draw_surface(config, lambda x1, x2: (x1 + x2) / 3, make_generator(seed, "data/plane"))


def make_bump(config: DataConfig, seed: int) -> Points:
    """A bell around the origin, from 1 at its top down to -1."""
    return draw_surface(config, lambda x1, x2: 2 * np.exp(-2 * (x1**2 + x2**2)) - 1, make_generator(seed, "data/bump"))


def make_saddle(config: DataConfig, seed: int) -> Points:
    """A saddle: up along x1, down along x2."""
    return draw_surface(config, lambda x1, x2: (x1**2 - x2**2) / 2.25, make_generator(seed, "data/saddle"))


def make_ridge(config: DataConfig, seed: int) -> Points:
    """Waves along the diagonal, all at the same height across it."""
    return draw_surface(config, lambda x1, x2: np.sin(2 * (x1 + x2)), make_generator(seed, "data/ridge"))


SURFACES: dict[str, DatasetSpec] = {
    "plane": DatasetSpec(
        label="Plane",
        summary="A tilted plane: a network without hidden layers is enough.",
        make=make_plane,
        uses=_USES,
        group=REGRESSION,
        task="regression",
        formula=r"y = \frac{x_1 + x_2}{3}",
    ),
    "bump": DatasetSpec(
        label="Bump",
        summary="A Gaussian bell in the middle of a flat field.",
        make=make_bump,
        uses=_USES,
        group=REGRESSION,
        task="regression",
        formula=r"y = 2 e^{-2 (x_1^2 + x_2^2)} - 1",
    ),
    "saddle": DatasetSpec(
        label="Saddle",
        summary="Up along one axis, down along the other: the sum of two squares with opposite signs.",
        make=make_saddle,
        uses=_USES,
        group=REGRESSION,
        task="regression",
        formula=r"y = \frac{x_1^2 - x_2^2}{2.25}",
    ),
    "ridge": DatasetSpec(
        label="Sine ridge",
        summary="Waves along the diagonal: one direction counts, the one across it does not.",
        make=make_ridge,
        uses=_USES,
        group=REGRESSION,
        task="regression",
        formula=r"y = \sin 2(x_1 + x_2)",
    ),
}
