"""The diagram's edits once more, for keyboards, phones and tests; and the seed, which decides how the weights begin."""

from __future__ import annotations

import secrets
from functools import partial

import streamlit as st

from playground.config import MAX_HIDDEN_LAYERS, MAX_LAYERS, Experiment, LinearConfig
from playground.engine.catalog import REGISTRIES
from playground.lessons import say
from playground.ui.controls.widgets import INPUTS, LETTERS, action, menu, number, place_in_column, slider, switch
from playground.ui.edits import EXTRA_KINDS, apply_edit, change_field
from playground.ui.state import LabState


def network_controls(state: LabState) -> None:
    """Layers of every kind, from the inputs to the output; initializer and seed."""
    st.subheader(say("network"))
    layers = state.session.experiment.model.layers
    if not layers or layers[0].kind == "linear":
        _input_row(state)
    for place, layer in enumerate(layers):
        if layer.kind == "linear":
            _linear_row(state, place)
        else:
            _extra_row(state, place)
    _layer_buttons(state)
    menu(state, "model.initializer")
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        number(state, "seed")
    with right:
        action(state, "new_seed", say("new_seed"), _draw_seed, width="stretch")


def _input_row(state: LabState) -> None:
    left, right = st.columns([11, 2], vertical_alignment="center")
    left.caption(say("inputs"))
    with right:
        _more(state, INPUTS)


def _linear_row(state: LabState, place: int) -> None:
    left, middle, right = st.columns([5, 6, 2], vertical_alignment="bottom")
    with left:
        number(state, f"model.layers[{place}].units")
    with middle:
        menu(state, f"model.layers[{place}].activation")
    with right:
        _more(state, place_in_column(state.session.experiment.model.layers, place)[0], place)


def _extra_row(state: LabState, place: int) -> None:
    layers = state.session.experiment.model.layers
    kind = layers[place].kind
    spec = REGISTRIES["layers"][kind]
    column, n = place_in_column(layers, place)
    left, right = st.columns([11, 2], vertical_alignment="bottom")
    with left:
        if kind == "dropout":
            slider(state, f"model.layers[{place}].rate")
        else:
            menu(state, f"model.layers[{place}].activation", help=spec.summary)
    with right:
        remove = partial(apply_edit, edit={"action": "remove_extra", "index": place})
        label = say("remove_extra", kind=spec.label, column=column)
        action(state, f"remove_{column}{n}", label, remove, icon=":material/close:")


def _more(state: LabState, column: str, place: int | None = None) -> None:
    """What is asked for less often, for one column of units."""
    layers = state.session.experiment.model.layers
    layer = -1 if place is None else LETTERS.index(column)
    with st.popover(say("more_of", column=column), key=f"more_{column}", icon=":material/more_vert:"):
        if place is not None:
            widths = [other.units for other in layers[: place + 1] if isinstance(other, LinearConfig)]
            is_fitting = len(widths) > 1 and widths[-1] == widths[-2]
            switch(state, f"model.layers[{place}].residual", is_disabled=not is_fitting)
        for kind in EXTRA_KINDS:
            edit = {"action": "add_extra", "layer": layer, "value": kind}
            spec = REGISTRIES["layers"][kind]
            action(
                state,
                f"add_{kind}_{column}",
                say("add_kind", kind=spec.label),
                partial(apply_edit, edit=edit),
                help=spec.summary,
                disabled=len(layers) >= MAX_LAYERS,
                width="stretch",
            )
        if place is not None:
            remove = partial(apply_edit, edit={"action": "remove_layer", "layer": layer})
            action(state, f"remove_layer_{column}", say("remove_column", column=column), remove, width="stretch")


def _layer_buttons(state: LabState) -> None:
    n_hidden = sum(layer.kind == "linear" for layer in state.session.experiment.model.layers)
    n_layers = len(state.session.experiment.model.layers)
    edits = {"add_layer": n_hidden, "remove_layer": n_hidden - 1}
    is_blocked = {
        "add_layer": n_hidden >= MAX_HIDDEN_LAYERS or n_layers >= MAX_LAYERS,
        "remove_layer": not n_hidden,
    }
    for column, (name, layer) in zip(st.columns(2), edits.items(), strict=True):
        with column:
            change = partial(apply_edit, edit={"action": name, "layer": layer})
            action(state, name, say(name), change, disabled=is_blocked[name], width="stretch")


def _draw_seed(experiment: Experiment) -> Experiment:
    return change_field(experiment, "seed", secrets.randbelow(10_000))
