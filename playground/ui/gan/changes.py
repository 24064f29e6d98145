"""Changes of where the GAN lab's real samples come from; painted points are never lost."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from playground.config import GanDataConfig, GanExperiment
from playground.lessons import say
from playground.ui.changes import attempt, make_change, take_change
from playground.ui.gan.edits import change_field, explain
from playground.ui.gan.state import GanState, GanStroke, Painted


def choose_distribution(state: GanState, name: str) -> None:
    """Go over to another distribution; painted points are kept, and come back with theirs."""

    def change(experiment: GanExperiment) -> GanExperiment:
        if name != "own" or experiment.data.name == "own":
            return change_field(experiment, "data.name", name)
        return _with_data(experiment, dataclasses.replace(experiment.data, name=name, points=state.points))

    make_change(state, change)


def replace_points(state: GanState, change: Callable[[GanDataConfig], GanDataConfig]) -> bool:
    """Change the painted points, in a way that can be taken back; says whether that was possible."""

    def act() -> None:
        former = state.session.experiment
        take_change(state, _with_data(former, change(former.data)))
        stroke = GanStroke(_painted_of(former), _painted_of(state.session.experiment))
        if stroke.after != stroke.before:
            state.strokes.append(stroke)
        if stroke.before.name != "own":
            state.news = f"{state.news} {say('gan_points_are_own')}"

    return attempt(state, act)


def undo_points(state: GanState) -> None:
    """Take the last stroke back, unless something else has replaced the points since."""

    def act() -> None:
        experiment = state.session.experiment
        if not state.strokes or state.strokes[-1].after != _painted_of(experiment):
            state.strokes.clear()
            raise ValueError(say("nothing_to_undo"))
        name, points = state.strokes[-1].before
        take_change(state, _with_data(experiment, dataclasses.replace(experiment.data, name=name, points=points)))
        state.strokes.pop()

    attempt(state, act)


def follow(state: GanState, former: GanExperiment) -> str:
    """Keep the painted points while another distribution is chosen; says what has followed the change."""
    experiment = state.session.experiment
    if former.data.name == "own" and experiment.data.name != "own" and former.data.points:
        state.points = former.data.points
    return explain(former, experiment)


def _with_data(experiment: GanExperiment, data: GanDataConfig) -> GanExperiment:
    return dataclasses.replace(experiment, data=data)


def _painted_of(experiment: GanExperiment) -> Painted:
    return Painted(experiment.data.name, experiment.data.points)
