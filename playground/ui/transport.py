"""Play, step, reset and speed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from playground.config import Experiment
from playground.fields import field_at, replace_at
from playground.lessons import say
from playground.ui.changes import attempt, make_change, show_present
from playground.ui.speed import SPEEDS, label_speed
from playground.ui.state import LabState, press, show_value, take_value


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
    is_over = status == "diverged" or (status == "finished" and not session.is_stopped)
    with st.container(key="transport", horizontal=True, vertical_alignment="center", gap="small"):
        _button(state, "reset", "replay", partial(_go_on, state, session.reset))
        st.button(
            say("pause" if is_running else "play"),
            key="play",
            icon=":material/pause:" if is_running else ":material/play_arrow:",
            on_click=press,
            args=(state, session.pause if is_running else partial(_play, state)),
            disabled=status == "diverged",
            shortcut="Space",
        )
        step, step_epoch = partial(_go_on, state, session.step), partial(_go_on, state, session.step_epoch)
        _button(state, "step", "skip_next", step, is_disabled=is_over, shortcut="S")
        _button(state, "step_epoch", "fast_forward", step_epoch, is_disabled=is_over)
        show_value(state, "speed", state.speed)
        options = list(SPEEDS)
        st.select_slider(
            say("speed"), options, key="speed", format_func=label_speed, on_change=_set_speed, args=(state,)
        )


def _button(
    state: LabState,
    key: str,
    icon: str,
    action: Callable[[], object],
    *,
    is_disabled: bool = False,
    shortcut: str | None = None,
) -> None:
    st.button(
        say(key),
        key=key,
        icon=f":material/{icon}:",
        on_click=press,
        args=(state, action),
        disabled=is_disabled,
        shortcut=shortcut,
    )


def _play(state: LabState) -> None:
    if state.session.status == "finished" and not state.session.is_stopped:
        make_change(state, _train_on)
    _go_on(state, state.session.play)


def _go_on(state: LabState, action: Callable[[], object]) -> None:
    """Do what goes on from the present, whatever moment was looked at."""
    show_present(state)
    attempt(state, action)


def _train_on(experiment: Experiment) -> Experiment:
    """As many epochs again, so that play after the end goes on."""
    epochs, most = experiment.training.epochs, field_at("training.epochs").metadata["maximum"]
    if epochs == most:
        raise ValueError(say("no_more_epochs", epochs=f"{epochs:,}"))
    return replace_at(experiment, "training.epochs", min(2 * epochs, most))


def _set_speed(state: LabState) -> None:
    state.speed = take_value(state, "speed") or state.speed
