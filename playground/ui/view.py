"""What a reader looks at on the stage: a display option, kept for the open page and never part of an experiment."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from playground.checks import show
from playground.config import Experiment, LinearConfig
from playground.data import describe_data, usable_features
from playground.frame import MODES, Demand, ReportDemand, Unit

PANELS = ("inspect", "layers", "metrics", "runs")
LARGEST_INDEX = 100_000
LARGEST_STEP = 10**9


@dataclass(frozen=True, kw_only=True, slots=True)
class ViewState:
    """Mode of the maps, open panels, and what is looked at.

    Parameters
    ----------
    mode : str
        One of `playground.frame.MODES`.
    panels : tuple of str
        Those of `PANELS` that are open.
    unit : tuple of int or None
        Column and index of the unit that is inspected.
    point : int or None
        The point that is inspected; training points come first, then test points.
    step : int or None
        The recorded moment that is looked at; None for the present.
    """

    mode: str = "eval"
    panels: tuple[str, ...] = ()
    unit: Unit | None = None
    point: int | None = None
    step: int | None = None


def read_view(value: object) -> ViewState:
    """The view that the browser tells; what it leaves out is closed.

    Raises
    ------
    ValueError
        Something in it is not accepted.
    """
    if not isinstance(value, dict):
        raise ValueError(f"the view is {show(value)}; accepted: an object in braces")
    mode, panels = value.get("mode", "eval"), value.get("panels", [])
    if mode not in MODES:
        raise ValueError(f"the mode is {show(mode)}; accepted: {', '.join(MODES)}")
    if not isinstance(panels, list) or any(panel not in PANELS for panel in panels):
        raise ValueError(f"the open panels are {show(panels)}; accepted: some of {', '.join(PANELS)}")
    return ViewState(
        mode=mode,
        panels=tuple(panel for panel in PANELS if panel in panels),
        unit=_read_unit(value.get("unit")),
        point=None if value.get("point") is None else read_index(value["point"], "point"),
        step=None if value.get("step") is None else read_index(value["step"], "step", LARGEST_STEP),
    )


def read_index(value: object, name: str, largest: int = LARGEST_INDEX) -> int:
    """A place in a list, or a step, that the browser tells.

    Raises
    ------
    ValueError
        It is none.
    """
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= largest:
        raise ValueError(f"the {name} is {show(value)}; accepted: 0 to {largest:,}")
    return value


def demand_frames(view: ViewState) -> Demand:
    """What the stage's frames have to hold."""
    return Demand(mode=view.mode, step=view.step)


def demand_report(view: ViewState, experiment: Experiment, n_points: int) -> ReportDemand | None:
    """What the open panels have to be told, or None if nothing is open.

    Parameters
    ----------
    view : ViewState
        May still look at what a change of the network or the data has taken away.
    experiment : Experiment
    n_points : int
        Training and test points together.
    """
    unit = point = None
    if "inspect" in view.panels:
        unit = view.unit if view.unit and _is_there(view.unit, experiment) else None
        point = view.point if view.point is not None and view.point < n_points else None
    demand = ReportDemand(metrics="metrics" in view.panels, layers="layers" in view.panels, unit=unit, point=point)
    return None if demand == ReportDemand() else dataclasses.replace(demand, step=view.step)


def _read_unit(value: object) -> Unit | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError(f"the unit is {show(value)}; accepted: its column and its index")
    return read_index(value[0], "unit's column"), read_index(value[1], "unit's index")


def _is_there(unit: Unit, experiment: Experiment) -> bool:
    header = describe_data(experiment.data)
    hidden = [layer.units for layer in experiment.model.layers if isinstance(layer, LinearConfig)]
    widths = [len(usable_features(experiment.model.inputs, len(header.features))), *hidden, header.n_outputs]
    return unit[0] < len(widths) and unit[1] < widths[unit[0]]
