"""The distribution that the reader paints: normal clouds around painted points."""

from __future__ import annotations

import numpy as np

from playground.config import GanDataConfig
from playground.data.distributions.spec import DistributionSpec, Floats, pick


def make_painted(config: GanDataConfig) -> Floats:
    """The painted points, each once, in the order of painting."""
    points = np.array(config.points, dtype=np.float64).reshape(-1, 2)
    _, first = np.unique(points, axis=0, return_index=True)
    return points[np.sort(first)]


def describe_obstacle(config: GanDataConfig) -> str:
    """Why the painted points are nothing to imitate, and what to do; empty if they are."""
    n_points = len(make_painted(config))
    if n_points == 0:
        return "There are no points yet: paint some on the map, and real samples scatter around them."
    if n_points == 1:
        return "There is a single painted point: add more, so that there is a shape to imitate."
    return ""


OWN: dict[str, DistributionSpec] = {
    "own": DistributionSpec(
        label="Painted",
        short="Paint",
        summary="Whatever you paint on the map: samples scatter around the painted points.",
        place=lambda config, u: pick(make_painted(config), u),
        centers=make_painted,
        uses=("n_samples", "spread", "points"),
        formula=r"x = p_k + \sigma\varepsilon",
    ),
}
