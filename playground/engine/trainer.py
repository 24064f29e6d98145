"""Trainer: what sessions and the scheduler need to know of anything that learns."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from playground.config import AnyExperiment, OwnData
from playground.data import Dataset, Distribution
from playground.engine.outputs import OutputScale
from playground.frame import Demand, Frame, ReportDemand

AnyDataset = Dataset | Distribution


class AnyReport(Protocol):
    """One moment of a run for the panels, a dataclass.

    Nothing in it is touched by training: no lock is needed to go on with it.
    """

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def frame(self) -> Frame:
        """What could be told at once."""

    def compute_frame(self) -> Frame:
        """The frame with everything in it."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class TrainerState:
    """Everything that training changes, copied: loading it continues the run to the last digit.

    Parameters
    ----------
    optimizer : str
        Whose running quantities the state holds.
    step, n_updates : int
        Steps of the run, and updates since the optimizer started afresh.
    tensors : Mapping[str, Tensor]
        Parameters and running statistics, optimizer slots, the place in the training set, the dropout generator, and
        what the schedule remembers.
    """

    optimizer: str
    step: int
    n_updates: int
    tensors: Mapping[str, Tensor]

    @property
    def nbytes(self) -> int:
        """Memory that the tensors take."""
        return sum(tensor.nbytes for tensor in self.tensors.values())


class Diagnosis(NamedTuple):
    """What a reader should know of a run: why nothing is learning, and what is odd although it learns."""

    notice: str = ""
    hint: str = ""


class Trainer(Protocol):
    """Anything that learns in steps and can be watched."""

    @property
    def experiment(self) -> AnyExperiment:
        """As it is now, live changes included."""

    @property
    def dataset(self) -> AnyDataset:
        """What it learns from."""

    @property
    def step(self) -> int:
        """Optimizer updates so far; of a GAN, iterations."""

    @property
    def obstacle(self) -> str:
        """Why no step can be taken and what to do; empty if nothing stands in the way."""

    @property
    def members(self) -> int:
        """Networks trained at once: 1, or those of a seed ensemble."""

    @property
    def n_parameters(self) -> int:
        """Numbers that one network learns."""

    @property
    def steps_per_epoch(self) -> int:
        """Steps that one pass over the training set takes at the current batch size."""

    @property
    def epoch(self) -> float:
        """Passes over the training set so far, counted in points; a GAN has no such set, and counts iterations."""

    @property
    def length(self) -> float:
        """The epoch after which the run is over."""

    @property
    def record_stride(self) -> int:
        """Steps between two recorded points at first: each of them costs an evaluation."""

    @property
    def columns(self) -> Mapping[str, str]:
        """What is recorded: names of metrics of `evaluate`, and of their curves."""

    @property
    def output_scale(self) -> OutputScale:
        """How ``output`` of its frames is to be read."""

    @property
    def learning_rate(self) -> float:
        """The present one: the experiment's times what the schedule makes of it."""

    def advance(self, n_steps: int) -> None:
        """Take `n_steps` optimizer updates; never called while there is an `obstacle`."""

    def apply(self, experiment: Any) -> bool:
        """Take what may change mid-run of an experiment of its kind.

        False (and nothing changed) if a rebuild is needed.
        """

    def evaluate(self) -> dict[str, float]:
        """Losses, without penalties, and scores.

        Supervised: ``train_loss``, ``test_loss``, and ``train_accuracy``, ``test_accuracy`` or, in a regression,
        ``train_r2``, ``test_r2``, over the whole sets; what belongs to an empty set is left out.
        GAN: ``d_loss``, ``g_loss``, ``d_real``, ``d_fake``, over a fixed set of real samples and one of noise.
        """

    def frame(self, demand: Demand) -> Frame:
        """This moment of the run, with what `demand` asks for."""

    def report(self, demand: ReportDemand) -> AnyReport:
        """This moment of the run for the panels that are open."""

    def measure_layers(self) -> dict[str, NDArray[np.float32]]:
        """How weights, gradients and activations of each layer are spread; see `Distributions`."""

    def set_parameter(self, kind: str, column: int, to: int, from_: int, value: float) -> None:
        """Set one weight or bias by hand; see `playground.engine.parameters.set_parameter`."""

    def is_finite(self) -> bool:
        """Whether every parameter is a finite number."""

    def describe_nonfinite(self) -> str:
        """What is no longer a finite number, as a part of a sentence."""

    def diagnose(self) -> Diagnosis:
        """What is the matter and what to try; empty while all is well."""

    def state(self) -> TrainerState:
        """A copy of everything that training changes."""

    def load(self, state: TrainerState) -> None:
        """Continue from `state`."""

    def restore(self, state: TrainerState) -> None:
        """Take the weights of `state`, and the optimizer's running quantities with them; all counters stay."""

    def snapshot(self) -> dict[str, Tensor]:
        """A copy of just what a frame needs: parameters, and running statistics if there are any."""

    def show(self, snapshot: Mapping[str, Tensor], step: int) -> None:
        """Take a snapshot for looking only: frames and reports are as they were then, training on is not meant."""

    def weights(self) -> dict[str, Tensor]:
        """A copy of the network's ``state_dict()``; of an ensemble, that of member 0."""

    def take_weights(self, weights: Mapping[str, Tensor], step: int, epoch: float) -> None:
        """Set the weights and go on from the beginning of this epoch, the optimizer afresh.

        Raises
        ------
        ValueError
            A tensor is missing, unknown or of another shape, or this is an ensemble; nothing has changed.
        """


def is_live_change(old: Any, new: Any) -> bool:
    """Whether two configs differ only in what may change mid-run: ``live`` in a field's metadata, and own points."""
    if type(old) is not type(new):
        return False
    if isinstance(old, OwnData):
        return _without_points(old) == _without_points(new)
    return all(
        f.metadata.get("live") or _is_live_value(getattr(old, f.name), getattr(new, f.name))
        for f in dataclasses.fields(old)
    )


def _is_live_value(old: Any, new: Any) -> bool:
    if isinstance(old, tuple):
        return len(old) == len(new) and all(map(_is_live_value, old, new))
    return is_live_change(old, new) if dataclasses.is_dataclass(old) else bool(old == new)


def _without_points(own: OwnData) -> OwnData:
    """What the network depends on: of the classes, their number."""
    names = tuple(f"class {k}" for k in range(len(own.classes)))
    return dataclasses.replace(own, points=(), classes=names)
