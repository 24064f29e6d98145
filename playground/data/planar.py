"""Two classes of points in the plane: the sets that every classifier is shown first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import make_blobs, make_circles
from sklearn.datasets import make_moons as draw_moons

from playground.seeding import make_generator

Points = tuple[NDArray[np.float32], NDArray[np.int64]]

SPIRAL_TURNS = 1.25
"""Full turns of each arm; with more, a small network needs minutes rather than seconds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DatasetSpec:
    """One data set of the registry.

    Parameters
    ----------
    make : callable
        ``make(n_samples, noise, seed) -> (X, y)`` with X float32 of shape (n_samples, 2) and y int64 of
        shape (n_samples,). `noise` is a standard deviation, in the units of the plane.
    """

    label: str
    summary: str
    make: Callable[[int, float, int], Points]
    formula: str = ""
    reference: str = ""
    class_names: tuple[str, ...] = ("class 0", "class 1")


def make_moons(n_samples: int, noise: float, seed: int) -> Points:
    """Two interleaving half circles, exactly as scikit-learn draws them."""
    return _typed(*draw_moons(n_samples, noise=noise, random_state=seed))


def make_rings(n_samples: int, noise: float, seed: int) -> Points:
    """A circle of radius 1 (class 0) around one of radius 0.5 (class 1), drawn by scikit-learn."""
    return _typed(*make_circles(n_samples, noise=noise, factor=0.5, random_state=seed))


def make_gaussians(n_samples: int, noise: float, seed: int) -> Points:
    """Normal clouds around (-1, -1) and (1, 1) with standard deviation 0.4 + noise, drawn by scikit-learn."""
    X, y = make_blobs(n_samples, centers=[(-1, -1), (1, 1)], cluster_std=0.4 + noise, random_state=seed)
    return _typed(X, y)


def make_xor(n_samples: int, noise: float, seed: int) -> Points:
    """Four squares, one a quadrant, each side from 0.2 to 1.5; class 1 where the signs of x1 and x2 differ."""
    generator = make_generator(seed, "data/xor")
    quadrant = np.arange(n_samples) % 4
    signs = np.stack([1 - 2 * (quadrant % 2), 1 - 2 * (quadrant // 2)], axis=1)
    X = signs * generator.uniform(0.2, 1.5, size=(n_samples, 2))
    y = signs[:, 0] != signs[:, 1]
    return _typed(X + generator.normal(0, noise, size=X.shape), y)


def make_spiral(n_samples: int, noise: float, seed: int) -> Points:
    """Two spiral arms of radius 0.15 to 1.5, half a turn apart, each making `SPIRAL_TURNS` turns."""
    generator = make_generator(seed, "data/spiral")
    y = np.arange(n_samples) % 2
    # Drawn uniformly in the squared radius: equally many points along each stretch of an arm.
    radius = np.sqrt(generator.uniform(0.1**2, 1.0, size=n_samples))
    angle = 2 * np.pi * SPIRAL_TURNS * radius + np.pi * y
    X = 1.5 * radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return _typed(X + generator.normal(0, noise, size=X.shape), y)


def _typed(X: NDArray[np.floating], y: NDArray[np.generic]) -> Points:
    return X.astype(np.float32), y.astype(np.int64)


DATASETS: dict[str, DatasetSpec] = {
    "moons": DatasetSpec(
        label="Moons",
        summary="Two half circles that reach into each other: a curved boundary is needed.",
        make=make_moons,
        reference="scikit-learn, sklearn.datasets.make_moons",
    ),
    "circles": DatasetSpec(
        label="Circles",
        summary="A ring around a ring: no straight line separates them, a closed curve does.",
        make=make_rings,
        formula=r"\lVert x \rVert \in \{1, 0.5\}",
        reference="scikit-learn, sklearn.datasets.make_circles",
    ),
    "xor": DatasetSpec(
        label="XOR",
        summary="Opposite quadrants share a class: the smallest problem that a single neuron cannot solve.",
        make=make_xor,
        formula=r"y = [x_1 x_2 < 0]",
        reference="Minsky and Papert, Perceptrons (1969)",
    ),
    "gaussians": DatasetSpec(
        label="Gaussians",
        summary="Two round clouds that overlap more as the noise grows: one straight line is the best boundary.",
        make=make_gaussians,
        formula=r"x \sim \mathcal{N}(\pm(1, 1), (0.4 + \sigma)^2 I)",
        reference="scikit-learn, sklearn.datasets.make_blobs",
    ),
    "spiral": DatasetSpec(
        label="Spiral",
        summary="Two arms wound around each other: the hardest of these sets, for deeper or wider networks.",
        make=make_spiral,
        formula=r"\varphi = 2.5 \pi r + \pi y",
        reference="Lang and Witbrock, Learning to tell two spirals apart (1988)",
    ),
}
