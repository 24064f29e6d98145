"""Trainer: what sessions and the scheduler need to know of anything that learns."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from torch import Tensor

from playground.config import Experiment
from playground.data import Dataset
from playground.frame import Demand, Frame


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class TrainerState:
    """Everything that training changes, copied: loading it continues the run to the last digit.

    Parameters
    ----------
    optimizer : str
        Whose running quantities the state holds.
    step, n_updates : int
        Steps of the run, and updates since the optimizer started afresh.
    tensors : Mapping[str, Tensor]
        Parameters, optimizer slots, and the place in the training set.
    """

    optimizer: str
    step: int
    n_updates: int
    tensors: Mapping[str, Tensor]


class Trainer(Protocol):
    """Anything that learns in steps and can be watched."""

    experiment: Experiment
    dataset: Dataset
    step: int

    @property
    def steps_per_epoch(self) -> int:
        """Steps that one pass over the training set takes at the current batch size."""

    @property
    def epoch(self) -> float:
        """Passes over the training set so far, counted in points."""

    def advance(self, n_steps: int) -> None:
        """Take `n_steps` optimizer updates."""

    def apply(self, experiment: Experiment) -> bool:
        """Take what may change mid-run; False (and nothing changed) if a rebuild is needed."""

    def evaluate(self) -> dict[str, float]:
        """``train_loss``, ``test_loss``, ``train_accuracy``, ``test_accuracy``: means over the whole sets."""

    def frame(self, demand: Demand) -> Frame:
        """This moment of the run, with what `demand` asks for."""

    def is_finite(self) -> bool:
        """Whether every parameter is a finite number."""

    def describe_nonfinite(self) -> str:
        """What is no longer a finite number, as a part of a sentence."""

    def diagnose(self) -> str:
        """Why nothing is learning and what to try; empty while all is well."""

    def state(self) -> TrainerState:
        """A copy of everything that training changes."""

    def load(self, state: TrainerState) -> None:
        """Continue from `state`."""


def is_live_change(old: Any, new: Any) -> bool:
    """Whether two configs differ only in fields that may change mid-run (``live`` in their metadata)."""
    for f in dataclasses.fields(old):
        if f.metadata.get("live"):
            continue
        before, after = getattr(old, f.name), getattr(new, f.name)
        pairs = [(before, after)]
        if isinstance(before, tuple):
            if len(before) != len(after):
                return False
            pairs = list(zip(before, after, strict=True))
        for b, a in pairs:
            if not (is_live_change(b, a) if dataclasses.is_dataclass(b) else b == a):
                return False
    return True
