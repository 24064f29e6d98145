"""Dialogs over the page: the code of the present run, and its address to share.

A full rerun (the run has ended, say) closes what it does not draw again: which dialog is open is kept in the state.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

import streamlit as st

from playground.export.qr import DENSE, draw_qr
from playground.lessons import say
from playground.ui.address import is_link_too_long, share_parameters
from playground.ui.layout import plain
from playground.ui.state import AnyState
from playground.ui.takeaway import find_obstacle, write_code


def open_dialog(state: AnyState, name: str) -> None:
    """Have the next rerun draw the dialog of this name."""
    state.dialog = name


def draw_dialog(state: AnyState) -> None:
    """Draw the dialog that is open, if any."""
    if state.dialog:
        title, width, draw = DIALOGS[state.dialog]
        st.dialog(say(title), width=width, on_dismiss=lambda: open_dialog(state, ""))(draw)(state)  # type: ignore[call-overload]


def _show_code(state: AnyState) -> None:
    name = state.export_format
    if obstacle := find_obstacle(state, name):
        st.error(plain(obstacle), icon=":material/error:")
        return
    st.caption(state.lab.takeaways[name].summary)
    if state.session.is_changed:
        st.caption(say("script_of_changed"))
    st.code(write_code(name, state), language="python", height=560)


def _share(state: AnyState) -> None:
    if is_link_too_long(state):
        st.warning(say("link_too_long"))
        return
    here = st.context.url or ""
    address = f"{here}?{urlencode(share_parameters(state))}"
    st.code(address, language=None, wrap_lines=True)
    if urlsplit(here).hostname in ("localhost", "127.0.0.1", "::1"):
        st.caption(say("share_local"))
    try:
        picture = draw_qr(address)
    except ValueError:
        st.caption(say("qr_too_long"))
        return
    if len(address) > DENSE:
        st.caption(say("qr_dense"))
    picture = picture.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)  # without it, it is no image
    source = base64.b64encode(picture.encode()).decode()
    st.html(f'<img class="qr-code" src="data:image/svg+xml;base64,{source}" alt="{say("qr_spoken")}">')


DIALOGS: dict[str, tuple[str, str, Callable[[AnyState], None]]] = {
    "code": ("code_title", "large", _show_code),
    "share": ("share_title", "medium", _share),
}
