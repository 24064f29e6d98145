"""Catalog: every registry by the name that the experiment's fields use for it, and what goes together."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from playground.config import AnyExperiment, DataConfig, GanExperiment, LayerConfig
from playground.data import DATASETS, DISTRIBUTIONS, FEATURES, describe_data, usable_features
from playground.models import ACTIVATIONS, INITIALIZERS, LAYERS
from playground.objectives import GAN_LOSSES, LOSSES, check_loss
from playground.optim import OPTIMIZERS
from playground.registry import lookup
from playground.schedules import SCHEDULES

REGISTRIES: dict[str, Mapping[str, Any]] = {
    "datasets": DATASETS,
    "features": FEATURES,
    "layers": LAYERS,
    "activations": ACTIVATIONS,
    "initializers": INITIALIZERS,
    "losses": LOSSES,
    "distributions": DISTRIBUTIONS,
    "gan_losses": GAN_LOSSES,
    "optimizers": OPTIMIZERS,
    "schedules": SCHEDULES,
}


def task_of(data: DataConfig) -> str:
    """``"binary"``, ``"multiclass"`` or ``"regression"``; no point is drawn.

    Raises
    ------
    ValueError
        There is no such data set.
    """
    return describe_data(data).task


def check_experiment(experiment: AnyExperiment) -> None:
    """Check that every name in an experiment has an entry in its registry, and that its parts go together.

    Raises
    ------
    ValueError
        Names the field, for example ``model.layers[0].activation``, the value and what would be accepted.
    """
    check_names(experiment)
    if isinstance(experiment, GanExperiment):
        for name in ("generator", "discriminator"):
            _check_batches(experiment.training.batch_size, getattr(experiment, name).layers)
        return
    _check_classes(experiment.data)
    check_loss(experiment.objective.loss, task_of(experiment.data))
    usable_features(experiment.model.inputs, len(describe_data(experiment.data).features))
    _check_batches(experiment.training.batch_size, experiment.model.layers)


def check_names(experiment: AnyExperiment) -> None:
    """Check that every name in an experiment has an entry in its registry.

    Raises
    ------
    ValueError
        Names the field, the value and every accepted name.
    """
    _check_names(experiment, "")


def _check_names(config: Any, prefix: str) -> None:
    for f in dataclasses.fields(config):
        value, path = getattr(config, f.name), f"{prefix}{f.name}"
        if "registry" in f.metadata:
            lookup(REGISTRIES[f.metadata["registry"]], value, path)
        elif f.metadata.get("names"):
            for i, name in enumerate(value):
                lookup(REGISTRIES[f.metadata["names"]], name, f"{path}[{i}]")
        elif "kinds" in f.metadata:
            for i, item in enumerate(value):
                _check_names(item, f"{path}[{i}].")
        elif dataclasses.is_dataclass(value):
            _check_names(value, f"{path}.")


def _check_classes(data: DataConfig) -> None:
    accepted = DATASETS[data.name].classes
    if accepted and not accepted[0] <= data.classes <= accepted[1]:
        raise ValueError(
            f"data.classes is {data.classes}; accepted for the set {data.name!r}: {accepted[0]} to {accepted[1]}"
        )


def _check_batches(size: int, layers: Sequence[LayerConfig]) -> None:
    if size == 1 and any(layer.kind == "batch_norm" for layer in layers):
        raise ValueError(
            f"training.batch_size is {size}, but batch norm compares the points of a batch; "
            "accepted: 2 or more, or a network without batch norm"
        )
