"""Race: several optimizers go down one surface from one start, by the rules that train networks, in float64."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.config import OptimizerConfig
from playground.optim import OPTIMIZERS, divide_exactly
from playground.principles.descent.surfaces import SurfaceSpec
from playground.seeding import make_generator

MAX_STEPS = 200
MAX_RUNNERS = 5
# Beyond it a runner is stopped: its next steps would soon be no numbers any more, and nothing more is to be seen.
FARTHEST = 1e6


@dataclass(frozen=True, kw_only=True, slots=True)
class Runner:
    """One optimizer of a race.

    Parameters
    ----------
    rule : str
        A key of `playground.optim.OPTIMIZERS`.
    rate, momentum : float
        Learning rate, and the share of the previous step that is kept by rules that have a momentum.
    """

    rule: str
    rate: float
    momentum: float = 0.9


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Trail:
    """Where a runner has been.

    Parameters
    ----------
    points : ndarray of shape (n + 1, 2), float64
        The start, and the place after each step; all finite.
    losses : ndarray of shape (n + 1,), float64
        The surface's value there.
    left_at : int or None
        The step that led farther than `FARTHEST` or to no number, after which the runner was stopped.
    """

    points: NDArray[np.float64]
    losses: NDArray[np.float64]
    left_at: int | None


class Mover:
    """A runner on its way: its place, and what its rule remembers."""

    def __init__(self, runner: Runner, place: Tensor) -> None:
        spec = OPTIMIZERS[runner.rule]
        self.place = place
        self._config = OptimizerConfig(name=runner.rule, learning_rate=runner.rate, momentum=runner.momentum)
        self._slots = [torch.zeros_like(place) for _ in spec.slots]
        self._update = spec.update

    def step(self, gradient: Tensor, t: int) -> None:
        """Take step number t, counted from 1, in place."""
        self._update(self.place, gradient, self._slots, t, self._config.learning_rate, self._config, divide_exactly)


def draw_noise(n_steps: int, seed: int = 0) -> NDArray[np.float64]:
    """What disturbs the gradient of each step, (n_steps, 2), standard normal, the same for all runners.

    Rounded to four decimals, so that the browser, which is sent these numbers, has the very same.
    """
    return make_generator(seed, "descent/noise").standard_normal((n_steps, 2)).round(4)


def run_race(surface: SurfaceSpec, start: Sequence[float], runners: Sequence[Runner], n_steps: int) -> list[Trail]:
    """Let all runners take `n_steps` steps from one start.

    Parameters
    ----------
    surface : SurfaceSpec
    start : sequence of two floats
    runners : sequence of Runner
    n_steps : int

    Returns
    -------
    list of Trail
        In the order of the runners.
    """
    noise = torch.tensor(draw_noise(n_steps) * surface.noise)

    def compute_gradients(places: Tensor, t: int) -> Tensor:
        return differentiate(surface, places) + noise[t - 1]

    return run(runners, start, n_steps, compute_gradients, lambda points: evaluate(surface, points))


def run(
    runners: Sequence[Runner],
    start: Sequence[float],
    n_steps: int,
    gradients: Callable[[Tensor, int], Tensor],
    loss: Callable[[Tensor], Tensor],
) -> list[Trail]:
    """Let runners walk by gradients that are told for all of them at once.

    Parameters
    ----------
    gradients : callable
        ``gradients(places, t)``: of shape (n_runners, 2) for places of that shape, before step t.
    loss : callable
        ``loss(points)``: of shape (n,) for points of shape (n, 2).
    """
    places = torch.tensor([list(start)] * len(runners), dtype=torch.float64)
    movers = [Mover(runner, place) for runner, place in zip(runners, places, strict=True)]
    history = [places.clone()]
    for t in range(1, n_steps + 1):
        slopes = gradients(places, t)
        for mover, slope in zip(movers, slopes, strict=True):
            mover.step(slope, t)
        history.append(places.clone())
    return [_cut(points, loss) for points in torch.stack(history, dim=1)]


def differentiate(surface: SurfaceSpec, places: Tensor) -> Tensor:
    """The gradient of the surface at places of shape (n, 2), by autograd."""
    leaf = places.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(evaluate(surface, leaf).sum(), leaf)
    return gradient


def evaluate(surface: SurfaceSpec, places: Tensor) -> Tensor:
    """The surface's height at places of shape (n, 2)."""
    return surface.function(places[:, 0], places[:, 1])


def find_limit(rule: str, momentum: float, curvature: float) -> float:
    """The learning rate from which on a rule no longer settles along an axis of this curvature (> 0).

    Gradient descent multiplies the distance by 1 - eta lambda, which is less than 1 in size for eta < 2 / lambda.
    Momentum's limit is 2 (1 + mu) / lambda, Nesterov's 2 (1 + mu) / ((1 + 2 mu) lambda): the roots of
    r^2 - (1 + mu - eta lambda) r + mu and of r^2 - (1 + mu)(1 - eta lambda) r + mu (1 - eta lambda). Rules that
    divide by the size of gradients have none: infinity.

    References
    ----------
    Polyak, Some methods of speeding up the convergence of iteration methods (1964).
    """
    factors = {"sgd": 2.0, "momentum": 2 * (1 + momentum), "nesterov": 2 * (1 + momentum) / (1 + 2 * momentum)}
    return factors.get(rule, math.inf) / curvature


def _cut(points: Tensor, loss: Callable[[Tensor], Tensor]) -> Trail:
    """The part of a trail that can be drawn."""
    is_near = points.abs().amax(dim=1) <= FARTHEST  # false for NaN as well
    is_near &= torch.isfinite(loss(points))
    n = len(points) if bool(is_near.all()) else int(is_near.logical_not().nonzero()[0])
    kept = points[: max(n, 1)]
    return Trail(points=kept.numpy(), losses=loss(kept).numpy(), left_at=None if n == len(points) else n)
