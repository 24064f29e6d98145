"""The address bar: it holds the experiment and the speed, so that reload, Back and sharing give the same."""

from __future__ import annotations

import streamlit as st

from playground.config import Experiment
from playground.engine.session import Session
from playground.lessons import say
from playground.serialization import LINK_PARAMETER, from_link, to_link
from playground.ui.changes import open_experiment
from playground.ui.speed import SPEEDS
from playground.ui.state import LabState, is_echo, replace_value

SPEED_PARAMETER = "speed"
# Short, so that the Back button undoes a change at once.
ADDRESS_ECHO_SECONDS = 0.5
# Browsers, mails and chats cut longer ones.
MAX_LINK = 6_000


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


def write_address(state: LabState) -> None:
    """Put the experiment and the speed into the address bar; of an experiment too long for a link, only the speed."""
    wanted = {LINK_PARAMETER: "" if is_link_too_long(state) else link_of(state), SPEED_PARAMETER: state.speed}
    for name, value in wanted.items():
        if state.address.get(name, value) != value:
            replace_value(state, f"?{name}", state.address[name], ADDRESS_ECHO_SECONDS)
    state.address = wanted
    given = st.query_params.to_dict()
    parameters = {name: value for name, value in {**given, **wanted}.items() if value or name not in wanted}
    if parameters != given:
        st.query_params.from_dict(parameters)


def is_link_too_long(state: LabState) -> bool:
    """Whether the experiment can only travel as a file."""
    return len(link_of(state)) > MAX_LINK


def link_of(state: LabState) -> str:
    """The experiment's link, made once for each experiment."""
    experiment = state.session.experiment
    if state.linked[0] is not experiment:
        state.linked = (experiment, to_link(experiment))
    return state.linked[1]


def _follow(state: LabState) -> None:
    speed = _take_parameter(state, SPEED_PARAMETER)
    if speed in SPEEDS:
        state.speed = speed
    link = _take_parameter(state, LINK_PARAMETER)
    is_changed, state.is_changed = state.is_changed, False
    if not link or is_changed:
        return
    try:
        open_experiment(state, from_link(link), say("opened"))
    except ValueError as error:
        state.refusal = say("link_refused", reason=error)
    state.is_changed = False  # this very rerun draws the page


def _take_parameter(state: LabState, name: str) -> str:
    """A parameter's value if it is new and no echo, else empty."""
    value = st.query_params.get(name, "")
    if value == state.address.get(name, "") or is_echo(state, f"?{name}", value):
        return ""
    state.address[name] = value
    return value
