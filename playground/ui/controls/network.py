"""The diagram's edits once more, for keyboards, phones and tests; and the seed, which decides how the weights begin."""

from __future__ import annotations

import streamlit as st

from playground.lessons import say
from playground.ui.controls.layers import Stack, layer_buttons, layer_rows, more_button
from playground.ui.controls.seed import seed_controls
from playground.ui.controls.widgets import menu
from playground.ui.edits import apply_edit
from playground.ui.state import LabState

STACK = Stack(path="model.layers", edit=apply_edit)


def network_controls(state: LabState) -> None:
    """Layers of every kind, from the inputs to the output; initializer and seed."""
    st.subheader(say("network"))
    layers = state.session.experiment.model.layers
    if not layers or layers[0].kind == "linear":
        _input_row(state)
    layer_rows(state, STACK)
    layer_buttons(state, STACK)
    menu(state, "model.initializer")
    seed_controls(state)


def _input_row(state: LabState) -> None:
    left, right = st.columns([11, 2], vertical_alignment="center")
    left.caption(say("inputs"))
    with right:
        more_button(state, STACK)
