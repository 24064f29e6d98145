"""The one way in which a reader's change reaches the run: taken and told, or refused and told."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from playground.config import Experiment
from playground.engine.catalog import check_names
from playground.serialization import LINK_PARAMETER, from_link, to_link
from playground.ui.speed import SPEEDS
from playground.ui.state import LabState

REBUILT = "The network is built anew: training starts again at step 0."


def make_change(state: LabState, change: Callable[[Experiment], Experiment]) -> None:
    """Change the experiment; on bad input the last good one stays and the reason is kept for the page."""
    try:
        experiment = change(state.session.experiment)
        check_names(experiment)
    except ValueError as error:
        state.refusal = str(error)
        return
    state.refusal = ""
    if state.session.change(experiment) == "rebuilt":
        state.news = REBUILT


def follow_address(state: LabState) -> None:
    """Take over the link and the display options of the address bar when they were typed, pasted or opened."""
    speed = st.query_params.get("speed", state.speed)
    if speed in SPEEDS:
        state.speed = speed
    link = st.query_params.get(LINK_PARAMETER, "")
    if not link or link == state.link:
        return
    state.link = link
    try:
        experiment = from_link(link)
        check_names(experiment)
    except ValueError as error:
        state.refusal = f"This link was not opened: {error}"
        return
    state.refusal = ""
    state.session.change(experiment)
    state.session.reset()


def write_address(state: LabState) -> None:
    """Put the experiment and the speed into the address bar, so that reload and sharing give the same."""
    state.link = to_link(state.session.experiment)
    if st.query_params.get(LINK_PARAMETER) != state.link:
        st.query_params[LINK_PARAMETER] = state.link
    if st.query_params.get("speed") != state.speed:
        st.query_params["speed"] = state.speed
