"""Generator and discriminator, layer by layer."""

from __future__ import annotations

import html

import streamlit as st

from playground.config import LinearConfig
from playground.fields import field_at
from playground.ui.controls.layers import Stack, layer_buttons, layer_rows, more_button
from playground.ui.gan.edits import PLAYERS, edit_player
from playground.ui.gan.state import GanState

STACKS = {
    name: Stack(
        path=f"{name}.layers",
        edit=edit_player(name),
        prefix=f"{name}_",
        look={"label_visibility": "collapsed"},
        widths=(7, 13, 4),
    )
    for name in PLAYERS
}


def player_controls(state: GanState) -> None:
    """Both networks: units and activation of each hidden layer; layers of other kinds behind "more"."""
    for name, stack in STACKS.items():
        left, right = st.columns([11, 2], vertical_alignment="center")
        with left:
            _title(state, name)
        with right:
            more_button(state, stack)
        layer_rows(state, stack)
        layer_buttons(state, stack)


def _title(state: GanState, name: str) -> None:
    """Whose layers follow, and the units of all columns."""
    experiment = state.session.experiment
    label = field_at(name, type(experiment)).metadata["label"]
    hidden = [layer.units for layer in getattr(experiment, name).layers if isinstance(layer, LinearConfig)]
    n_features = state.session.dataset.n_features
    first, last = (experiment.noise.size, n_features) if name == "generator" else (n_features, 1)
    sizes = " → ".join(map(str, (first, *hidden, last)))
    st.html(f'<p class="gan-player"><b>{html.escape(label)}</b> <span>{sizes}</span></p>')
