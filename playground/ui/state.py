"""The one place that touches `st.session_state`: one key, one typed object, and the values of widgets.

Every message of the browser repeats the values of all widgets and the address as it knows them. One that was
sent before the browser heard of a change made elsewhere would undo that change: for a moment, a value that
was just replaced is not taken as the reader's.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from playground.config import Experiment, OwnData
from playground.data import Choice, Table
from playground.engine.session import Session
from playground.frame import Frame
from playground.ui.view import ViewState

_KEY = "playground"
ECHO_SECONDS = 2.0
MAX_STROKES = 50


class Points(NamedTuple):
    """Which points there are: the name of a data set, and the reader's own."""

    name: str
    own: OwnData


class Stroke(NamedTuple):
    """What painting changed, so that it can be taken back."""

    before: Points
    after: Points


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Upload:
    """A file that the reader brought, read once.

    Parameters
    ----------
    file_id : str
        Streamlit's, new with each file.
    table : Table or None
        What it holds, if it is a readable table.
    choice : Choice or None
        Which of its columns are learned.
    notes : tuple of str
        What was done to its rows.
    """

    file_id: str
    table: Table | None = None
    choice: Choice | None = None
    notes: tuple[str, ...] = ()


@dataclass
class LabState:
    """What one open page keeps between reruns.

    Parameters
    ----------
    session : Session
        The run; its ``experiment`` is what every control shows.
    is_changed : bool
        Whether this very rerun has changed the experiment or refused to: what its address says is then older,
        and the whole page has to be drawn.
    speed : str
        A name of `playground.ui.speed.SPEEDS`; a display option, never part of the experiment.
    address : dict
        The parameters of the address bar as last read or written; others there were typed or pasted.
    refusal : str
        Why the last change was not taken, or empty.
    news : str
        What the last change did to the run, said once.
    view : ViewState
        What is looked at on the stage.
    told_view : ViewState
        What the description tells of it, for a stage that is mounted anew.
    told_version : int
        The session's version of its runs at the last full rerun.
    own : OwnData
        The reader's own points while another set is chosen.
    letters : dict of int to str
        The letters that pinned runs are shown by.
    export_format : str
        The form that was last chosen to take the run along.
    dialog : str
        Which dialog is open, or empty.
    written : tuple of (object, str)
        The newest script or notebook, and what it is of.
    strokes : deque of Stroke
        The newest strokes of painting, the last one last.
    upload : Upload or None
        The file that was brought last.
    encoded : dict
        By pump the newest frame and its bytes, so that an unchanged one is not encoded again.
    numbered : object
        What the present `picture` shows.
    described : tuple of (object, str)
        What the stage knows of the run, as JSON text, and for which picture and view that holds.
    linked : tuple of (Experiment, str)
        The newest link, and the experiment that it holds.
    former : dict
        For each widget and parameter the values that were replaced, and until when they may come back as echoes.
    picture : int
        Number of the description that the present frames belong to; starts at random, so that no frame of an
        earlier server session is taken for this one's.
    lock : RLock
        Held while the experiment is changed: Streamlit may start the next rerun, on another thread, before the
        callbacks of the last one have ended.
    ticks : dict
        By pump the fragment that ticks for it.
    """

    session: Session
    is_changed: bool = False
    speed: str = "normal"
    address: dict[str, str] = field(default_factory=dict)
    refusal: str = ""
    news: str = ""
    view: ViewState = field(default_factory=ViewState)
    told_view: ViewState = field(default_factory=ViewState)
    told_version: int = 0
    own: OwnData = field(default_factory=OwnData)
    letters: dict[int, str] = field(default_factory=dict)
    export_format: str = "pytorch"
    dialog: str = ""
    written: tuple[object, str] = (None, "")
    strokes: deque[Stroke] = field(default_factory=lambda: deque(maxlen=MAX_STROKES))
    upload: Upload | None = None
    encoded: dict[str, tuple[Frame, bytes]] = field(default_factory=dict)
    numbered: object = None
    described: tuple[object, str] = (None, "")
    linked: tuple[Experiment | None, str] = (None, "")
    former: dict[str, dict[Any, float]] = field(default_factory=dict)
    picture: int = field(default_factory=lambda: secrets.randbelow(2**30))
    lock: AbstractContextManager[object] = field(default_factory=threading.RLock)
    ticks: dict[str, str] = field(default_factory=dict)


def open_state(make: Callable[[], LabState]) -> LabState:
    """This browser session's state; made on first use."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = make()
    state: LabState = st.session_state[_KEY]
    return state


def replace_value(state: LabState, key: str, former: object, seconds: float = ECHO_SECONDS) -> None:
    """Remember that a widget's or parameter's value was replaced, and may be repeated for a moment."""
    now = time.monotonic()
    waiting = {value: until for value, until in state.former.get(key, {}).items() if until > now}
    state.former[key] = {**waiting, _freeze(former): now + seconds}


def is_echo(state: LabState, key: str, value: object) -> bool:
    """Whether the browser repeats a value that was just replaced; if not, all former ones are forgotten."""
    if state.former.get(key, {}).get(_freeze(value), 0.0) > time.monotonic():
        return True
    state.former.pop(key, None)
    return False


def show_value(state: LabState, key: str, value: object) -> None:
    """Make the widget of this key show a value; called before the widget is drawn."""
    if key in st.session_state:
        shown = st.session_state[key]
        if shown == value:
            return  # set again, it would override what the reader is about to choose
        replace_value(state, key, shown)
    st.session_state[key] = value


def take_value(state: LabState, key: str) -> Any:
    """What the reader gave to the widget of this key, or None if it is an echo."""
    value = st.session_state[key]
    return None if is_echo(state, key, value) else value


def _freeze(value: object) -> object:
    """A value that can be looked up; pills hold lists."""
    return tuple(value) if isinstance(value, list) else value


def note_tick(state: LabState, pump: str) -> None:
    """Remember which fragment ticks for a pump; called in it."""
    state.ticks[pump] = ThreadState.get().fragment_id or ""


def is_repeated(state: LabState) -> bool:
    """Whether this press comes a second time.

    A press asks for a rerun of its own. A tick that leaves the browser in the same moment carries it as well.
    """
    context = get_script_run_ctx()
    fragments = set(context.fragment_ids_this_run or ()) if context else set()
    return bool(fragments) and fragments <= set(state.ticks.values())


def press(state: LabState, action: Callable[[], object]) -> None:
    """What a button does, once for each press."""
    if not is_repeated(state):
        action()


def take_trigger(key: str, event: str) -> Any:
    """What a component's event carries; None in runs without one."""
    return st.session_state[key].get(event)
