"""Play, step, reset and speed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from playground.config import ExperimentT
from playground.fields import field_at, replace_at, value_at
from playground.lessons import say
from playground.ui.changes import attempt, make_change, show_present
from playground.ui.speed import SPEEDS, label_speed
from playground.ui.state import AnyState, press, show_value, take_value


def transport(state: AnyState, status: str) -> None:
    """The bar above the stage; keyboard: space plays and pauses, S takes a step.

    Behind Step come the lab's own ways to go on.

    Parameters
    ----------
    state : AnyState
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
        _button(state, "step", "skip_next", partial(_go_on, state, session.step), is_disabled=is_over, shortcut="S")
        for key, (icon, take) in state.lab.steps.items():
            _button(state, key, icon, partial(_go_on, state, partial(take, session)), is_disabled=is_over)
        show_value(state, "speed", state.speed)
        options, label = list(SPEEDS), partial(label_speed, word=state.lab.rate_word)
        st.select_slider(say("speed"), options, key="speed", format_func=label, on_change=_set_speed, args=(state,))


def _button(
    state: AnyState,
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


def _play(state: AnyState) -> None:
    if state.session.status == "finished" and not state.session.is_stopped:
        make_change(state, partial(_train_on, state.lab.length))
    _go_on(state, state.session.play)


def _go_on(state: AnyState, action: Callable[[], object]) -> None:
    """Do what goes on from the present, whatever moment was looked at."""
    show_present(state)
    attempt(state, action)


def _train_on(length: str, experiment: ExperimentT) -> ExperimentT:
    """As much training again, so that play after the end goes on."""
    meta, n = field_at(length, type(experiment)).metadata, value_at(experiment, length)
    if n == meta["maximum"]:
        raise ValueError(say("no_more_training", n=f"{n:,}", label=meta["label"].lower()))
    return replace_at(experiment, length, min(2 * n, meta["maximum"]))


def _set_speed(state: AnyState) -> None:
    state.speed = take_value(state, "speed") or state.speed
