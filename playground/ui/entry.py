"""Entry: every page runs within `streamlit_app.py`, whichever address a fresh server is asked for first."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager


def come_in() -> None:
    """Run the entry script if Streamlit runs a page without it.

    Until some session has called `st.navigation`, Streamlit takes the folder ``pages`` itself for the app: it shows
    file names as the navigation, and a page has neither style nor width.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
