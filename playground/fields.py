"""An experiment's fields by their dotted paths, such as ``model.layers[1].units``.

Widgets read a field's label, help and range here, and write its value; errors name the same path.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Mapping
from typing import Any

from playground.checks import check_field, show
from playground.config import AnyExperiment, Experiment, ExperimentT

_STEP = re.compile(r"([A-Za-z_]\w*)(?:\[([0-9]{1,4})\])?")


def fields_of(record: type[Any]) -> dict[str, dataclasses.Field[Any]]:
    """The fields of a dataclass by name, in order."""
    return {f.name: f for f in dataclasses.fields(record)}


def field_at(path: str, root: type[Any] = Experiment) -> dataclasses.Field[Any]:
    """The field at a path; its metadata hold label, help, range, step, unit and suggestions.

    Parameters
    ----------
    path : str
        For example ``"data.noise"`` or ``"model.layers[0].units"``. Layers of one kind share their fields.
    root : type
        The kind of experiment.

    Raises
    ------
    ValueError
        There is no such field.
    """
    record: type[Any] = root
    done = ""
    *parents, (last, index) = _steps(path)
    for name, position in parents:
        f = known_field(record, name, done)
        part = "record" if position is None else "kinds"
        if part not in f.metadata:
            raise ValueError(f"{done}{name} of the path {show(path)} is no such part; accepted: e.g. 'data.noise'")
        record = f.metadata[part] if position is None else _kind_with(f.metadata[part], last)
        done += f"{name}." if position is None else f"{name}[{position}]."
    if index is not None:
        raise ValueError(f"the path {show(path)} ends in an item; accepted: one that ends in a field's name")
    return known_field(record, last, done)


def value_at(experiment: AnyExperiment, path: str) -> Any:
    """The value of the field at a path; see `field_at`.

    Raises
    ------
    ValueError
        There is no such field, or this experiment has no such layer.
    """
    field_at(path, type(experiment))
    value: Any = experiment
    done = ""
    for name, index in _steps(path):
        known_field(type(value), name, done)
        value = getattr(value, name)
        if index is not None:
            value = _item(value, index, done + name)
        done += f"{name}." if index is None else f"{name}[{index}]."
    return value


def replace_at(experiment: ExperimentT, path: str, value: object) -> ExperimentT:
    """The experiment with one field changed.

    Parameters
    ----------
    experiment : Experiment or GanExperiment
        Stays as it is.
    path : str
        As in `field_at`.
    value : object
        The field's new value; for ``"model.layers"`` a tuple of layers.

    Raises
    ------
    ValueError
        There is no such field, its value is not accepted, or it does not go with another field's.
    """
    check_field(field_at(path, type(experiment)), value, path)
    changed: ExperimentT = _replace(experiment, _steps(path), value, "")
    return changed


def known_field(record: type[Any], name: object, prefix: str = "", given: str = "") -> dataclasses.Field[Any]:
    """The field of a dataclass by name; the error for an unknown one names the accepted ones and the nearest.

    Parameters
    ----------
    record : type
        The dataclass.
    name : object
        The field's name, as it came from outside.
    prefix : str
        What stands before the name in its full path, for example ``"data."``.
    given : str
        What stands after it, for example ``" (9)"``.
    """
    fields = fields_of(record)
    if isinstance(name, str) and name in fields:
        return fields[name]
    nearest = difflib.get_close_matches(str(name)[:60], fields, n=1)
    hint = f"; did you mean {prefix}{nearest[0]}?" if nearest else ""
    raise ValueError(f"{prefix}{show_name(name)}{given} is an unknown field; accepted: {', '.join(fields)}{hint}")


def show_name(name: object) -> str:
    """A field's name as error messages print it: plain if it could be one, else quoted and shortened."""
    is_plain = isinstance(name, str) and name.isidentifier() and len(name) <= 60
    return str(name) if is_plain else show(name)


def _kind_with(kinds: Mapping[str, type[Any]], name: str) -> type[Any]:
    """The first kind of layer that has a field of this name; kinds that share a name share its label and range."""
    records = list(kinds.values())
    return next((record for record in records if name in fields_of(record)), records[0])


def _steps(path: str) -> list[tuple[str, int | None]]:
    matches = [_STEP.fullmatch(step) for step in path.split(".")]
    if None in matches:
        raise ValueError(f"the path is {show(path)}; accepted: names with dots between, e.g. 'model.layers[0].units'")
    return [(m[1], None if m[2] is None else int(m[2])) for m in matches if m]


def _replace(record: Any, steps: list[tuple[str, int | None]], value: object, prefix: str) -> Any:
    (name, index), *rest = steps
    known_field(type(record), name, prefix)  # kinds of layers have fields of their own
    current = getattr(record, name)
    if index is not None:
        item = _replace(_item(current, index, prefix + name), rest, value, f"{prefix}{name}[{index}].")
        value = (*current[:index], item, *current[index + 1 :])
    elif rest:
        value = _replace(current, rest, value, f"{prefix}{name}.")
    return dataclasses.replace(record, **{name: value})


def _item(items: tuple[Any, ...], index: int, path: str) -> Any:
    if index >= len(items):
        raise ValueError(f"{path}[{index}] is not there; accepted: an index below {len(items)}")
    return items[index]
