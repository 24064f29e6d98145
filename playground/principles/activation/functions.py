"""The functions of the lab and what can be said of each: range, slope, where it is flat, its mean output."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import torch
from torch import Tensor

from playground.models import ACTIVATIONS
from playground.models.activations import ActivationSpec

WIDEST = 8.0  # of x, either way
N_SAMPLES = 321  # of a drawn curve: 0.05 apart, 0 among them
FLAT = 0.05  # a slope below this counts as flat: it passes less than a twentieth of a gradient
CENTERED = 0.05  # a mean output below this counts as centered on zero


def step(z: Tensor) -> Tensor:
    """f(z) = 1 where z >= 0, else 0."""
    # The second term changes nothing; through it, autograd knows of a slope, which is 0.
    return (z >= 0).to(z.dtype) + 0 * z


def step_derivative(z: Tensor, a: Tensor) -> Tensor:
    """f'(z) = 0; at 0, where the step jumps, there is none, and 0 stands for it."""
    return torch.zeros_like(z)


# No unit of the network lab has a step, since nothing could be learned through it.
STEP = ActivationSpec(
    label="Step",
    summary="Fires or does not: the first model of a neuron. No slope, so no gradient passes.",
    formula=r"f(z) = 1 \text{ if } z \ge 0, \text{ else } 0",
    function=step,
    derivative=step_derivative,
    range=(0.0, 1.0),
    reference="McCulloch and Pitts, A logical calculus of the ideas immanent in nervous activity (1943)",
)
FUNCTIONS: dict[str, ActivationSpec] = {"step": STEP, **ACTIVATIONS}


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What is measured of one function over [-8, 8].

    Parameters
    ----------
    range : tuple of float
        Infimum and supremum, over all numbers.
    steepest : float
        Largest slope.
    flats : tuple of tuple of float
        Where the slope is below `FLAT`, as intervals.
    mean : float
        Mean output for normally distributed inputs (mean 0, variance 1).
    is_centered : bool
        Whether that mean is below `CENTERED` in size.
    """

    range: tuple[float, float]
    steepest: float
    flats: tuple[tuple[float, float], ...]
    mean: float
    is_centered: bool


def compute_point(name: str, x: float) -> tuple[float, float]:
    """Value and slope of a function at one place."""
    z = torch.tensor([x], dtype=torch.float64)
    a = FUNCTIONS[name].function(z)
    return float(a), float(FUNCTIONS[name].derivative(z, a))


def sample_curve(name: str) -> Mapping[str, Tensor]:
    """Places over [-8, 8], and value and slope at each: ``x``, ``value`` and ``slope``, float64."""
    x = _spread(N_SAMPLES)
    value = FUNCTIONS[name].function(x)
    return {"x": x, "value": value, "slope": FUNCTIONS[name].derivative(x, value)}


@cache
def find_facts(name: str) -> Facts:
    """Measure a function."""
    z = _spread(16_001)
    value = FUNCTIONS[name].function(z)
    slope = FUNCTIONS[name].derivative(z, value)
    density = torch.exp(-0.5 * z * z) / math.sqrt(2 * math.pi)
    mean = float(torch.trapezoid(value * density, z))
    return Facts(
        range=FUNCTIONS[name].range,
        steepest=float(slope.max()),
        flats=_find_flats(z, slope),
        mean=mean,
        is_centered=abs(mean) < CENTERED,
    )


def _spread(n: int) -> Tensor:
    """An odd number of places over [-8, 8], 0 exactly among them: linspace misses it, and the step jumps there."""
    half = n // 2
    return torch.arange(-half, half + 1, dtype=torch.float64) * (WIDEST / half)


def _find_flats(z: Tensor, slope: Tensor) -> tuple[tuple[float, float], ...]:
    """Intervals where the slope stays small; where it only crosses zero, as beside GELU's dip, none is meant."""
    is_flat = (slope.abs() < FLAT).tolist()
    edges = [i for i in range(1, len(is_flat)) if is_flat[i] != is_flat[i - 1]]
    bounds = [0, *edges, len(is_flat)]
    runs = [(low, high - 1) for low, high in pairwise(bounds) if is_flat[low]]
    # No minus before a zero.
    flats = [(round(float(z[low]), 2) + 0.0, round(float(z[high]), 2) + 0.0) for low, high in runs]
    return tuple((low, high) for low, high in flats if high - low >= 1)
