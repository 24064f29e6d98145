"""Checks of one field's value, and the sentence that refuses it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any

MAX_NAME = 64
_HALF = re.compile(r"[\ud800-\udfff]")
LARGEST = 1e6
LARGEST_MEASURE = 1e15  # in the unit of the reader's own file


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
    if "kinds" in meta:
        records = tuple(meta["kinds"].values())
        if not isinstance(value, tuple) or len(value) > meta["maximum"]:
            return False
        return all(isinstance(item, records) for item in value)
    if "list" in meta:
        is_item = ITEMS[meta["list"]][0]
        return isinstance(value, tuple) and meta["least"] <= len(value) <= meta["most"] and all(map(is_item, value))
    if "minimum" in meta:
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        is_of_type = is_whole or (f.type == "float" and isinstance(value, float))
        return is_of_type and meta["minimum"] <= value <= meta["maximum"]
    return isinstance(value, meta["record"])


def _accepted(f: dataclasses.Field[Any]) -> str:
    meta = f.metadata
    if "choices" in meta:
        return ", ".join(repr(choice) for choice in meta["choices"])
    if "registry" in meta:
        return f"a name of at most {MAX_NAME} characters, in quotes"
    if "kinds" in meta:
        return f"a list of at most {meta['maximum']} layers"
    if "list" in meta:
        n = str(meta["most"]) if meta["least"] == meta["most"] else f"{meta['least']} to {meta['most']:,}"
        return f"a list of {n} {ITEMS[meta['list']][1]}"
    if "minimum" in meta:
        kind = "a whole number" if f.type == "int" else "a number"
        return f"{kind} from {meta['minimum']:,} to {meta['maximum']:,}"
    return "an object in braces"


def _is_text(value: object) -> bool:
    # Half a character, which JSON can write, reaches no browser.
    return isinstance(value, str) and 0 < len(value) <= MAX_NAME and not _HALF.search(value)


def is_number(value: object, largest: float = LARGEST) -> bool:
    """Whether a value is a number, and not too large."""
    # Not-a-number and infinity compare as too large.
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= largest


def _is_measure(value: object) -> bool:
    return is_number(value, LARGEST_MEASURE)


def _is_row(value: object) -> bool:
    return isinstance(value, tuple) and 2 <= len(value) <= 3 and all(map(is_number, value))


# What a list may hold: how it is checked, and its name in errors.
ITEMS: dict[str, tuple[Callable[[object], bool], str]] = {
    "text": (_is_text, f"texts of 1 to {MAX_NAME} characters"),
    "number": (_is_measure, f"numbers of at most {LARGEST_MEASURE:,.0f} in size"),
    "row": (_is_row, f"rows of 2 or 3 numbers of at most {LARGEST:,.0f} in size"),
}
