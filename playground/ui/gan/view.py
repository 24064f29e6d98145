"""What a reader looks at on the GAN lab's stage: a display option, never part of an experiment."""

from __future__ import annotations

from dataclasses import dataclass

from playground.checks import is_number, show
from playground.config import MAX_UNITS, GanExperiment
from playground.frame import Demand, ReportDemand
from playground.ui.view import LARGEST_STEP, read_index

LAYERS = ("real", "generated", "manifold", "gradient", "field", "half")
STAGES = 8
LAST_SAMPLE = 127  # of those that frames show
LAST_IMAGE = 35  # of the sheet
LARGEST_NOISE = 100.0


@dataclass(frozen=True, kw_only=True, slots=True)
class GanView:
    """Moment, stage of slow motion, and what is looked at.

    Parameters
    ----------
    step : int or None
        The recorded moment that is looked at; None for the present.
    stage : int
        The stage of the next iteration that is looked at, 1 to 8; 0 without slow motion.
    noise : tuple of float or None
        A noise vector that the reader has put together; None while one of the shown samples is followed.
    between : tuple of int
        The two images between which others are made.
    layers : tuple of str
        Those of `LAYERS` that the map shows.
    followed : int
        The shown sample that is followed.
    """

    step: int | None = None
    stage: int = 0
    noise: tuple[float, ...] | None = None
    between: tuple[int, int] = (0, 1)
    layers: tuple[str, ...] = LAYERS
    followed: int = 0


def read_view(value: object) -> GanView:
    """The view that the browser tells; what it leaves out is as in a new one.

    Raises
    ------
    ValueError
        Something in it is not accepted.
    """
    if not isinstance(value, dict):
        raise ValueError(f"the view is {show(value)}; accepted: an object in braces")
    layers = value.get("layers", list(LAYERS))
    if not isinstance(layers, list) or any(layer not in LAYERS for layer in layers):
        raise ValueError(f"the layers of the map are {show(layers)}; accepted: some of {', '.join(LAYERS)}")
    return GanView(
        step=None if value.get("step") is None else read_index(value["step"], "step", LARGEST_STEP),
        stage=read_index(value.get("stage", 0), "stage", STAGES),
        noise=_read_noise(value.get("noise")),
        between=_read_pair(value.get("between", [0, 1])),
        layers=tuple(layer for layer in LAYERS if layer in layers),
        followed=read_index(value.get("followed", 0), "followed sample", LAST_SAMPLE),
    )


def demand_frames(view: GanView, experiment: GanExperiment, *, is_running: bool) -> Demand:
    """What the stage's frames have to hold.

    Parameters
    ----------
    view : GanView
        May still hold a noise vector of a generator that took another size of noise.
    experiment : GanExperiment
    is_running : bool
        A stage is shown only of a run that stands still, and only of its next iteration.
    """
    is_slow = view.step is None and not is_running
    noise = view.noise if view.noise and len(view.noise) == experiment.noise.size else ()
    return Demand(step=view.step, stage=view.stage if is_slow else 0, noise=noise, between=view.between)


def demand_report(view: GanView) -> ReportDemand:
    """The scores that stand above the stage, of the moment that is looked at."""
    return ReportDemand(metrics=True, step=view.step)


def _read_noise(noise: object) -> tuple[float, ...] | None:
    if noise is None:
        return None
    is_vector = isinstance(noise, list) and 1 <= len(noise) <= MAX_UNITS
    if not isinstance(noise, list) or not is_vector or not all(is_number(z, LARGEST_NOISE) for z in noise):
        raise ValueError(
            f"the noise is {show(noise)}; accepted: a list of 1 to {MAX_UNITS} numbers of at most {LARGEST_NOISE:g} "
            "in size"
        )
    return tuple(map(float, noise))


def _read_pair(pair: object) -> tuple[int, int]:
    if not isinstance(pair, list) or len(pair) != 2:
        raise ValueError(f"the images to go between are {show(pair)}; accepted: two of 0 to {LAST_IMAGE}")
    a, b = (read_index(place, "image to go from or to", LAST_IMAGE) for place in pair)
    return a, b
