"""The network lab put together: controls, transport and live view around one session."""

from __future__ import annotations

import streamlit as st

from playground.config import Experiment
from playground.data import points_to_csv
from playground.engine.session import Session
from playground.frame import ReportDemand
from playground.lessons.presets import PRESETS
from playground.ui.address import open_lab
from playground.ui.controls import (
    data_controls,
    network_controls,
    preset_controls,
    takeaway_controls,
    training_controls,
)
from playground.ui.controls.own import open_file
from playground.ui.controls.takeaway import offer
from playground.ui.describe import describe
from playground.ui.edits import change_field
from playground.ui.gestures import take_gesture
from playground.ui.lab import Lab
from playground.ui.network_changes import follow
from playground.ui.network_takeaway import TAKEAWAYS
from playground.ui.state import LabState
from playground.ui.view import demand_frames, demand_report


def _picture(experiment: Experiment) -> object:
    return experiment.data, experiment.model, experiment.objective.loss, experiment.seed


def _demand_report(state: LabState) -> ReportDemand | None:
    dataset = state.session.dataset
    return demand_report(state.view, state.session.experiment, len(dataset.y_train) + len(dataset.y_test))


def _offer_points(state: LabState) -> None:
    offer("download_points", lambda: points_to_csv(state.session.dataset), "points.csv", "text/csv")
    if state.session.experiment.data.name != "own":
        open_file(state)


LAB = Lab(
    name="network",
    experiment=Experiment,
    stage="stage.js",
    styles=("stage", "tools", "panels", "history"),
    pictured=_picture,
    describe=describe,
    take_gesture=take_gesture,
    demand_frames=lambda state: demand_frames(state.view),
    demand_report=_demand_report,
    change_field=change_field,
    follow=follow,
    takeaways=TAKEAWAYS,
    offers=_offer_points,
    length="training.epochs",
    steps={"step_epoch": ("fast_forward", Session.step_epoch)},
    has_seeds=True,
)


def open_network_lab(preset: Experiment) -> LabState:
    """The reader's run: from the link in the address bar, or the preset."""
    return open_lab(LAB, preset, lambda experiment: LabState(session=Session(experiment), lab=LAB))


def setup(state: LabState) -> None:
    """Everything that can be chosen, in the sidebar."""
    with st.sidebar:
        preset_controls(state, PRESETS)
        takeaway_controls(state)
        data_controls(state)
        training_controls(state)
        network_controls(state)
