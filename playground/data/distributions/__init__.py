"""What a generator is to imitate: distributions to draw from, painted points, and pictures of digits."""

from playground.data.distributions.load import (
    N_HELD_OUT,
    Distribution,
    draw_real_pairs,
    load_distribution,
)
from playground.data.distributions.registry import DISTRIBUTIONS, preview_distribution
from playground.data.distributions.spec import DistributionSpec

__all__ = [
    "DISTRIBUTIONS",
    "N_HELD_OUT",
    "Distribution",
    "DistributionSpec",
    "draw_real_pairs",
    "load_distribution",
    "preview_distribution",
]
