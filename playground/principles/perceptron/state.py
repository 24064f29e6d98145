"""What the page of the perceptron shows, and the check of what comes from a browser or an address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playground.checks import is_number, show
from playground.principles.perceptron.gates import CORNERS, GATES, TARGETS
from playground.principles.principle import State

TABS = ("hand", "rule", "layers")
BEGINNINGS = ("zero", "hand")
MAX_POINTS = 40
LOW, HIGH = -0.4, 1.4  # the plane that is drawn
WIDEST = 4.0
LEAST_RATE, MOST_RATE = 1e-3, 1e3
MAX_SAMPLES = 1_000

START: State = {
    "tab": "hand",
    "target": "and",
    "hand": [1.0, 0.4, 0.6],
    "points": [],
    "beginning": "zero",
    "rate": 0.25,
    "samples": 0,
    "neurons": [[1.0, 1.0, -1.0], [1.0, 1.0, 0.0], [1.0, 1.0, -1.0]],
}


def read_state(state: object) -> State:
    """A checked copy; what is missing is as at the start.

    Raises
    ------
    ValueError
        Names the field, its value and what would be accepted.
    """
    if not isinstance(state, Mapping):
        raise ValueError(f"the state is {show(state)}; accepted: an object in braces")
    if unknown := set(state) - set(START):
        raise ValueError(f"the state has a field {show(min(map(str, unknown)))}; accepted: {', '.join(START)}")
    given = {**START, **state}
    return {
        "tab": _choice(given, "tab", TABS),
        "target": _choice(given, "target", (*TARGETS, "own")),
        "hand": _weights(given["hand"], "hand"),
        "points": _points(given["points"]),
        "beginning": _choice(given, "beginning", BEGINNINGS),
        "rate": _number(given["rate"], "rate", LEAST_RATE, MOST_RATE),
        "samples": _samples(given["samples"]),
        "neurons": _neurons(given["neurons"]),
    }


def points_of(state: State) -> list[list[float]]:
    """The points of the state's target: rows of x1, x2 and class."""
    if state["target"] == "own":
        rows: list[list[float]] = state["points"]
        return rows
    outputs = GATES[state["target"]].outputs
    return [[*corner, float(label)] for corner, label in zip(CORNERS, outputs, strict=True)]


def _choice(given: Mapping[str, Any], name: str, accepted: tuple[str, ...]) -> str:
    value = given[name]
    if not isinstance(value, str) or value not in accepted:
        raise ValueError(f"{name} is {show(value)}; accepted: {', '.join(accepted)}")
    return value


def _number(value: object, name: str, low: float, high: float) -> float:
    if not is_number(value) or not low <= value <= high:  # type: ignore[operator]
        raise ValueError(f"{name} is {show(value)}; accepted: a number from {low:g} to {high:g}")
    return float(value)  # type: ignore[arg-type]


def _weights(value: object, name: str) -> list[float]:
    if not isinstance(value, list | tuple) or len(value) != 3:
        raise ValueError(f"{name} is {show(value)}; accepted: a list of 3 numbers")
    return [_number(item, f"{name}[{i}]", -WIDEST, WIDEST) for i, item in enumerate(value)]


def _neurons(value: object) -> list[list[float]]:
    if not isinstance(value, list | tuple) or len(value) != 3:
        raise ValueError(f"neurons is {show(value)}; accepted: a list of 3 neurons")
    return [_weights(item, f"neurons[{i}]") for i, item in enumerate(value)]


def _points(value: object) -> list[list[float]]:
    if not isinstance(value, list | tuple) or len(value) > MAX_POINTS:
        raise ValueError(f"points is {show(value)}; accepted: a list of at most {MAX_POINTS} points")
    return [_point(item, f"points[{i}]") for i, item in enumerate(value)]


def _point(value: object, name: str) -> list[float]:
    if not isinstance(value, list | tuple) or len(value) != 3 or value[2] not in (0, 1):
        raise ValueError(f"{name} is {show(value)}; accepted: two numbers and a class, 0 or 1")
    # Two decimals, as the plane has them.
    place = [round(_number(item, f"{name}[{i}]", LOW, HIGH), 2) for i, item in enumerate(value[:2])]
    return [*place, float(value[2])]


def _samples(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_SAMPLES:
        raise ValueError(f"samples is {show(value)}; accepted: a whole number from 0 to {MAX_SAMPLES:,}")
    return value
