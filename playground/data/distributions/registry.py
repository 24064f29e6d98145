"""All distributions, in the order of the menu, and a few points of each for its thumbnail."""

from __future__ import annotations

import numpy as np

from playground.config import GanDataConfig
from playground.data.distributions.digits import DIGITS, SIDE
from playground.data.distributions.own import OWN
from playground.data.distributions.planar import CLOUDS, CURVES, LINES
from playground.data.distributions.spec import DistributionSpec, Floats
from playground.registry import lookup

N_PREVIEW = 48

DISTRIBUTIONS: dict[str, DistributionSpec] = {**LINES, **CLOUDS, **CURVES, **OWN, **DIGITS}


def preview_distribution(name: str) -> Floats:
    """Points for a thumbnail: evenly along a curve, all over a cloud, the ink of a digit, a heart to paint.

    Parameters
    ----------
    name : str
        A key of `DISTRIBUTIONS`.

    Returns
    -------
    ndarray of shape (n, 2), float64
        At most 48 points in [-1.6, 1.6]^2, x2 upwards; the same ones every time.

    Raises
    ------
    ValueError
        There is no such distribution.
    """
    spec = lookup(DISTRIBUTIONS, name, "data.name")
    config = GanDataConfig(name=name, points=_make_heart(), digit="3")
    if spec.pool is not None:
        row, column = np.nonzero(spec.pool(config)[0].reshape(SIDE, SIDE) > -0.3)
        return np.stack([column - (SIDE - 1) / 2, (SIDE - 1) / 2 - row], axis=1) * 0.3
    assert spec.place is not None
    n_centers = 0 if spec.centers is None else len(spec.centers(config))
    # As many points on each of the modes as fit: one on each of 25, six on each of eight.
    n_points = N_PREVIEW // n_centers * n_centers if n_centers else N_PREVIEW
    points = spec.place(config, (np.arange(n_points) + 0.5) / n_points)
    width = 0.1 if 0 < n_centers < n_points else 0.0
    return points + width * np.random.default_rng(0).standard_normal(points.shape)


def _make_heart() -> tuple[tuple[float, float], ...]:
    """A heart of 40 points, 2.2 wide."""
    t = 2 * np.pi * np.arange(40) / 40
    x1 = 1.1 * np.sin(t) ** 3
    x2 = (13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)) / 15 + 0.15
    return tuple(zip(x1.tolist(), x2.tolist(), strict=True))
