"""What one server process needs once: collection of garbage that never stops the live views, and an entry script."""

from __future__ import annotations

import gc
import threading
import time

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

COLLECT_SECONDS = 60.0


@st.cache_resource(show_spinner=False)
def settle_process() -> None:
    """Take what the imports left out of every later collection, and collect the rest on a slow timer.

    Streamlit would collect after each run, twenty times a second (see ``.streamlit/config.toml``).
    """
    gc.collect()
    gc.freeze()
    threading.Thread(target=_collect_now_and_then, name="collector", daemon=True).start()


def enter_by_script() -> None:
    """Run the entry script first, if a page was opened without it.

    Until `st.navigation` has been called once, Streamlit takes the folder ``pages`` for an app without an entry
    script: whoever comes first after a start, and by a page's own address, would see that page without its frame.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


def _collect_now_and_then() -> None:
    while True:
        time.sleep(COLLECT_SECONDS)
        gc.collect()
