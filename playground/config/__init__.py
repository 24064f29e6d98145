"""Experiment: the whole of a run as frozen data.

Beside each field stand its range and help text: validation, widgets, the command line
and the documentation read the same row. Names of registry entries (a data set, an activation)
are checked where the registries are known, by `playground.engine.catalog.check_names`.
"""

from typing import TypeVar

from playground.config.data import IRIS_FEATURES, IRIS_SIZE, MAX_CLASSES, MAX_POINTS, DataConfig, OwnData
from playground.config.experiment import VERSION, Experiment
from playground.config.gan import (
    DIGITS,
    MAX_ITERATIONS,
    NOISES,
    DiscriminatorConfig,
    GanDataConfig,
    GanExperiment,
    GanObjectiveConfig,
    GanTrainingConfig,
    GeneratorConfig,
    NoiseConfig,
)
from playground.config.model import (
    LAYER_KINDS,
    MAX_HIDDEN_LAYERS,
    MAX_LAYERS,
    MAX_UNITS,
    BatchNormConfig,
    DropoutConfig,
    LayerConfig,
    LayerNormConfig,
    LinearConfig,
    ModelConfig,
)
from playground.config.training import ObjectiveConfig, OptimizerConfig, ScheduleConfig, TrainingConfig

AnyExperiment = Experiment | GanExperiment
"""What a trainer can be built for."""
ExperimentT = TypeVar("ExperimentT", bound=AnyExperiment)

__all__ = [
    "DIGITS",
    "IRIS_FEATURES",
    "IRIS_SIZE",
    "LAYER_KINDS",
    "MAX_CLASSES",
    "MAX_HIDDEN_LAYERS",
    "MAX_ITERATIONS",
    "MAX_LAYERS",
    "MAX_POINTS",
    "MAX_UNITS",
    "NOISES",
    "VERSION",
    "AnyExperiment",
    "BatchNormConfig",
    "DataConfig",
    "DiscriminatorConfig",
    "DropoutConfig",
    "Experiment",
    "ExperimentT",
    "GanDataConfig",
    "GanExperiment",
    "GanObjectiveConfig",
    "GanTrainingConfig",
    "GeneratorConfig",
    "LayerConfig",
    "LayerNormConfig",
    "LinearConfig",
    "ModelConfig",
    "NoiseConfig",
    "ObjectiveConfig",
    "OptimizerConfig",
    "OwnData",
    "ScheduleConfig",
    "TrainingConfig",
]
