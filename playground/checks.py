"""Checks of one field's value, and the sentence that refuses it."""

from __future__ import annotations

import dataclasses
from typing import Any

MAX_NAME = 64


def show(value: object) -> str:
    """A value as error messages print it: one line, at most 60 characters."""
    try:
        text = repr(value).replace("\n", " ")
    except (ValueError, RecursionError):  # an integer of over 4,300 digits; lists nested a thousand deep
        text = f"a huge {type(value).__name__}"
    return text if len(text) <= 60 else text[:57] + "..."


def check_field(f: dataclasses.Field[Any], value: object, path: str) -> None:
    """Check one field's value against its type and metadata.

    Raises
    ------
    ValueError
        Names the field, the value received and what would be accepted.
    """
    accepted = _accepted(f)
    if not _is_accepted(f, value):
        raise ValueError(f"{path} is {show(value)}; accepted: {accepted}")


def _is_accepted(f: dataclasses.Field[Any], value: object) -> bool:
    meta = f.metadata
    if "choices" in meta:
        return type(value) is type(meta["choices"][0]) and value in meta["choices"]
    if "registry" in meta:
        return isinstance(value, str) and len(value) <= MAX_NAME
    if "items" in meta:
        return (
            isinstance(value, tuple)
            and len(value) <= meta["maximum"]
            and all(isinstance(item, meta["items"]) for item in value)
        )
    if "minimum" in meta:
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        is_number = is_whole or (f.type == "float" and isinstance(value, float))
        return is_number and meta["minimum"] <= value <= meta["maximum"]
    return isinstance(value, meta["record"])


def _accepted(f: dataclasses.Field[Any]) -> str:
    meta = f.metadata
    if "choices" in meta:
        return ", ".join(repr(choice) for choice in meta["choices"])
    if "registry" in meta:
        return f"a name of at most {MAX_NAME} characters, in quotes"
    if "items" in meta:
        return f"a list of at most {meta['maximum']} layers"
    if "minimum" in meta:
        kind = "a whole number" if f.type == "int" else "a number"
        return f"{kind} from {meta['minimum']:,} to {meta['maximum']:,}"
    return "an object in braces"
