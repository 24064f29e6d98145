"""Ready-made experiments to begin with."""

from __future__ import annotations

from functools import partial

import streamlit as st

from playground.lessons import say
from playground.lessons.presets import PRESETS
from playground.ui.changes import attempt, open_experiment
from playground.ui.controls.widgets import bind
from playground.ui.state import LabState


def preset_controls(state: LabState) -> None:
    """A menu of presets; it names the one that is open until something of it is changed."""
    experiment = state.session.experiment
    present = next((name for name, preset in PRESETS.items() if preset.experiment == experiment), None)

    def take(name: str) -> None:
        attempt(state, partial(open_experiment, state, PRESETS[name].experiment, say("preset_opened")))

    st.selectbox(
        say("preset"),
        options=list(PRESETS),
        format_func=lambda name: PRESETS[name].label,
        placeholder=say("choose_preset"),
        help=say("preset_help"),
        **bind(state, "preset", present, take),
    )
    if present:
        st.caption(PRESETS[present].summary)
