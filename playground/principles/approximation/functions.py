"""The curves that a hidden layer is to approximate, on an even grid; the reader may draw one by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]

LOW, HIGH = -2.0, 2.0
HIGHEST = 1.5  # the plane that is drawn reaches from -1.5 to 1.5
N_PLACES = 81
GRID = tuple(round(LOW + (HIGH - LOW) * i / (N_PLACES - 1), 2) for i in range(N_PLACES))
SPIKE_REACH = 0.3

# Those of `playground.data` without their noise, and a spike.
FUNCTIONS: dict[str, Callable[[Array], Array]] = {
    "sine": lambda x: np.sin(np.pi * x),
    "x_sin_x": lambda x: x * np.sin(4 * x) / 2,
    "step": lambda x: np.where(x < 0, -1.0, 1.0),
    "spike": lambda x: np.maximum(0.0, 1 - np.abs(x) / SPIKE_REACH),
}


def sample_function(name: str, drawn: Sequence[float | None]) -> list[float | None]:
    """The curve's height at each place of the grid; None where nothing was drawn.

    Parameters
    ----------
    name : str
        A key of `FUNCTIONS`, or ``"own"``.
    drawn : sequence of float or None
        The reader's own curve: as long as the grid, or empty.
    """
    if name == "own":
        return list(drawn) or [None] * N_PLACES
    heights: list[float | None] = FUNCTIONS[name](np.array(GRID)).round(3).tolist()
    return heights
