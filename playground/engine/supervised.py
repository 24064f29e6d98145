"""SupervisedTrainer: a network learns labeled points."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from playground.config import Experiment
from playground.data import Dataset
from playground.engine.batches import Batches
from playground.engine.catalog import check_names
from playground.engine.denormals import flush_denormals
from playground.engine.diagnosis import diagnose
from playground.engine.nonfinite import describe_nonfinite
from playground.engine.probes import Probes
from playground.engine.step import AutogradStep, DenseStep
from playground.engine.trainer import TrainerState, is_live_change
from playground.frame import Demand, Frame
from playground.models import MLP, find_activations, flatten_parameters
from playground.objectives import LOSSES, compute_accuracy
from playground.optim import OPTIMIZERS
from playground.seeding import derive_seed


class SupervisedTrainer:
    """Trains an `MLP` with one logit on a data set of two classes; see `Trainer` for the interface.

    Parameters
    ----------
    experiment : Experiment
        The run; its names have been checked.
    dataset : Dataset
        The points that it describes.
    model : MLP
        The network, with its initial weights; its parameters are moved into one flat buffer.
    build_step : type
        `AutogradStep` or `DenseStep`.
    """

    def __init__(
        self, experiment: Experiment, dataset: Dataset, model: MLP, build_step: type[AutogradStep | DenseStep]
    ) -> None:
        self.experiment = experiment
        self.dataset = dataset
        self.model = model
        self.step = 0
        self._flat = flatten_parameters(model)
        self._loss = LOSSES[experiment.objective.loss]
        # Copies: memory allocated by torch is aligned the same way in every process, NumPy's is not.
        self._X_train, self._y_train = torch.tensor(dataset.X_train), _column(dataset.y_train)
        self._X_test, self._y_test = torch.tensor(dataset.X_test), _column(dataset.y_test)
        seed = derive_seed(experiment.seed, "batches")
        self._batches = Batches(self._X_train, self._y_train, experiment.training.batch_size, seed)
        self._build_step = build_step
        self._start_optimizer()
        self._probes = Probes(model, dataset.extent)
        self._initial_loss = self.evaluate()["train_loss"]

    @property
    def steps_per_epoch(self) -> int:
        """Steps that one pass over the training set takes at the current batch size."""
        return math.ceil(len(self._X_train) / self.experiment.training.batch_size)

    @property
    def epoch(self) -> float:
        """Passes over the training set so far, counted in points."""
        return self._batches.epoch

    def advance(self, n_steps: int) -> None:
        """Take `n_steps` optimizer updates, past the last epoch if asked to."""
        take, take_step, config = self._batches.take, self._step, self.experiment.optimizer
        with flush_denormals(), take_step.grad_mode():
            for _ in range(n_steps):
                X, y = take()
                self._n_updates += 1
                take_step(X, y, self._n_updates, config)
                self.step += 1

    def apply(self, experiment: Experiment) -> bool:
        """Take what may change mid-run; False (and nothing changed) if a rebuild is needed.

        Weights stay. A new optimizer starts with its running quantities at 0.

        Raises
        ------
        ValueError
            A name is unknown; nothing changed.
        """
        check_names(experiment)
        if not is_live_change(self.experiment, experiment):
            return False
        old, self.experiment = self.experiment, experiment
        if experiment.training.batch_size != old.training.batch_size:
            self._batches.resize(experiment.training.batch_size)
        self.model.activations = find_activations(experiment.model)
        if experiment.optimizer.name != old.optimizer.name:
            self._start_optimizer()
        self._bind_step()
        return True

    @torch.no_grad()
    def evaluate(self) -> dict[str, float]:
        """Losses and accuracies: means over the whole training and test sets."""
        metrics = {}
        for name, X, y in (("train", self._X_train, self._y_train), ("test", self._X_test, self._y_test)):
            logits = self.model(X)
            metrics[f"{name}_loss"] = self._loss.function(logits, y).item()
            metrics[f"{name}_accuracy"] = compute_accuracy(logits, y)
        return metrics

    def frame(self, demand: Demand) -> Frame:
        """This moment: step, epoch, metrics, and the arrays of `Probes.compute_arrays`."""
        arrays = self._probes.compute_arrays(demand)
        return Frame(step=self.step, epoch=self.epoch, metrics=self.evaluate(), arrays=arrays)

    def is_finite(self) -> bool:
        """Whether every parameter is a finite number."""
        return bool(torch.isfinite(self._flat.values).all())

    def describe_nonfinite(self) -> str:
        """What is no longer a finite number, as a part of a sentence."""
        return describe_nonfinite(self.model)

    def diagnose(self) -> str:
        """Why nothing is learning and what to try; empty while all is well."""
        return diagnose(self.model, self._loss, self._X_train, self._y_train, self._initial_loss, self.epoch)

    def state(self) -> TrainerState:
        """A copy of everything that training changes."""
        tensors = {"parameters": self._flat.values.clone(), "slots": self._slots.clone(), **self._batches.state()}
        return TrainerState(
            optimizer=self.experiment.optimizer.name, step=self.step, n_updates=self._n_updates, tensors=tensors
        )

    def load(self, state: TrainerState) -> None:
        """Continue from `state`; if it is of another optimizer, the current one starts afresh."""
        self._flat.values.copy_(state.tensors["parameters"])
        self._batches.load(dict(state.tensors))
        self.step = state.step
        self._start_optimizer()
        if state.optimizer == self.experiment.optimizer.name:
            self._slots.copy_(state.tensors["slots"])
            self._n_updates = state.n_updates

    def _start_optimizer(self) -> None:
        n_slots = len(OPTIMIZERS[self.experiment.optimizer.name].slots)
        self._slots = torch.zeros(n_slots, len(self._flat.values))
        self._n_updates = 0
        self._bind_step()

    def _bind_step(self) -> None:
        """Make the step anew: it ties activations, optimizer and buffers together once, not at every call."""
        optimizer = OPTIMIZERS[self.experiment.optimizer.name]
        self._step = self._build_step(self.model, self._flat, self._loss, optimizer, tuple(self._slots))


def _column(y: object) -> Tensor:
    return torch.tensor(y, dtype=torch.float32).reshape(-1, 1)
