"""Files that are made when they are asked for, and stay until the browser has fetched them."""

from __future__ import annotations

import threading
from collections.abc import Callable

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx


def download(
    key: str, label: str, make: Callable[[], str | bytes], file_name: str, mime: str, *, is_disabled: bool = False
) -> None:
    """A button whose file is made, on another thread, when it is pressed.

    Parameters
    ----------
    key, label : str
        Of the button.
    make : callable
        Gives the file; says nothing to Streamlit.
    file_name, mime : str
        What the file is called, and its media type.
    is_disabled : bool
    """
    context = get_script_run_ctx()

    def make_and_keep() -> bytes:
        data = make()
        data = data.encode() if isinstance(data, str) else data
        # Streamlit deletes such a file at the end of the next two reruns, anybody's: while something trains, that is
        # before it has arrived. As one of the page's own files it stays until the whole page is drawn again.
        keep = threading.Thread(target=_keep, args=(data, file_name, mime))
        add_script_run_ctx(keep, context)
        keep.start()
        keep.join()
        return data

    st.download_button(
        label,
        data=make_and_keep,
        file_name=file_name,
        mime=mime,
        key=key,
        icon=":material/download:",
        on_click="ignore",
        disabled=is_disabled,
        width="stretch",
    )


def _keep(data: bytes, file_name: str, mime: str) -> None:
    manager = runtime.get_instance().media_file_mgr
    manager.add(data, mime, "playground/download", file_name, is_for_static_download=True)
