"""The one way in which a reader's change reaches the run: taken and told, or refused and told."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from playground.config import AnyExperiment, ExperimentT, GanExperiment
from playground.engine.catalog import check_experiment
from playground.engine.session import DatasetT
from playground.lessons import say
from playground.ui.lab import Lab
from playground.ui.state import AnyState, PageState, replace_value

# What the echo of a former moment is remembered under.
MOMENT = "moment"


def make_change(state: PageState[ExperimentT, DatasetT], change: Callable[[ExperimentT], ExperimentT]) -> None:
    """Change the experiment; on bad input the last good one stays and the reason is kept for the page."""
    attempt(state, lambda: take_change(state, change(state.session.experiment)))


def attempt(state: AnyState, action: Callable[[], object]) -> bool:
    """Do what a reader asked for; if that is not possible, nothing changes and the reason is kept for the page."""
    with state.lock:
        try:
            action()
        except ValueError as error:
            state.refusal, state.is_changed = str(error), True
            return False
    return True


def open_experiment(state: AnyState, experiment: AnyExperiment, news: str) -> None:
    """Go over to an experiment that comes as a whole: it opens paused, at step 0.

    Raises
    ------
    ValueError
        It cannot be built, or belongs to another lab; the last good one stays.
    """
    check_lab(state.lab, experiment)
    check_experiment(experiment)
    former = state.session.experiment
    state.session.open(experiment)
    take_over(state, former)
    state.news = news


def check_lab(lab: Lab, experiment: AnyExperiment) -> None:
    """Check that an experiment is of the kind that a lab runs.

    Raises
    ------
    ValueError
        Says for which lab it is.
    """
    if not isinstance(experiment, lab.experiment):
        raise ValueError(say("gan_elsewhere" if isinstance(experiment, GanExperiment) else "network_elsewhere"))


def take_over(state: AnyState, former: AnyExperiment) -> None:
    """What follows when another run has taken the place of the one of the `former` experiment."""
    state.lab.follow(state, former)
    show_present(state)
    state.refusal, state.is_changed = "", True


def show_present(state: AnyState) -> None:
    """Look at the run as it is now, no longer at a former moment of it; for a moment the browser may repeat that."""
    if state.view.step is not None:
        replace_value(state, MOMENT, state.view.step)
        state.view = dataclasses.replace(state.view, step=None)


def take_change(state: PageState[ExperimentT, DatasetT], experiment: ExperimentT) -> None:
    """Go on with another experiment, and tell what became of the run; raises ValueError as `Session.change` does."""
    former, number = state.session.experiment, state.session.run
    outcome = state.session.change(experiment)
    explanation = state.lab.follow(state, former)
    if outcome == "rebuilt":
        show_present(state)
    state.refusal, state.is_changed = "", True
    told = say("rebuilt") if outcome == "rebuilt" else ""
    if outcome == "live" and state.session.run != number:
        told = say("forked", pinned=number, number=state.session.run)
    state.news = " ".join(sentence for sentence in (told, explanation) if sentence)


def change_seeds(state: AnyState, members: int) -> None:
    """Train so many networks at once, of as many seeds."""

    def act() -> None:
        former = state.session.run
        state.session.set_members(members)
        if state.session.run != former:
            take_over(state, state.session.experiment)
            state.news = say("rebuilt")

    attempt(state, act)
