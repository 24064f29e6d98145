"""Ready-made experiments to begin with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from playground.lessons import say
from playground.lessons.presets.preset import Preset
from playground.ui.changes import attempt, open_experiment
from playground.ui.controls.widgets import bind
from playground.ui.state import AnyState


def preset_controls(state: AnyState, presets: Mapping[str, Preset[Any]]) -> None:
    """A menu of presets; it names the one that is open until something of it is changed."""
    experiment = state.session.experiment
    present = next((name for name, preset in presets.items() if preset.experiment == experiment), None)

    def take(name: str) -> None:
        attempt(state, partial(open_experiment, state, presets[name].experiment, say("preset_opened")))

    st.selectbox(
        say("preset"),
        options=list(presets),
        format_func=lambda name: presets[name].label,
        placeholder=say("choose_preset"),
        help=say("preset_help"),
        **bind(state, "preset", present, take),
    )
    if present:
        st.caption(presets[present].summary)
