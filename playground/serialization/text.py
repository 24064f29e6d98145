"""An experiment as JSON, and back."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from playground.checks import show
from playground.config import AnyExperiment
from playground.serialization.tree import Repeated, from_dict, to_dict

MAX_CHARACTERS = 2_000_000


def to_json(experiment: AnyExperiment) -> str:
    """The experiment as indented JSON, every field included."""
    return json.dumps(to_dict(experiment), indent=2)


def from_json(text: str) -> AnyExperiment:
    """The experiment that JSON text describes.

    Raises
    ------
    ValueError
        The text is too long, not JSON, or not an experiment; see `from_dict`.
    """
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"the text has {len(text):,} characters; accepted: at most {MAX_CHARACTERS:,}")
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_int=_integer)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise ValueError(f"the text {show(text)} is no JSON at {place}: {error.msg}; accepted: an experiment") from None
    except RecursionError:
        raise ValueError(f"the text {show(text)} is nested too deeply; accepted: an experiment") from None
    return from_dict(value)


def _integer(digits: str) -> int | str:
    # Python reads no integer of more than 4,300 digits; no field accepts the text, and the error can name its field.
    return int(digits) if len(digits) <= 4_000 else digits


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    repeated = Repeated(value)
    repeated.field = Counter(key for key, _ in pairs).most_common(1)[0][0]
    return repeated
