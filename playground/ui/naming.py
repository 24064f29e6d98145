"""What runs are called, and how two of them differ, in the words of the fields and the registries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from playground.config import DropoutConfig, Experiment, LayerConfig, LinearConfig
from playground.engine.catalog import REGISTRIES
from playground.fields import field_at, fields_of, value_at
from playground.lessons import say

# The registries whose entries say which other fields of their part they use.
_PARTS = {"data": "datasets", "optimizer": "optimizers", "schedule": "schedules"}


def name_run(experiment: Experiment, members: int = 1) -> str:
    """A run's network, optimizer and learning rate, for example ``"10-10 ReLU · Adam 0.01"``."""
    linears = [layer for layer in experiment.model.layers if isinstance(layer, LinearConfig)]
    units = "-".join(str(layer.units) for layer in linears)
    activations = "/".join(dict.fromkeys(_label("activations", layer.activation) for layer in linears))
    kinds = dict.fromkeys(layer.kind for layer in experiment.model.layers if layer.kind != "linear")
    network = " + ".join([f"{units} {activations}" if linears else say("no_layer"), *map(_short, kinds)])
    optimizer = experiment.optimizer
    named = [network, f"{_label('optimizers', optimizer.name)} {optimizer.learning_rate:g}"]
    return " · ".join([*named, say("so_many_seeds", members=members)] if members > 1 else named)


def list_differences(here: Experiment, there: Experiment) -> list[dict[str, str]]:
    """The fields in which two experiments differ and that count in one of them at least.

    Returns
    -------
    list of dict
        Of each ``label``, and its value ``here`` and ``there``, as text.
    """
    rows = []
    for path in _paths():
        if value_at(here, path) == value_at(there, path) or not (_counts(here, path) or _counts(there, path)):
            continue
        told = [_tell(experiment, path) for experiment in (here, there)]
        if told[0] == told[1]:  # as many points of one's own, but others
            told[1] = say("others", what=told[1])
        rows.append({"label": _title(path), "here": told[0], "there": told[1]})
    return rows


def _paths(record: type[Any] = Experiment, prefix: str = "") -> Iterator[str]:
    """The paths of all fields, layers and own points as a whole."""
    for name, f in fields_of(record).items():
        if "record" in f.metadata and name != "own":
            yield from _paths(f.metadata["record"], f"{name}.")
        else:
            yield f"{prefix}{name}"


def _counts(experiment: Experiment, path: str) -> bool:
    """Whether a field has any effect beside the others of this experiment."""
    part, _, name = path.partition(".")
    if name == "label_smoothing":
        return bool(REGISTRIES["losses"][experiment.objective.loss].smooths)
    if part not in _PARTS:
        return True
    registry = REGISTRIES[_PARTS[part]]
    is_optional = any(name in spec.uses for spec in registry.values())
    return not is_optional or name in registry[getattr(experiment, part).name].uses


def _title(path: str) -> str:
    """The field's label; the schedule's are too short to stand alone."""
    label = str(field_at(path).metadata["label"])
    part, _, name = path.partition(".")
    return say("titled", title=field_at(part).metadata["label"], active=label) if name in ("every", "factor") else label


def _tell(experiment: Experiment, path: str) -> str:
    value, meta = value_at(experiment, path), field_at(path).metadata
    if "registry" in meta:
        return _label(meta["registry"], value)
    if "names" in meta:
        return ", ".join(_label(meta["names"], name) for name in value)
    if "kinds" in meta:
        return _tell_layers(value)
    if "record" in meta:
        return say("so_many_points", points=f"{len(value.points):,}")
    if value == 0 and meta.get("suggestions"):
        return say("off")
    return str(value) if isinstance(value, str) else f"{value:,}"


def _tell_layers(layers: Sequence[LayerConfig]) -> str:
    return ", ".join(map(_tell_layer, layers)) or say("no_layer")


def _tell_layer(layer: LayerConfig) -> str:
    if isinstance(layer, DropoutConfig):
        return f"{_short(layer.kind)} {layer.rate:g}"
    activation = _label("activations", layer.activation)
    if isinstance(layer, LinearConfig):
        residual = f" + {say('residual')}" if layer.residual else ""
        return f"{layer.units} {activation}{residual}"
    return _short(layer.kind) if layer.activation == "linear" else f"{_short(layer.kind)} {activation}"


def _label(registry: str, name: str) -> str:
    return str(REGISTRIES[registry][name].label)


def _short(kind: str) -> str:
    return str(REGISTRIES["layers"][kind].short)
