"""Rates: the learning rate of each network; on a plateau they differ."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from playground.config import Experiment
from playground.engine.learning_rate import LearningRate


class Rates:
    """K learning rates that follow one schedule; see `LearningRate`.

    Parameters
    ----------
    experiment : Experiment
    members : int
        K; a network alone has one.

    Attributes
    ----------
    each : tuple of LearningRate
    """

    def __init__(self, experiment: Experiment, members: int) -> None:
        self.each = tuple(LearningRate(experiment) for _ in range(members))

    @property
    def are_equal(self) -> bool:
        """Whether all rates are the same at present; only losses tell them apart."""
        return not self.needs_loss or len({rate.value for rate in self.each}) == 1

    @property
    def is_scheduled(self) -> bool:
        """Whether the rates may change from epoch to epoch."""
        return self.each[0].is_scheduled

    @property
    def needs_loss(self) -> bool:
        """Whether `end_epoch` wants to know the training losses."""
        return self.each[0].needs_loss

    def start_epoch(self, epoch: int) -> None:
        """Take the rates of an epoch, counted from 0."""
        for rate in self.each:
            rate.start_epoch(epoch)

    def end_epoch(self, train_losses: Sequence[float]) -> None:
        """Remember whether the training loss of each network was lower than before."""
        for rate, loss in zip(self.each, train_losses, strict=True):
            rate.end_epoch(loss)

    def apply(self, experiment: Experiment, epoch: int) -> None:
        """Follow a change at once; another schedule starts afresh."""
        for rate in self.each:
            rate.apply(experiment, epoch)

    def state(self) -> Tensor:
        """What is remembered, as a tensor of shape (K, 3), float64."""
        return torch.stack([rate.state() for rate in self.each])

    def load(self, state: Tensor | None, epoch: int) -> None:
        """Go back to what `state` described; None: there was nothing to remember."""
        for k, rate in enumerate(self.each):
            rate.load(None if state is None else state[k], epoch)
