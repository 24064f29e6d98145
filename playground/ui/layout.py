"""The page around the labs: style sheet, name, lesson, and what is told about changes."""

from __future__ import annotations

import json
import re

import streamlit as st

from playground.lessons import read_lesson, say
from playground.ui.bundle import ASSETS, read_asset
from playground.ui.process import settle_process


def frame_page() -> None:
    """Style sheet and name of the app, on every page."""
    settle_process()
    name = f":root {{ --app-name: {json.dumps(say('app'))}; }}"
    st.html(f"<style>{name}{read_asset('app.css')}</style>")
    st.logo(ASSETS / "logo.svg", size="large")


def lesson(name: str) -> None:
    """A lab's text, below its stage."""
    with st.container(key="lesson"):
        st.markdown(read_lesson(name))


def tell(news: str, refusal: str) -> None:
    """What a change did, for a moment; why one was refused, until the next."""
    if news:
        has_restarted = news.startswith(say("rebuilt"))
        st.toast(news.strip(), icon=f":material/{'restart_alt' if has_restarted else 'info'}:")
    with st.container():  # always there: what comes after it keeps its place, and the stage all that it knows
        if refusal:
            st.error(plain(refusal), icon=":material/error:")


def plain(text: str) -> str:
    """Text that Markdown leaves as it is: a refusal quotes what came in, and that may come from anybody's link."""
    return re.sub(r"([\\`*_\[\]<>$~@]|:(?=//)|(?<=www)\.)", r"\\\1", text)
