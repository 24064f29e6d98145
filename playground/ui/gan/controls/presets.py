"""Ready-made games to begin with: those that work, and those that fail on purpose."""

from __future__ import annotations

from functools import partial

import streamlit as st

from playground.lessons import say
from playground.lessons.presets.gan import GAN_PRESETS
from playground.ui.changes import attempt, open_experiment
from playground.ui.controls.widgets import bind
from playground.ui.gan.state import GanState

GROUPS = {"preset": True, "failing_preset": False}
"""Keys of both groups, and whether theirs work."""


def preset_controls(state: GanState) -> None:
    """Pills of presets; what there is to see in the one that is open, until something of it is changed."""
    experiment = state.session.experiment
    present = next((name for name, preset in GAN_PRESETS.items() if preset.experiment == experiment), None)
    st.subheader(say("presets"))
    for key, is_working in GROUPS.items():
        options = [name for name, preset in GAN_PRESETS.items() if preset.works is is_working]
        st.pills(
            say(f"gan_{key}"),
            options=options,
            format_func=lambda name: GAN_PRESETS[name].label,
            **bind(state, key, present if present in options else None, partial(_open, state)),
        )
    if present:
        st.caption(GAN_PRESETS[present].summary)


def _open(state: GanState, name: str) -> None:
    attempt(state, partial(open_experiment, state, GAN_PRESETS[name].experiment, say("preset_opened")))
