"""The live view: a stage mounted once, and a fragment whose tiny pump hands it each frame's bytes."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from playground.config import MAX_HIDDEN_LAYERS, MAX_UNITS
from playground.engine.catalog import REGISTRIES
from playground.engine.session import Session
from playground.frame import Demand
from playground.live.encode import encode
from playground.ui.bundle import bundle, read_asset
from playground.ui.changes import make_change
from playground.ui.edits import apply_edit
from playground.ui.speed import SPEEDS
from playground.ui.state import LabState, take_trigger

FASTEST_TICK, SLOWEST_TICK = 0.05, 0.25  # seconds; past about 30 Hz Streamlit's runs back up
DEMAND = Demand()


def live_view(state: LabState) -> None:
    """Draw the stage, and feed it while the session runs; a paused view sends nothing."""
    stage = st.components.v2.component(
        "playground_stage", js=bundle("stage.js"), css=read_asset("live/stage.css"), isolate_styles=False
    )
    stage(key="stage", data=describe(state.session), on_edit_change=lambda: _take_edit(state))
    is_running = state.session.status == "running"
    st.fragment(_tick, run_every=_tick_seconds(state.speed) if is_running else None)(state, is_running)


def _tick_seconds(speed: str) -> float:
    """Twice as often as the state changes, within what the browser and the server take."""
    rate = SPEEDS[speed].steps_per_second
    return FASTEST_TICK if rate is None else min(SLOWEST_TICK, max(FASTEST_TICK, 0.5 / rate))


def _tick(state: LabState, was_running: bool) -> None:
    frame = state.session.poll(DEMAND)
    if state.encoded[0] is not frame:
        state.encoded = (frame, encode(frame))
    pump = st.components.v2.component("playground_pump", js=read_asset("live/pump.js"), isolate_styles=False)
    pump(key="pump", data=state.encoded[1])
    if was_running and frame.status != "running":
        st.rerun()


def _take_edit(state: LabState) -> None:
    edit = take_trigger("stage", "edit")
    if isinstance(edit, dict):
        make_change(state, lambda experiment: apply_edit(experiment, edit))


def describe(session: Session) -> dict[str, Any]:
    """What stays the same during a run, as the stage wants it: points, layers, names and limits."""
    dataset = session.dataset
    X = np.concatenate([dataset.X_train, dataset.X_test])
    y = np.concatenate([dataset.y_train, dataset.y_test])
    is_test = np.arange(len(X)) >= len(dataset.X_train)
    return {
        "run": session.run,
        "inputs": ["x₁", "x₂"],
        "layers": [{"units": layer.units, "activation": layer.activation} for layer in session.experiment.model.layers],
        "output": "sigmoid",
        "activations": {name: spec.label for name, spec in REGISTRIES["activations"].items()},
        "limits": {"layers": MAX_HIDDEN_LAYERS, "units": MAX_UNITS},
        "extent": list(dataset.extent),
        "points": {
            "x": [round(float(v), 3) for v in X[:, 0]],
            "y": [round(float(v), 3) for v in X[:, 1]],
            "label": y.tolist(),
            "test": is_test.astype(int).tolist(),
        },
    }
