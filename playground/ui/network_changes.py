"""Changes of the network lab: of its seeds, its data set and its painted points."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from playground.config import DataConfig, Experiment, OwnData
from playground.lessons import say
from playground.ui.changes import attempt, make_change, take_change
from playground.ui.edits import change_field
from playground.ui.fit import explain, fit_to_data
from playground.ui.state import LabState, Points, Stroke


def choose_dataset(state: LabState, name: str) -> None:
    """Go over to another data set; the reader's own points are kept, and come back with their set."""

    def change(experiment: Experiment) -> Experiment:
        if name != "own" or experiment.data.name == "own":
            return change_field(experiment, "data.name", name)
        return fit_to_data(experiment, dataclasses.replace(experiment.data, name=name, own=state.own))

    make_change(state, change)


def replace_points(state: LabState, change: Callable[[Experiment], DataConfig]) -> bool:
    """Change the reader's own points, in a way that can be taken back; says whether that was possible."""

    def act() -> None:
        former = state.session.experiment
        take_change(state, fit_to_data(former, change(former)))
        stroke = Stroke(_points_of(former), _points_of(state.session.experiment))
        if stroke.after != stroke.before:
            state.strokes.append(stroke)
        if stroke.before.name != "own":
            state.news = f"{state.news} {say('points_are_own')}"

    return attempt(state, act)


def undo_points(state: LabState) -> None:
    """Take the last stroke back, unless something else has replaced the points since."""

    def act() -> None:
        experiment = state.session.experiment
        if not state.strokes or state.strokes[-1].after != _points_of(experiment):
            state.strokes.clear()
            raise ValueError(say("nothing_to_undo"))
        name, own = state.strokes[-1].before
        take_change(state, fit_to_data(experiment, dataclasses.replace(experiment.data, name=name, own=own)))
        state.strokes.pop()

    attempt(state, act)


def follow(state: LabState, former: Experiment) -> str:
    """Keep the reader's own points while another set is chosen; says what has followed the change."""
    experiment = state.session.experiment
    if former.data.name == "own" and experiment.data.name != "own" and former.data.own != OwnData():
        state.own = former.data.own
    return explain(former, experiment)


def _points_of(experiment: Experiment) -> Points:
    return Points(experiment.data.name, experiment.data.own)
