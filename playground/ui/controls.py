"""Controls of the sidebar; each takes its label, range and help from the field that it changes."""

from __future__ import annotations

import math
import re
import secrets
from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from playground.config import MAX_HIDDEN_LAYERS, Experiment
from playground.engine.catalog import REGISTRIES
from playground.fields import field_at, value_at
from playground.lessons import say
from playground.ui.changes import make_change
from playground.ui.edits import apply_edit, change_field
from playground.ui.state import LabState, press, show_value, take_value
from playground.ui.thumbnails import thumbnail

LETTERS = "ABCDEFGHIJ"
_KEYS = {"data.name": "dataset", "optimizer.name": "optimizer"}


def _bind(state: LabState, path: str) -> dict[str, Any]:
    """Keyword arguments that tie a widget to a field: label, help, key, value and what a change does."""
    key, label = _name(path)
    show_value(state, key, value_at(state.session.experiment, path))

    def on_change() -> None:
        value = take_value(state, key)
        if value is not None:
            make_change(state, lambda experiment: change_field(experiment, path, value))

    return {"label": label, "help": field_at(path).metadata["help"], "key": key, "on_change": on_change}


def _name(path: str) -> tuple[str, str]:
    """Key and label of a field's widget; those of a layer end in its letter."""
    label = field_at(path).metadata["label"]
    *_, name = path.split(".")
    layer = re.search(r"\[(\d+)\]", path)
    if layer:
        letter = LETTERS[int(layer[1])]
        return f"{name}_{letter}", f"{label} {letter}"
    return _KEYS.get(path, name), label


def slider(state: LabState, path: str) -> None:
    """A slider over a numeric field's range."""
    meta = field_at(path).metadata
    st.slider(**_bind(state, path), min_value=meta["minimum"], max_value=meta["maximum"], step=meta["step"])


def menu(state: LabState, path: str) -> None:
    """A menu of a registry's entries, by their labels."""
    registry: Mapping[str, Any] = REGISTRIES[field_at(path).metadata["registry"]]
    st.selectbox(**_bind(state, path), options=list(registry), format_func=lambda name: registry[name].label)


def values(state: LabState, path: str, maximum: float = math.inf) -> None:
    """A menu of a numeric field's usual values and its maximum; one that came with a link is listed among them."""
    usual = {value for value in field_at(path).metadata["suggestions"] if value < maximum}
    limits = {maximum} if maximum < math.inf else set()
    options = sorted(usual | limits | {value_at(state.session.experiment, path)})
    st.selectbox(
        **_bind(state, path),
        options=options,
        format_func=lambda value: say("all", value=f"{value:,}") if value == maximum else f"{value:,}",
    )


def number(state: LabState, path: str) -> None:
    """A field to type a whole number into."""
    meta = field_at(path).metadata
    st.number_input(**_bind(state, path), min_value=meta["minimum"], max_value=meta["maximum"], step=1)


def data_controls(state: LabState) -> None:
    """Data set, points, noise and test share."""
    st.subheader(say("data"))
    datasets = REGISTRIES["datasets"]
    st.radio(
        **_bind(state, "data.name"),
        options=list(datasets),
        format_func=lambda name: f"![]({thumbnail(name)}) {datasets[name].label}",
        label_visibility="collapsed",
    )
    slider(state, "data.n_samples")
    slider(state, "data.noise")
    slider(state, "data.test_size")


def training_controls(state: LabState) -> None:
    """Optimizer and its hyperparameters, batch size, epochs and initializer."""
    st.subheader(say("training"))
    left, right = st.columns(2)
    with left:
        menu(state, "optimizer.name")
    with right:
        values(state, "optimizer.learning_rate")
    for name in REGISTRIES["optimizers"][state.session.experiment.optimizer.name].uses:
        slider(state, f"optimizer.{name}")
    left, right = st.columns(2)
    with left:
        values(state, "training.batch_size", state.session.experiment.data.n_train)
    with right:
        number(state, "training.epochs")
    menu(state, "model.initializer")


def network_controls(state: LabState) -> None:
    """The diagram's edits once more, for keyboards, phones and tests."""
    layers = state.session.experiment.model.layers
    st.subheader(say("network"))
    for i in range(len(layers)):
        left, right = st.columns(2)
        with left:
            number(state, f"model.layers[{i}].units")
        with right:
            menu(state, f"model.layers[{i}].activation")
    left, right = st.columns(2)
    edits = {"add_layer": len(layers), "remove_layer": len(layers) - 1}
    is_blocked = {"add_layer": len(layers) >= MAX_HIDDEN_LAYERS, "remove_layer": not layers}
    for column, (action, at) in zip((left, right), edits.items(), strict=True):
        column.button(
            say(action),
            key=action,
            disabled=is_blocked[action],
            on_click=press,
            args=(
                state,
                partial(make_change, state, partial(apply_edit, edit={"action": action, "layer": at})),
            ),
            width="stretch",
        )


def seed_controls(state: LabState) -> None:
    """The seed, and a new one at the press of a button."""
    st.subheader(say("seed"))
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        number(state, "seed")
    right.button(
        say("new_seed"),
        key="new_seed",
        on_click=press,
        args=(state, partial(make_change, state, _draw_seed)),
        width="stretch",
    )


def _draw_seed(experiment: Experiment) -> Experiment:
    return change_field(experiment, "seed", secrets.randbelow(10_000))
