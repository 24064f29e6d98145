"""The GAN lab put together: controls, transport and live view around one session."""

from __future__ import annotations

from functools import partial

import streamlit as st

from playground.config import GanExperiment
from playground.engine.session import Session
from playground.frame import Demand
from playground.ui.address import open_lab
from playground.ui.controls.takeaway import takeaway_controls
from playground.ui.gan.changes import follow
from playground.ui.gan.controls import data_controls, player_controls, preset_controls, training_controls
from playground.ui.gan.describe import describe, picture_of
from playground.ui.gan.edits import change_field
from playground.ui.gan.files import open_file
from playground.ui.gan.gestures import take_gesture
from playground.ui.gan.state import GanState
from playground.ui.gan.takeaway import TAKEAWAYS
from playground.ui.gan.view import demand_frames, demand_report
from playground.ui.lab import Lab


def _demand_frames(state: GanState) -> Demand:
    session = state.session
    return demand_frames(state.view, session.experiment, is_running=session.status == "running")


LAB = Lab(
    name="gan",
    experiment=GanExperiment,
    stage="gan_stage.js",
    styles=("stage", "tools", "panels", "history", "gan", "gan_flow", "gan_sheet"),
    pictured=picture_of,
    describe=describe,
    take_gesture=take_gesture,
    demand_frames=_demand_frames,
    demand_report=lambda state: demand_report(state.view),
    change_field=change_field,
    follow=follow,
    takeaways=TAKEAWAYS,
    offers=open_file,
    length="training.iterations",
    steps={
        "step_discriminator": ("slideshow", partial(Session.step_player, name="discriminator")),
        "step_generator": ("slideshow", partial(Session.step_player, name="generator")),
    },
    tick=0.1,  # the stage glides in between: what is saved on messages goes into painting
    rate_word="iterations_per_second",
)


def open_gan_lab(preset: GanExperiment) -> GanState:
    """The reader's run: from the link in the address bar, or the preset."""
    return open_lab(LAB, preset, lambda experiment: GanState(session=Session(experiment), lab=LAB))


def setup(state: GanState) -> None:
    """Everything that can be chosen, in the sidebar."""
    with st.sidebar:
        preset_controls(state)
        takeaway_controls(state)
        data_controls(state)
        player_controls(state)
        training_controls(state)
