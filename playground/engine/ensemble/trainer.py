"""EnsembleTrainer: one experiment from several seeds at once."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence

from torch import Tensor

from playground.config import Experiment
from playground.data import usable_features
from playground.engine.diagnosis import diagnose
from playground.engine.distributions import Measurement
from playground.engine.ensemble.agreement import draw_agreement
from playground.engine.ensemble.deck import MemberDeck
from playground.engine.ensemble.judge import Judge
from playground.engine.ensemble.members import describe_diverged, list_seeds, load_members
from playground.engine.ensemble.network import MemberNetworks
from playground.engine.ensemble.step import BuildStep
from playground.engine.ensemble.update import MemberUpdate
from playground.engine.history import BAND, LOSSES
from playground.engine.outputs import OutputScale, scale_output
from playground.engine.points import Points
from playground.engine.probes import Probes
from playground.engine.rates import Rates
from playground.engine.report import Report
from playground.engine.step import Step
from playground.engine.supervised import SupervisedTrainer
from playground.engine.trainer import Diagnosis, TrainerState
from playground.engine.training import Training
from playground.frame import Demand, Frame, ReportDemand
from playground.models import Network
from playground.objectives import build_loss
from playground.seeding import derive_seed

NO_EDIT = "a weight can be set by hand in a single run only; accepted: 1 seed"
NO_WEIGHTS = "weights can be opened in a single run only; accepted: 1 seed"


class EnsembleTrainer:
    """Trains K members, and shows the first as if it were alone; see `Trainer` for the interface.

    Member k is the run of the experiment with seed + k. One that diverges does not come back, as nothing finite follows
    from numbers that are not, and is left out of what is told of all.

    Parameters
    ----------
    lead : SupervisedTrainer
        Of the experiment, at step 0; never trained, but given the weights of member 0 to look at them.
    networks : sequence of Network
        With their initial weights, K.
    build_step : callable
        Makes the step; see `playground.engine.ensemble.step`.
    """

    def __init__(self, lead: SupervisedTrainer, networks: Sequence[Network], build_step: BuildStep) -> None:
        self.experiment, self.dataset = lead.experiment, lead.dataset
        self._lead = lead
        self._networks = together = MemberNetworks(networks)
        self._seeds = list_seeds(lead.experiment.seed, len(networks))
        self._points = load_members(self.experiment, self.dataset, self._seeds)
        self._bind()
        train, seeds = self._points["train"], [derive_seed(seed, "batches") for seed in self._seeds]
        deck = MemberDeck(train.inputs, train.targets, seeds, together.has_batch_norm)

        def bind_step(experiment: Experiment, slots: Tensor, rates: Rates) -> Step:
            update = MemberUpdate(together, experiment, slots, rates)
            return build_step(together, build_loss(experiment.objective), update)

        self._training = Training(self.experiment, together, deck, bind_step)
        self._initial_loss = self.evaluate().get("train_loss", math.nan)

    @property
    def step(self) -> int:
        """Optimizer updates so far."""
        return self._training.step

    @property
    def obstacle(self) -> str:
        """Why no step can be taken and what to do; empty if nothing stands in the way."""
        return self._lead.obstacle

    @property
    def members(self) -> int:
        """Networks trained at once."""
        return self._networks.members

    @property
    def n_parameters(self) -> int:
        """Numbers that one network learns."""
        return self._networks.n_parameters

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
        """Both losses, and between which values those of the members lie."""
        return {**LOSSES, **BAND}

    @property
    def output_scale(self) -> OutputScale:
        """How ``output`` of its frames is to be read."""
        return self._scale

    @property
    def learning_rate(self) -> float:
        """Member 0's."""
        return self._training.rates.each[0].value

    def advance(self, n_steps: int) -> None:
        """Take `n_steps` optimizer updates of every member."""
        self._training.advance(n_steps, lambda: self._judge.judge().losses["train"].tolist())

    def apply(self, experiment: Experiment) -> bool:
        """Take what may change mid-run, for all members; False (and nothing changed) if a rebuild is needed."""
        old = self.experiment
        if not self._lead.apply(experiment):
            return False
        self.experiment, self.dataset = experiment, self._lead.dataset
        has_other_points = experiment.data != old.data
        if has_other_points:
            self._points = load_members(experiment, self.dataset, self._seeds)
            self._training.batches.replace(self._points["train"].inputs, self._points["train"].targets)
        self._bind()
        self._networks.adopt(experiment.model)
        self._training.apply(experiment)
        if has_other_points:
            now = self.evaluate().get("train_loss", math.nan)
            self._initial_loss = now if self.step == 0 else max(now, self._initial_loss)
        return True

    def set_parameter(self, kind: str, column: int, to: int, from_: int, value: float) -> None:
        """Refused: the members' weights differ."""
        raise ValueError(NO_EDIT)

    def evaluate(self) -> dict[str, float]:
        """Member 0's losses and scores, and the bounds of all members; see `Judgment`."""
        return self._judge.judge().evaluate()

    def frame(self, demand: Demand) -> Frame:
        """Member 0's frame, and what all members do.

        Its arrays also hold ``members``, float32 (K, 2): test loss and test score of each, NaN if it diverged; and in
        mode ``"agreement"``, ``output_agreement``: as ``output``, see `draw_agreement`.
        """
        frame = self._look().frame(demand)
        judgment = self._judge.judge()
        arrays = {**frame.arrays, "members": judgment.compare().numpy()}
        if demand.mode == "agreement" and demand.map_size > 0:
            arrays["output_agreement"] = draw_agreement(self._networks, self._probes, self._scale, demand)
        metrics = {**judgment.evaluate(), "learning_rate": self.learning_rate}
        return dataclasses.replace(frame, epoch=self.epoch, metrics=metrics, arrays=arrays)

    def report(self, demand: ReportDemand) -> Report:
        """Member 0's report."""
        report = self._look().report(demand)
        return dataclasses.replace(report, frame=dataclasses.replace(report.frame, epoch=self.epoch))

    def measure_layers(self) -> Measurement:
        """How weights, gradients and activations of each layer of member 0 are spread."""
        return self._look().measure_layers()

    def is_finite(self) -> bool:
        """Whether every parameter of member 0 is a finite number."""
        return bool(self._networks.find_finite()[0])

    def describe_nonfinite(self) -> str:
        """What of member 0 is no longer a finite number, as a part of a sentence."""
        return self._look().describe_nonfinite()

    def diagnose(self) -> Diagnosis:
        """What is the matter with member 0, and which of the others have diverged."""
        if self.obstacle:
            return Diagnosis()
        lead, train = self._look(), self._points["train"]
        points = Points(train.inputs[0], train.targets[0])
        found = diagnose(lead.network, self._loss, points, self.dataset.task, self._initial_loss, self.epoch)
        diverged = describe_diverged(self._seeds, self._judge.judge().is_sound.tolist())
        return Diagnosis(found.notice, f"{diverged} {found.hint}".strip())

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
        """A copy of just what a frame needs: parameters and running statistics of all members."""
        return self._networks.copy()

    def show(self, snapshot: Mapping[str, Tensor], step: int) -> None:
        """Take a snapshot for looking only."""
        self._networks.take(snapshot)
        self._training.step = step

    def weights(self) -> dict[str, Tensor]:
        """A copy of member 0's ``state_dict()``."""
        return self._look().weights()

    def take_weights(self, weights: Mapping[str, Tensor], step: int, epoch: float) -> None:
        """Refused: a file holds the weights of one network."""
        raise ValueError(NO_WEIGHTS)

    def _bind(self) -> None:
        experiment, dataset = self.experiment, self.dataset
        self._loss = build_loss(experiment.objective)
        self._scale = scale_output(dataset, self._loss.spec)
        features = usable_features(experiment.model.inputs, len(dataset.feature_names))
        self._probes = Probes(self._lead.network, dataset, features, self._scale)
        self._judge = Judge(self._networks, self._points, dataset.task, self._loss)

    def _look(self) -> SupervisedTrainer:
        """The lead with the weights of member 0."""
        self._lead.show({name: rows[0] for name, rows in self.snapshot().items()}, self.step)
        return self._lead
