"""An experiment's file opens; a bad one changes nothing."""

from __future__ import annotations

from functools import partial

import streamlit as st

from playground.lessons import say
from playground.serialization import load
from playground.ui.changes import attempt, open_experiment
from playground.ui.gan.state import GanState
from playground.ui.state import take_value


def open_file(state: GanState) -> None:
    """Where the file of an experiment is dropped."""
    st.file_uploader(
        say("open_file"),
        type=("json",),
        key="file",
        help=say("gan_open_file_help"),
        on_change=_take_uploaded,
        args=(state,),
    )


def take_file(state: GanState, name: str, file_id: str, data: bytes) -> None:
    """Open an experiment once.

    Parameters
    ----------
    state : GanState
    name : str
        The file's.
    file_id : str
        New with each file.
    data : bytes
        What it holds.
    """
    if state.file_id == file_id:
        return
    state.file_id = file_id
    attempt(state, partial(_open, state, name, data))


def _open(state: GanState, name: str, data: bytes) -> None:
    open_experiment(state, load(data), say("file_opened", name=name))


def _take_uploaded(state: GanState) -> None:
    file = take_value(state, "file")
    if file is not None:
        take_file(state, file.name, file.file_id, file.getvalue())
