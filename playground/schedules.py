"""Schedules: how the learning rate changes from epoch to epoch.

The rate of an epoch is the optimizer's learning rate times a factor. Five schedules know it in advance; the plateau
learns it from the losses. All agree with `torch.optim.lr_scheduler`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from playground.config import ScheduleConfig
from playground.registry import lookup

THRESHOLD = 1e-4
"""On a plateau, a loss counts as lower if it is below the best by this share of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ScheduleSpec:
    """One schedule of the registry.

    Parameters
    ----------
    factor : callable or None
        ``factor(epoch, config, epochs)`` for the epoch counted from 0, of a run of `epochs`; None if it depends on the
        losses.
    uses : tuple of str
        Fields of `ScheduleConfig` that it reads.
    """

    label: str
    summary: str
    formula: str
    factor: Callable[[int, ScheduleConfig, int], float] | None
    uses: tuple[str, ...] = ()
    reference: str = ""


@dataclass(frozen=True, slots=True)
class PlateauState:
    """What reduction on a plateau remembers.

    Parameters
    ----------
    best : float
        The lowest training loss so far.
    epochs_since : int
        Epochs since then, or since the last reduction.
    factor : float
        All reductions so far.
    """

    best: float = math.inf
    epochs_since: int = 0
    factor: float = 1.0


def watch_plateau(state: PlateauState, loss: float, config: ScheduleConfig) -> PlateauState:
    """The state after an epoch that ended with this training loss; one that is not a number is no progress."""
    if loss < state.best * (1 - THRESHOLD):
        return PlateauState(loss, 0, state.factor)
    if state.epochs_since + 1 > config.every:
        return PlateauState(state.best, 0, state.factor * config.factor)
    return PlateauState(state.best, state.epochs_since + 1, state.factor)


def compute_factor(config: ScheduleConfig, epoch: int, epochs: int, plateau: PlateauState) -> float:
    """What the learning rate is multiplied by during an epoch.

    Parameters
    ----------
    config : ScheduleConfig
    epoch : int
        Counted from 0; may lie beyond the run's last.
    epochs : int
        Epochs of the run.
    plateau : PlateauState
        What `watch_plateau` found so far; read by that schedule only.

    Returns
    -------
    float
        In [0, 1].
    """
    spec = lookup(SCHEDULES, config.name, "schedule.name")
    return plateau.factor if spec.factor is None else spec.factor(epoch, config, epochs)


def preview(config: ScheduleConfig, learning_rate: float, epochs: int, n_points: int) -> list[tuple[int, float]]:
    """Epochs of a run and their learning rates, to be drawn before it starts; a plateau is not foreseen.

    Parameters
    ----------
    config : ScheduleConfig
    learning_rate : float
        The optimizer's.
    epochs : int
        Epochs of the run.
    n_points : int
        At most so many, evenly spaced, the first and the last epoch among them; at least 2.
    """
    n = min(n_points, epochs)
    drawn = [round(i * (epochs - 1) / max(n - 1, 1)) for i in range(n)]
    return [(epoch, learning_rate * compute_factor(config, epoch, epochs, PlateauState())) for epoch in drawn]


def constant(epoch: int, config: ScheduleConfig, epochs: int) -> float:
    """1."""
    return 1.0


def step(epoch: int, config: ScheduleConfig, epochs: int) -> float:
    """factor^floor(epoch / every)."""
    return float(config.factor ** (epoch // config.every))


def cosine(epoch: int, config: ScheduleConfig, epochs: int) -> float:
    """(1 + cos(pi epoch / epochs)) / 2; 0 beyond the last epoch."""
    return (1 + math.cos(math.pi * min(epoch, epochs) / epochs)) / 2


def exponential(epoch: int, config: ScheduleConfig, epochs: int) -> float:
    """factor^(epoch / every)."""
    return float(config.factor ** (epoch / config.every))


def warmup(epoch: int, config: ScheduleConfig, epochs: int) -> float:
    """(epoch + 1) / every, at most 1."""
    return min(1.0, (epoch + 1) / config.every)


SCHEDULES: dict[str, ScheduleSpec] = {
    "constant": ScheduleSpec(
        label="Constant",
        summary="The same learning rate from the first epoch to the last.",
        formula=r"\eta_t = \eta",
        factor=constant,
    ),
    "step": ScheduleSpec(
        label="Steps",
        summary="Drops the learning rate at once, every so many epochs.",
        formula=r"\eta_t = \eta \, \gamma^{\lfloor t / T \rfloor}",
        factor=step,
        uses=("every", "factor"),
        reference="He, Zhang, Ren and Sun, Deep residual learning for image recognition (2016)",
    ),
    "cosine": ScheduleSpec(
        label="Cosine",
        summary="Falls gently at first, fast in the middle, and glides to 0 at the last epoch.",
        formula=r"\eta_t = \frac{\eta}{2} \left(1 + \cos \frac{\pi t}{T_{epochs}}\right)",
        factor=cosine,
        reference="Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts (2017)",
    ),
    "exponential": ScheduleSpec(
        label="Exponential",
        summary="Falls by the same share at every epoch; after so many it has reached the factor.",
        formula=r"\eta_t = \eta \, \gamma^{t / T}",
        factor=exponential,
        uses=("every", "factor"),
    ),
    "warmup": ScheduleSpec(
        label="Warm-up",
        summary="Climbs in a straight line to the full learning rate, then stays: the first steps do no harm.",
        formula=r"\eta_t = \eta \min\left(1, \frac{t + 1}{T}\right)",
        factor=warmup,
        uses=("every",),
        reference="Goyal et al., Accurate, large minibatch SGD: training ImageNet in 1 hour (2017)",
    ),
    "plateau": ScheduleSpec(
        label="On a plateau",
        summary="Drops the learning rate whenever the training loss has not fallen for so many epochs.",
        formula=r"\eta \leftarrow \gamma \eta \text{ after more than } T \text{ epochs without progress}",
        factor=None,
        uses=("every", "factor"),
        reference="torch.optim.lr_scheduler.ReduceLROnPlateau",
    ),
}
