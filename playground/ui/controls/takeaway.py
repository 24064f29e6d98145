"""Share the run, take it along as a file, or open one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from playground.lessons import say
from playground.serialization import to_json
from playground.ui.address import is_link_too_long
from playground.ui.controls.widgets import bind, section
from playground.ui.dialogs import open_dialog
from playground.ui.downloads import download
from playground.ui.layout import plain
from playground.ui.state import AnyState, press
from playground.ui.takeaway import CODE, find_obstacle


def takeaway_controls(state: AnyState) -> None:
    """Link, experiment, code and the lab's other forms of the run."""
    if is_link_too_long(state):
        st.caption(say("link_too_long"))
    section(say("take_along"), "files", partial(_draw, state), is_open=is_link_too_long(state))


def _draw(state: AnyState) -> None:
    session = state.session
    _dialog_button(state, "share", "share", ":material/qr_code_2:")
    _draw_menu(state)
    offer("download_experiment", lambda: to_json(session.experiment), "experiment.json", "application/json")
    state.lab.offers(state)


def _draw_menu(state: AnyState) -> None:
    """The forms that are asked for less often; each with what it is, and why it cannot be had now."""

    def take(name: str) -> None:
        state.export_format = name

    st.selectbox(
        say("export_format"),
        options=list(state.lab.takeaways),
        format_func=lambda name: state.lab.takeaways[name].label,
        **bind(state, "export_format", state.export_format, take),
    )
    name = state.export_format
    chosen = state.lab.takeaways[name]
    st.caption(chosen.summary)
    if name in CODE and state.session.is_changed:
        st.caption(say("script_of_changed"))
    if obstacle := find_obstacle(state, name):
        st.caption(plain(obstacle))
    left, right = st.columns(2)
    with left:
        offer("download", partial(chosen.make, state), chosen.file_name, chosen.mime, is_disabled=bool(obstacle))
    if chosen.is_shown:
        with right:
            _dialog_button(state, "show_code", "code", ":material/code:")


def _dialog_button(state: AnyState, key: str, dialog: str, icon: str) -> None:
    on_click = partial(open_dialog, state, dialog)
    st.button(say(key), key=key, icon=icon, on_click=press, args=(state, on_click), width="stretch")


def offer(key: str, make: Callable[[], str | bytes], file_name: str, mime: str, *, is_disabled: bool = False) -> None:
    """A button that downloads a file, made when it is pressed."""
    download(key, say(key), make, file_name, mime, is_disabled=is_disabled)
