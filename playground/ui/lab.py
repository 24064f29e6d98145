"""Lab: in what the labs' pages differ; everything else about a page is shared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playground.engine.session import Session
from playground.frame import Demand, ReportDemand
from playground.ui.speed import FASTEST_TICK

# States and experiments are those of the lab itself: `Any` here, exact where the functions are written.


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Lab:
    """One lab's own parts.

    Parameters
    ----------
    name : str
        As in `playground.ui.labs.LABS`.
    experiment : type
        The kind of experiment that it runs.
    stage : str
        The browser code's entry, a file of ``assets/live``.
    styles : tuple of str
        The stage's style sheets there, without ``.css``.
    pictured : callable
        ``pictured(experiment)``: what the stage draws anew when it changes.
    describe : callable
        ``describe(state)``: what the stage has to know besides the frames, for JSON.
    take_gesture : callable
        ``take_gesture(state, gesture)`` does what the browser asks for.
    demand_frames, demand_report : callable
        ``demand_frames(state)`` and ``demand_report(state)``: what the view wants to see.
    change_field : callable
        ``change_field(experiment, path, value)``: the experiment with one field changed, and what has to follow.
    follow : callable
        ``follow(state, former)``: keep what another experiment has put away; returns what there is to tell.
    takeaways : mapping
        By name the `playground.ui.takeaway.Takeaway` that the present run can be taken along as.
    offers : callable
        ``offers(state)`` draws what is offered besides these.
    length : str
        Path of the field that says how long a run is.
    steps : mapping
        Buttons behind Step: key -> icon, and what it does with the session.
    tick : float
        Seconds between two frames at the fastest.
    rate_word : str
        The page's word for a number of steps a second.
    has_seeds : bool
        Whether several seeds can be trained at once.
    """

    name: str
    experiment: type
    stage: str
    styles: tuple[str, ...]
    pictured: Callable[[Any], object]
    describe: Callable[[Any], dict[str, Any]]
    take_gesture: Callable[[Any, Mapping[str, object]], None]
    demand_frames: Callable[[Any], Demand]
    demand_report: Callable[[Any], ReportDemand | None]
    change_field: Callable[[Any, str, Any], Any]
    follow: Callable[[Any, Any], str]
    takeaways: Mapping[str, Any]
    offers: Callable[[Any], None]
    length: str
    steps: Mapping[str, tuple[str, Callable[[Session[Any, Any]], None]]] = field(default_factory=dict)
    tick: float = FASTEST_TICK
    rate_word: str = "steps_per_second"
    has_seeds: bool = False
