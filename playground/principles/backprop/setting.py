"""Setting: the network, the sample and the updates that the backpropagation lab shows, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from playground.checks import is_number, show
from playground.principles.backprop.functions import FUNCTIONS, LOSSES
from playground.principles.principle import State

MAX_INPUTS, MAX_HIDDEN_LAYERS, MAX_UNITS, MAX_OUTPUTS = 3, 2, 4, 2
LARGEST_WEIGHT = 1000.0
LARGEST_SAMPLE = 4.0
LARGEST_RATE = 10.0
MAX_UPDATES = 40
EPSILONS = (1.0, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7)  # steps of the finite difference
CHARTS = ("weight", "updates")

START: State = {
    "sizes": [2, 2, 1],
    "hidden": "tanh",
    "output": "sigmoid",
    "loss": "half",
    "x": [0.8, -0.5],
    "t": [1.0],
    "parameters": [0.9, -0.7, 0.1, -0.6, 1.1, -0.2, -1.2, 0.9, 0.2],
    "rates": [],
    "past": 0,
    "eta": 1.0,
    "epsilon": 2,
    "step": 3,
    "selected": 0,
    "route": [0, 0],
    "chart": "weight",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """One sample and the network that it runs through.

    Parameters
    ----------
    sizes : tuple of int
        Inputs, units of each hidden layer, outputs.
    parameters : tuple of float
        Before the updates: layer by layer, of each unit its weights and then its bias.
    rates : tuple of float
        Step size of each update that has been made since.
    epsilon : int
        Which of `EPSILONS`.
    selected : int
        The parameter whose gradient is followed.
    """

    sizes: tuple[int, ...]
    hidden: str
    output: str
    loss: str
    x: tuple[float, ...]
    t: tuple[float, ...]
    parameters: tuple[float, ...]
    rates: tuple[float, ...]
    epsilon: int
    selected: int

    @property
    def n_layers(self) -> int:
        """Layers of weights."""
        return len(self.sizes) - 1


def setting_of(state: State) -> Setting:
    """The setting of a state that `read` gave."""
    names = ("sizes", "x", "t", "parameters", "rates")
    lists: dict[str, Any] = {name: tuple(state[name]) for name in names}
    rest: dict[str, Any] = {name: state[name] for name in ("hidden", "output", "loss", "epsilon", "selected")}
    return Setting(**lists, **rest)


def count_parameters(sizes: list[int]) -> int:
    """Weights and biases of a network."""
    return sum((n_in + 1) * n_out for n_in, n_out in pairwise(sizes))


def read(given: object) -> State:
    """A state as the lab shows it, with what is missing taken from `START`.

    Raises
    ------
    ValueError
        Names the field, the value received and what would be accepted.
    """
    if not isinstance(given, Mapping):
        raise ValueError(f"the state is {show(given)}; accepted: an object")
    unknown = [name for name in given if name not in START]
    if unknown:
        raise ValueError(f"the state has {show(unknown[0])}; accepted: {', '.join(START)}")
    state = {**START, **given}
    _check_network(state)
    _check_sample(state)
    _check_display(state)
    return {name: list(value) if isinstance(value, list | tuple) else value for name, value in state.items()}


def _check_network(state: State) -> None:
    sizes = state["sizes"]
    if not _is_shape(sizes):
        raise ValueError(
            f"sizes is {show(sizes)}; accepted: 1 to {MAX_INPUTS} inputs, up to {MAX_HIDDEN_LAYERS} hidden layers of "
            f"1 to {MAX_UNITS} units, 1 to {MAX_OUTPUTS} outputs"
        )
    for name, registry in (("hidden", FUNCTIONS), ("output", FUNCTIONS), ("loss", LOSSES)):
        _require(state, name, ", ".join(registry), isinstance(state[name], str) and state[name] in registry)
    _check_numbers(state, "parameters", count_parameters(sizes), LARGEST_WEIGHT)


def _is_shape(sizes: object) -> bool:
    if not isinstance(sizes, list | tuple) or not 2 <= len(sizes) <= MAX_HIDDEN_LAYERS + 2:
        return False
    limits = [MAX_INPUTS, *[MAX_UNITS] * (len(sizes) - 2), MAX_OUTPUTS]
    return all(_is_whole(size, 1, limit) for size, limit in zip(sizes, limits, strict=True))


def _check_sample(state: State) -> None:
    _check_numbers(state, "x", state["sizes"][0], LARGEST_SAMPLE)
    _check_numbers(state, "t", state["sizes"][-1], LARGEST_SAMPLE)
    if LOSSES[state["loss"]].is_fused:
        is_share = all(0 <= t <= 1 for t in state["t"]) and (len(state["t"]) == 1 or abs(sum(state["t"]) - 1) < 1e-9)
        wanted = "probabilities" if len(state["t"]) == 1 else "probabilities that add up to 1"
        _require(state, "t", f"{wanted}, for cross-entropy", is_share)


def _check_display(state: State) -> None:
    n_layers, rates, route = len(state["sizes"]) - 1, state["rates"], state["route"]
    _require(
        state,
        "rates",
        f"at most {MAX_UPDATES} numbers from 0 to {LARGEST_RATE:g}",
        isinstance(rates, list | tuple) and len(rates) <= MAX_UPDATES and all(map(_is_rate, rates)),
    )
    _require(state, "eta", f"a number from 0 to {LARGEST_RATE:g}", _is_rate(state["eta"]))
    most = {
        "past": 10**9,
        "epsilon": len(EPSILONS) - 1,
        "step": 2 * n_layers + 2,
        "selected": len(state["parameters"]) - 1,
    }
    for name, limit in most.items():
        _require(state, name, f"a whole number from 0 to {limit:,}", _is_whole(state[name], 0, limit))
    is_route = isinstance(route, list | tuple) and len(route) == n_layers
    is_route = is_route and all(_is_whole(u, 0, n - 1) for u, n in zip(route, state["sizes"][1:], strict=True))
    _require(state, "route", f"one unit of each of the {n_layers} layers after the inputs", is_route)
    _require(state, "chart", ", ".join(CHARTS), state["chart"] in CHARTS)
    is_updated = state["step"] < most["step"] or len(rates) > 0
    _require(state, "step", f"at most {most['step'] - 1} before an update", is_updated)


def _check_numbers(state: State, name: str, n: int, largest: float) -> None:
    values = state[name]
    is_right = isinstance(values, list | tuple) and len(values) == n and all(is_number(v, largest) for v in values)
    _require(state, name, f"{n} numbers of at most {largest:,g} in size", is_right)


def _require(state: State, name: str, accepted: str, is_right: bool) -> None:
    if not is_right:
        raise ValueError(f"{name} is {show(state[name])}; accepted: {accepted}")


def _is_rate(value: object) -> bool:
    return isinstance(value, int | float) and is_number(value, LARGEST_RATE) and value >= 0


def _is_whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
