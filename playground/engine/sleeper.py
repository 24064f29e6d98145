"""Sleeper: a trainer that can be dropped from memory, and is built again where it was when it is next used."""

from __future__ import annotations

import copy
from typing import Protocol

from playground.config import AnyExperiment
from playground.engine.trainer import Trainer, TrainerState


class Build(Protocol):
    """Makes the trainer of an experiment, or of as many members of a seed ensemble."""

    def __call__(self, experiment: AnyExperiment, /, *, members: int = ...) -> Trainer:
        """The trainer at step 0; raises ValueError if it cannot be built."""


def build_members(build: Build, experiment: AnyExperiment, members: int) -> Trainer:
    """A trainer of one network, or of a seed ensemble."""
    return build(experiment) if members == 1 else build(experiment, members=members)


class Sleeper:
    """Holds one trainer, or the state that it had when it was dropped.

    Parameters
    ----------
    experiment : Experiment or GanExperiment
        What to train.
    build : Build
        Makes the trainer.
    members : int
        Networks trained at once.
    """

    def __init__(self, experiment: AnyExperiment, build: Build, members: int) -> None:
        self.members, self._build = members, build
        self._trainer: Trainer | None = build_members(build, experiment, members)
        self._experiment, self._step, self._state = experiment, 0, self._trainer.state()

    @property
    def trainer(self) -> Trainer:
        """The trainer; built again, and set where it was, if it has been dropped."""
        if self._trainer is None:
            self._trainer = build_members(self._build, self._experiment, self.members)
            self._trainer.load(self._state)
        return self._trainer

    @property
    def step(self) -> int:
        """Steps so far; asking does not wake a trainer."""
        return self._trainer.step if self._trainer is not None else self._step

    @property
    def is_awake(self) -> bool:
        """Whether the trainer is in memory."""
        return self._trainer is not None

    def copy(self) -> Sleeper:
        """Another one, asleep, where this one is now."""
        twin = copy.copy(self)
        if self._trainer is not None:
            twin._trainer, twin._experiment = None, self._trainer.experiment
            twin._step, twin._state = self._trainer.step, self._trainer.state()
        return twin

    def free(self) -> TrainerState:
        """Drop the trainer; returns the state from which it will go on."""
        if self._trainer is not None:
            vars(self).update(vars(self.copy()))
        return self._state
