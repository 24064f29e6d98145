"""The page around the labs: style sheet, name, and what one process needs once."""

from __future__ import annotations

import gc

import streamlit as st

from playground.lessons import read_lesson
from playground.ui.bundle import ASSETS, read_asset


@st.cache_resource
def _settle_process() -> None:
    # What the imports left behind lives as long as the process: no collection need look at it again.
    gc.collect()
    gc.freeze()


def frame_page() -> None:
    """Style sheet and name of the app, on every page."""
    _settle_process()
    st.html(f"<style>{read_asset('app.css')}</style>")
    st.logo(ASSETS / "logo.svg", size="large")


def lesson(name: str) -> None:
    """A lab's text, below its stage."""
    with st.container(key="lesson"):
        st.markdown(read_lesson(name))


def say(news: str, refusal: str) -> None:
    """What a change did, for a moment; why one was refused, until the next."""
    if news:
        st.toast(news, icon=":material/restart_alt:")
    if refusal:
        st.error(refusal, icon=":material/error:")
