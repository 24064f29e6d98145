"""The approximation lab: what is shown, its numbers, and where to go on."""

from __future__ import annotations

from functools import cache
from typing import Any

from playground.models import ACTIVATIONS as SPECS
from playground.principles.approximation.experiment import make_experiment
from playground.principles.approximation.functions import FUNCTIONS, GRID, HIGHEST, sample_function
from playground.principles.approximation.measure import N_SEEDS, N_STEPS, count_parameters
from playground.principles.approximation.state import (
    ACTIVATIONS,
    LEAST_RATE,
    MOST_RATE,
    OPTIMIZERS,
    SPEEDS,
    START,
    read_state,
)
from playground.principles.principle import Principle, State


def answer(state: State) -> dict[str, Any]:
    """The curve on the grid, and what there is to choose from; the fit itself comes from the session."""
    heights = sample_function(state["function"], state["drawn"])
    return {
        "heights": heights,
        "points": sum(height is not None for height in heights),
        "parameters": count_parameters((state["units"],)),
        "catalog": _list_catalog(),
    }


@cache
def _list_catalog() -> dict[str, Any]:
    return {
        "grid": GRID,
        "highest": HIGHEST,
        "functions": {name: sample_function(name, []) for name in FUNCTIONS},
        "activations": {name: SPECS[name].label for name in ACTIVATIONS},
        "optimizers": OPTIMIZERS,
        "speeds": list(SPEEDS),
        "rates": [LEAST_RATE, MOST_RATE],
        "seeds": N_SEEDS,
        "steps": N_STEPS,
    }


LAB = Principle(name="approximation", start=START, read=read_state, answer=answer, experiment=make_experiment)
