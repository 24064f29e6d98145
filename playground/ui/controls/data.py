"""Which points are drawn, and what the network is given of them."""

from __future__ import annotations

from functools import partial

import streamlit as st

from playground.data import DATASETS, FEATURES, DatasetSpec, describe_data
from playground.engine.catalog import REGISTRIES
from playground.fields import field_at
from playground.lessons import say
from playground.ui.controls.own import own_controls
from playground.ui.controls.widgets import bind, choices, names, section, slider
from playground.ui.network_changes import choose_dataset
from playground.ui.state import LabState
from playground.ui.thumbnails import thumbnail

RARE = ("label_noise", "imbalance")


def data_controls(state: LabState) -> None:
    """Data set and its knobs, test share, and the inputs of the network."""
    st.subheader(say("data"))
    spec = DATASETS[state.session.experiment.data.name]
    _choose_set(state, spec)
    if "own" in spec.uses:
        own_controls(state)
    for name in ("n_samples", "noise", "classes"):
        if name in spec.uses:
            slider(state, f"data.{name}", _limits(name, spec))
    if "feature_x" in spec.uses:
        for name, column in zip(("feature_x", "feature_y"), st.columns(2), strict=True):
            with column:
                choices(state, f"data.{name}")
    slider(state, "data.test_size")
    n_features = len(describe_data(state.session.experiment.data).features)
    names(state, "model.inputs", [name for name, feature in FEATURES.items() if feature.needs <= n_features])
    if rare := [name for name in RARE if name in spec.uses]:
        section(say("more_data"), "more_data", partial(_draw_rare, state, rare))


def _draw_rare(state: LabState, rare: list[str]) -> None:
    for name in rare:
        slider(state, f"data.{name}")


def _choose_set(state: LabState, spec: DatasetSpec) -> None:
    groups: dict[str, list[str]] = {}
    for name, entry in REGISTRIES["datasets"].items():
        groups.setdefault(entry.group, []).append(name)
    take = partial(choose_dataset, state)
    st.selectbox(
        say("data_group"),
        options=list(groups),
        label_visibility="collapsed",
        **bind(state, "group", spec.group, lambda group: take(groups[group][0])),
    )
    if len(groups[spec.group]) == 1:
        return
    st.radio(
        field_at("data.name").metadata["label"],
        options=groups[spec.group],
        format_func=lambda name: f"![]({thumbnail(name)}) {DATASETS[name].label}",
        label_visibility="collapsed",
        **bind(state, "dataset", state.session.experiment.data.name, take),
    )


def _limits(name: str, spec: DatasetSpec) -> tuple[float, float] | None:
    """The part of a knob's range that this set accepts."""
    if name == "classes":
        return spec.classes
    if name == "n_samples" and spec.size:
        return field_at("data.n_samples").metadata["minimum"], spec.size
    return None
