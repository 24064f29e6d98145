"""Distributions in the plane: curves, and normal clouds at known places."""

from __future__ import annotations

import numpy as np

from playground.config import GanDataConfig
from playground.data.distributions.spec import DistributionSpec, Floats, pick


def place_on_line(config: GanDataConfig, u: Floats) -> Floats:
    """The straight line from (-1, -1) to (1, 1)."""
    return np.stack([2 * u - 1, 2 * u - 1], axis=1)


def place_on_ring(config: GanDataConfig, u: Floats) -> Floats:
    """The circle of radius 1."""
    return np.stack([np.cos(2 * np.pi * u), np.sin(2 * np.pi * u)], axis=1)


def place_on_moons(config: GanDataConfig, u: Floats) -> Floats:
    """Two half circles of radius 0.8 that reach into each other: scikit-learn's, centered and made smaller."""
    is_upper = u < 0.5
    angle = np.pi * (2 * u % 1)
    x1 = np.where(is_upper, np.cos(angle), 1 - np.cos(angle))
    x2 = np.where(is_upper, np.sin(angle), 0.5 - np.sin(angle))
    return 0.8 * np.stack([x1 - 0.5, x2 - 0.25], axis=1)


def place_on_spiral(config: GanDataConfig, u: Floats) -> Floats:
    """One arm of radius 0.13 to 1.3 that makes 1.35 turns."""
    # Uniform in the squared radius: about equally many samples along each stretch of the arm.
    radius: Floats = np.sqrt(0.1**2 + (1 - 0.1**2) * u)
    angle = 3 * np.pi * radius
    return 1.3 * np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def place_on_s_curve(config: GanDataConfig, u: Floats) -> Floats:
    """Two three-quarter circles of radius 0.6, one above the other: scikit-learn's curve from its side."""
    t = 3 * np.pi * (u - 0.5)
    return 0.6 * np.stack([np.sin(t), np.sign(t) * (np.cos(t) - 1)], axis=1)


def make_two_centers(config: GanDataConfig) -> Floats:
    """(-0.7, -0.7) and (0.7, 0.7)."""
    return np.array([[-0.7, -0.7], [0.7, 0.7]])


def make_eight_centers(config: GanDataConfig) -> Floats:
    """Eight even steps around the circle of radius 1, from (1, 0) on."""
    return place_on_ring(config, np.arange(8) / 8)


def make_grid_centers(config: GanDataConfig) -> Floats:
    """Five by five points from -1 to 1, half a unit apart."""
    steps = np.linspace(-1, 1, 5)
    return np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)


_USES = ("n_samples", "spread")

LINES: dict[str, DistributionSpec] = {
    "line": DistributionSpec(
        label="Line",
        short="Line",
        summary="A straight line: the generator has to press its noise flat.",
        place=place_on_line,
        uses=_USES,
        formula=r"x = (t, t) + \sigma\varepsilon,\quad t \sim \mathcal{U}(-1, 1)",
        reference="Kahng et al., GAN Lab (2018)",
    ),
    "ring": DistributionSpec(
        label="Ring",
        short="Ring",
        summary="A circle has a hole, and noise has none: the generator must tear it open.",
        place=place_on_ring,
        uses=_USES,
        formula=r"x = (\cos\varphi, \sin\varphi) + \sigma\varepsilon",
        reference="Kahng et al., GAN Lab (2018)",
    ),
}

CLOUDS: dict[str, DistributionSpec] = {
    "two_gaussians": DistributionSpec(
        label="Two Gaussians",
        short="2 Gauss",
        summary="Two clouds: the smallest set on which a generator can collapse to one.",
        place=lambda config, u: pick(make_two_centers(config), u),
        centers=make_two_centers,
        uses=_USES,
        formula=r"x \sim \mathcal{N}(\pm(0.7, 0.7), \sigma^2 I)",
    ),
    "eight_gaussians": DistributionSpec(
        label="Eight Gaussians",
        short="8 Gauss",
        summary="Eight clouds on a circle: a generator finds a few of them easily, and all of them seldom.",
        place=lambda config, u: pick(make_eight_centers(config), u),
        centers=make_eight_centers,
        uses=_USES,
        formula=r"x \sim \mathcal{N}\left((\cos\tfrac{\pi k}{4}, \sin\tfrac{\pi k}{4}), \sigma^2 I\right)",
        reference="Metz et al., Unrolled generative adversarial networks (2017)",
    ),
    "grid": DistributionSpec(
        label="Grid of 25 Gaussians",
        short="5\N{MULTIPLICATION SIGN}5",
        summary="Twenty-five clouds: none may be left out, and hardly a sample may fall between them.",
        place=lambda config, u: pick(make_grid_centers(config), u),
        centers=make_grid_centers,
        uses=_USES,
        formula=r"x \sim \mathcal{N}\left((\tfrac{i}{2}, \tfrac{j}{2}), \sigma^2 I\right),\quad i, j \in \{-2, …, 2\}",
        reference="Srivastava et al., VEEGAN (2017)",
    ),
}

CURVES: dict[str, DistributionSpec] = {
    "moons": DistributionSpec(
        label="Moons",
        short="Moons",
        summary="Two half circles that reach into each other: two parts, and both are bent.",
        place=place_on_moons,
        uses=_USES,
        reference="scikit-learn, sklearn.datasets.make_moons",
    ),
    "spiral": DistributionSpec(
        label="Spiral",
        short="Spiral",
        summary="One long arm: the generator has to wind a flat sheet of noise up.",
        place=place_on_spiral,
        uses=_USES,
        formula=r"\varphi = 3 \pi r",
    ),
    "s_curve": DistributionSpec(
        label="S",
        short="S",
        summary="One curve with two bends in opposite directions.",
        place=place_on_s_curve,
        uses=_USES,
        formula=r"x = 0.6\,(\sin t, \operatorname{sign}(t)(\cos t - 1)) + \sigma\varepsilon",
        reference="scikit-learn, sklearn.datasets.make_s_curve",
    ),
}
