"""What one server process needs once: garbage collection that never stops the live views for long."""

from __future__ import annotations

import gc
import threading
import time

import streamlit as st

COLLECT_SECONDS = 60.0


@st.cache_resource(show_spinner=False)
def settle_process() -> None:
    """Take what the imports left out of every later collection, and collect the rest on a slow timer.

    Streamlit would collect after each run, twenty times a second (see ``.streamlit/config.toml``).
    """
    gc.collect()
    gc.freeze()
    threading.Thread(target=_collect_now_and_then, name="collector", daemon=True).start()


def _collect_now_and_then() -> None:
    while True:
        time.sleep(COLLECT_SECONDS)
        gc.collect()
