"""Training: everything that training changes: weights, optimizer, learning rates, and the place in the training set."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from playground.config import Experiment
from playground.engine.batches import Batches
from playground.engine.deck import Deck
from playground.engine.denormals import flush_denormals
from playground.engine.learner import Learner
from playground.engine.rates import Rates
from playground.engine.step import Step
from playground.engine.trainer import TrainerState
from playground.optim import OPTIMIZERS

BindStep = Callable[[Experiment, Tensor, Rates], Step]
"""Makes the step of an experiment, given the optimizer's slots, which it changes in place, and the rates to take.

It knows no trainer: in a circle of references, a dropped trainer would wait in memory for the garbage collector."""


class Training:
    """Advances a learner: one network, or all members of an ensemble together.

    Parameters
    ----------
    experiment : Experiment
        The run; of an ensemble, that of member 0.
    learner : Learner
        With its initial weights.
    deck : Deck
        The training set.
    bind_step : callable
        See `BindStep`.

    Attributes
    ----------
    step : int
        Steps taken.
    rates : Rates
    batches : Batches
    """

    def __init__(self, experiment: Experiment, learner: Learner, deck: Deck, bind_step: BindStep) -> None:
        self.step = 0
        self.rates = Rates(experiment, learner.members)
        self.batches = Batches(deck, experiment.training.batch_size, 2 if learner.has_batch_norm else 1)
        self._experiment, self._learner, self._bind_step = experiment, learner, bind_step
        self._start_optimizer()

    def advance(self, n_steps: int, measure_losses: Callable[[], Sequence[float]]) -> None:
        """Take `n_steps` optimizer updates; a schedule may want to know the training loss of each network."""
        while n_steps > 0:
            n = min(n_steps, self.batches.n_left) if self.rates.is_scheduled else n_steps
            self._take_steps(n)
            n_steps -= n
            if self.rates.is_scheduled and self.batches.is_between_epochs:
                if self.rates.needs_loss:
                    self.rates.end_epoch(measure_losses())
                self.rates.start_epoch(int(self.batches.epoch))

    def apply(self, experiment: Experiment) -> None:
        """Follow a live change; other points are given to `batches` before."""
        old, self._experiment = self._experiment, experiment
        if experiment.training.batch_size != old.training.batch_size:
            self.batches.resize(experiment.training.batch_size)
        self.rates.apply(experiment, int(self.batches.epoch))
        if experiment.optimizer.name != old.optimizer.name:
            self._start_optimizer()
        else:
            self._renew_step()

    def begin(self, step: int, epoch: float) -> None:
        """Go on from the beginning of an epoch with the present weights, the optimizer and its schedule afresh."""
        self.batches.place(math.floor(epoch))
        self.rates.load(None, math.floor(epoch))
        self._start_optimizer()
        self.step = step

    def state(self) -> TrainerState:
        """A copy of everything that training changes."""
        tensors = {**self._learner.state(), "slots": self._slots.clone(), **self.batches.state()}
        if self.rates.needs_loss:
            tensors["schedule"] = self.rates.state()
        return TrainerState(
            optimizer=self._experiment.optimizer.name, step=self.step, n_updates=self._n_updates, tensors=tensors
        )

    def load(self, state: TrainerState) -> None:
        """Continue from `state`; if it is of another optimizer, the current one starts afresh."""
        self.restore(state)
        self.batches.load(state.tensors)
        self.rates.load(state.tensors.get("schedule"), int(self.batches.epoch))
        self.step = state.step

    def restore(self, state: TrainerState) -> None:
        """Take the weights of `state`, and the optimizer's running quantities with them; all counters stay."""
        self._learner.load(state.tensors)
        self._start_optimizer()
        if state.optimizer == self._experiment.optimizer.name:
            self._slots.copy_(state.tensors["slots"])
            self._n_updates = state.n_updates

    def _take_steps(self, n_steps: int) -> None:
        take, take_step = self.batches.take, self._step
        with flush_denormals(), take_step.training_mode():
            for _ in range(n_steps):
                X, y = take()
                self._n_updates += 1
                take_step(X, y, self._n_updates)
                self.step += 1

    def _start_optimizer(self) -> None:
        n_slots = len(OPTIMIZERS[self._experiment.optimizer.name].slots)
        self._slots = torch.zeros(n_slots, *self._learner.flat.values.shape)
        self._n_updates = 0
        self._renew_step()

    def _renew_step(self) -> None:
        """The step ties activations, optimizer and buffers together once, not at every call."""
        self._step = self._bind_step(self._experiment, self._slots, self.rates)
