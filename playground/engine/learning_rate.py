"""LearningRate: what a schedule makes of the learning rate, epoch by epoch."""

from __future__ import annotations

import torch
from torch import Tensor

from playground.config import Experiment
from playground.schedules import PlateauState, compute_factor, watch_plateau


class LearningRate:
    """The rate of the present epoch; it changes only where an epoch begins, and with what the reader changes.

    Parameters
    ----------
    experiment : Experiment
        Its optimizer's rate, its schedule, and its number of epochs.

    Attributes
    ----------
    value : float
        The present rate.
    """

    def __init__(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self._plateau = PlateauState()
        self.start_epoch(0)

    @property
    def is_scheduled(self) -> bool:
        """Whether the rate may change from epoch to epoch."""
        return self._experiment.schedule.name != "constant"

    @property
    def needs_loss(self) -> bool:
        """Whether `end_epoch` wants to know the training loss."""
        return self._experiment.schedule.name == "plateau"

    def start_epoch(self, epoch: int) -> None:
        """Take the rate of an epoch, counted from 0."""
        schedule, n_epochs = self._experiment.schedule, self._experiment.training.epochs
        factor = compute_factor(schedule, epoch, n_epochs, self._plateau)
        self.value = self._experiment.optimizer.learning_rate * factor

    def end_epoch(self, train_loss: float) -> None:
        """Remember whether the training loss of the epoch that ends was lower than before."""
        self._plateau = watch_plateau(self._plateau, train_loss, self._experiment.schedule)

    def apply(self, experiment: Experiment, epoch: int) -> None:
        """Follow a change at once; another schedule starts afresh."""
        if experiment.schedule != self._experiment.schedule:
            self._plateau = PlateauState()
        self._experiment = experiment
        self.start_epoch(epoch)

    def state(self) -> Tensor:
        """What is remembered, as a tensor of shape (3,), float64."""
        plateau = self._plateau
        return torch.tensor([plateau.best, plateau.epochs_since, plateau.factor], dtype=torch.float64)

    def load(self, state: Tensor | None, epoch: int) -> None:
        """Go back to what `state` described; None: there was nothing to remember."""
        self._plateau = PlateauState()
        if state is not None:
            best, epochs_since, factor = state.tolist()
            self._plateau = PlateauState(best=best, epochs_since=int(epochs_since), factor=factor)
        self.start_epoch(epoch)
