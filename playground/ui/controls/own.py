"""The reader's own data: a file to open, and which columns of a table are learned."""

from __future__ import annotations

import streamlit as st

from playground.data import Choice, Table, is_numeric
from playground.lessons import say
from playground.ui.controls.widgets import bind
from playground.ui.own import choose_columns, drop_file, swap_features, take_file
from playground.ui.state import LabState, take_value

FILE_TYPES = ("csv", "tsv", "txt", "json", "safetensors")
TASKS = ("classification", "regression")


def own_controls(state: LabState) -> None:
    """Open a file, choose its columns, and see what was done to its rows."""
    if not state.session.experiment.data.own.points:
        st.caption(say("own_empty"))
    open_file(state)
    upload = state.upload
    if upload and upload.table and upload.choice:
        _choose_columns(state, upload.table, upload.choice)
        for note in upload.notes:
            st.caption(note.replace("$", r"\$"))


def open_file(state: LabState) -> None:
    """Where a table, an experiment or weights are dropped."""
    st.file_uploader(
        say("open_file"),
        type=FILE_TYPES,
        key="file",
        help=say("open_file_help"),
        on_change=_take_file,
        args=(state,),
    )


def _take_file(state: LabState) -> None:
    file = take_value(state, "file")
    if file is None:
        drop_file(state)
    else:
        take_file(state, file.name, file.file_id, file.getvalue())


def _choose_columns(state: LabState, table: Table, choice: Choice) -> None:
    st.selectbox(
        say("csv_target"),
        options=table.columns,
        **bind(state, "csv_target", choice.target, lambda name: choose_columns(state, target=name)),
    )
    st.segmented_control(
        say("csv_task"),
        options=TASKS,
        format_func=say,
        required=True,
        label_visibility="collapsed",
        width="stretch",
        **bind(state, "csv_task", choice.task, lambda task: choose_columns(state, task=task)),
    )
    numeric = [name for name in table.columns if name != choice.target and is_numeric(table, name)]
    for place, column in enumerate(st.columns(2)):
        with column:
            _choose_feature(state, numeric, choice, place)


def _choose_feature(state: LabState, numeric: list[str], choice: Choice, place: int) -> None:
    """A menu of the columns of numbers; a regression may do with one of them."""
    none = say("no_feature")
    options = [*numeric, *([none] if place == 1 else [])]

    def take(name: str) -> None:
        chosen = None if name == none and name not in numeric else name
        choose_columns(state, features=swap_features(choice.features, place, chosen))

    shown = choice.features[place] if place < len(choice.features) else none
    st.selectbox(
        say(f"csv_feature_{place + 1}"), options=options, **bind(state, f"csv_feature_{place + 1}", shown, take)
    )
