"""Training: everything that training changes: weights, optimizer, learning rate, and the place in the training set."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch

from playground.config import Experiment
from playground.engine.batches import Batches
from playground.engine.deck import PointDeck
from playground.engine.denormals import flush_denormals
from playground.engine.learning_rate import LearningRate
from playground.engine.points import Points
from playground.engine.step import AutogradStep, DenseStep, Update
from playground.engine.trainer import TrainerState
from playground.models import FlatParameters, Network
from playground.objectives import build_loss
from playground.optim import OPTIMIZERS
from playground.seeding import derive_seed


class Training:
    """Advances one network.

    Parameters
    ----------
    experiment : Experiment
        The run.
    network : Network
        With its initial weights.
    flat : FlatParameters
        Its parameters.
    points : Points
        The training set.
    build_step : type
        `AutogradStep` or `DenseStep`.

    Attributes
    ----------
    step : int
        Steps taken.
    rate : LearningRate
    batches : Batches
    """

    def __init__(
        self,
        experiment: Experiment,
        network: Network,
        flat: FlatParameters,
        points: Points,
        build_step: type[AutogradStep | DenseStep],
    ) -> None:
        self.step = 0
        self.rate = LearningRate(experiment)
        deck = PointDeck(points.inputs, points.targets, derive_seed(experiment.seed, "batches"))
        self.batches = Batches(deck, experiment.training.batch_size, 2 if network.has_batch_norm else 1)
        self._experiment, self._network, self._flat = experiment, network, flat
        self._build_step = build_step
        self._start_optimizer()

    def advance(self, n_steps: int, measure_loss: Callable[[], float]) -> None:
        """Take `n_steps` optimizer updates; a schedule may want to know the training loss."""
        while n_steps > 0:
            n = min(n_steps, self.batches.n_left) if self.rate.is_scheduled else n_steps
            self._take_steps(n)
            n_steps -= n
            if self.rate.is_scheduled and self.batches.is_between_epochs:
                self._change_rate(measure_loss)

    def apply(self, experiment: Experiment, points: Points | None) -> None:
        """Follow a live change; `points` is the training set if it is another one now."""
        old, self._experiment = self._experiment, experiment
        if points is not None:
            self.batches.replace(points.inputs, points.targets)
        if experiment.training.batch_size != old.training.batch_size:
            self.batches.resize(experiment.training.batch_size)
        self.rate.apply(experiment, int(self.batches.epoch))
        if experiment.optimizer.name != old.optimizer.name:
            self._start_optimizer()
        self._bind_step()

    def begin(self, step: int, epoch: float) -> None:
        """Go on from the beginning of an epoch with the present weights, the optimizer and its schedule afresh."""
        self.batches.place(math.floor(epoch))
        self.rate.load(None, math.floor(epoch))
        self._start_optimizer()
        self.step = step

    def state(self) -> TrainerState:
        """A copy of everything that training changes."""
        tensors = {"parameters": self._flat.values.clone(), "slots": self._slots.clone(), **self.batches.state()}
        if self.rate.needs_loss:
            tensors["schedule"] = self.rate.state()
        if not self._network.is_dense:
            tensors |= self._network.state()
        return TrainerState(
            optimizer=self._experiment.optimizer.name, step=self.step, n_updates=self._n_updates, tensors=tensors
        )

    def load(self, state: TrainerState) -> None:
        """Continue from `state`; if it is of another optimizer, the current one starts afresh."""
        self.restore(state)
        self.batches.load(dict(state.tensors))
        self.rate.load(state.tensors.get("schedule"), int(self.batches.epoch))
        self.step = state.step

    def restore(self, state: TrainerState) -> None:
        """Take the weights of `state`, and the optimizer's running quantities with them; all counters stay."""
        self._flat.values.copy_(state.tensors["parameters"])
        if not self._network.is_dense:
            self._network.load(dict(state.tensors))
        self._start_optimizer()
        if state.optimizer == self._experiment.optimizer.name:
            self._slots.copy_(state.tensors["slots"])
            self._n_updates = state.n_updates

    def _take_steps(self, n_steps: int) -> None:
        take, take_step, rate = self.batches.take, self._step, self.rate.value
        with flush_denormals(), take_step.training_mode():
            for _ in range(n_steps):
                X, y = take()
                self._n_updates += 1
                take_step(X, y, self._n_updates, rate)
                self.step += 1

    def _change_rate(self, measure_loss: Callable[[], float]) -> None:
        if self.rate.needs_loss:
            self.rate.end_epoch(measure_loss())
        self.rate.start_epoch(int(self.batches.epoch))

    def _start_optimizer(self) -> None:
        n_slots = len(OPTIMIZERS[self._experiment.optimizer.name].slots)
        self._slots = torch.zeros(n_slots, len(self._flat.values))
        self._n_updates = 0
        self._bind_step()

    def _bind_step(self) -> None:
        """Make the step anew: it ties activations, optimizer and buffers together once, not at every call."""
        update = Update(self._flat, self._experiment, tuple(self._slots))
        loss = build_loss(self._experiment.objective)
        self._step = self._build_step(self._network, self._flat, loss, update)
