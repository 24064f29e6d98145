"""Surfaces: functions of two numbers that optimizers race on, in float64."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from torch import Tensor
from torch import cos as cosine

Function = Callable[[Tensor, Tensor], Tensor]


@dataclass(frozen=True, kw_only=True, slots=True)
class SurfaceSpec:
    """One surface of the registry.

    Parameters
    ----------
    label, formula, summary, reference : str
        For readers; the formula is plain text, with hyphens for minus signs.
    function : callable
        ``function(x, y)`` of tensors of equal shape.
    extent : tuple of float
        Left, right, lower and upper edge of the map.
    start : tuple of float
        Where runners begin at first.
    rate : float
        A learning rate at which plain gradient descent gets down.
    minima : tuple of (float, float)
        Where the surface is lowest.
    lowest : float
        Its value there.
    curvatures : tuple of float
        Of a quadratic the eigenvalues of its Hessian; else none.
    noise : float
        Standard deviation of what is added to each coordinate of the gradient.
    """

    label: str
    formula: str
    summary: str
    function: Function
    extent: tuple[float, float, float, float]
    start: tuple[float, float]
    rate: float
    minima: tuple[tuple[float, float], ...]
    lowest: float = 0.0
    curvatures: tuple[float, ...] = ()
    noise: float = 0.0
    reference: str = ""


def bowl(x: Tensor, y: Tensor) -> Tensor:
    """x^2 / 2 + 2 y^2: curvature 1 along x, 4 along y."""
    return x**2 / 2 + 2 * y**2


def ravine(x: Tensor, y: Tensor) -> Tensor:
    """x^2 / 10 + 5 y^2: fifty times as steep across as along."""
    return x**2 / 10 + 5 * y**2


def rosenbrock(x: Tensor, y: Tensor) -> Tensor:
    """(1 - x)^2 + 100 (y - x^2)^2."""
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def saddle(x: Tensor, y: Tensor) -> Tensor:
    """x^2 / 2 - y^2 / 2 + y^4 / 4: level at the origin, lowest at y = -1 and y = 1."""
    return x**2 / 2 - y**2 / 2 + y**4 / 4


def beale(x: Tensor, y: Tensor) -> Tensor:
    """(1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2."""
    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2


def himmelblau(x: Tensor, y: Tensor) -> Tensor:
    """(x^2 + y - 11)^2 + (x + y^2 - 7)^2: four minima."""
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def rastrigin(x: Tensor, y: Tensor) -> Tensor:
    """20 + x^2 - 10 cos 2 pi x + y^2 - 10 cos 2 pi y: a bowl full of holes."""
    return 20 + x**2 - 10 * cosine(2 * math.pi * x) + y**2 - 10 * cosine(2 * math.pi * y)


def ridge(x: Tensor, y: Tensor) -> Tensor:
    """(x + y)^2 / 20 + (x - y)^2: a ravine that runs down to the right, between two ridges."""
    return (x + y) ** 2 / 20 + (x - y) ** 2


SURFACES: dict[str, SurfaceSpec] = {
    "bowl": SurfaceSpec(
        label="Bowl",
        formula="x²/2 + 2y²",
        summary="The simplest of all: near a minimum, every smooth surface looks like this.",
        function=bowl,
        extent=(-4.0, 4.0, -4.0, 4.0),
        start=(-3.2, 2.4),
        rate=0.1,
        minima=((0.0, 0.0),),
        curvatures=(1.0, 4.0),
    ),
    "ravine": SurfaceSpec(
        label="Ravine",
        formula="x²/10 + 5y²",
        summary="Steep across, nearly flat along: the rate that the walls allow is too small for the floor.",
        function=ravine,
        extent=(-4.0, 4.0, -4.0, 4.0),
        start=(-3.4, 1.6),
        rate=0.1,
        minima=((0.0, 0.0),),
        curvatures=(0.2, 10.0),
    ),
    "rosenbrock": SurfaceSpec(
        label="Rosenbrock",
        formula="(1 - x)² + 100(y - x²)²",
        summary="A bent valley: finding it is easy, following it is not.",
        function=rosenbrock,
        extent=(-2.0, 2.0, -1.0, 3.0),
        start=(-1.4, 2.4),
        rate=0.001,
        minima=((1.0, 1.0),),
        reference="Rosenbrock, An automatic method for finding the greatest or least value of a function (1960)",
    ),
    "saddle": SurfaceSpec(
        label="Saddle",
        formula="x²/2 - y²/2 + y⁴/4",
        summary="Level at the middle, though no minimum is there: the way down begins with almost no slope.",
        function=saddle,
        extent=(-2.0, 2.0, -2.0, 2.0),
        start=(-1.7, 0.004),
        rate=0.1,
        minima=((0.0, -1.0), (0.0, 1.0)),
        lowest=-0.25,
        reference="Dauphin et al., Identifying and attacking the saddle point problem (2014)",
    ),
    "beale": SurfaceSpec(
        label="Beale",
        formula="(1.5 - x + xy)² + (2.25 - x + xy²)² + (2.625 - x + xy³)²",
        summary="Flat plains between steep corners: no single rate suits both.",
        function=beale,
        extent=(-4.5, 4.5, -4.5, 4.5),
        start=(0.6, 1.8),
        rate=0.01,
        minima=((3.0, 0.5),),
        reference="Beale, On an iterative method for finding a local minimum of a function (1958)",
    ),
    "himmelblau": SurfaceSpec(
        label="Himmelblau",
        formula="(x² + y - 11)² + (x + y² - 7)²",
        summary="Four minima, equally deep: the start decides which one is found.",
        function=himmelblau,
        extent=(-5.5, 5.5, -5.5, 5.5),
        start=(-0.4, -0.8),
        rate=0.01,
        minima=((3.0, 2.0), (-2.805118, 3.131312), (-3.779310, -3.283186), (3.584428, -1.848126)),
        reference="Himmelblau, Applied nonlinear programming (1972)",
    ),
    "rastrigin": SurfaceSpec(
        label="Rastrigin",
        formula="20 + x² - 10 cos 2πx + y² - 10 cos 2πy",
        summary="A bowl full of holes: whoever only goes down stays in the first one.",
        function=rastrigin,
        extent=(-3.5, 3.5, -3.5, 3.5),
        start=(-2.7, 2.3),
        rate=0.002,
        minima=((0.0, 0.0),),
        reference="Rastrigin, Systems of extremal control (1974)",
    ),
    "ridge": SurfaceSpec(
        label="Noisy ridge",
        formula="(x + y)²/20 + (x - y)², gradient + noise",
        summary="Each gradient is off by chance, as that of a batch is: nobody comes to rest.",
        function=ridge,
        extent=(-4.0, 4.0, -4.0, 4.0),
        start=(-3.4, -1.8),
        rate=0.1,
        minima=((0.0, 0.0),),
        curvatures=(0.2, 4.0),
        noise=2.0,
    ),
}
