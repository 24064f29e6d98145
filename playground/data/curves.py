"""Curves: a number is predicted from a single one, and the fit can be drawn among the points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.config import DataConfig
from playground.data.spec import CURVES as GROUP
from playground.data.spec import DatasetSpec, Points
from playground.seeding import make_generator

Array = NDArray[np.floating[Any]]

_USES = ("n_samples", "noise")


def draw_curve(config: DataConfig, function: Callable[[Array], Array], generator: np.random.Generator) -> Points:
    """Points drawn uniformly from -2 to 2, with the function's value plus normal noise."""
    x = generator.uniform(-2, 2, size=config.n_samples)
    y = function(x) + generator.normal(0, config.noise, size=config.n_samples)
    return x[:, None].astype(np.float32), y.astype(np.float32)


def make_sine(config: DataConfig, seed: int) -> Points:
    """Two full waves."""
    return draw_curve(config, lambda x: np.sin(np.pi * x), make_generator(seed, "data/sine"))


def make_step(config: DataConfig, seed: int) -> Points:
    """A jump from -1 to 1 at 0."""
    return draw_curve(config, lambda x: np.where(x < 0, -1.0, 1.0), make_generator(seed, "data/step"))


def make_x_sin_x(config: DataConfig, seed: int) -> Points:
    """Waves that grow with the distance from 0."""
    return draw_curve(config, lambda x: x * np.sin(4 * x) / 2, make_generator(seed, "data/x_sin_x"))


CURVES: dict[str, DatasetSpec] = {
    "sine": DatasetSpec(
        label="Sine",
        summary="Two waves: every turn of the curve takes some of the hidden units.",
        make=make_sine,
        uses=_USES,
        group=GROUP,
        task="regression",
        n_features=1,
        formula=r"y = \sin \pi x",
    ),
    "step": DatasetSpec(
        label="Step",
        summary="A jump: a smooth network can only become steeper and steeper.",
        make=make_step,
        uses=_USES,
        group=GROUP,
        task="regression",
        n_features=1,
        formula=r"y = \operatorname{sgn} x",
    ),
    "x_sin_x": DatasetSpec(
        label="x sin x",
        summary="Waves that grow outwards: the middle is easy, the ends come last.",
        make=make_x_sin_x,
        uses=_USES,
        group=GROUP,
        task="regression",
        n_features=1,
        formula=r"y = \tfrac{1}{2} x \sin 4x",
    ),
}
