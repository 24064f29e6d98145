"""Landscape: the loss of a reader's network on a plane of its weights, and the way that training took on it."""

from __future__ import annotations

import copy
import math
from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.config import Experiment
from playground.data import usable_features
from playground.engine.build import build_trainer
from playground.engine.ensemble.network import MemberNetworks
from playground.engine.points import Points, load_points
from playground.engine.supervised import SupervisedTrainer
from playground.objectives import Loss, build_loss
from playground.principles.descent.directions import Plane, draw_plane, span_trajectory

KINDS = ("trajectory", "random")
RESOLUTION = 41
MAX_UPDATES = 10_000
N_MOMENTS = 80
# Networks that are evaluated at once: more take longer each, as the processor's cache does not hold them.
AT_ONCE = 24
MARGIN = 0.35
TRAINING_SHARE = 0.5
SLICE_UPDATES = 20


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Landscape:
    """The training loss, without penalties, on a plane through the trained network.

    Parameters
    ----------
    a, b : ndarray of shape (n,), float64
        Coordinates of the grid; both hold a 0, where the trained network is.
    losses : ndarray of shape (n, n), float64
        Row i, column j: at (a[j], b[i]). Where it is no number, infinity.
    path : ndarray of shape (m, 2), float64
        The way of training, projected onto the plane; it ends at (0, 0).
    path_losses : ndarray of shape (m,), float64
        The network's own loss at those moments; on the plane it may be another, but at the end.
    steps : ndarray of shape (m,), int64
        Updates up to each moment.
    shares : tuple of float
        See `Plane`.
    updates, wanted : int
        Steps that were trained, and those that the experiment asks for.
    diverged : bool
        Whether training was ended by numbers that are none.
    """

    a: NDArray[np.float64]
    b: NDArray[np.float64]
    losses: NDArray[np.float64]
    path: NDArray[np.float64]
    path_losses: NDArray[np.float64]
    steps: NDArray[np.int64]
    shares: tuple[float, ...]
    updates: int
    wanted: int
    diverged: bool


@dataclass(kw_only=True, slots=True)
class Way:
    """Moments of training: updates so far, weights and loss of each."""

    steps: list[int]
    weights: list[Tensor]
    losses: list[float]
    diverged: bool = False


def compute_landscape(
    experiment: Experiment, kind: str, seed: int = 0, resolution: int = RESOLUTION
) -> Generator[float, None, Landscape]:
    """Train the network as the network lab would, then measure its loss on a grid of a plane.

    Parameters
    ----------
    experiment : Experiment
        Which network, trained on what and how long; at most `MAX_UPDATES` steps are taken.
    kind : {"trajectory", "random"}
        Which plane: of the way's two main components, or of two random directions.
    seed : int
        Of the random directions.
    resolution : int
        Odd; points along each axis.

    Yields
    ------
    float
        Progress from 0 to 1.

    Returns
    -------
    Landscape

    Raises
    ------
    ValueError
        The experiment cannot be trained, or a name is unknown.
    """
    if kind not in KINDS:
        raise ValueError(f"kind is {kind!r}; accepted: {', '.join(KINDS)}")
    trainer = build_trainer(experiment)
    if trainer.obstacle:
        raise ValueError(trainer.obstacle)
    wanted = experiment.training.epochs * trainer.steps_per_epoch
    way = yield from _train(trainer, min(wanted, MAX_UPDATES))
    plane = span_trajectory(way.weights) if kind == "trajectory" else draw_plane(trainer.network, seed)
    path = plane.project(torch.stack(way.weights))
    path[-1] = 0.0
    if kind == "trajectory":
        axes = [_lay_axis(path[:, k], resolution) for k in range(2)]
    else:
        axes = [np.linspace(-1.0, 1.0, resolution)] * 2
    losses = yield from _measure(trainer, plane, axes[0], axes[1])
    return Landscape(
        a=axes[0],
        b=axes[1],
        losses=losses,
        path=path.numpy(),
        path_losses=np.array(way.losses),
        steps=np.array(way.steps),
        shares=plane.shares,
        updates=way.steps[-1],
        wanted=wanted,
        diverged=way.diverged,
    )


def _train(trainer: SupervisedTrainer, n_updates: int) -> Generator[float, None, Way]:
    """Train to the end, and keep moments, closer at the beginning, where most happens.

    The network is then the one of the last moment.
    """
    way = Way(steps=[0], weights=[_read(trainer)], losses=[trainer.evaluate()["train_loss"]])
    moments = sorted({max(1, round(n_updates * (i / N_MOMENTS) ** 2)) for i in range(1, N_MOMENTS + 1)})
    for moment in moments:
        while trainer.step < moment:
            trainer.advance(min(SLICE_UPDATES, moment - trainer.step))
            yield TRAINING_SHARE * trainer.step / n_updates
        loss = trainer.evaluate()["train_loss"]
        if not (trainer.is_finite() and math.isfinite(loss)):
            way.diverged = True
            break
        way.steps.append(moment)
        way.weights.append(_read(trainer))
        way.losses.append(loss)
    _write(trainer, way.weights[-1])
    return way


def _lay_axis(coordinates: Tensor, n: int) -> NDArray[np.float64]:
    """An axis that holds a way with a margin, one of its points at 0: there the trained network is."""
    low, high = float(coordinates.min()), float(coordinates.max())
    margin = MARGIN * (high - low) or 1.0
    low, high = low - margin, high + margin
    i = min(n - 2, max(1, round((n - 1) * -low / (high - low))))
    step = max(-low / i, high / (n - 1 - i))
    return np.asarray(step * (np.arange(n) - i), dtype=np.float64)


@torch.no_grad()
def _stack_networks(trainer: SupervisedTrainer, n: int) -> MemberNetworks:
    return MemberNetworks([copy.deepcopy(trainer.network) for _ in range(n)])


def _measure(
    trainer: SupervisedTrainer, plane: Plane, a: NDArray[np.float64], b: NDArray[np.float64]
) -> Generator[float, None, NDArray[np.float64]]:
    """The loss at every point of the grid, many networks at a time."""
    loss = build_loss(trainer.experiment.objective)
    features = usable_features(trainer.experiment.model.inputs, len(trainer.dataset.feature_names))
    points = load_points(trainer.dataset, features)["train"]
    networks = _stack_networks(trainer, AT_ONCE)
    places = torch.cartesian_prod(torch.tensor(b), torch.tensor(a))
    losses = torch.full((len(places),), math.inf, dtype=torch.float64)
    for start in range(0, len(places), AT_ONCE):
        rows = places[start : start + AT_ONCE]
        weights = plane.place(rows[:, 1], rows[:, 0])
        losses[start : start + len(rows)] = _evaluate(networks, weights, points, loss)
        yield TRAINING_SHARE + (1 - TRAINING_SHARE) * (start + len(rows)) / len(places)
    return losses.nan_to_num(nan=math.inf, posinf=math.inf).reshape(len(b), len(a)).numpy()


@torch.no_grad()
def _evaluate(networks: MemberNetworks, weights: Tensor, points: Points, loss: Loss) -> Tensor:
    """The loss of networks with these weights, (n,); n at most as many as are stacked."""
    n, k = len(weights), networks.members
    parameters = torch.cat([weights, weights[:1].expand(k - n, -1)])
    tensors = {"parameters": parameters}
    if networks.has_batch_norm:
        tensors["statistics"] = torch.stack([network.statistics for network in networks.networks])
    networks.take(tensors)
    outputs = networks.compute_outputs(points.inputs.expand(k, -1, -1))
    targets = points.targets.expand(k, *points.targets.shape).flatten(0, 1)
    return loss.each(outputs.flatten(0, 1), targets).view(k, -1)[:n].mean(dim=1).double()


def _read(trainer: SupervisedTrainer) -> Tensor:
    return trainer.snapshot()["parameters"]


def _write(trainer: SupervisedTrainer, weights: Tensor) -> None:
    trainer.show({**trainer.snapshot(), "parameters": weights}, trainer.step)
