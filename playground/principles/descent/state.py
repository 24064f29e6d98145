"""What the gradient descent lab shows, as plain data: checked, and filled from how the lab opens."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from playground.checks import is_number, show
from playground.config import Experiment
from playground.engine.catalog import check_experiment
from playground.optim import OPTIMIZERS
from playground.principles.descent.landscape import KINDS
from playground.principles.descent.race import MAX_RUNNERS, MAX_STEPS, Runner
from playground.principles.descent.regression import BatchRunner, load_line
from playground.principles.descent.surfaces import SURFACES
from playground.serialization import from_link

TABS = ("race", "batches", "network")
LOWEST_RATE, HIGHEST_RATE = 1e-4, 10.0
HIGHEST_MOMENTUM = 0.99
MAX_LINK = 3_000  # characters, so that the state still fits into an address
MAX_SEED = 999
N_POINTS = len(load_line(False).x)

START: dict[str, Any] = {
    "tab": "race",
    "surface": "bowl",
    "start": [-3.2, 2.4],
    "steps": 60,
    "runners": [
        {"rule": "sgd", "rate": 0.51, "momentum": 0.9},
        {"rule": "momentum", "rate": 0.03, "momentum": 0.8},
        {"rule": "adam", "rate": 0.2, "momentum": 0.9},
    ],
    "line_start": [-0.15, 1.0],
    "is_standardized": False,
    "line_steps": 200,
    "batches": [
        {"batch": N_POINTS, "rate": 0.03, "momentum": 0.0},
        {"batch": 15, "rate": 0.03, "momentum": 0.0},
        {"batch": 1, "rate": 0.03, "momentum": 0.0},
    ],
    "plane": "trajectory",
    "seed": 1,
    "link": "",
}


def read_state(state: object) -> dict[str, Any]:
    """Check a state and fill what is missing from `START`.

    Raises
    ------
    ValueError
        Names what is wrong, the value received and what would be accepted.
    """
    if not isinstance(state, Mapping):
        raise ValueError(f"the state is {show(state)}; accepted: an object in braces")
    unknown = [name for name in state if name not in START]
    if unknown:
        raise ValueError(f"{show(unknown[0])} is unknown; accepted: {', '.join(START)}")
    given = {**START, **state}
    surface = read_choice(given["surface"], "surface", SURFACES)
    if not isinstance(given["is_standardized"], bool):
        raise ValueError(f"is_standardized is {show(given['is_standardized'])}; accepted: true, false")
    line = load_line(given["is_standardized"])
    return {
        "tab": read_choice(given["tab"], "tab", TABS),
        "surface": surface,
        "start": _read_place(given["start"], "start", SURFACES[surface].extent),
        "steps": _read_whole(given["steps"], "steps", 1, MAX_STEPS),
        "runners": [_read_runner(row, f"runners[{i}]") for i, row in _list(given["runners"], "runners")],
        "line_start": _read_place(given["line_start"], "line_start", line.extent),
        "is_standardized": given["is_standardized"],
        "line_steps": _read_whole(given["line_steps"], "line_steps", 1, MAX_STEPS),
        "batches": [_read_batch(row, f"batches[{i}]") for i, row in _list(given["batches"], "batches")],
        "plane": read_choice(given["plane"], "plane", KINDS),
        "seed": _read_whole(given["seed"], "seed", 0, MAX_SEED),
        "link": _read_link(given["link"]),
    }


def runners_of(state: Mapping[str, Any]) -> list[Runner]:
    """The runners of the race."""
    return [Runner(**row) for row in state["runners"]]


def batches_of(state: Mapping[str, Any]) -> list[BatchRunner]:
    """The runners with batches of their own."""
    return [BatchRunner(**row) for row in state["batches"]]


def open_network(link: str) -> Experiment:
    """The experiment of a network lab's link, or of its whole address.

    Raises
    ------
    ValueError
        The link is damaged, or its experiment is none that can be trained here.
    """
    experiment = from_link(link.rpartition("e=")[2].partition("&")[0] if "e=" in link else link)
    if not isinstance(experiment, Experiment):
        raise ValueError("the link holds a GAN, which has two losses; accepted: a link of the network lab")
    check_experiment(experiment)
    return experiment


def read_choice(value: object, path: str, choices: Collection[str]) -> str:
    """One of a few names.

    Raises
    ------
    ValueError
        Names the field, the value and the choices.
    """
    if not isinstance(value, str) or value not in choices:
        raise ValueError(f"{path} is {show(value)}; accepted: {', '.join(choices)}")
    return value


def _read_number(value: object, path: str, low: float, high: float) -> float:
    # Not-a-number compares as neither.
    if not is_number(value) or not low <= float(value) <= high:  # type: ignore[arg-type]
        raise ValueError(f"{path} is {show(value)}; accepted: a number from {low:g} to {high:g}")
    return float(value)  # type: ignore[arg-type]


def _read_whole(value: object, path: str, low: int, high: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ValueError(f"{path} is {show(value)}; accepted: a whole number from {low} to {high}")
    return value


def _list(value: object, path: str) -> list[tuple[int, Any]]:
    if not isinstance(value, list) or not 1 <= len(value) <= MAX_RUNNERS:
        raise ValueError(f"{path} is {show(value)}; accepted: a list of 1 to {MAX_RUNNERS} runners")
    return list(enumerate(value))


def _read_place(value: object, path: str, extent: tuple[float, float, float, float]) -> list[float]:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError(f"{path} is {show(value)}; accepted: two numbers")
    return [_read_number(v, f"{path}[{i}]", *extent[2 * i : 2 * i + 2]) for i, v in enumerate(value)]


def _read_runner(row: object, path: str) -> dict[str, Any]:
    row = _fill(row, path, START["runners"][0])
    return {"rule": read_choice(row["rule"], f"{path}.rule", OPTIMIZERS), **_read_rates(row, path)}


def _read_batch(row: object, path: str) -> dict[str, Any]:
    row = _fill(row, path, START["batches"][0])
    return {"batch": _read_whole(row["batch"], f"{path}.batch", 1, N_POINTS), **_read_rates(row, path)}


def _read_rates(row: Mapping[str, Any], path: str) -> dict[str, float]:
    return {
        "rate": _read_number(row["rate"], f"{path}.rate", LOWEST_RATE, HIGHEST_RATE),
        "momentum": _read_number(row["momentum"], f"{path}.momentum", 0.0, HIGHEST_MOMENTUM),
    }


def _fill(row: object, path: str, usual: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(row, Mapping) or not set(row) <= set(usual):
        raise ValueError(f"{path} is {show(row)}; accepted: an object with {', '.join(usual)}")
    return {**usual, **row}


def _read_link(value: object) -> str:
    if not isinstance(value, str) or len(value) > MAX_LINK:
        size = f"{len(value):,} characters long" if isinstance(value, str) else show(value)
        raise ValueError(f"link is {size}; accepted: a link of the network lab of at most {MAX_LINK:,} characters")
    if value:
        open_network(value)
    return value
