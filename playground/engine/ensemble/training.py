"""MemberTraining: everything that training changes, for all members."""

from __future__ import annotations

import torch

from playground.config import Experiment
from playground.engine.batches import Batches
from playground.engine.denormals import flush_denormals
from playground.engine.ensemble.deck import MemberDeck
from playground.engine.ensemble.judge import Judge
from playground.engine.ensemble.members import MemberPoints
from playground.engine.ensemble.network import MemberNetworks
from playground.engine.ensemble.rates import MemberRates
from playground.engine.ensemble.step import BuildStep
from playground.engine.ensemble.update import MemberUpdate
from playground.engine.trainer import TrainerState
from playground.objectives import build_loss
from playground.optim import OPTIMIZERS


class MemberTraining:
    """Advances all members together.

    Parameters
    ----------
    experiment : Experiment
        Of member 0.
    networks : MemberNetworks
        With their initial weights.
    build_step : callable
        Makes the step; see `playground.engine.ensemble.step`.
    deck : MemberDeck
        The training sets.
    judge : Judge
        Knows the training losses, which a schedule may ask for.
    """

    def __init__(
        self,
        experiment: Experiment,
        networks: MemberNetworks,
        build_step: BuildStep,
        deck: MemberDeck,
        judge: Judge,
    ) -> None:
        self.step = 0
        self.rates = MemberRates(experiment, networks.members)
        self.batches = Batches(deck, experiment.training.batch_size, 2 if networks.has_batch_norm else 1)
        self._experiment, self._networks, self._build_step, self._judge = experiment, networks, build_step, judge
        self._start_optimizer()

    def advance(self, n_steps: int) -> None:
        """Take `n_steps` updates of every member."""
        while n_steps > 0:
            n = min(n_steps, self.batches.n_left) if self.rates.is_scheduled else n_steps
            self._take_steps(n)
            n_steps -= n
            if self.rates.is_scheduled and self.batches.is_between_epochs:
                self._change_rates()

    def apply(self, experiment: Experiment, points: MemberPoints | None, judge: Judge) -> None:
        """Follow a live change.

        Parameters
        ----------
        experiment : Experiment
        points : MemberPoints or None
            The training sets if they are others now.
        judge : Judge
        """
        old, self._experiment, self._judge = self._experiment, experiment, judge
        if points is not None:
            self.batches.replace(points.inputs, points.targets)
        if experiment.training.batch_size != old.training.batch_size:
            self.batches.resize(experiment.training.batch_size)
        self.rates.apply(experiment, int(self.batches.epoch))
        if experiment.optimizer.name != old.optimizer.name:
            self._start_optimizer()
        self._bind_step()

    def state(self) -> TrainerState:
        """A copy of everything that training changes."""
        tensors = {**self._networks.state(), "slots": self._slots.clone(), **self.batches.state()}
        if self.rates.needs_loss:
            tensors["schedule"] = self.rates.state()
        return TrainerState(
            optimizer=self._experiment.optimizer.name, step=self.step, n_updates=self._n_updates, tensors=tensors
        )

    def load(self, state: TrainerState) -> None:
        """Continue from `state`; if it is of another optimizer, the current one starts afresh."""
        self.restore(state)
        self.batches.load(dict(state.tensors))
        self.rates.load(state.tensors.get("schedule"), int(self.batches.epoch))
        self.step = state.step

    def restore(self, state: TrainerState) -> None:
        """Take the weights of `state`, and the optimizer's running quantities with them; all counters stay."""
        self._networks.load(state.tensors)
        self._start_optimizer()
        if state.optimizer == self._experiment.optimizer.name:
            self._slots.copy_(state.tensors["slots"])
            self._n_updates = state.n_updates

    def _take_steps(self, n_steps: int) -> None:
        take, take_step, rates = self.batches.take, self._step, self.rates.distinct
        with flush_denormals(), take_step.training_mode():
            for _ in range(n_steps):
                X, y = take()
                self._n_updates += 1
                take_step(X, y, self._n_updates, rates)
                self.step += 1

    def _change_rates(self) -> None:
        if self.rates.needs_loss:
            self.rates.end_epoch(self._judge.judge().losses["train"].tolist())
        self.rates.start_epoch(int(self.batches.epoch))

    def _start_optimizer(self) -> None:
        n_slots = len(OPTIMIZERS[self._experiment.optimizer.name].slots)
        self._slots = torch.zeros(n_slots, *self._networks.flat.values.shape)
        self._n_updates = 0
        self._bind_step()

    def _bind_step(self) -> None:
        """Make the step anew: it ties activations, optimizer and buffers together once, not at every call."""
        update = MemberUpdate(self._networks, self._experiment, self._slots)
        self._step = self._build_step(self._networks, build_loss(self._experiment.objective), update)
