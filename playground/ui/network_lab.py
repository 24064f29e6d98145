"""The network lab put together: controls, transport and live view around one session."""

from __future__ import annotations

import streamlit as st

from playground.config import Experiment
from playground.ui.changes import follow_address, start_lab, write_address
from playground.ui.controls import data_controls, network_controls, seed_controls, training_controls
from playground.ui.layout import tell
from playground.ui.live_view import live_view
from playground.ui.state import LabState, open_state
from playground.ui.transport import transport


def open_lab(preset: Experiment) -> LabState:
    """The reader's run: from the link in the address bar, or the preset."""
    state = open_state(lambda: start_lab(preset))
    follow_address(state)
    return state


def setup(state: LabState) -> None:
    """Everything that can be chosen, in the sidebar."""
    with st.sidebar:
        data_controls(state)
        training_controls(state)
        network_controls(state)
        seed_controls(state)


def run(state: LabState) -> None:
    """Transport and live view; at last the address bar takes over what was chosen."""
    status = state.session.status
    tell(state.news, state.refusal)
    state.news = ""
    transport(state, status)
    live_view(state, is_running=status == "running")
    write_address(state)
