"""The live view: a stage mounted once, and fragments whose tiny pump hands it each frame's bytes.

A click on the transport reruns only the outer fragment, and a tick only the inner one: the answer comes with the
few messages that it needs. What concerns the rest of the page asks for a full rerun.
"""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import numpy as np
import streamlit as st
import torch

from playground.config import MAX_HIDDEN_LAYERS, MAX_UNITS
from playground.engine.catalog import REGISTRIES
from playground.frame import Demand, Frame
from playground.lessons import read_words
from playground.live.encode import encode
from playground.ui.bundle import bundle, read_asset
from playground.ui.changes import make_change, write_address
from playground.ui.edits import apply_edit
from playground.ui.speed import tick_seconds
from playground.ui.state import LabState, is_repeated, note_tick, take_trigger
from playground.ui.transport import transport

DEMAND = Demand()


def live_view(state: LabState) -> None:
    """Draw transport and stage, and feed the stage while the session runs; a paused view sends nothing."""
    st.fragment(_play_and_watch)(state)
    stage = st.components.v2.component(
        "playground_stage", js=bundle("stage.js"), css=read_asset("live/stage.css"), isolate_styles=False
    )
    stage(key="stage", data=_describe_once(state), on_edit_change=lambda: _take_edit(state))


def _play_and_watch(state: LabState) -> None:
    if state.is_changed:  # by a click on the transport: the rest of the page has to follow
        st.rerun()
    state.is_drawing = True
    status = state.session.status
    transport(state, status)
    write_address(state)
    if status == "running":
        st.fragment(_tick, run_every=tick_seconds(state.speed))(state)
    else:
        with st.container():
            _pump(state)
    state.is_drawing = False


def _tick(state: LabState) -> None:
    note_tick(state)
    if _pump(state).status != "running":
        st.rerun()


def _pump(state: LabState) -> Frame:
    _describe_once(state)  # a press that came with this tick may have changed the network: the frame gets its number
    frame = state.session.poll(DEMAND)
    if state.encoded[0] is not frame:
        state.encoded = (frame, encode(dataclasses.replace(frame, run=state.picture)))
    pump = st.components.v2.component("playground_pump", js=read_asset("live/pump.js"), isolate_styles=False)
    pump(key="pump", data=state.encoded[1])
    return frame


def _take_edit(state: LabState) -> None:
    edit = take_trigger("stage", "edit")
    if isinstance(edit, dict) and not is_repeated(state):
        make_change(state, lambda experiment: apply_edit(experiment, edit))


def _describe_once(state: LabState) -> str:
    """The description as JSON text, made anew (with the next number) only when what it tells has changed."""
    experiment = state.session.experiment
    told = (experiment.data, experiment.model, experiment.seed)
    if state.described[0] != told:
        state.picture += 1
        state.described = (told, json.dumps(describe(state)))
    return state.described[1]


def describe(state: LabState) -> dict[str, Any]:
    """What stays the same during a run, as `assets/live/stage.js` wants it.

    Returns
    -------
    dict
        - ``picture``: number that the frames to be drawn on it carry.
        - ``inputs``: names; ``layers``: ``units`` and ``activation`` of each hidden layer; ``classes``: names.
        - ``activations``: name -> ``label`` and ``zero``, its value where the weighted sum is 0.
        - ``limits``: most ``layers`` and ``units``.
        - ``extent``: ``[x_min, x_max, y_min, y_max]`` of the maps.
        - ``points``: ``x``, ``y``, ``label`` (0 or 1) and ``test`` (0 or 1), each of length n_samples.
        - ``words``: the stage's sentences.
    """
    session = state.session
    return {
        "picture": state.picture,
        "inputs": ["x₁", "x₂"],
        "layers": [{"units": layer.units, "activation": layer.activation} for layer in session.experiment.model.layers],
        "classes": list(session.dataset.class_names),
        "activations": {
            name: {"label": spec.label, "zero": spec.function(torch.zeros(())).item()}
            for name, spec in REGISTRIES["activations"].items()
        },
        "limits": {"layers": MAX_HIDDEN_LAYERS, "units": MAX_UNITS},
        "extent": list(session.dataset.extent),
        "points": _describe_points(state),
        "words": read_words()["stage"],
    }


def _describe_points(state: LabState) -> dict[str, list[float]]:
    dataset = state.session.dataset
    X = np.concatenate([dataset.X_train, dataset.X_test]).astype(float).round(3)
    y = np.concatenate([dataset.y_train, dataset.y_test])
    is_test = np.arange(len(X)) >= len(dataset.X_train)
    return {"x": X[:, 0].tolist(), "y": X[:, 1].tolist(), "label": y.tolist(), "test": is_test.astype(int).tolist()}
