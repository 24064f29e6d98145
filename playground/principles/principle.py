"""Principle: what a first-principles lab computes; everything around it is shared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from playground.config import Experiment

State = dict[str, Any]  # what a lab shows, as JSON has it


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Principle:
    """One lab's own part: pure functions from what is shown to its numbers.

    Parameters
    ----------
    name : str
        In the address, in file names and in `playground.principles.PRINCIPLES`.
    start : mapping
        The state that the lab opens with; ``read`` leaves it as it is.
    read : callable
        ``read(state)`` checks what came from a browser or an address, fills what is missing from ``start``, and raises
        ``ValueError`` with one sentence: "X is V; accepted: ...".
    answer : callable
        ``answer(state)``: the numbers of a state that ``read`` gave, ready for JSON, within about 100 ms.
    experiment : callable
        ``experiment(state)``: what the network lab opens to go on from here.
    """

    name: str
    start: Mapping[str, Any]
    read: Callable[[object], State]
    answer: Callable[[State], dict[str, Any]]
    experiment: Callable[[State], Experiment]
