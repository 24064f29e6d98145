"""What has to follow a change of the experiment, so that its parts go together; and how that is told."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from playground.config import DataConfig, Experiment, LayerConfig, LinearConfig, ModelConfig, OwnData
from playground.data import DATASETS, describe_data, usable_features
from playground.engine.catalog import REGISTRIES
from playground.lessons import say
from playground.objectives import losses_for
from playground.registry import lookup


def fit_to_data(experiment: Experiment, data: DataConfig) -> Experiment:
    """The experiment with other data; what would not fit them follows.

    The number of classes stays within what the set offers, a loss for another task gives way to the first for this
    one, inputs of which the points have none to the coordinates, and a batch is at most the training set.

    Raises
    ------
    ValueError
        There is no such data set.
    """
    data = _fit_classes(data)
    header = describe_data(data)
    losses = losses_for(header.task)
    objective, model, training = experiment.objective, experiment.model, experiment.training
    if objective.loss not in losses:
        objective = dataclasses.replace(objective, loss=losses[0])
    try:
        usable_features(model.inputs, len(header.features))
    except ValueError:
        model = dataclasses.replace(model, inputs=ModelConfig().inputs)
    n_train = count_training_points(data)
    if training.batch_size > n_train and data.name != "own":
        training = dataclasses.replace(training, batch_size=max(1, n_train))
    return dataclasses.replace(experiment, data=data, objective=objective, model=model, training=training)


def count_training_points(data: DataConfig) -> int:
    """Training points that there really are: of a set that is not drawn, there may be fewer than were asked for."""
    size = DATASETS[data.name].size
    return (dataclasses.replace(data, n_samples=min(size, data.n_samples)) if size else data).n_train


def without_own(data: DataConfig) -> DataConfig:
    """The data of a set that is drawn, the reader's own points left out: links stay short."""
    return data if data.name == "own" else dataclasses.replace(data, own=OwnData())


def settle_residuals(layers: Sequence[LayerConfig]) -> tuple[LayerConfig, ...]:
    """The layers with every residual connection switched off that no longer joins equally many units."""
    settled: list[LayerConfig] = []
    width = None
    for layer in layers:
        if isinstance(layer, LinearConfig):
            if layer.residual and layer.units != width:
                layer = dataclasses.replace(layer, residual=False)
            width = layer.units
        settled.append(layer)
    return tuple(settled)


def explain(former: Experiment, experiment: Experiment) -> str:
    """Sentences about what followed a change of the data or of the layers, or empty."""
    told = []
    if experiment.data != former.data:
        if experiment.training.batch_size != former.training.batch_size:
            told.append(say("batch_follows", batch_size=experiment.training.batch_size))
        if experiment.objective.loss != former.objective.loss:
            told.append(say("loss_follows", loss=REGISTRIES["losses"][experiment.objective.loss].label))
        if experiment.model.inputs != former.model.inputs:
            told.append(say("inputs_follow"))
        if experiment.data.classes != former.data.classes and experiment.data.name != former.data.name:
            told.append(say("classes_follow", classes=experiment.data.classes))
    if has_lost_residual(former.model.layers, experiment.model.layers):
        told.append(say("residual_follows"))
    return " ".join(told)


def _fit_classes(data: DataConfig) -> DataConfig:
    accepted = lookup(DATASETS, data.name, "data.name").classes
    if accepted is None:
        return data
    return dataclasses.replace(data, classes=min(max(data.classes, accepted[0]), accepted[1]))


def has_lost_residual(former: Sequence[LayerConfig], layers: Sequence[LayerConfig]) -> bool:
    """Whether a residual connection was switched off by a change of a layer's units."""
    before, after = _linears(former), _linears(layers)
    if len(before) != len(after) or [layer.units for layer in before] == [layer.units for layer in after]:
        return False
    return any(old.residual and not new.residual for old, new in zip(before, after, strict=True))


def _linears(layers: Sequence[LayerConfig]) -> list[LinearConfig]:
    return [layer for layer in layers if isinstance(layer, LinearConfig)]
