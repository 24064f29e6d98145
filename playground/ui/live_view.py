"""The live view: a stage mounted once, and a fragment whose tiny pump hands it each frame's bytes."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import streamlit as st
import torch

from playground.config import MAX_HIDDEN_LAYERS, MAX_UNITS
from playground.engine.catalog import REGISTRIES
from playground.frame import Demand
from playground.lessons import read_words
from playground.live.encode import encode
from playground.ui.bundle import bundle, read_asset
from playground.ui.changes import make_change
from playground.ui.edits import apply_edit
from playground.ui.speed import tick_seconds
from playground.ui.state import LabState, take_trigger

DEMAND = Demand()


def live_view(state: LabState, *, is_running: bool) -> None:
    """Draw the stage, and feed it while the session runs; a paused view sends nothing.

    Parameters
    ----------
    state : LabState
    is_running : bool
        As the transport shows it.
    """
    stage = st.components.v2.component(
        "playground_stage", js=bundle("stage.js"), css=read_asset("live/stage.css"), isolate_styles=False
    )
    stage(key="stage", data=describe(state), on_edit_change=lambda: _take_edit(state))
    run_every = tick_seconds(state.speed) if is_running else None
    st.fragment(_tick, run_every=run_every)(state, is_running)


def _tick(state: LabState, was_running: bool) -> None:
    frame = state.session.poll(DEMAND)
    if state.encoded[0] is not frame:
        state.encoded = (frame, encode(dataclasses.replace(frame, run=state.first_run + frame.run)))
    pump = st.components.v2.component("playground_pump", js=read_asset("live/pump.js"), isolate_styles=False)
    pump(key="pump", data=state.encoded[1])
    if was_running and frame.status != "running":
        st.rerun()


def _take_edit(state: LabState) -> None:
    edit = take_trigger("stage", "edit")
    if isinstance(edit, dict):
        make_change(state, lambda experiment: apply_edit(experiment, edit))


def describe(state: LabState) -> dict[str, Any]:
    """What stays the same during a run, as `assets/live/stage.js` wants it.

    Returns
    -------
    dict
        - ``run``: number that the run's frames carry.
        - ``inputs``: names; ``layers``: ``units`` and ``activation`` of each hidden layer; ``classes``: names.
        - ``activations``: name -> ``label`` and ``zero``, its value where the weighted sum is 0.
        - ``limits``: most ``layers`` and ``units``.
        - ``extent``: ``[x_min, x_max, y_min, y_max]`` of the maps.
        - ``points``: ``x``, ``y``, ``label`` (0 or 1) and ``test`` (0 or 1), each of length n_samples.
        - ``words``: the stage's sentences.
    """
    session = state.session
    return {
        "run": state.first_run + session.run,
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
