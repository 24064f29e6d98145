"""What every part of an experiment is made of: fields that know their range, records that check themselves."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import field
from typing import Any

from playground.checks import check_field


def number_field(
    default: float,
    minimum: float,
    maximum: float,
    *,
    label: str,
    help: str,
    step: float | None = None,
    suggestions: tuple[float, ...] = (),
    live: bool = False,
) -> Any:
    """A numeric field with its accepted range.

    `suggestions` are the values a menu offers; `live` says that it may change mid-run.
    """
    metadata = {
        "minimum": minimum,
        "maximum": maximum,
        "step": step,
        "label": label,
        "help": help,
        "suggestions": suggestions,
        "live": live,
    }
    return field(default=default, metadata=metadata)


def name_field(default: str, registry: str, *, label: str, help: str, live: bool = False) -> Any:
    """A field that names an entry of a registry."""
    metadata = {"registry": registry, "label": label, "help": help, "live": live}
    return field(default=default, metadata=metadata)


def choice_field(default: str | int, choices: tuple[str | int, ...], *, label: str, help: str) -> Any:
    """A field that takes one of a few values."""
    return field(default=default, metadata={"choices": choices, "label": label, "help": help})


def switch_field(*, label: str, help: str) -> Any:
    """A field that is true or false; false at first."""
    return field(default=False, metadata={"choices": (False, True), "label": label, "help": help})


def list_field(
    default: tuple[Any, ...],
    of: str,
    minimum: int,
    maximum: int,
    *,
    label: str,
    help: str,
    registry: str = "",
    live: bool = False,
) -> Any:
    """A field that holds a tuple of values.

    `of` is a key of `playground.checks.ITEMS`; a `registry` says whose names they are.
    """
    metadata = {
        "list": of,
        "least": minimum,
        "most": maximum,
        "names": registry,
        "label": label,
        "help": help,
        "live": live,
    }
    return field(default=default, metadata=metadata)


def part_field(record: type, *, label: str, help: str, default: Callable[[], Any] | None = None) -> Any:
    """A field that holds another record; `default` makes it if the record's own defaults do not fit here."""
    return field(default_factory=default or record, metadata={"record": record, "label": label, "help": help})


class Checked:
    """Checks every field against its type and its metadata as soon as a record is made."""

    __slots__ = ()

    def __post_init__(self) -> None:
        for f in dataclasses.fields(self):  # type: ignore[arg-type]
            value = getattr(self, f.name)
            check_field(f, value, f.name)
            if f.type == "float":
                # 1 and 1.0, -0.0 and 0.0 are the same experiment: written one way, they give the same file and link.
                object.__setattr__(self, f.name, float(value) + 0.0)
            elif f.metadata.get("list") in ("number", "row"):
                object.__setattr__(self, f.name, _floats(value))


def _floats(value: Any) -> Any:
    return tuple(_floats(item) for item in value) if isinstance(value, tuple) else float(value) + 0.0
