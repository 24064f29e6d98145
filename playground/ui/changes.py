"""The one way in which a reader's change reaches the run: taken and told, or refused and told."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from playground.config import DataConfig, Experiment, OwnData
from playground.engine.catalog import check_experiment
from playground.lessons import say
from playground.ui.edits import change_field
from playground.ui.fit import explain, fit_to_data
from playground.ui.state import LabState, Points, Stroke, replace_value

# What the echo of a former moment is remembered under.
MOMENT = "moment"


def make_change(state: LabState, change: Callable[[Experiment], Experiment]) -> None:
    """Change the experiment; on bad input the last good one stays and the reason is kept for the page."""
    attempt(state, lambda: _change(state, change(state.session.experiment)))


def attempt(state: LabState, action: Callable[[], object]) -> bool:
    """Do what a reader asked for; if that is not possible, nothing changes and the reason is kept for the page."""
    with state.lock:
        try:
            action()
        except ValueError as error:
            state.refusal, state.is_changed = str(error), True
            return False
    return True


def open_experiment(state: LabState, experiment: Experiment, news: str) -> None:
    """Go over to an experiment that comes as a whole: it opens paused, at step 0.

    Raises
    ------
    ValueError
        It cannot be built; the last good one stays.
    """
    check_experiment(experiment)
    former = state.session.experiment
    state.session.open(experiment)
    take_over(state, former)
    state.news = news


def take_over(state: LabState, former: Experiment) -> None:
    """What follows when another run has taken the place of the one of the `former` experiment."""
    _keep_own(state, former, state.session.experiment)
    show_present(state)
    state.refusal, state.is_changed = "", True


def show_present(state: LabState) -> None:
    """Look at the run as it is now, no longer at a former moment of it; for a moment the browser may repeat that."""
    if state.view.step is not None:
        replace_value(state, MOMENT, state.view.step)
        state.view = dataclasses.replace(state.view, step=None)


def change_seeds(state: LabState, members: int) -> None:
    """Train so many networks at once, of as many seeds."""

    def act() -> None:
        former = state.session.run
        state.session.set_members(members)
        if state.session.run != former:
            take_over(state, state.session.experiment)
            state.news = say("rebuilt")

    attempt(state, act)


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
        _change(state, fit_to_data(former, change(former)))
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
        _change(state, fit_to_data(experiment, dataclasses.replace(experiment.data, name=name, own=own)))
        state.strokes.pop()

    attempt(state, act)


def _change(state: LabState, experiment: Experiment) -> None:
    former, number = state.session.experiment, state.session.run
    outcome = state.session.change(experiment)
    _keep_own(state, former, experiment)
    if outcome == "rebuilt":
        show_present(state)
    state.refusal, state.is_changed = "", True
    told = say("rebuilt") if outcome == "rebuilt" else ""
    if outcome == "live" and state.session.run != number:
        told = say("forked", pinned=number, number=state.session.run)
    state.news = " ".join(sentence for sentence in (told, explain(former, experiment)) if sentence)


def _keep_own(state: LabState, former: Experiment, experiment: Experiment) -> None:
    if former.data.name == "own" and experiment.data.name != "own" and former.data.own != OwnData():
        state.own = former.data.own


def _points_of(experiment: Experiment) -> Points:
    return Points(experiment.data.name, experiment.data.own)
