"""Frame: one recorded moment of training, as NumPy arrays and plain numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

STATUSES = ("idle", "running", "paused", "finished", "diverged")


@dataclass(frozen=True, kw_only=True, slots=True)
class Demand:
    """What a view wants to see; what it does not want is not computed.

    Parameters
    ----------
    map_size : int
        Rows and columns of the big map; 0 for none.
    unit_bytes : int
        Bytes that the maps of all units may take together; 0 for none. Their resolution follows.
    max_edges : int
        Weights sent; of larger networks, the strongest of each unit.
    curve_points : int
        Points of each loss curve.
    """

    map_size: int = 50
    unit_bytes: int = 11_000
    max_edges: int = 512
    curve_points: int = 120


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """One moment of a run. Self-contained: any frame may be dropped on the way to the browser.

    Parameters
    ----------
    run : int
        Number of the run within its session: a rebuild or a reset starts the next.
    step : int
        Optimizer updates so far.
    epoch : float
        Passes over the training set so far.
    status : str
        One of `STATUSES`.
    notice : str
        What the reader should know (why training stopped, why nothing is learning), or empty.
    metrics : Mapping[str, float]
        ``train_loss``, ``test_loss``, ``train_accuracy``, ... at this step.
    arrays : Mapping[str, ndarray]
        Maps, weights and curves; each trainer's ``frame`` method documents its own.
    """

    run: int = 0
    step: int = 0
    epoch: float = 0.0
    status: str = "idle"
    notice: str = ""
    metrics: Mapping[str, float] = field(default_factory=dict)
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)
