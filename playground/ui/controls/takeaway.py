"""Share the run, take it along as a file, or open one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from playground.data import points_to_csv
from playground.lessons import say
from playground.serialization import to_json
from playground.ui.address import is_link_too_long
from playground.ui.controls.own import open_file
from playground.ui.controls.widgets import bind, section
from playground.ui.dialogs import open_dialog
from playground.ui.downloads import download
from playground.ui.layout import plain
from playground.ui.state import LabState, press
from playground.ui.takeaway import CODE, TAKEAWAYS, find_obstacle


def takeaway_controls(state: LabState) -> None:
    """Link, experiment, points, code, weights, losses and film; elsewhere than with own points, also a file to open."""
    if is_link_too_long(state):
        st.caption(say("link_too_long"))
    section(say("take_along"), "files", partial(_draw, state), is_open=is_link_too_long(state))


def _draw(state: LabState) -> None:
    session = state.session
    _dialog_button(state, "share", "share", ":material/qr_code_2:")
    _draw_menu(state)
    _offer("download_experiment", lambda: to_json(session.experiment), "experiment.json", "application/json")
    _offer("download_points", lambda: points_to_csv(session.dataset), "points.csv", "text/csv")
    if session.experiment.data.name != "own":
        open_file(state)


def _draw_menu(state: LabState) -> None:
    """The forms that are asked for less often; each with what it is, and why it cannot be had now."""

    def take(name: str) -> None:
        state.export_format = name

    st.selectbox(
        say("export_format"),
        options=list(TAKEAWAYS),
        format_func=lambda name: TAKEAWAYS[name].label,
        **bind(state, "export_format", state.export_format, take),
    )
    name = state.export_format
    chosen = TAKEAWAYS[name]
    st.caption(chosen.summary)
    if name in CODE and state.session.is_changed:
        st.caption(say("script_of_changed"))
    if obstacle := find_obstacle(state, name):
        st.caption(plain(obstacle))
    left, right = st.columns(2)
    with left:
        _offer("download", partial(chosen.make, state), chosen.file_name, chosen.mime, is_disabled=bool(obstacle))
    if chosen.is_shown:
        with right:
            _dialog_button(state, "show_code", "code", ":material/code:")


def _dialog_button(state: LabState, key: str, dialog: str, icon: str) -> None:
    on_click = partial(open_dialog, state, dialog)
    st.button(say(key), key=key, icon=icon, on_click=press, args=(state, on_click), width="stretch")


def _offer(key: str, make: Callable[[], str | bytes], file_name: str, mime: str, *, is_disabled: bool = False) -> None:
    download(key, say(key), make, file_name, mime, is_disabled=is_disabled)
