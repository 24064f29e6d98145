"""Members: how many there may be, their seeds, and the points of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from playground.config import Experiment
from playground.data import DATASETS, Dataset, load_dataset, usable_features
from playground.engine.points import Points, load_points

MAX_MEMBERS = 16
MAX_PARAMETERS = 400_000
"""Of all members together."""
N_SEEDS = 2**31
"""Seeds of experiments are below it."""


@dataclass(frozen=True, slots=True, eq=False)
class MemberPoints:
    """Inputs and targets of n points of each of K members.

    Parameters
    ----------
    inputs : Tensor of shape (K or 1, n, n_inputs), float32
        1: all members have the same points, as the reader's own are.
    targets : Tensor of shape (K or 1, n, 1), float32, or (K or 1, n), int64
    """

    inputs: Tensor
    targets: Tensor

    def __len__(self) -> int:
        return self.inputs.shape[1]


def check_members(members: int) -> None:
    """Check the number of members.

    Raises
    ------
    ValueError
        Names it, and what is accepted.
    """
    if not 1 <= members <= MAX_MEMBERS:
        raise ValueError(f"the number of seeds is {members}; accepted: 1 to {MAX_MEMBERS}")


def check_size(members: int, n_parameters: int) -> None:
    """Check that networks of this size can be trained at once.

    Raises
    ------
    ValueError
        Names the numbers, and what is accepted.
    """
    if members * n_parameters > MAX_PARAMETERS:
        raise ValueError(
            f"{members} networks of {n_parameters:,} parameters have {members * n_parameters:,} in all; accepted: "
            f"{MAX_PARAMETERS:,}, which are {MAX_PARAMETERS // n_parameters} seeds of this network"
        )


def list_seeds(seed: int, members: int) -> tuple[int, ...]:
    """Each member's seed: one more than that of the member before."""
    return tuple((seed + k) % N_SEEDS for k in range(members))


def describe_diverged(seeds: Sequence[int], is_sound: Sequence[bool]) -> str:
    """Which seeds have diverged, as a sentence for readers; empty if none has."""
    diverged = [f"{seed}" for seed, is_fine in zip(seeds, is_sound, strict=True) if not is_fine]
    if not diverged:
        return ""
    left = f"{len(seeds) - len(diverged)} of {len(seeds)} seeds remain"
    if len(diverged) == 1:
        return f"Seed {diverged[0]} has diverged and is left out: {left}."
    return f"Seeds {', '.join(diverged[:-1])} and {diverged[-1]} have diverged and are left out: {left}."


def load_members(experiment: Experiment, dataset: Dataset, seeds: tuple[int, ...]) -> dict[str, MemberPoints]:
    """The points of all members, ``"train"`` and ``"test"``.

    Parameters
    ----------
    experiment : Experiment
    dataset : Dataset
        Of the first seed.
    seeds : tuple of int
    """
    features = usable_features(experiment.model.inputs, len(dataset.feature_names))
    others = () if "own" in DATASETS[experiment.data.name].uses else seeds[1:]
    datasets = [dataset, *(load_dataset(experiment.data, seed) for seed in others)]
    parts = [load_points(one, features) for one in datasets]
    return {name: _stack([part[name] for part in parts]) for name in parts[0]}


def _stack(parts: list[Points]) -> MemberPoints:
    return MemberPoints(
        torch.stack([part.inputs for part in parts]),
        torch.stack([part.targets for part in parts]),
    )
