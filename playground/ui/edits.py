"""What a reader does on the diagram, as a change of the experiment."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from playground.checks import check_field, show
from playground.config import MAX_HIDDEN_LAYERS, Experiment, LinearConfig
from playground.fields import field_at, replace_at

Layers = tuple[LinearConfig, ...]


def _add_layer(layers: Layers, at: int, value: object) -> Layers:
    if len(layers) >= MAX_HIDDEN_LAYERS:
        raise ValueError(f"the network has {len(layers)} hidden layers; accepted: at most {MAX_HIDDEN_LAYERS}")
    neighbor = layers[max(at - 1, 0)] if layers else LinearConfig(units=4, activation="tanh")
    return (*layers[:at], neighbor, *layers[at:])


def _remove_layer(layers: Layers, at: int, value: object) -> Layers:
    return (*layers[:at], *layers[at + 1 :])


def _units(layers: Layers, at: int, value: object) -> Layers:
    return _replace(layers, at, units=value)


def _activation(layers: Layers, at: int, value: object) -> Layers:
    return _replace(layers, at, activation=value)


def _replace(layers: Layers, at: int, **change: Any) -> Layers:
    return (*layers[:at], dataclasses.replace(layers[at], **change), *layers[at + 1 :])


def apply_edit(experiment: Experiment, edit: Mapping[str, object]) -> Experiment:
    """The experiment after one gesture on the diagram.

    Parameters
    ----------
    experiment : Experiment
        Before the gesture.
    edit : Mapping
        From the browser, so nothing in it is trusted: ``action`` (a key of `ACTIONS`), ``layer`` (index of a hidden
        layer; for ``add_layer`` the place of the new one) and, for ``units`` and ``activation``, ``value``: the
        number wanted or the name. Absolute, so that of quick clicks only the last need arrive.

    Raises
    ------
    ValueError
        The action or layer is unknown, or the result would leave the limits.
    """
    action, at = edit.get("action"), edit.get("layer")
    if not isinstance(action, str) or action not in ACTIONS:
        raise ValueError(f"the edit is {show(action)}; accepted: {', '.join(ACTIONS)}")
    layers = experiment.model.layers
    last = len(layers) if action == "add_layer" else len(layers) - 1
    if not isinstance(at, int) or isinstance(at, bool) or not 0 <= at <= last:
        raise ValueError(f"the layer to edit is {show(at)}; accepted: 0 to {last}")
    return replace_at(experiment, "model.layers", ACTIONS[action](layers, at, edit.get("value")))


def change_field(experiment: Experiment, path: str, value: Any) -> Experiment:
    """Change one field; a training set that became smaller than a batch takes the batch size with it.

    Parameters
    ----------
    experiment : Experiment
        Before the change.
    path : str
        As in `playground.fields.replace_at`.
    value : object
        The field's new value.

    Raises
    ------
    ValueError
        The value is not accepted; the error names the path.
    """
    if not path.startswith("data."):
        return replace_at(experiment, path, value)
    check_field(field_at(path), value, path)
    data = dataclasses.replace(experiment.data, **{path.removeprefix("data."): value})
    batch_size = max(1, min(experiment.training.batch_size, data.n_train))
    training = dataclasses.replace(experiment.training, batch_size=batch_size)
    return dataclasses.replace(experiment, data=data, training=training)


ACTIONS: dict[str, Callable[[Layers, int, object], Layers]] = {
    "add_layer": _add_layer,
    "remove_layer": _remove_layer,
    "units": _units,
    "activation": _activation,
}
