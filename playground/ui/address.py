"""The address bar: it holds experiment, speed and seeds, so that reload, Back and sharing give the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from playground.config import AnyExperiment
from playground.lessons import say
from playground.serialization import LINK_PARAMETER, from_link, to_link
from playground.ui.changes import attempt, change_seeds, check_lab, open_experiment
from playground.ui.entry import come_in
from playground.ui.lab import Lab
from playground.ui.seeds import read_seeds
from playground.ui.speed import SPEEDS
from playground.ui.state import AnyState, StateT, is_echo, open_state, replace_value, tell_replacements

SPEED_PARAMETER, SEEDS_PARAMETER = "speed", "seeds"
PARAMETERS = (LINK_PARAMETER, SPEED_PARAMETER, SEEDS_PARAMETER)
# Browsers, mails and chats cut longer ones.
MAX_LINK = 6_000


def open_lab(lab: Lab, preset: AnyExperiment, make: Callable[[Any], StateT]) -> StateT:
    """This browser session's state of a lab, as the address wants it.

    Parameters
    ----------
    lab : Lab
    preset : Experiment or GanExperiment
        What it opens with, unless the address holds something else.
    make : callable
        ``make(experiment)``: a new state.
    """
    come_in()
    state, is_back = open_state(lab.name, lambda: _start(lab, preset, make))
    if is_back and not st.query_params.get(LINK_PARAMETER):
        # What the address of another page does not hold has not been taken away.
        state.address = {name: st.query_params.get(name, "") for name in PARAMETERS}
    with state.lock:
        _follow(state)
    return state


def _start(lab: Lab, preset: AnyExperiment, make: Callable[[Any], StateT]) -> StateT:
    """The first state: the experiment and seeds of the address if it holds good ones, else the preset."""
    link = st.query_params.get(LINK_PARAMETER, "")
    state = None
    refusal = ""
    if link:
        try:
            experiment = from_link(link)
            check_lab(lab, experiment)
            state = make(experiment)
        except ValueError as error:
            refusal = say("link_refused", reason=error)
    state = state or make(preset)
    state.address[LINK_PARAMETER] = link
    _follow_seeds(state)
    state.news, state.refusal = "", " ".join(sentence for sentence in (refusal, state.refusal) if sentence)
    return state


def write_address(state: AnyState) -> None:
    """Put experiment, speed and seeds into the address bar; an experiment too long for a link is left out.

    Called once the page has been drawn as it is now: what it replaced, address included, is told along.
    """
    members = state.session.members
    wanted = {
        LINK_PARAMETER: "" if is_link_too_long(state) else link_of(state),
        SPEED_PARAMETER: state.speed,
        SEEDS_PARAMETER: str(members) if members > 1 else "",
    }
    for name, value in wanted.items():
        if state.address.get(name, value) != value:
            replace_value(state, f"?{name}", state.address[name])
    state.address = wanted
    given = st.query_params.to_dict()
    parameters = {name: value for name, value in {**given, **wanted}.items() if value or name not in wanted}
    if parameters != given:
        st.query_params.from_dict(parameters)
    tell_replacements(state)


def share_parameters(state: AnyState) -> dict[str, str]:
    """What the address needs to open the same for somebody else."""
    usual = {SPEED_PARAMETER: "normal"}
    return {name: value for name, value in state.address.items() if value and value != usual.get(name)}


def is_link_too_long(state: AnyState) -> bool:
    """Whether the experiment can only travel as a file."""
    return len(link_of(state)) > MAX_LINK


def link_of(state: AnyState) -> str:
    """The experiment's link, made once for each experiment."""
    experiment = state.session.experiment
    if state.linked[0] is not experiment:
        state.linked = (experiment, to_link(experiment))
    return state.linked[1]


def _follow(state: AnyState) -> None:
    """Take over what was typed or pasted into the address bar, or brought back by its Back button."""
    speed = _take_parameter(state, SPEED_PARAMETER)
    if speed in SPEEDS:
        state.speed = speed
    link = _take_parameter(state, LINK_PARAMETER)
    if link and not state.is_changed:
        try:
            open_experiment(state, from_link(link), say("opened"))
        except ValueError as error:
            state.refusal = say("link_refused", reason=error)
    _follow_seeds(state)
    state.is_changed = False  # this very rerun draws the page


def _follow_seeds(state: AnyState) -> None:
    seeds = _take_parameter(state, SEEDS_PARAMETER)
    if seeds is not None and state.lab.has_seeds:
        attempt(state, lambda: change_seeds(state, read_seeds(seeds)))


def _take_parameter(state: AnyState, name: str) -> str | None:
    """A parameter's value if it is new and no echo, empty if it was taken away, else None."""
    value = st.query_params.get(name, "")
    if value == state.address.get(name, "") or is_echo(state, f"?{name}", value):
        return None
    state.address[name] = value
    return value
