"""What the page of approximation shows, and the check of what comes from a browser or an address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playground.checks import is_number, show
from playground.config.model import MAX_UNITS
from playground.principles.approximation.functions import FUNCTIONS, HIGHEST, N_PLACES
from playground.principles.principle import State

TABS = ("fit", "width", "depth")
ACTIVATIONS = ("tanh", "sigmoid", "relu", "linear")
OPTIMIZERS = ("adam", "sgd")
# Optimizer steps a second.
SPEEDS = {"slow": 15, "normal": 120, "fast": 600}
LEAST_RATE, MOST_RATE = 1e-4, 100.0
MAX_SEED = 9_999

START: State = {
    "tab": "fit",
    "function": "sine",
    "drawn": [],
    "units": 6,
    "activation": "tanh",
    "optimizer": "adam",
    "rate": 0.02,
    "speed": "normal",
    "seed": 0,
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
        "function": _choice(given, "function", (*FUNCTIONS, "own")),
        "drawn": _drawn(given["drawn"]),
        "units": _whole(given["units"], "units", 1, MAX_UNITS),
        "activation": _choice(given, "activation", ACTIVATIONS),
        "optimizer": _choice(given, "optimizer", OPTIMIZERS),
        "rate": _number(given["rate"], "rate", LEAST_RATE, MOST_RATE),
        "speed": _choice(given, "speed", tuple(SPEEDS)),
        "seed": _whole(given["seed"], "seed", 0, MAX_SEED),
    }


def _choice(given: Mapping[str, Any], name: str, accepted: tuple[str, ...]) -> str:
    value = given[name]
    if not isinstance(value, str) or value not in accepted:
        raise ValueError(f"{name} is {show(value)}; accepted: {', '.join(accepted)}")
    return value


def _number(value: object, name: str, low: float, high: float) -> float:
    if not is_number(value) or not low <= value <= high:  # type: ignore[operator]
        raise ValueError(f"{name} is {show(value)}; accepted: a number from {low:g} to {high:g}")
    return float(value)  # type: ignore[arg-type]


def _whole(value: object, name: str, low: int, high: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ValueError(f"{name} is {show(value)}; accepted: a whole number from {low} to {high:,}")
    return value


def _drawn(value: object) -> list[float | None]:
    if not isinstance(value, list | tuple) or len(value) not in (0, N_PLACES):
        raise ValueError(f"drawn is {show(value)}; accepted: a list of {N_PLACES} heights, or an empty one")
    return [_height(item, f"drawn[{i}]") for i, item in enumerate(value)]


def _height(value: object, name: str) -> float | None:
    # Two decimals, as the plane has them.
    return None if value is None else round(_number(value, name, -HIGHEST, HIGHEST), 2)
