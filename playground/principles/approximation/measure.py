"""Error against width and against depth, measured by training: every shape from several seeds at once."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import torch

from playground.config import Experiment
from playground.config.model import MAX_UNITS
from playground.engine.build import build_trainer
from playground.engine.supervised import SupervisedTrainer
from playground.principles.approximation.experiment import make_experiment
from playground.principles.approximation.functions import GRID
from playground.principles.principle import State

N_SEEDS = 5
N_STEPS = 2_000
SLICE_STEPS = 10
WIDTHS = (1, 2, 4, 8, 16, 32, 64)
# One hidden layer of so many units has as many parameters as the deeper networks beside it, within 3 %.
BUDGET_UNITS = (11, 25, 56)
DEPTHS = (1, 2, 3)

Shape = tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Rung:
    """One shape of network, trained from several seeds.

    Parameters
    ----------
    shape : tuple of int
        Units of each hidden layer.
    parameters : int
        Weights and biases.
    errors : list of float
        Of each seed the root mean square of the error over the drawn points; infinity if it diverged.
    curves : list of list of float
        Of each seed what the network gives along the grid; empty if it diverged.
    """

    shape: Shape
    parameters: int
    errors: list[float]
    curves: list[list[float]]


def count_parameters(shape: Shape) -> int:
    """Weights and biases of a network with one input, these hidden layers and one output."""
    sizes = (1, *shape, 1)
    return sum((n_in + 1) * n_out for n_in, n_out in pairwise(sizes))


def match_depth(budget: int, depth: int) -> Shape:
    """Hidden layers of equal width whose parameters come closest to a budget; the smaller of two as close."""
    shapes = [(units,) * depth for units in range(1, MAX_UNITS + 1)]
    return min(shapes, key=lambda shape: abs(count_parameters(shape) - budget))


def list_shapes(kind: str) -> list[Shape]:
    """What a measurement trains: ``"width"`` or ``"depth"``."""
    if kind == "width":
        return [(width,) for width in WIDTHS]
    if kind == "depth":
        return [match_depth(count_parameters((units,)), depth) for depth in DEPTHS for units in BUDGET_UNITS]
    raise ValueError(f"kind is {kind!r}; accepted: width, depth")


def measure(
    state: State, shapes: Sequence[Shape], done: list[Rung], seeds: int = N_SEEDS, steps: int = N_STEPS
) -> Generator[float, None, list[Rung]]:
    """Train every shape from several seeds on the state's curve, with its activation, optimizer and rate.

    Parameters
    ----------
    state : dict
        As `read_state` gave it.
    shapes : sequence of tuple of int
        Hidden layers of each network.
    done : list of Rung
        Gets each rung as soon as it is measured.
    seeds, steps : int
        Networks of each shape, and optimizer steps of each.

    Yields
    ------
    float
        Progress from 0 to 1.

    Returns
    -------
    list of Rung
        `done`.

    Raises
    ------
    ValueError
        The curve has too few points to learn from.
    """
    for i, shape in enumerate(shapes):
        training = _train(make_experiment(state, shape), shape, seeds, steps)
        while True:
            try:
                yield (i + next(training)) / len(shapes)
            except StopIteration as end:
                done.append(end.value)
                break
    return done


def _train(experiment: Experiment, shape: Shape, seeds: int, steps: int) -> Generator[float, None, Rung]:
    lead, trainer = build_trainer(experiment), build_trainer(experiment, members=seeds)
    if trainer.obstacle:
        raise ValueError(trainer.obstacle)
    yield 0.0
    while trainer.step < steps:
        trainer.advance(min(SLICE_STEPS, steps - trainer.step))
        yield trainer.step / steps
    rows = trainer.snapshot()["parameters"].reshape(seeds, -1)
    results = [_look(lead, row, trainer.step) for row in rows]
    return Rung(
        shape=shape,
        parameters=trainer.n_parameters,
        errors=[error for error, _ in results],
        curves=[curve for _, curve in results],
    )


@torch.no_grad()
def _look(lead: SupervisedTrainer, parameters: torch.Tensor, step: int) -> tuple[float, list[float]]:
    """One member's error and curve, by a network that stands still otherwise."""
    lead.show({"parameters": parameters}, step)
    outputs = lead.network(torch.tensor(GRID).unsqueeze(1)).squeeze(1)
    if not bool(torch.isfinite(outputs).all()):
        return math.inf, []
    heights = {round(row[0], 2): row[1] for row in lead.experiment.data.own.points}
    squares = [(value - heights[x]) ** 2 for x, value in zip(GRID, outputs.tolist(), strict=True) if x in heights]
    return math.sqrt(sum(squares) / len(squares)), outputs.tolist()
