"""The one place that touches `st.session_state`: one key, one typed object, and the values of widgets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from playground.config import Experiment
from playground.engine.session import Session

_KEY = "playground"


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
    """

    session: Session
    speed: str = "normal"
    link: str = ""
    refusal: str = ""
    news: str = ""
    encoded: tuple[object, bytes] = field(default=(None, b""))


def open_state(preset: Experiment) -> LabState:
    """This browser session's state; made on first use, with the preset's experiment."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = LabState(session=Session(preset))
    state: LabState = st.session_state[_KEY]
    return state


def show_value(key: str, value: object) -> None:
    """Make the widget of this key show a value; called before the widget is drawn."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def read_value(key: str) -> Any:
    """The value that the reader gave to the widget of this key."""
    return st.session_state[key]
