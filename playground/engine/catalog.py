"""Catalog: every registry by the name that the experiment's fields use for it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from playground.config import Experiment
from playground.data import DATASETS
from playground.models import ACTIVATIONS, INITIALIZERS
from playground.objectives import LOSSES
from playground.optim import OPTIMIZERS
from playground.registry import lookup

REGISTRIES: dict[str, Mapping[str, Any]] = {
    "datasets": DATASETS,
    "activations": ACTIVATIONS,
    "initializers": INITIALIZERS,
    "losses": LOSSES,
    "optimizers": OPTIMIZERS,
}


def check_names(experiment: Experiment) -> None:
    """Check that every name in an experiment has an entry in its registry.

    Raises
    ------
    ValueError
        Names the field, for example ``model.layers[0].activation``, the value and every accepted name.
    """
    _check_names(experiment, "")


def _check_names(config: Any, prefix: str) -> None:
    for f in dataclasses.fields(config):
        value, path = getattr(config, f.name), f"{prefix}{f.name}"
        if "registry" in f.metadata:
            lookup(REGISTRIES[f.metadata["registry"]], value, path)
        elif isinstance(value, tuple):
            for i, item in enumerate(value):
                _check_names(item, f"{path}[{i}].")
        elif dataclasses.is_dataclass(value):
            _check_names(value, f"{path}.")
