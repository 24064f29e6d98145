"""The layers of a network in rows, from the inputs to the output: for keyboards, phones and tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import streamlit as st

from playground.config import MAX_HIDDEN_LAYERS, MAX_LAYERS, LayerConfig, LinearConfig
from playground.engine.catalog import REGISTRIES
from playground.fields import value_at
from playground.lessons import say
from playground.ui.controls.widgets import INPUTS, LETTERS, action, menu, number, place_in_column, slider, switch
from playground.ui.edits import EXTRA_KINDS
from playground.ui.state import AnyState

Edit = Callable[..., Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Stack:
    """The layers of one network of an experiment.

    Parameters
    ----------
    path : str
        Of their field, for example ``"model.layers"``.
    edit : callable
        ``edit(experiment, edit)``: the experiment after one edit; see `playground.ui.edits.apply_edit`.
    prefix : str
        What tells the keys of its buttons from those of the experiment's other networks.
    look : mapping
        What the fields of a hidden layer look like.
    widths : tuple of int
        Of its units, its activation and what is asked for less often.
    """

    path: str
    edit: Edit
    prefix: str = ""
    look: Mapping[str, Any] = field(default_factory=dict)
    widths: tuple[int, int, int] = (5, 6, 2)

    def layers_of(self, state: AnyState) -> tuple[LayerConfig, ...]:
        """The layers as they are now."""
        layers: tuple[LayerConfig, ...] = value_at(state.session.experiment, self.path)
        return layers

    def change(self, **edit: object) -> Callable[[Any], Any]:
        """What an edit makes of an experiment."""
        return partial(self.edit, edit=edit)


def layer_rows(state: AnyState, stack: Stack) -> None:
    """A row for each layer, each with what can be changed of it."""
    for place, layer in enumerate(stack.layers_of(state)):
        if layer.kind == "linear":
            _linear_row(state, stack, place)
        else:
            _extra_row(state, stack, place)


def layer_buttons(state: AnyState, stack: Stack) -> None:
    """Add and remove the last hidden layer."""
    layers = stack.layers_of(state)
    n_hidden = sum(layer.kind == "linear" for layer in layers)
    edits = {"add_layer": n_hidden, "remove_layer": n_hidden - 1}
    is_blocked = {
        "add_layer": n_hidden >= MAX_HIDDEN_LAYERS or len(layers) >= MAX_LAYERS,
        "remove_layer": not n_hidden,
    }
    for column, (name, layer) in zip(st.columns(2), edits.items(), strict=True):
        with column:
            change = stack.change(action=name, layer=layer)
            action(state, f"{stack.prefix}{name}", say(name), change, disabled=is_blocked[name], width="stretch")


def more_button(state: AnyState, stack: Stack, column: str = INPUTS, place: int | None = None) -> None:
    """What is asked for less often, for one column of units."""
    layers = stack.layers_of(state)
    layer = -1 if place is None else LETTERS.index(column)
    name = f"{stack.prefix}{column}"
    with st.popover(say("more_of", column=column), key=f"more_{name}", icon=":material/more_vert:"):
        if place is not None:
            widths = [other.units for other in layers[: place + 1] if isinstance(other, LinearConfig)]
            is_fitting = len(widths) > 1 and widths[-1] == widths[-2]
            switch(state, f"{stack.path}[{place}].residual", is_disabled=not is_fitting)
        for kind in EXTRA_KINDS:
            spec = REGISTRIES["layers"][kind]
            action(
                state,
                f"add_{kind}_{name}",
                say("add_kind", kind=spec.label),
                stack.change(action="add_extra", layer=layer, value=kind),
                help=spec.summary,
                disabled=len(layers) >= MAX_LAYERS,
                width="stretch",
            )
        if place is not None:
            remove = stack.change(action="remove_layer", layer=layer)
            action(state, f"remove_layer_{name}", say("remove_column", column=column), remove, width="stretch")


def _linear_row(state: AnyState, stack: Stack, place: int) -> None:
    left, middle, right = st.columns(stack.widths, vertical_alignment="bottom")
    with left:
        number(state, f"{stack.path}[{place}].units", **stack.look)
    with middle:
        menu(state, f"{stack.path}[{place}].activation", **stack.look)
    with right:
        more_button(state, stack, place_in_column(stack.layers_of(state), place)[0], place)


def _extra_row(state: AnyState, stack: Stack, place: int) -> None:
    layers = stack.layers_of(state)
    kind = layers[place].kind
    spec = REGISTRIES["layers"][kind]
    column, n = place_in_column(layers, place)
    left, right = st.columns([11, 2], vertical_alignment="bottom")
    with left:
        if kind == "dropout":
            slider(state, f"{stack.path}[{place}].rate")
        else:
            menu(state, f"{stack.path}[{place}].activation", help=spec.summary)
    with right:
        remove = stack.change(action="remove_extra", index=place)
        label = say("remove_extra", kind=spec.label, column=column)
        action(state, f"remove_{stack.prefix}{column}{n}", label, remove, icon=":material/close:")
