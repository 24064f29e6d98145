"""Play, step, reset and speed."""

from __future__ import annotations

import streamlit as st

from playground.config import Experiment
from playground.fields import field_at, replace_at
from playground.lessons import say
from playground.ui.changes import make_change
from playground.ui.speed import SPEEDS, label_speed
from playground.ui.state import LabState, show_value, take_value


def transport(state: LabState, status: str) -> None:
    """The bar above the stage; keyboard: space plays and pauses, S takes a step.

    Parameters
    ----------
    state : LabState
    status : str
        The run's at the start of this rerun: a button does what it says, whatever has happened meanwhile.
    """
    session = state.session
    session.set_rate(SPEEDS[state.speed])
    is_running = status == "running"
    is_over = status in ("finished", "diverged")
    with st.container(key="transport", horizontal=True, vertical_alignment="center", gap="small"):
        st.button(say("reset"), key="reset", icon=":material/replay:", on_click=session.reset)
        st.button(
            say("pause" if is_running else "play"),
            key="play",
            icon=":material/pause:" if is_running else ":material/play_arrow:",
            on_click=session.pause if is_running else _play,
            args=() if is_running else (state,),
            disabled=status == "diverged",
            shortcut="Space",
        )
        st.button(
            say("step"), key="step", icon=":material/skip_next:", on_click=session.step, disabled=is_over, shortcut="S"
        )
        st.button(
            say("step_epoch"),
            key="step_epoch",
            icon=":material/fast_forward:",
            on_click=session.step_epoch,
            disabled=is_over,
        )
        show_value(state, "speed", state.speed)
        options = list(SPEEDS)
        st.select_slider(
            say("speed"), options, key="speed", format_func=label_speed, on_change=_set_speed, args=(state,)
        )


def _play(state: LabState) -> None:
    if state.session.status == "finished":
        make_change(state, _train_on)
    state.session.play()


def _train_on(experiment: Experiment) -> Experiment:
    """As many epochs again, so that play after the end goes on."""
    epochs, most = experiment.training.epochs, field_at("training.epochs").metadata["maximum"]
    if epochs == most:
        raise ValueError(say("no_more_epochs", epochs=f"{epochs:,}"))
    return replace_at(experiment, "training.epochs", min(2 * epochs, most))


def _set_speed(state: LabState) -> None:
    state.speed = take_value(state, "speed") or state.speed
