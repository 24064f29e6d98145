"""Play, step, reset and speed."""

from __future__ import annotations

import streamlit as st

from playground.config import Experiment
from playground.fields import field_at, replace_at
from playground.ui.changes import make_change
from playground.ui.speed import SPEEDS
from playground.ui.state import LabState, show_value, take_value


def transport(state: LabState) -> None:
    """The bar above the stage; keyboard: space plays and pauses, S takes a step."""
    session = state.session
    session.set_rate(SPEEDS[state.speed].steps_per_second)
    is_running = session.status == "running"
    with st.container(key="transport", horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Reset", key="reset", icon=":material/replay:", on_click=session.reset)
        st.button(
            "Pause" if is_running else "Play",
            key="play",
            icon=":material/pause:" if is_running else ":material/play_arrow:",
            on_click=_toggle,
            args=(state,),
            disabled=session.status == "diverged",
            shortcut="Space",
        )
        st.button("Step", key="step", icon=":material/skip_next:", on_click=session.step, args=(1,), shortcut="S")
        st.button("Epoch", key="step_epoch", icon=":material/fast_forward:", on_click=session.step_epoch)
        show_value(state, "speed", state.speed)
        st.select_slider(
            "Speed",
            list(SPEEDS),
            key="speed",
            format_func=lambda name: SPEEDS[name].label,
            on_change=_set_speed,
            args=(state,),
        )


def _toggle(state: LabState) -> None:
    session = state.session
    if session.status == "running":
        session.pause()
        return
    if session.status == "finished":
        make_change(state, _train_on)
    session.play()


def _train_on(experiment: Experiment) -> Experiment:
    """As many epochs again, so that play after the end goes on."""
    most = field_at("training.epochs").metadata["maximum"]
    return replace_at(experiment, "training.epochs", min(2 * experiment.training.epochs, most))


def _set_speed(state: LabState) -> None:
    state.speed = take_value(state, "speed") or state.speed
