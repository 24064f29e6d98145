"""An experiment as nested dictionaries and lists, and back."""

from __future__ import annotations

import dataclasses
from typing import Any

from playground.checks import check_field, show
from playground.config import LAYER_KINDS, VERSION, AnyExperiment, Experiment, GanExperiment
from playground.fields import field_at, fields_of, known_field, show_name
from playground.serialization.defaults import DEFAULTS, GAN_DEFAULTS, LAYER_DEFAULTS


class Repeated(dict[str, Any]):
    """A JSON object with a field given twice: noted while parsing, reported once its path is known."""

    field = ""


def to_dict(experiment: AnyExperiment) -> dict[str, Any]:
    """The experiment as nested dictionaries and lists, every field included."""
    value: dict[str, Any] = _as_lists(dataclasses.asdict(experiment))
    return value


def from_dict(value: object) -> AnyExperiment:
    """The experiment that nested dictionaries and lists describe; fields left out take version 1's defaults.

    Its ``kind`` says whether it is a GAN's; without one it is that of a network which learns points.

    Raises
    ------
    ValueError
        Names the first wrong field by its full path, its value and what would be accepted.
    """
    if not isinstance(value, dict):
        raise ValueError(f"the experiment is {show(value)}; accepted: an object in braces")
    # First of all, since the fields of another version are unknown here.
    check_field(field_at("version"), value.get("version", VERSION), "version")
    kind = value.get("kind")
    if kind not in (None, "gan"):
        raise ValueError(f"kind is {show(kind)}; accepted: 'gan', or no such field")
    root, defaults = (GanExperiment, GAN_DEFAULTS) if kind else (Experiment, DEFAULTS)
    experiment: AnyExperiment = _build(root, value, defaults, "")
    return experiment


def _build(record: type[Any], value: dict[str, Any], defaults: dict[str, Any], path: str) -> Any:
    _check_keys(record, value, path)
    filled = {**defaults, **value}
    values = {
        name: _build_field(f, filled[name], defaults[name], f"{path}{name}") for name, f in fields_of(record).items()
    }
    return record(**values)


def _build_field(f: dataclasses.Field[Any], value: object, default: Any, path: str) -> object:
    if "record" in f.metadata and isinstance(value, dict):
        return _build(f.metadata["record"], value, default, f"{path}.")
    if "kinds" in f.metadata and isinstance(value, list) and len(value) <= f.metadata["maximum"]:
        return tuple(_build_layer(item, f"{path}[{i}]") for i, item in enumerate(value))
    if "list" in f.metadata:
        value = _as_tuples(value)
    check_field(f, value, path)
    return value


def _build_layer(value: object, path: str) -> Any:
    if not isinstance(value, dict):
        raise ValueError(f"{path} is {show(value)}; accepted: an object in braces")
    kind = value.get("kind", "linear")
    if not isinstance(kind, str) or kind not in LAYER_KINDS:
        raise ValueError(f"{path}.kind is {show(kind)}; accepted: {', '.join(map(repr, LAYER_KINDS))}")
    return _build(LAYER_KINDS[kind], value, LAYER_DEFAULTS[kind], f"{path}.")


def _as_tuples(value: object) -> object:
    """Lists as tuples, and lists in lists; deeper ones are accepted nowhere and stay."""
    if not isinstance(value, list):
        return value
    return tuple(tuple(item) if isinstance(item, list) else item for item in value)


def _as_lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_lists(item) for key, item in value.items()}
    return [_as_lists(item) for item in value] if isinstance(value, tuple) else value


def _check_keys(record: type[Any], value: dict[str, Any], path: str) -> None:
    if isinstance(value, Repeated):
        raise ValueError(f"{path}{show_name(value.field)} is given more than once; accepted: once")
    for key in value:
        known_field(record, key, path, f" ({show(value[key])})")
