"""SupervisedTrainer: a network learns points with classes or values."""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch import Tensor

from playground.config import Experiment
from playground.data import Dataset, load_dataset, usable_features
from playground.engine.catalog import check_experiment
from playground.engine.deck import PointDeck
from playground.engine.diagnosis import diagnose
from playground.engine.distributions import Measurement, measure_layers
from playground.engine.gradients import compute_gradients
from playground.engine.history import LOSSES
from playground.engine.learner import SingleNetwork
from playground.engine.nonfinite import describe_nonfinite
from playground.engine.outputs import OutputScale, scale_output
from playground.engine.parameters import set_parameter
from playground.engine.points import load_points
from playground.engine.probes import Probes
from playground.engine.rates import Rates
from playground.engine.report import Report, Subject, make_report
from playground.engine.step import AutogradStep, DenseStep, Step, Update
from playground.engine.trainer import Diagnosis, TrainerState, is_live_change
from playground.engine.training import Training
from playground.engine.weights import copy_weights, load_weights
from playground.frame import Demand, Frame, ReportDemand
from playground.models import Network
from playground.objectives import build_loss, compute_scores
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
        self._learner = learner = SingleNetwork(network)
        self._loss = build_loss(experiment.objective)
        self._view_generator = torch.Generator().manual_seed(derive_seed(experiment.seed, "view"))
        self._take_dataset(dataset)
        self._initial_loss = self._measure_loss()

        def bind_step(experiment: Experiment, slots: Tensor, rates: Rates) -> Step:
            update = Update(learner.flat, experiment, tuple(slots), rates.each[0])
            return build_step(network, learner.flat, build_loss(experiment.objective), update)

        train = self._points["train"]
        deck = PointDeck(train.inputs, train.targets, derive_seed(experiment.seed, "batches"))
        self._training = Training(experiment, learner, deck, bind_step)

    @property
    def step(self) -> int:
        """Optimizer updates so far."""
        return self._training.step

    @property
    def obstacle(self) -> str:
        """Why no step can be taken and what to do; empty if nothing stands in the way."""
        is_single = self.network.has_batch_norm and len(self._points["train"]) == 1
        return self.dataset.obstacle or (SINGLE_POINT if is_single else "")

    @property
    def members(self) -> int:
        """A single network."""
        return 1

    @property
    def n_parameters(self) -> int:
        """Numbers that the network learns."""
        return len(self._learner.flat.values)

    @property
    def steps_per_epoch(self) -> int:
        """Steps that one pass over the training set takes at the current batch size."""
        return self._training.batches.n_batches

    @property
    def epoch(self) -> float:
        """Passes over the training set so far, counted in points."""
        return self._training.batches.epoch

    @property
    def length(self) -> float:
        """Epochs of the whole run."""
        return self.experiment.training.epochs

    @property
    def record_stride(self) -> int:
        """Each point costs a pass over all points: eight an epoch are enough to begin with."""
        return max(1, self.steps_per_epoch // 8)

    @property
    def columns(self) -> Mapping[str, str]:
        """Both losses."""
        return LOSSES

    @property
    def output_scale(self) -> OutputScale:
        """How ``output`` of its frames is to be read."""
        return scale_output(self.dataset, self._loss.spec)

    @property
    def learning_rate(self) -> float:
        """The present one: the experiment's times what the schedule makes of it."""
        return self._training.rates.each[0].value

    def advance(self, n_steps: int) -> None:
        """Take `n_steps` optimizer updates, past the last epoch if asked to."""
        self._training.advance(n_steps, lambda: [self._measure_loss()])

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
        self.network.adopt(experiment.model)
        self._loss = build_loss(experiment.objective)
        self._training.apply(experiment)
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
        return bool(torch.isfinite(self._learner.flat.values).all())

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
        return self._training.state()

    def load(self, state: TrainerState) -> None:
        """Continue from `state`; if it is of another optimizer, the current one starts afresh."""
        self._training.load(state)

    def restore(self, state: TrainerState) -> None:
        """Take the weights of `state`, and the optimizer's running quantities with them; all counters stay."""
        self._training.restore(state)

    def snapshot(self) -> dict[str, Tensor]:
        """A copy of just what a frame needs: parameters, and running statistics if there are any."""
        return self._learner.copy()

    def show(self, snapshot: Mapping[str, Tensor], step: int) -> None:
        """Take a snapshot for looking only."""
        self._learner.take(snapshot)
        self._training.step = step

    def weights(self) -> dict[str, Tensor]:
        """A copy of the network's ``state_dict()``."""
        return copy_weights(self.network)

    def take_weights(self, weights: Mapping[str, Tensor], step: int, epoch: float) -> None:
        """Set the weights and go on from the beginning of this epoch, the optimizer afresh; see `load_weights`."""
        load_weights(self.network, weights)
        self._training.begin(step, epoch)

    def _measure_loss(self) -> float:
        return self.evaluate().get("train_loss", math.nan)

    def _take_dataset(self, dataset: Dataset) -> None:
        self.dataset = dataset
        features = usable_features(self.experiment.model.inputs, len(dataset.feature_names))
        self._points = load_points(dataset, features)
        self._probes = Probes(self.network, dataset, features, scale_output(dataset, self._loss.spec))

    def _change_points(self) -> None:
        self._take_dataset(load_dataset(self.experiment.data, self.experiment.seed))
        self._training.batches.replace(self._points["train"].inputs, self._points["train"].targets)
        # A loss is judged by how it began: with these points, the worse of then and now.
        now = self._measure_loss()
        self._initial_loss = now if self.step == 0 else max(now, self._initial_loss)
