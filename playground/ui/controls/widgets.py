"""Widgets that are tied to one field of the experiment: label, help, range, key, value and what a change does."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from playground.config import AnyExperiment, LayerConfig
from playground.engine.catalog import REGISTRIES
from playground.fields import field_at, value_at
from playground.lessons import say
from playground.ui.changes import make_change
from playground.ui.state import AnyState, press, show_value, take_value

LETTERS = "ABCDEFGHIJ"
INPUTS = "inputs"
PLAYERS = ("generator", "discriminator")
_KEYS = {
    "data.name": "dataset",
    "optimizer.name": "optimizer",
    "schedule.name": "schedule",
    "noise.size": "noise_size",
    "noise.distribution": "noise_kind",
    **{f"{player}.optimizer.name": f"{player}_optimizer" for player in PLAYERS},
}


def bind(state: AnyState, key: str, value: object, take: Callable[[Any], object]) -> dict[str, Any]:
    """Keyword arguments that tie a widget to a value: what it shows, and what is done with the reader's choice."""
    show_value(state, key, value)

    def on_change() -> None:
        chosen = take_value(state, key)
        if chosen is not None:
            take(chosen)

    return {"key": key, "on_change": on_change}


def bind_field(state: AnyState, path: str, value: object = None) -> dict[str, Any]:
    """Keyword arguments that tie a widget to a field; `value` is what it shows instead of the field's own value."""
    experiment = state.session.experiment
    key, label = _name(experiment, path)
    shown = value_at(experiment, path) if value is None else value

    def take(chosen: Any) -> None:
        chosen = tuple(chosen) if isinstance(chosen, list) else chosen
        make_change(state, lambda experiment: state.lab.change_field(experiment, path, chosen))

    help = meta_of(state, path)["help"]
    return {"label": label, "help": help, **bind(state, key, shown, take)}


def slider(state: AnyState, path: str, limits: tuple[float, float] | None = None) -> None:
    """A slider over a numeric field's range, or over the part of it that applies."""
    meta = meta_of(state, path)
    minimum, maximum = limits or (meta["minimum"], meta["maximum"])
    value = min(max(value_at(state.session.experiment, path), minimum), maximum)
    st.slider(**bind_field(state, path, value), min_value=minimum, max_value=maximum, step=meta["step"])


def menu(state: AnyState, path: str, names: Sequence[str] | None = None, **look: Any) -> None:
    """A menu of a registry's entries, or of some of them, by their labels."""
    registry: Mapping[str, Any] = REGISTRIES[meta_of(state, path)["registry"]]
    kwargs = {**bind_field(state, path), **look}
    st.selectbox(**kwargs, options=names or list(registry), format_func=lambda name: registry[name].label)


def choices(state: AnyState, path: str, **look: Any) -> None:
    """A menu of the few values that a field accepts."""
    kwargs = {**bind_field(state, path), **look}
    st.selectbox(**kwargs, options=meta_of(state, path)["choices"], format_func=str.capitalize)


def values(state: AnyState, path: str, maximum: float = math.inf, **look: Any) -> None:
    """A menu of a numeric field's usual values and its maximum; one that came with a link is listed among them."""
    usual = {value for value in meta_of(state, path)["suggestions"] if value < maximum}
    limits = {maximum} if maximum < math.inf else set()
    options = sorted(usual | limits | {value_at(state.session.experiment, path)})

    def describe(value: float) -> str:
        if value == 0:
            return say("off")
        return say("all", value=f"{value:,}") if value == maximum else f"{value:,}"

    kwargs = {**bind_field(state, path), **look}
    st.selectbox(**kwargs, options=options, format_func=describe)


def number(state: AnyState, path: str, **look: Any) -> None:
    """A field to type a whole number into."""
    meta, kwargs = meta_of(state, path), {**bind_field(state, path), **look}
    st.number_input(**kwargs, min_value=meta["minimum"], max_value=meta["maximum"], step=1)


def switch(state: AnyState, path: str, *, is_disabled: bool = False) -> None:
    """A switch for a field that is true or false."""
    st.toggle(**bind_field(state, path), disabled=is_disabled)


def names(state: AnyState, path: str, options: Sequence[str]) -> None:
    """Pills for a field that holds names of a registry's entries."""
    registry: Mapping[str, Any] = REGISTRIES[meta_of(state, path)["names"]]
    chosen = [name for name in value_at(state.session.experiment, path) if name in options]
    kwargs = bind_field(state, path, chosen)
    st.pills(**kwargs, options=options, selection_mode="multi", format_func=lambda name: registry[name].label)


def section(title: str, key: str, draw: Callable[[], object], *, is_open: bool = False) -> None:
    """A part of the sidebar that is folded up at first; what is folded up is not drawn, so that it costs nothing."""
    fold = st.expander(title, key=key, type="compact", expanded=is_open, on_change="rerun")
    if fold.open:
        with fold:
            draw()


def action(state: AnyState, key: str, label: str, change: Callable[[Any], Any], **look: Any) -> None:
    """A button that changes the experiment."""
    st.button(label, key=key, on_click=press, args=(state, partial(make_change, state, change)), **look)


def meta_of(state: AnyState, path: str) -> Mapping[str, Any]:
    """What a field says of itself: label, help, range."""
    return field_at(path, type(state.session.experiment)).metadata


def _name(experiment: AnyExperiment, path: str) -> tuple[str, str]:
    """Key and label of a field's widget; those of a layer end in the letter of its column.

    Keys of what a GAN's players both have begin with the player's name.
    """
    label = field_at(path, type(experiment)).metadata["label"]
    parent, _, name = path.rpartition(".")
    player = f"{parent.partition('.')[0]}_" if parent.startswith(PLAYERS) else ""
    if "layers[" not in parent:
        return _KEYS.get(path, player + name), label
    stack, _, place = parent.removesuffix("]").partition("[")
    layers = value_at(experiment, stack)
    column, number = place_in_column(layers, int(place))
    if number == 0:
        return f"{player}{name}_{column}", f"{label} {column}"
    short = REGISTRIES["layers"][layers[int(place)].kind].short
    return f"{player}{name}_{column}{number}", f"{short} {column}"


def place_in_column(layers: Sequence[LayerConfig], place: int) -> tuple[str, int]:
    """Name of the column that a layer belongs to, and its number there: 0 for the linear layer itself."""
    linears = [i for i, layer in enumerate(layers[: place + 1]) if layer.kind == "linear"]
    if not linears:
        return INPUTS, place + 1
    return LETTERS[len(linears) - 1], place - linears[-1]
