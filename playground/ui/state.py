"""The one place that touches `st.session_state`: one key, one typed object, and the values of widgets.

Every message of the browser repeats the values of all widgets and the address as it knows them. One that was
sent before the browser heard of a change made elsewhere would undo that change. So the page counts its own changes
and tells the count by a hidden widget, drawn after all others: the count that a message repeats says which changes
the browser had heard of, and a value is an echo only if it was replaced by a later one.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, Protocol, TypeVar, cast

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from playground.config import AnyExperiment, Experiment, ExperimentT, OwnData
from playground.data import Choice, Dataset, Table
from playground.engine.session import DatasetT, Session
from playground.frame import Frame
from playground.ui.lab import Lab
from playground.ui.principle_state import PrincipleState
from playground.ui.view import ViewState

_KEY = "playground"
HEARD = "heard"
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
class PageState(Generic[ExperimentT, DatasetT]):
    """What one open page keeps between reruns, whatever its lab.

    Parameters
    ----------
    session : Session
        The run; its ``experiment`` is what every control shows.
    lab : Lab
        In what this page differs from those of the other labs.
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
    view : object
        What is looked at on the stage, a frozen dataclass with a field ``step``.
    told_view : object
        What the description tells of it, for a stage that is mounted anew.
    told_version : int
        The session's version of its runs at the last full rerun.
    export_format : str
        The form that was last chosen to take the run along.
    dialog : str
        Which dialog is open, or empty.
    written : tuple of (object, str)
        The newest script or notebook, and what it is of.
    encoded : dict
        By pump the newest frame and its bytes, so that an unchanged one is not encoded again.
    numbered : object
        What the present `picture` shows.
    described : tuple of (object, str)
        What the stage knows of the run, as JSON text, and for which picture and view that holds.
    linked : tuple of (Experiment, str)
        The newest link, and the experiment that it holds.
    replacements : int
        How many values the page itself has replaced; starts at the clock's milliseconds, so that no count of an earlier
        server session is taken for a later one.
    former : dict
        For each widget and parameter the values that were replaced, and by which replacement.
    picture : int
        Number of the description that the present frames belong to; starts at random, so that no frame of an
        earlier server session is taken for this one's.
    lock : RLock
        Held while the experiment is changed: Streamlit may start the next rerun, on another thread, before the
        callbacks of the last one have ended.
    ticks : dict
        By pump the fragment that ticks for it.
    """

    session: Session[ExperimentT, DatasetT]
    lab: Lab
    is_changed: bool = False
    speed: str = "normal"
    address: dict[str, str] = field(default_factory=dict)
    refusal: str = ""
    news: str = ""
    view: Any = None
    told_view: Any = None
    told_version: int = 0
    export_format: str = "pytorch"
    dialog: str = ""
    written: tuple[object, str] = (None, "")
    encoded: dict[str, tuple[Frame, bytes]] = field(default_factory=dict)
    numbered: object = None
    described: tuple[object, str] = (None, "")
    linked: tuple[AnyExperiment | None, str] = (None, "")
    replacements: int = field(default_factory=lambda: time.time_ns() // 1_000_000)
    former: dict[str, dict[Any, int]] = field(default_factory=dict)
    picture: int = field(default_factory=lambda: secrets.randbelow(2**30))
    lock: AbstractContextManager[object] = field(default_factory=threading.RLock)
    ticks: dict[str, str] = field(default_factory=dict)


AnyState = PageState[Any, Any]


@dataclass
class Pages:
    """What one browser session keeps: the state of each lab that was opened, and the lab whose page is open."""

    states: dict[str, AnyState] = field(default_factory=dict)
    principles: dict[str, PrincipleState] = field(default_factory=dict)
    present: str = ""


class Replacing(Protocol):
    """What counts the values that its page has replaced."""

    replacements: int
    former: dict[str, dict[Any, int]]


StateT = TypeVar("StateT", bound=AnyState)


@dataclass
class LabState(PageState[Experiment, Dataset]):
    """What an open page of the network lab keeps besides.

    Parameters
    ----------
    own : OwnData
        The reader's own points while another set is chosen.
    letters : dict of int to str
        The letters that pinned runs are shown by.
    strokes : deque of Stroke
        The newest strokes of painting, the last one last.
    upload : Upload or None
        The file that was brought last.
    """

    view: ViewState = field(default_factory=ViewState)
    told_view: ViewState = field(default_factory=ViewState)
    own: OwnData = field(default_factory=OwnData)
    letters: dict[int, str] = field(default_factory=dict)
    strokes: deque[Stroke] = field(default_factory=lambda: deque(maxlen=MAX_STROKES))
    upload: Upload | None = None


def open_state(lab: str, make: Callable[[], StateT]) -> tuple[StateT, bool]:
    """This browser session's state of a lab, made on first use; and whether one has come back from another lab."""
    pages: Pages = st.session_state.setdefault(_KEY, Pages())
    is_back = lab in pages.states and pages.present != lab
    pages.present = lab
    if lab not in pages.states:
        pages.states[lab] = make()
    return cast(StateT, pages.states[lab]), is_back


def open_principle_state(name: str, make: Callable[[], PrincipleState]) -> PrincipleState:
    """This browser session's state of a first-principles lab, made on first use."""
    pages: Pages = st.session_state.setdefault(_KEY, Pages())
    pages.present = name
    if name not in pages.principles:
        pages.principles[name] = make()
    return pages.principles[name]


def find_experiment(lab: str) -> AnyExperiment | None:
    """What an open lab shows in this browser session; None if it was not opened."""
    pages: Pages = st.session_state.setdefault(_KEY, Pages())
    return pages.states[lab].session.experiment if lab in pages.states else None


def replace_value(state: Replacing, key: str, former: object) -> None:
    """Remember that a widget's or parameter's value was replaced: until it hears of that, the browser repeats it."""
    state.replacements += 1
    state.former.setdefault(key, {})[_freeze(former)] = state.replacements


def is_echo(state: Replacing, key: str, value: object) -> bool:
    """Whether the browser repeats a value of which it has not heard yet that it was replaced.

    If not, the value is the reader's, and all former ones are forgotten.
    """
    if state.former.get(key, {}).get(_freeze(value), 0) > _count_heard(state):
        return True
    state.former.pop(key, None)
    return False


def tell_replacements(state: Replacing) -> None:
    """Let the browser's messages say what they have heard of; drawn after everything that may be replaced."""
    count = str(state.replacements)
    if st.session_state.get(HEARD) != count:
        st.session_state[HEARD] = count
    st.text_input(HEARD, key=HEARD, label_visibility="collapsed")


def _count_heard(state: Replacing) -> int:
    """The newest replacement that the browser had heard of when it sent the present message."""
    told = st.session_state.get(HEARD, "")
    return int(told) if told.isdecimal() else state.replacements


def show_value(state: AnyState, key: str, value: object) -> None:
    """Make the widget of this key show a value; called before the widget is drawn."""
    if key in st.session_state:
        shown = st.session_state[key]
        if shown == value:
            return  # set again, it would override what the reader is about to choose
        replace_value(state, key, shown)
    st.session_state[key] = value


def take_value(state: AnyState, key: str) -> Any:
    """What the reader gave to the widget of this key, or None if it is an echo."""
    value = st.session_state[key]
    return None if is_echo(state, key, value) else value


def _freeze(value: object) -> object:
    """A value that can be looked up; pills hold lists."""
    return tuple(value) if isinstance(value, list) else value


def note_tick(state: AnyState, pump: str) -> None:
    """Remember which fragment ticks for a pump; called in it."""
    state.ticks[pump] = ThreadState.get().fragment_id or ""


def is_repeated(state: AnyState) -> bool:
    """Whether this press comes a second time.

    A press asks for a rerun of its own. A tick that leaves the browser in the same moment carries it as well.
    """
    context = get_script_run_ctx()
    fragments = set(context.fragment_ids_this_run or ()) if context else set()
    return bool(fragments) and fragments <= set(state.ticks.values())


def press(state: AnyState, action: Callable[[], object]) -> None:
    """What a button does, once for each press."""
    if not is_repeated(state):
        action()


def take_trigger(key: str, event: str) -> Any:
    """What a component's event carries; None in runs without one."""
    return st.session_state.get(key, {}).get(event)  # none of a stage whose page was just left
