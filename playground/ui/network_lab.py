"""The network lab put together: controls, transport and live view around one session."""

from __future__ import annotations

import streamlit as st

from playground.config import Experiment
from playground.ui.address import follow_address, start_lab
from playground.ui.controls import (
    data_controls,
    network_controls,
    preset_controls,
    takeaway_controls,
    training_controls,
)
from playground.ui.dialogs import draw_dialog
from playground.ui.layout import tell
from playground.ui.live_view import live_view
from playground.ui.state import LabState, open_state


def open_lab(preset: Experiment) -> LabState:
    """The reader's run: from the link in the address bar, or the preset."""
    state = open_state(lambda: start_lab(preset))
    follow_address(state)
    return state


def setup(state: LabState) -> None:
    """Everything that can be chosen, in the sidebar."""
    with st.sidebar:
        preset_controls(state)
        takeaway_controls(state)
        data_controls(state)
        training_controls(state)
        network_controls(state)


def run(state: LabState) -> None:
    """What the last change did, the dialog that is open, transport and live view."""
    tell(state.news, state.refusal)
    state.news = ""
    draw_dialog(state)
    live_view(state)
