"""Batches: a line through real data, whose loss is a true bowl, and gradients of all points, a few, or one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.datasets import load_iris
from torch import Tensor

from playground.principles.descent.race import Runner, Trail, run
from playground.seeding import make_generator

# Shuffles that are dealt in turn: enough for no pattern to be seen, few enough to be sent to the browser.
N_SHUFFLES = 32
LENGTH, WIDTH = 2, 3  # columns of the iris set, in cm


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Line:
    """Points through which a line y = w x + b is laid, and the loss of every such line.

    Parameters
    ----------
    x, y : ndarray of shape (n,), float64
        Petal length and petal width of 150 iris flowers.
    extent : tuple of float
        Range of w and of b that the map shows.
    start : tuple of float
        w and b at first.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    extent: tuple[float, float, float, float]
    start: tuple[float, float]

    @property
    def design(self) -> Tensor:
        """One row (x, 1) a point, (n, 2), float64."""
        return torch.tensor(np.stack([self.x, np.ones_like(self.x)], axis=1))

    @property
    def hessian(self) -> Tensor:
        """Second derivatives of the mean squared error, (2, 2): the same everywhere."""
        return 2 * self.design.T @ self.design / len(self.x)

    @property
    def curvatures(self) -> tuple[float, float]:
        """Eigenvalues of the Hessian, the smaller one first."""
        low, high = torch.linalg.eigvalsh(self.hessian).tolist()
        return low, high

    @property
    def solution(self) -> tuple[float, float]:
        """The w and b of least squares."""
        w, b = torch.linalg.lstsq(self.design, torch.tensor(self.y)[:, None]).solution[:, 0].tolist()
        return w, b


@dataclass(frozen=True, kw_only=True, slots=True)
class BatchRunner:
    """Gradient descent on batches of so many points; with momentum if that is not 0."""

    batch: int
    rate: float
    momentum: float = 0.0

    @property
    def runner(self) -> Runner:
        """The rule that it steps by."""
        return Runner(rule="momentum" if self.momentum else "sgd", rate=self.rate, momentum=self.momentum)


@cache
def load_line(is_standardized: bool) -> Line:
    """Petal length against petal width in cm, or both less their mean and divided by their standard deviation.

    References
    ----------
    Fisher, The use of multiple measurements in taxonomic problems (1936); scikit-learn's `load_iris`.
    """
    table = load_iris().data
    x, y = (table[:, column].astype(np.float64) for column in (LENGTH, WIDTH))
    if not is_standardized:
        return Line(x=x, y=y, extent=(-0.4, 1.2, -1.6, 1.6), start=(-0.15, 1.0))
    # Rounded as the browser gets them: both then walk on the same surface.
    x, y = ((values - values.mean()) / values.std() for values in (x, y))
    return Line(x=x.round(6), y=y.round(6), extent=(-1.0, 3.0, -2.0, 2.0), start=(-0.5, 1.4))


@cache
def deal_deck(n: int, seed: int = 0) -> NDArray[np.int64]:
    """The order of points in which epochs go through n points: `N_SHUFFLES` shuffles, one after the other."""
    generator = make_generator(seed, "descent/deck")
    return np.concatenate([generator.permutation(n) for _ in range(N_SHUFFLES)])


def pick_batches(n: int, batch: int, n_steps: int) -> NDArray[np.int64]:
    """Which points are behind each step, (n_steps, batch): as a deck is dealt, begun again when it is used up.

    As a shuffling DataLoader, but that a batch may reach into the next epoch: all are of the same size.
    """
    places = np.arange(n_steps * batch) % (N_SHUFFLES * n)
    return deal_deck(n)[places].reshape(n_steps, batch)


def compute_loss(line: Line, places: Tensor) -> Tensor:
    """Mean squared error over all points for rows (w, b)."""
    errors = places @ line.design.T - torch.tensor(line.y)
    return (errors**2).mean(dim=1)


def run_batches(line: Line, start: Sequence[float], runners: Sequence[BatchRunner], n_steps: int) -> list[Trail]:
    """Let runners with batches of their own take `n_steps` steps; losses are those of all points.

    The gradient of a batch is A theta - c with A = 2 X^T X / B and c = 2 X^T y / B, X the rows (x, 1) of its points.
    """
    slopes, constants = zip(*(_sum_batches(line, runner.batch, n_steps) for runner in runners), strict=True)
    A, c = torch.stack(slopes, dim=1), torch.stack(constants, dim=1)

    def compute_gradients(places: Tensor, t: int) -> Tensor:
        return torch.baddbmm(c[t - 1], A[t - 1], places.unsqueeze(2), beta=-1).squeeze(2)

    return run(
        [runner.runner for runner in runners], start, n_steps, compute_gradients, lambda p: compute_loss(line, p)
    )


def _sum_batches(line: Line, batch: int, n_steps: int) -> tuple[Tensor, Tensor]:
    """A of each step, (n_steps, 2, 2), and c, (n_steps, 2, 1)."""
    picked = torch.tensor(pick_batches(len(line.x), batch, n_steps))
    X, y = line.design[picked], torch.tensor(line.y)[picked]
    return 2 * X.mT @ X / batch, 2 * X.mT @ y.unsqueeze(2) / batch
