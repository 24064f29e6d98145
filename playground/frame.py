"""Frame: one recorded moment of training, as NumPy arrays and plain numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

STATUSES = ("idle", "running", "paused", "finished", "diverged")
MODES = ("eval", "train", "agreement")

Unit = tuple[int, int]
"""A unit's column (0: inputs, 1 to H: hidden layers, H + 1: outputs) and its index there."""


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
    mode : str
        One of `MODES`; ``"train"`` adds the network as a step of training sees it, ``"agreement"`` what the members of
        an ensemble say together.
    output_bytes : int
        Bytes that the maps of several classes may take together; their size follows.
    step : int or None
        The recorded moment that is looked at while the run stands still; None for the present.
    stage : int
        Of a GAN that stands still: the stage of its next iteration that is looked at, 1 to 8; 0 for none.
    noise : tuple of float
        Of a GAN: the noise vector that the reader follows; empty for none.
    between : tuple of int
        Of a GAN that makes images: the two shown noise vectors between which it is to interpolate.
    """

    map_size: int = 50
    unit_bytes: int = 11_000
    max_edges: int = 512
    curve_points: int = 120
    mode: str = "eval"
    output_bytes: int = 14_000
    step: int | None = None
    stage: int = 0
    noise: tuple[float, ...] = ()
    between: tuple[int, int] = (0, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportDemand:
    """What the open panels want to see, about twice a second; what they do not want is not computed.

    Parameters
    ----------
    metrics : bool
        Scores, curves and tables of the predictions.
    layers : bool
        Distributions of weights, gradients and activations over time.
    unit : tuple of int or None
        The unit looked at.
    point : int or None
        The point looked at; training points come first, then test points.
    step : int or None
        As in `Demand`.
    """

    metrics: bool = False
    layers: bool = False
    unit: Unit | None = None
    point: int | None = None
    step: int | None = None


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
    hint : str
        What is odd about the network although it learns, and what to try, or empty.
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
    hint: str = ""
    metrics: Mapping[str, float] = field(default_factory=dict)
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)
