"""GanExperiment: everything that determines a run of a generative adversarial network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playground.checks import show
from playground.config.data import MAX_POINTS
from playground.config.experiment import VERSION
from playground.config.model import (
    LAYER_KINDS,
    MAX_LAYERS,
    MAX_UNITS,
    LayerConfig,
    LinearConfig,
    ModelConfig,
)
from playground.config.record import Checked, choice_field, list_field, name_field, number_field, part_field
from playground.config.training import OptimizerConfig

MAX_ITERATIONS = 200_000
MAX_STEPS = 10
DIGITS = ("all", *map(str, range(10)))
NOISES = ("normal", "uniform")


@dataclass(frozen=True, kw_only=True, slots=True)
class GanDataConfig(Checked):
    """The distribution that the generator is to imitate."""

    name: str = name_field("eight_gaussians", "distributions", label="Data", help="Where real samples come from.")
    n_samples: int = number_field(
        5000, 100, MAX_POINTS, step=100, label="Real samples", help="Drawn once; batches are drawn from them."
    )
    spread: float = number_field(
        0.02,
        0.0,
        0.5,
        step=0.005,
        label="Spread",
        help="Standard deviation of a real sample around its mode, line or painted point.",
        live=True,
    )
    digit: str = choice_field("all", DIGITS, label="Digit", help="Which handwritten digits are real.")
    points: tuple[tuple[float, ...], ...] = list_field(
        (), "row", 0, MAX_POINTS, label="Painted points", help="Real samples scatter around them.", live=True
    )

    def __post_init__(self) -> None:
        Checked.__post_init__(self)
        for i, row in enumerate(self.points):
            if len(row) != 2:
                raise ValueError(f"points[{i}] is {show(list(row))}; accepted: 2 numbers")


@dataclass(frozen=True, kw_only=True, slots=True)
class NoiseConfig(Checked):
    """What the generator is given."""

    size: int = number_field(2, 1, MAX_UNITS, step=1, label="Noise size", help="Numbers in one noise vector z.")
    distribution: str = choice_field(
        "normal", NOISES, label="Noise", help="Normal: mean 0, variance 1. Uniform: from -1 to 1."
    )


def _two_layers(activation: str) -> Callable[[], tuple[LayerConfig, ...]]:
    return lambda: (LinearConfig(units=64, activation=activation),) * 2


def _layers_field(activation: str, help: str) -> Any:
    metadata = {"kinds": LAYER_KINDS, "maximum": MAX_LAYERS, "label": "Hidden layers", "help": help}
    return field(default_factory=_two_layers(activation), metadata=metadata)


def _optimizer() -> OptimizerConfig:
    return OptimizerConfig(learning_rate=0.001)


def _steps_field(help: str) -> Any:
    return number_field(1, 0, MAX_STEPS, step=1, label="Steps", help=help, live=True)


def _initializer_field() -> Any:
    return name_field(
        "pytorch", "initializers", label="Initializer", help="How the weights are drawn before the first step."
    )


class _Network:
    """What generator and discriminator have in common."""

    __slots__ = ()
    layers: tuple[LayerConfig, ...]
    initializer: str

    @property
    def model(self) -> ModelConfig:
        """The network as `playground.models.build_network` takes it."""
        return ModelConfig(layers=self.layers, initializer=self.initializer)


@dataclass(frozen=True, kw_only=True, slots=True)
class GeneratorConfig(Checked, _Network):
    """Turns noise into samples."""

    layers: tuple[LayerConfig, ...] = _layers_field("relu", "From the noise to the sample.")
    initializer: str = _initializer_field()
    optimizer: OptimizerConfig = part_field(
        OptimizerConfig, label="Optimizer", help="The generator's own.", default=_optimizer
    )
    steps: int = _steps_field("Updates of the generator in one iteration.")

    def __post_init__(self) -> None:
        Checked.__post_init__(self)
        _ = self.model  # checks the layers together


@dataclass(frozen=True, kw_only=True, slots=True)
class DiscriminatorConfig(Checked, _Network):
    """Tells real samples from generated ones."""

    layers: tuple[LayerConfig, ...] = _layers_field("leaky_relu", "From the sample to the score.")
    initializer: str = _initializer_field()
    optimizer: OptimizerConfig = part_field(
        OptimizerConfig, label="Optimizer", help="The discriminator's own.", default=_optimizer
    )
    steps: int = _steps_field("Updates of the discriminator in one iteration, before the generator's.")

    def __post_init__(self) -> None:
        Checked.__post_init__(self)
        _ = self.model


@dataclass(frozen=True, kw_only=True, slots=True)
class GanObjectiveConfig(Checked):
    """What the two players minimize."""

    loss: str = name_field("non_saturating", "gan_losses", label="Objective", help="What the two networks minimize.")
    r1: float = number_field(
        0.0,
        0.0,
        1000.0,
        label="R1 penalty",
        help="Half of this times the squared slope of D at real samples is added to D's loss.",
        suggestions=(0.0, 0.001, 0.002, 0.005, 0.01, 0.05, 0.1, 1.0, 10.0),
        live=True,
    )
    gradient_penalty: float = number_field(
        10.0,
        0.0,
        1000.0,
        label="Gradient penalty",
        help="Weight of the pull of D's slope towards 1 between real and generated samples (Wasserstein).",
        suggestions=(0.0, 0.1, 1.0, 10.0, 100.0),
        live=True,
    )
    label_smoothing: float = number_field(
        0.0,
        0.0,
        0.5,
        step=0.01,
        label="Label smoothing",
        help="The discriminator is to call real samples 1 minus this.",
        live=True,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class GanTrainingConfig(Checked):
    """How long, in which batches, and whether the generator is averaged."""

    batch_size: int = number_field(
        128,
        1,
        1024,
        label="Batch size",
        help="Real and generated samples behind one update, each.",
        suggestions=(8, 16, 32, 64, 128, 256, 512),
        live=True,
    )
    iterations: int = number_field(
        8000,
        1,
        MAX_ITERATIONS,
        label="Iterations",
        help="Rounds of both players before the run ends.",
        live=True,
    )
    average: float = number_field(
        0.0,
        0.0,
        0.9999,
        label="Averaged generator",
        help="Shows a generator whose weights are a moving average with this decay; 0 shows the trained one.",
        suggestions=(0.0, 0.9, 0.99, 0.995, 0.999),
        live=True,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class GanExperiment(Checked):
    """Everything that determines a run of a GAN: same experiment, same numbers."""

    version: int = choice_field(VERSION, (VERSION,), label="Version", help="Of this format.")
    kind: str = choice_field("gan", ("gan",), label="Kind", help="What is trained.")
    seed: int = number_field(42, 0, 2**31 - 1, step=1, label="Seed", help="Decides every random draw of the run.")
    data: GanDataConfig = part_field(GanDataConfig, label="Data", help="What the generator is to imitate.")
    noise: NoiseConfig = part_field(NoiseConfig, label="Noise", help="What the generator is given.")
    generator: GeneratorConfig = part_field(GeneratorConfig, label="Generator", help="Turns noise into samples.")
    discriminator: DiscriminatorConfig = part_field(
        DiscriminatorConfig, label="Discriminator", help="Tells real samples from generated ones."
    )
    objective: GanObjectiveConfig = part_field(GanObjectiveConfig, label="Objective", help="What both minimize.")
    training: GanTrainingConfig = part_field(GanTrainingConfig, label="Training", help="How long, in which batches.")
