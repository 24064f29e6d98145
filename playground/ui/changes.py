"""The one way in which a reader's change reaches the run: taken and told, or refused and told."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from playground.config import Experiment
from playground.engine.session import Session
from playground.lessons import say
from playground.serialization import LINK_PARAMETER, from_link, to_link
from playground.ui.speed import SPEEDS
from playground.ui.state import LabState, is_echo, replace_value

SPEED_PARAMETER = "speed"
# Short, so that the Back button undoes a change at once.
ADDRESS_ECHO_SECONDS = 0.5


def make_change(state: LabState, change: Callable[[Experiment], Experiment]) -> None:
    """Change the experiment; on bad input the last good one stays and the reason is kept for the page."""
    with state.lock:
        _change(state, change)


def _change(state: LabState, change: Callable[[Experiment], Experiment]) -> None:
    former = state.session.experiment
    try:
        experiment = change(former)
        outcome = state.session.change(experiment)
    except ValueError as error:
        state.refusal, state.is_changed = str(error), True
        return
    state.refusal, state.is_changed = "", True
    if outcome == "rebuilt":
        state.news = say("rebuilt")
    if experiment.data != former.data and experiment.training != former.training:
        state.news += " " + say("batch_follows", n_train=experiment.data.n_train)


def start_lab(preset: Experiment) -> LabState:
    """The first state of a page: the experiment of the address if it holds a good one, else the preset."""
    link = st.query_params.get(LINK_PARAMETER, "")
    state = None
    refusal = ""
    if link:
        try:
            state = LabState(session=Session(from_link(link)))
        except ValueError as error:
            refusal = say("link_refused", reason=error)
    state = state or LabState(session=Session(preset), refusal=refusal)
    state.address[LINK_PARAMETER] = link
    return state


def follow_address(state: LabState) -> None:
    """Take over what was typed or pasted into the address bar, or brought back by its Back button."""
    with state.lock:
        _follow(state)


def _follow(state: LabState) -> None:
    speed = _take_parameter(state, SPEED_PARAMETER)
    if speed in SPEEDS:
        state.speed = speed
    link = _take_parameter(state, LINK_PARAMETER)
    is_changed, state.is_changed = state.is_changed, False
    if not link or is_changed:
        return
    try:
        experiment = from_link(link)
        state.session.pause()
        if state.session.change(experiment) != "rebuilt":
            state.session.reset()
    except ValueError as error:
        state.refusal = say("link_refused", reason=error)
        return
    state.refusal, state.news = "", say("opened")


def write_address(state: LabState) -> None:
    """Put the experiment and the speed into the address bar, so that reload and sharing give the same."""
    wanted = {LINK_PARAMETER: to_link(state.session.experiment), SPEED_PARAMETER: state.speed}
    for name, value in wanted.items():
        if state.address.get(name, value) != value:
            replace_value(state, f"?{name}", state.address[name], ADDRESS_ECHO_SECONDS)
    state.address = wanted
    if any(st.query_params.get(name) != value for name, value in wanted.items()):
        st.query_params.update(wanted)


def _take_parameter(state: LabState, name: str) -> str:
    """A parameter's value if it is new and no echo, else empty."""
    value = st.query_params.get(name, "")
    if value == state.address.get(name, "") or is_echo(state, f"?{name}", value):
        return ""
    state.address[name] = value
    return value
