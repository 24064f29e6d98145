"""Two classes of points in the plane: the sets that every classifier is shown first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import make_blobs
from sklearn.datasets import make_circles as draw_circles
from sklearn.datasets import make_moons as draw_moons

from playground.config import DataConfig
from playground.data.classes import assign_classes, split_points
from playground.data.spec import TWO_CLASSES, DatasetSpec, Points
from playground.seeding import make_generator

ARM_SPACING = 0.4
"""Between neighboring arms of a spiral, as a share of its radius; with less, a small network needs minutes."""

_USES = ("n_samples", "noise", "label_noise", "imbalance")
_NAMES = ("class 0", "class 1")


def make_moons(config: DataConfig, seed: int) -> Points:
    """Two interleaving half circles, exactly as scikit-learn draws them."""
    return as_points(*draw_moons(split_points(config, 2), noise=config.noise, random_state=seed))


def make_circles(config: DataConfig, seed: int) -> Points:
    """A circle of radius 1 (class 0) around one of radius 0.5 (class 1), drawn by scikit-learn."""
    return as_points(*draw_circles(split_points(config, 2), noise=config.noise, factor=0.5, random_state=seed))


def make_xor(config: DataConfig, seed: int) -> Points:
    """Four squares, one a quadrant, each side from 0.2 to 1.5; class 1 where the signs of x1 and x2 differ."""
    generator = make_generator(seed, "data/xor")
    i = np.arange(config.n_samples)
    # Quadrants 0 and 3 are of class 0, 1 and 2 of class 1.
    quadrant = i % 4 if config.imbalance == 0 else np.array([[0, 3], [1, 2]])[assign_classes(config, 2), i % 2]
    signs = np.stack([1 - 2 * (quadrant % 2), 1 - 2 * (quadrant // 2)], axis=1)
    X = signs * generator.uniform(0.2, 1.5, size=(config.n_samples, 2))
    y = signs[:, 0] != signs[:, 1]
    return as_points(X + generator.normal(0, config.noise, size=X.shape), y)


def make_gaussians(config: DataConfig, seed: int) -> Points:
    """Normal clouds around (-1, -1) and (1, 1) with standard deviation 0.4 + noise, drawn by scikit-learn."""
    centers = [(-1, -1), (1, 1)]
    spread = 0.4 + config.noise
    return as_points(*make_blobs(split_points(config, 2), centers=centers, cluster_std=spread, random_state=seed))


def make_spiral(config: DataConfig, seed: int) -> Points:
    """Two spiral arms of radius 0.15 to 1.5, half a turn apart, each making 1.25 turns."""
    return draw_arms(config, 2, make_generator(seed, "data/spiral"))


def draw_arms(config: DataConfig, n_arms: int, generator: np.random.Generator) -> Points:
    """Spiral arms of radius 0.15 to 1.5, evenly turned, each making ``1 / (n_arms * ARM_SPACING)`` turns."""
    y = assign_classes(config, n_arms)
    # Drawn uniformly in the squared radius: equally many points along each stretch of an arm.
    radius = np.sqrt(generator.uniform(0.1**2, 1.0, size=config.n_samples))
    angle = 2 * np.pi * (radius / (n_arms * ARM_SPACING) + y / n_arms)
    X = 1.5 * radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return as_points(X + generator.normal(0, config.noise, size=X.shape), y)


def make_checkerboard(config: DataConfig, seed: int) -> Points:
    """Four by four squares of side 1, from -2 to 2; neighbors differ in class, and a gap of 0.1 parts them."""
    generator = make_generator(seed, "data/checkerboard")
    y = assign_classes(config, 2)
    column = generator.integers(0, 4, size=config.n_samples)
    row = 2 * generator.integers(0, 2, size=config.n_samples) + (column + y) % 2
    X = np.stack([column, row], axis=1) - 2 + generator.uniform(0.05, 0.95, size=(config.n_samples, 2))
    return as_points(X + generator.normal(0, config.noise, size=X.shape), y)


def make_rings(config: DataConfig, seed: int) -> Points:
    """Rings of radius 0.5 and 1.5 (class 0), and one of radius 1 (class 1) between them."""
    generator = make_generator(seed, "data/rings")
    y = assign_classes(config, 2)
    # The outer ring is three times as long as the inner, and gets three times as many points.
    is_inner = generator.uniform(size=config.n_samples) < 0.25
    radius = np.where(y == 1, 1.0, np.where(is_inner, 0.5, 1.5))
    angle = generator.uniform(0, 2 * np.pi, size=config.n_samples)
    X = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return as_points(X + generator.normal(0, config.noise, size=X.shape), y)


def as_points(X: NDArray[np.floating], y: NDArray[np.generic]) -> Points:
    """Coordinates as float32, classes as int64."""
    return X.astype(np.float32), y.astype(np.int64)


PLANAR: dict[str, DatasetSpec] = {
    "moons": DatasetSpec(
        label="Moons",
        summary="Two half circles that reach into each other: a curved boundary is needed.",
        make=make_moons,
        uses=_USES,
        group=TWO_CLASSES,
        class_names=_NAMES,
        reference="scikit-learn, sklearn.datasets.make_moons",
    ),
    "circles": DatasetSpec(
        label="Circles",
        summary="A ring around a ring: no straight line separates them, a closed curve does.",
        make=make_circles,
        uses=_USES,
        group=TWO_CLASSES,
        class_names=_NAMES,
        formula=r"\lVert x \rVert \in \{1, 0.5\}",
        reference="scikit-learn, sklearn.datasets.make_circles",
    ),
    "xor": DatasetSpec(
        label="XOR",
        summary="Opposite quadrants share a class: the smallest problem that a single neuron cannot solve.",
        make=make_xor,
        uses=_USES,
        group=TWO_CLASSES,
        class_names=_NAMES,
        formula=r"y = [x_1 x_2 < 0]",
        reference="Minsky and Papert, Perceptrons (1969)",
    ),
    "gaussians": DatasetSpec(
        label="Gaussians",
        summary="Two round clouds that overlap more as the noise grows: one straight line is the best boundary.",
        make=make_gaussians,
        uses=_USES,
        group=TWO_CLASSES,
        class_names=_NAMES,
        formula=r"x \sim \mathcal{N}(\pm(1, 1), (0.4 + \sigma)^2 I)",
        reference="scikit-learn, sklearn.datasets.make_blobs",
    ),
    "spiral": DatasetSpec(
        label="Spiral",
        summary="Two arms wound around each other: the hardest of these sets, for deeper or wider networks.",
        make=make_spiral,
        uses=_USES,
        group=TWO_CLASSES,
        class_names=_NAMES,
        formula=r"\varphi = 2.5 \pi r + \pi y",
        reference="Lang and Witbrock, Learning to tell two spirals apart (1988)",
    ),
    "checkerboard": DatasetSpec(
        label="Checkerboard",
        summary="Sixteen squares of alternating class: many straight edges, or two sines as inputs.",
        make=make_checkerboard,
        uses=_USES,
        group=TWO_CLASSES,
        class_names=_NAMES,
        formula=r"y = [\sin(\pi x_1) \sin(\pi x_2) < 0]",
    ),
    "rings": DatasetSpec(
        label="Rings",
        summary="A ring between two rings of the other class: the boundary is two closed curves.",
        make=make_rings,
        uses=_USES,
        group=TWO_CLASSES,
        class_names=_NAMES,
        formula=r"\lVert x \rVert \in \{0.5, 1.5\} \text{ or } 1",
    ),
}
