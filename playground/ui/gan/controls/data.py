"""Where real samples come from, and what the generator is given."""

from __future__ import annotations

from functools import partial

import streamlit as st

from playground.data import DISTRIBUTIONS
from playground.fields import field_at
from playground.lessons import say
from playground.ui.controls.widgets import bind, choices, number, slider
from playground.ui.gan.changes import choose_distribution
from playground.ui.gan.state import GanState
from playground.ui.gan.thumbnails import thumbnail


def data_controls(state: GanState) -> None:
    """Distribution and its knobs; size and kind of the noise."""
    data = state.session.experiment.data
    uses = DISTRIBUTIONS[data.name].uses
    st.subheader(say("data"))
    _choose_distribution(state)
    if "points" in uses:
        _tell_points(state)
    if "digit" in uses:
        choices(state, "data.digit")
    if "spread" in uses:
        slider(state, "data.spread")
    left, right = st.columns(2)
    with left:
        number(state, "noise.size")
    with right:
        choices(state, "noise.distribution")


def _choose_distribution(state: GanState) -> None:
    with st.container(key="distributions"):
        st.radio(
            field_at("data.name", type(state.session.experiment)).metadata["label"],
            options=list(DISTRIBUTIONS),
            format_func=lambda name: f"![]({thumbnail(name)}) {DISTRIBUTIONS[name].short}",
            label_visibility="collapsed",
            **bind(state, "dataset", state.session.experiment.data.name, partial(choose_distribution, state)),
        )


def _tell_points(state: GanState) -> None:
    """How many points are painted, or what is still to do."""
    n_points = len(state.session.experiment.data.points)
    st.caption(state.session.dataset.obstacle or say("gan_painted", points=f"{n_points:,}"))
