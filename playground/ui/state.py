"""The one place that touches `st.session_state`: one key, one typed object, and the values of widgets."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from playground.config import Experiment
from playground.engine.session import Session
from playground.frame import Frame

_KEY = "playground"
ECHO_SECONDS = 2.0


@dataclass
class LabState:
    """What one open page keeps between reruns.

    Parameters
    ----------
    session : Session
        The run; its ``experiment`` is what every control shows.
    speed : str
        A name of `playground.ui.speed.SPEEDS`; a display option, never part of the experiment.
    link : str
        The link as last read from or written to the address bar; another one there was typed or pasted.
    refusal : str
        Why the last change was not taken, or empty.
    news : str
        What the last change did to the run, said once.
    encoded : tuple of (Frame, bytes)
        The newest frame and its bytes, so that an unchanged frame is not encoded again.
    former : dict
        For each widget the values that it showed before they were changed elsewhere, and until when the
        browser may still repeat them.
    """

    session: Session
    speed: str = "normal"
    link: str = ""
    refusal: str = ""
    news: str = ""
    encoded: tuple[Frame | None, bytes] = (None, b"")
    former: dict[str, dict[Any, float]] = field(default_factory=dict)


def open_state(preset: Experiment) -> LabState:
    """This browser session's state; made on first use, with the preset's experiment."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = LabState(session=Session(preset))
    state: LabState = st.session_state[_KEY]
    return state


def show_value(state: LabState, key: str, value: object) -> None:
    """Make the widget of this key show a value; called before the widget is drawn."""
    shown = st.session_state.get(key, value)
    if shown != value:
        state.former.setdefault(key, {})[shown] = time.monotonic() + ECHO_SECONDS
    st.session_state[key] = value


def take_value(state: LabState, key: str) -> Any:
    """What the reader gave to the widget of this key, or None if nobody touched it.

    Every message of the browser repeats the values of all widgets as it knows them. One that was sent before
    the browser heard of a change made elsewhere (on the diagram, by a link) would undo that change.
    """
    value = st.session_state[key]
    if state.former.get(key, {}).get(value, 0.0) > time.monotonic():
        return None
    state.former.pop(key, None)
    return value


def take_trigger(key: str, event: str) -> Any:
    """What a component's event carries; None in runs without one."""
    return st.session_state[key].get(event)
