"""SupervisedTrainer: a network learns points with classes or values."""

from __future__ import annotations

import math

import torch

from playground.config import Experiment
from playground.data import Dataset, load_dataset, usable_features
from playground.engine.batches import Batches
from playground.engine.catalog import check_experiment
from playground.engine.denormals import flush_denormals
from playground.engine.diagnosis import diagnose
from playground.engine.distributions import Measurement, measure_layers
from playground.engine.gradients import compute_gradients
from playground.engine.learning_rate import LearningRate
from playground.engine.nonfinite import describe_nonfinite
from playground.engine.outputs import scale_output
from playground.engine.parameters import set_parameter
from playground.engine.points import load_points
from playground.engine.probes import Probes
from playground.engine.report import Report, Subject, make_report
from playground.engine.step import AutogradStep, DenseStep, Update
from playground.engine.trainer import Diagnosis, TrainerState, is_live_change
from playground.frame import Demand, Frame, ReportDemand
from playground.models import Network, flatten_parameters
from playground.objectives import build_loss, compute_scores
from playground.optim import OPTIMIZERS
from playground.seeding import derive_seed

SINGLE_POINT = "Batch norm compares the points of a batch, and there is a single training point: add more."


class SupervisedTrainer:
    """Trains a `Network` on a data set; see `Trainer` for the interface.

    Parameters
    ----------
    experiment : Experiment
        The run; it has been checked.
    dataset : Dataset
        The points that it describes.
    network : Network
        With its initial weights; its parameters are moved into one flat buffer.
    build_step : type
        `AutogradStep` or `DenseStep`.
    """

    def __init__(
        self, experiment: Experiment, dataset: Dataset, network: Network, build_step: type[AutogradStep | DenseStep]
    ) -> None:
        self.experiment = experiment
        self.network = network
        self.step = 0
        self._flat = flatten_parameters(network)
        self._loss = build_loss(experiment.objective)
        self._build_step = build_step
        self._rate = LearningRate(experiment)
        self._view_generator = torch.Generator().manual_seed(derive_seed(experiment.seed, "view"))
        self._take_dataset(dataset)
        points = self._points["train"]
        seed = derive_seed(experiment.seed, "batches")
        least = 2 if network.has_batch_norm else 1
        self._batches = Batches(points.inputs, points.targets, experiment.training.batch_size, seed, least)
        self._start_optimizer()
        self._initial_loss = self.evaluate().get("train_loss", math.nan)

    @property
    def obstacle(self) -> str:
        """Why no step can be taken and what to do; empty if nothing stands in the way."""
        is_single = self.network.has_batch_norm and len(self._points["train"]) == 1
        return self.dataset.obstacle or (SINGLE_POINT if is_single else "")

    @property
    def steps_per_epoch(self) -> int:
        """Steps that one pass over the training set takes at the current batch size."""
        return self._batches.n_batches

    @property
    def epoch(self) -> float:
        """Passes over the training set so far, counted in points."""
        return self._batches.epoch

    @property
    def learning_rate(self) -> float:
        """The present one: the experiment's times what the schedule makes of it."""
        return self._rate.value

    def advance(self, n_steps: int) -> None:
        """Take `n_steps` optimizer updates, past the last epoch if asked to."""
        while n_steps > 0:
            n = min(n_steps, self._batches.n_left) if self._rate.is_scheduled else n_steps
            self._take_steps(n)
            n_steps -= n
            if self._rate.is_scheduled and self._batches.is_between_epochs:
                self._change_rate()

    def apply(self, experiment: Experiment) -> bool:
        """Take what may change mid-run; False (and nothing changed) if a rebuild is needed.

        Weights stay. A new optimizer starts with its running quantities at 0.

        Raises
        ------
        ValueError
            A name is unknown, or parts do not go together; nothing changed.
        """
        check_experiment(experiment)
        if not is_live_change(self.experiment, experiment):
            return False
        old, self.experiment = self.experiment, experiment
        if experiment.data != old.data:
            self._change_points()
        if experiment.training.batch_size != old.training.batch_size:
            self._batches.resize(experiment.training.batch_size)
        self.network.adopt(experiment.model)
        self._loss = build_loss(experiment.objective)
        self._rate.apply(experiment, int(self.epoch))
        if experiment.optimizer.name != old.optimizer.name:
            self._start_optimizer()
        self._bind_step()
        return True

    def set_parameter(self, kind: str, column: int, to: int, from_: int, value: float) -> None:
        """Set one weight or bias by hand; see `playground.engine.parameters.set_parameter`."""
        set_parameter(self.network, kind, column, to, from_, value)

    @torch.no_grad()
    def evaluate(self) -> dict[str, float]:
        """Loss and score of both sets; see `Trainer.evaluate`."""
        losses, scores = {}, {}
        for name, points in self._points.items():
            if len(points):
                outputs = self.network(points.inputs)
                losses[f"{name}_loss"] = self._loss.function(outputs, points.targets).item()
                for score, value in compute_scores(self.dataset.task, outputs, points.targets).items():
                    scores[f"{name}_{score}"] = value
        return losses | scores

    def frame(self, demand: Demand) -> Frame:
        """This moment: step, epoch, metrics, and the arrays of `Probes`."""
        arrays = self._probes.compute_arrays(demand)
        points = self._points["train"]
        if demand.mode == "train" and len(points):
            order = torch.randperm(len(points), generator=self._view_generator)
            batch = points.inputs[order[: self.experiment.training.batch_size]]
            arrays |= self._probes.compute_train_arrays(demand, batch, self._view_generator)
        metrics = {**self.evaluate(), "learning_rate": self.learning_rate}
        return Frame(step=self.step, epoch=self.epoch, metrics=metrics, arrays=arrays)

    def report(self, demand: ReportDemand) -> Report:
        """This moment for the panels that are open; see `make_report`."""
        subject = Subject(
            network=self.network,
            loss=self._loss,
            objective=self.experiment.objective,
            dataset=self.dataset,
            points=self._points,
            probes=self._probes,
        )
        return make_report(subject, demand, self.step, self.epoch)

    def measure_layers(self) -> Measurement:
        """How weights, gradients and activations of each layer are spread."""
        points = self._points["train"]
        gradients = compute_gradients(self.network, self._loss, points, self.experiment.objective)
        return measure_layers(self.network, points, gradients)

    def is_finite(self) -> bool:
        """Whether every parameter is a finite number."""
        return bool(torch.isfinite(self._flat.values).all())

    def describe_nonfinite(self) -> str:
        """What is no longer a finite number, as a part of a sentence."""
        return describe_nonfinite(self.network)

    def diagnose(self) -> Diagnosis:
        """What is the matter and what to try; empty while all is well."""
        if self.obstacle:
            return Diagnosis()
        points, task = self._points["train"], self.dataset.task
        return diagnose(self.network, self._loss, points, task, self._initial_loss, self.epoch)

    def state(self) -> TrainerState:
        """A copy of everything that training changes."""
        tensors = {"parameters": self._flat.values.clone(), "slots": self._slots.clone(), **self._batches.state()}
        if self._rate.needs_loss:
            tensors["schedule"] = self._rate.state()
        if not self.network.is_dense:
            tensors |= self.network.state()
        return TrainerState(
            optimizer=self.experiment.optimizer.name, step=self.step, n_updates=self._n_updates, tensors=tensors
        )

    def load(self, state: TrainerState) -> None:
        """Continue from `state`; if it is of another optimizer, the current one starts afresh."""
        self.restore(state)
        self._batches.load(dict(state.tensors))
        self._rate.load(state.tensors.get("schedule"), int(self.epoch))
        self.step = state.step

    def restore(self, state: TrainerState) -> None:
        """Take the weights of `state`, and the optimizer's running quantities with them; all counters stay."""
        self._flat.values.copy_(state.tensors["parameters"])
        if not self.network.is_dense:
            self.network.load(dict(state.tensors))
        self._start_optimizer()
        if state.optimizer == self.experiment.optimizer.name:
            self._slots.copy_(state.tensors["slots"])
            self._n_updates = state.n_updates

    def _take_steps(self, n_steps: int) -> None:
        take, take_step, rate = self._batches.take, self._step, self._rate.value
        with flush_denormals(), take_step.training_mode():
            for _ in range(n_steps):
                X, y = take()
                self._n_updates += 1
                take_step(X, y, self._n_updates, rate)
                self.step += 1

    def _change_rate(self) -> None:
        if self._rate.needs_loss:
            self._rate.end_epoch(self.evaluate()["train_loss"])
        self._rate.start_epoch(int(self.epoch))

    def _take_dataset(self, dataset: Dataset) -> None:
        self.dataset = dataset
        features = usable_features(self.experiment.model.inputs, len(dataset.feature_names))
        self._points = load_points(dataset, features)
        self._probes = Probes(self.network, dataset, features, scale_output(dataset, self._loss.spec))

    def _change_points(self) -> None:
        self._take_dataset(load_dataset(self.experiment.data, self.experiment.seed))
        points = self._points["train"]
        self._batches.replace(points.inputs, points.targets)
        # A loss is judged by how it began: with these points, the worse of then and now.
        now = self.evaluate().get("train_loss", math.nan)
        self._initial_loss = now if self.step == 0 else max(now, self._initial_loss)

    def _start_optimizer(self) -> None:
        n_slots = len(OPTIMIZERS[self.experiment.optimizer.name].slots)
        self._slots = torch.zeros(n_slots, len(self._flat.values))
        self._n_updates = 0
        self._bind_step()

    def _bind_step(self) -> None:
        """Make the step anew: it ties activations, optimizer and buffers together once, not at every call."""
        update = Update(self._flat, self.experiment, tuple(self._slots))
        self._step = self._build_step(self.network, self._flat, self._loss, update)
