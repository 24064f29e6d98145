"""What a reader does on the diagram or with a control, as a change of the experiment."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from playground.checks import check_field, show
from playground.config import (
    LAYER_KINDS,
    MAX_HIDDEN_LAYERS,
    Experiment,
    LayerConfig,
    LinearConfig,
)
from playground.data import FEATURES
from playground.fields import field_at, replace_at
from playground.ui.fit import fit_to_data, settle_residuals, without_own

Layers = tuple[LayerConfig, ...]
EXTRA_KINDS = tuple(kind for kind in LAYER_KINDS if kind != "linear")


def apply_edit(experiment: Experiment, edit: Mapping[str, object]) -> Experiment:
    """The experiment after one gesture on the diagram.

    Parameters
    ----------
    experiment : Experiment
        Before the gesture.
    edit : Mapping
        From the browser, so nothing in it is trusted: ``action`` (a key of `ACTIONS`); ``layer`` (number of a hidden
        layer from 0, for ``add_layer`` the place of the new one, for ``add_extra`` -1 for the inputs) or ``index``
        (place among all layers) where one is needed; and ``value``, what is wanted. Absolute, so that of
        quick clicks only the last need arrive.

    Raises
    ------
    ValueError
        The action or place is unknown, or the result would leave the limits.
    """
    action = edit.get("action")
    if not isinstance(action, str) or action not in ACTIONS:
        raise ValueError(f"the edit is {show(action)}; accepted: {', '.join(ACTIONS)}")
    return ACTIONS[action](experiment, edit)


def change_field(experiment: Experiment, path: str, value: Any) -> Experiment:
    """Change one field; what would no longer fit follows, see `playground.ui.fit`.

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
    if path == "model.inputs" and isinstance(value, tuple):
        value = tuple(sorted(value, key=_place_of_feature))
    if path.startswith("data.") and path.count(".") == 1:
        check_field(field_at(path), value, path)
        return fit_to_data(experiment, _replace_data(experiment, path.removeprefix("data."), value))
    if path.startswith("model.layers[") and path.endswith(".units"):
        return _change_units(experiment, path, value)
    return replace_at(experiment, path, value)


def place_of_linear(experiment: Experiment, number: int) -> int:
    """The place among all layers of a hidden layer, by its number from 0; past the last, where a new one goes."""
    places = [i for i, layer in enumerate(experiment.model.layers) if layer.kind == "linear"]
    return [*places, len(experiment.model.layers)][number]


def _replace_data(experiment: Experiment, name: str, value: Any) -> Any:
    data, change = experiment.data, {name: value}
    if name == "feature_x" and value == data.feature_y:
        change["feature_y"] = data.feature_x
    if name == "feature_y" and value == data.feature_x:
        change["feature_x"] = data.feature_y
    return without_own(dataclasses.replace(data, **change))


def _change_units(experiment: Experiment, path: str, value: Any) -> Experiment:
    check_field(field_at(path), value, path)
    place = int(path.removeprefix("model.layers[").partition("]")[0])
    layers = list(experiment.model.layers)
    if place >= len(layers) or not isinstance(layers[place], LinearConfig):
        return replace_at(experiment, path, value)  # says that there is no such layer
    layers[place] = dataclasses.replace(layers[place], units=value)
    return _with_layers(experiment, tuple(layers))


def _with_layers(experiment: Experiment, layers: Layers) -> Experiment:
    return replace_at(experiment, "model.layers", settle_residuals(layers))


def _place_of_feature(name: object) -> int:
    return list(FEATURES).index(name) if isinstance(name, str) and name in FEATURES else len(FEATURES)


def _add_layer(experiment: Experiment, edit: Mapping[str, object]) -> Experiment:
    layers, n_hidden = experiment.model.layers, _count_hidden(experiment)
    at = _read_place(edit, "layer", n_hidden)
    if n_hidden >= MAX_HIDDEN_LAYERS:
        raise ValueError(f"the network has {n_hidden} hidden layers; accepted: at most {MAX_HIDDEN_LAYERS}")
    neighbor: LayerConfig = LinearConfig(units=4, activation="tanh")
    if n_hidden:
        neighbor = layers[place_of_linear(experiment, max(at - 1, 0))]
    place = place_of_linear(experiment, at)
    return _with_layers(experiment, (*layers[:place], neighbor, *layers[place:]))


def _remove_layer(experiment: Experiment, edit: Mapping[str, object]) -> Experiment:
    at = _read_place(edit, "layer", _count_hidden(experiment) - 1)
    start, end = place_of_linear(experiment, at), place_of_linear(experiment, at + 1)
    return _with_layers(experiment, (*experiment.model.layers[:start], *experiment.model.layers[end:]))


def _add_extra(experiment: Experiment, edit: Mapping[str, object]) -> Experiment:
    at = _read_place(edit, "layer", _count_hidden(experiment) - 1, least=-1)
    kind = edit.get("value")
    if not isinstance(kind, str) or kind not in EXTRA_KINDS:
        raise ValueError(f"the kind of layer is {show(kind)}; accepted: {', '.join(EXTRA_KINDS)}")
    place = place_of_linear(experiment, at + 1)
    layers = experiment.model.layers
    return _with_layers(experiment, (*layers[:place], LAYER_KINDS[kind](), *layers[place:]))


def _remove_extra(experiment: Experiment, edit: Mapping[str, object]) -> Experiment:
    place = _read_extra(experiment, edit)
    layers = experiment.model.layers
    return _with_layers(experiment, (*layers[:place], *layers[place + 1 :]))


def _change_linear(name: str) -> Callable[[Experiment, Mapping[str, object]], Experiment]:
    def change(experiment: Experiment, edit: Mapping[str, object]) -> Experiment:
        place = place_of_linear(experiment, _read_place(edit, "layer", _count_hidden(experiment) - 1))
        return change_field(experiment, f"model.layers[{place}].{name}", edit.get("value"))

    return change


def _change_extra(name: str) -> Callable[[Experiment, Mapping[str, object]], Experiment]:
    def change(experiment: Experiment, edit: Mapping[str, object]) -> Experiment:
        place = _read_extra(experiment, edit)
        return change_field(experiment, f"model.layers[{place}].{name}", edit.get("value"))

    return change


def _change_inputs(experiment: Experiment, edit: Mapping[str, object]) -> Experiment:
    value = edit.get("value")
    return change_field(experiment, "model.inputs", tuple(value) if isinstance(value, list) else value)


def _count_hidden(experiment: Experiment) -> int:
    return sum(layer.kind == "linear" for layer in experiment.model.layers)


def _read_extra(experiment: Experiment, edit: Mapping[str, object]) -> int:
    place = _read_place(edit, "index", len(experiment.model.layers) - 1)
    if experiment.model.layers[place].kind == "linear":
        raise ValueError(f"the layer at {place} is of kind 'linear'; accepted: {', '.join(EXTRA_KINDS)}")
    return place


def _read_place(edit: Mapping[str, object], name: str, last: int, least: int = 0) -> int:
    place = edit.get(name)
    if not isinstance(place, int) or isinstance(place, bool) or not least <= place <= last:
        raise ValueError(f"the layer to edit is {show(place)}; accepted: {least} to {last}")
    return place


ACTIONS: dict[str, Callable[[Experiment, Mapping[str, object]], Experiment]] = {
    "add_layer": _add_layer,
    "remove_layer": _remove_layer,
    "units": _change_linear("units"),
    "activation": _change_linear("activation"),
    "residual": _change_linear("residual"),
    "add_extra": _add_extra,
    "remove_extra": _remove_extra,
    "rate": _change_extra("rate"),
    "extra_activation": _change_extra("activation"),
    "inputs": _change_inputs,
}
