"""Experiment: the whole of a run as frozen data.

Beside each field stand its range and help text: validation, widgets, the command line
and the documentation read the same row. Names of registry entries (a data set, an activation)
are checked where the registries are known, by `playground.engine.catalog.check_names`.
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass, field
from typing import Any

from playground.checks import check_field

MAX_HIDDEN_LAYERS = 10
MAX_UNITS = 64
VERSION = 1


def _number(
    default: float,
    minimum: float,
    maximum: float,
    *,
    label: str,
    help: str,
    step: float | None = None,
    suggestions: tuple[float, ...] = (),
    live: bool = False,
) -> Any:
    """A numeric field with its accepted range.

    `suggestions` are the values a menu offers; `live` says that it may change mid-run.
    """
    metadata = {
        "minimum": minimum,
        "maximum": maximum,
        "step": step,
        "label": label,
        "help": help,
        "suggestions": suggestions,
        "live": live,
    }
    return field(default=default, metadata=metadata)


def _name(default: str, registry: str, *, label: str, help: str, live: bool = False) -> Any:
    """A field that names an entry of a registry."""
    metadata = {"registry": registry, "label": label, "help": help, "live": live}
    return field(default=default, metadata=metadata)


def _part(record: type, *, label: str, help: str) -> Any:
    """A field that holds another record."""
    return field(default_factory=record, metadata={"record": record, "label": label, "help": help})


class _Checked:
    """Checks every field against its type and its metadata as soon as a record is made."""

    __slots__ = ()

    def __post_init__(self) -> None:
        for f in dataclasses.fields(self):  # type: ignore[arg-type]
            value = getattr(self, f.name)
            check_field(f, value, f.name)
            if f.type == "float":
                # 1 and 1.0, -0.0 and 0.0 are the same experiment: written one way, they give the same file and link.
                object.__setattr__(self, f.name, float(value) + 0.0)


@dataclass(frozen=True, kw_only=True, slots=True)
class DataConfig(_Checked):
    """Which points are drawn, and how they are split."""

    name: str = _name("moons", "datasets", label="Data set", help="Where the points come from.")
    n_samples: int = _number(1000, 10, 5000, step=10, label="Points", help="Training and test points together.")
    noise: float = _number(
        0.1, 0.0, 0.5, step=0.01, label="Noise", help="Standard deviation of the noise added to each point."
    )
    test_size: float = _number(
        0.3, 0.05, 0.9, step=0.05, label="Test share", help="Share of the points held out for testing."
    )

    @property
    def n_train(self) -> int:
        """Number of training points; scikit-learn rounds the test set up."""
        return self.n_samples - math.ceil(self.test_size * self.n_samples)


@dataclass(frozen=True, kw_only=True, slots=True)
class LinearConfig(_Checked):
    """One hidden layer: a linear map followed by an activation."""

    kind: str = field(default="linear", metadata={"choices": ("linear",), "label": "Kind", "help": "Kind of layer."})
    units: int = _number(10, 1, MAX_UNITS, step=1, label="Units", help="Number of neurons in this layer.")
    activation: str = _name(
        "relu", "activations", label="Activation", help="Function applied to each unit's weighted sum.", live=True
    )


def _default_layers() -> tuple[LinearConfig, ...]:
    return (LinearConfig(), LinearConfig())


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelConfig(_Checked):
    """The hidden layers; the output layer follows from the data and the loss."""

    layers: tuple[LinearConfig, ...] = field(
        default_factory=_default_layers,
        metadata={
            "items": LinearConfig,
            "maximum": MAX_HIDDEN_LAYERS,
            "label": "Hidden layers",
            "help": "From the inputs to the output.",
        },
    )
    initializer: str = _name(
        "pytorch", "initializers", label="Initializer", help="How the weights are drawn before the first step."
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class ObjectiveConfig(_Checked):
    """What training minimizes."""

    loss: str = _name("binary_cross_entropy", "losses", label="Loss", help="What training minimizes.")


@dataclass(frozen=True, kw_only=True, slots=True)
class OptimizerConfig(_Checked):
    """The update rule and its hyperparameters."""

    name: str = _name(
        "adam", "optimizers", label="Optimizer", help="The rule that turns gradients into steps.", live=True
    )
    learning_rate: float = _number(
        0.01,
        1e-6,
        100.0,
        label="Learning rate",
        help="Size of a step. Too small learns slowly, too large overshoots.",
        suggestions=(0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0),
        live=True,
    )
    momentum: float = _number(
        0.9, 0.0, 0.999, step=0.01, label="Momentum", help="Share of the previous step that is kept.", live=True
    )
    weight_decay: float = _number(
        0.01, 0.0, 1.0, step=0.01, label="Weight decay", help="Pull of every weight towards zero.", live=True
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class TrainingConfig(_Checked):
    """How the optimizer walks through the training set."""

    batch_size: int = _number(
        32,
        1,
        5000,
        label="Batch size",
        help="Training points behind one step.",
        suggestions=(1, 2, 4, 8, 10, 16, 30, 32, 64, 128, 256),
        live=True,
    )
    epochs: int = _number(
        100, 1, 100_000, label="Epochs", help="Passes over the training set before the run ends.", live=True
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Experiment(_Checked):
    """Everything that determines a run: same experiment, same numbers."""

    version: int = field(
        default=VERSION, metadata={"choices": (VERSION,), "label": "Version", "help": "Of this format."}
    )
    seed: int = _number(42, 0, 2**31 - 1, step=1, label="Seed", help="Decides every random draw of the run.")
    data: DataConfig = _part(DataConfig, label="Data", help="Which points are drawn, and how they are split.")
    model: ModelConfig = _part(ModelConfig, label="Network", help="The layers, and how their weights begin.")
    objective: ObjectiveConfig = _part(ObjectiveConfig, label="Objective", help="What training minimizes.")
    optimizer: OptimizerConfig = _part(
        OptimizerConfig, label="Optimizer", help="The rule that turns gradients into steps."
    )
    training: TrainingConfig = _part(TrainingConfig, label="Training", help="How the training set is walked through.")

    def __post_init__(self) -> None:
        # super() without arguments fails here: slots=True makes the class anew.
        _Checked.__post_init__(self)
        n_train = self.data.n_train
        if self.training.batch_size > n_train:
            raise ValueError(
                f"training.batch_size is {self.training.batch_size}, but the training set has {n_train} points; "
                f"accepted: 1 to {n_train}"
            )
