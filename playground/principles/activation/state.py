"""What the page of the activations shows, and the check of what comes from a browser or an address."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from playground.checks import is_number, show
from playground.models import INITIALIZERS
from playground.principles.activation.depth import Setting
from playground.principles.activation.functions import FUNCTIONS, WIDEST
from playground.principles.principle import State

TABS = ("function", "depth", "softmax")
QUANTITIES = ("sums", "weights")
MAX_DEPTH = 30
LEAST_SCALE, MOST_SCALE = 0.25, 4.0
WIDEST_WEIGHT = 4.0
WIDEST_LOGIT = 5.0
LEAST_TEMPERATURE, MOST_TEMPERATURE = 0.1, 10.0
MAX_SEED = 9_999

START: State = {
    "tab": "function",
    "function": "sigmoid",
    "x": 1.5,
    "matrices": [[0.8, -0.5, 0.4, 1.1], [1.2, 0.3, -0.6, 0.9], [0.5, 1.0, -1.0, 0.7]],
    "network": {"activation": "sigmoid", "initializer": "xavier_normal", "scale": 1.0},
    "kept": None,
    "depth": 10,
    "seed": 0,
    "quantity": "sums",
    "logits": [2.0, 1.0, -1.0],
    "temperature": 1.0,
    "target": 1,
}


def read_state(state: object) -> State:
    """A checked copy; what is missing is as at the start.

    Raises
    ------
    ValueError
        Names the field, its value and what would be accepted.
    """
    given = _fill(state, "the state", START)
    kept = given["kept"]
    return {
        "tab": _choice(given["tab"], "tab", TABS),
        "function": _choice(given["function"], "function", FUNCTIONS),
        "x": _number(given["x"], "x", -WIDEST, WIDEST),
        "matrices": _rows(given["matrices"]),
        "network": _network(given["network"], "network"),
        "kept": None if kept is None else _network(kept, "kept"),
        "depth": _whole(given["depth"], "depth", 1, MAX_DEPTH),
        "seed": _whole(given["seed"], "seed", 0, MAX_SEED),
        "quantity": _choice(given["quantity"], "quantity", QUANTITIES),
        "logits": _numbers(given["logits"], "logits", 3, WIDEST_LOGIT),
        "temperature": _number(given["temperature"], "temperature", LEAST_TEMPERATURE, MOST_TEMPERATURE),
        "target": _whole(given["target"], "target", 0, 2),
    }


def setting_of(state: State, network: Mapping[str, Any]) -> Setting:
    """A network of the state, at its depth and seed."""
    return Setting(**network, depth=state["depth"], seed=state["seed"])


def _fill(value: object, path: str, usual: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{path} is {show(value)}; accepted: an object in braces")
    if unknown := set(value) - set(usual):
        raise ValueError(f"{path} has a field {show(min(map(str, unknown)))}; accepted: {', '.join(usual)}")
    return {**usual, **value}


def _choice(value: object, path: str, accepted: Collection[str]) -> str:
    if not isinstance(value, str) or value not in accepted:
        raise ValueError(f"{path} is {show(value)}; accepted: {', '.join(accepted)}")
    return value


def _number(value: object, path: str, low: float, high: float) -> float:
    # Not-a-number compares as neither.
    if not is_number(value) or not low <= float(value) <= high:  # type: ignore[arg-type]
        raise ValueError(f"{path} is {show(value)}; accepted: a number from {low:g} to {high:g}")
    return float(value)  # type: ignore[arg-type]


def _whole(value: object, path: str, low: int, high: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ValueError(f"{path} is {show(value)}; accepted: a whole number from {low} to {high:,}")
    return value


def _numbers(value: object, path: str, n: int, widest: float) -> list[float]:
    if not isinstance(value, list | tuple) or len(value) != n:
        raise ValueError(f"{path} is {show(value)}; accepted: a list of {n} numbers")
    return [_number(item, f"{path}[{i}]", -widest, widest) for i, item in enumerate(value)]


def _rows(value: object) -> list[list[float]]:
    if not isinstance(value, list | tuple) or len(value) != 3:
        raise ValueError(f"matrices is {show(value)}; accepted: a list of 3 matrices, each of 4 numbers")
    return [_numbers(item, f"matrices[{i}]", 4, WIDEST_WEIGHT) for i, item in enumerate(value)]


def _network(value: object, path: str) -> dict[str, Any]:
    given = _fill(value, path, START["network"])
    return {
        "activation": _choice(given["activation"], f"{path}.activation", FUNCTIONS),
        "initializer": _choice(given["initializer"], f"{path}.initializer", INITIALIZERS),
        "scale": _number(given["scale"], f"{path}.scale", LEAST_SCALE, MOST_SCALE),
    }
