"""The pages of the first-principles labs: one stage each, and what it asks of PyTorch.

The stage is mounted once with the lesson. What it asks comes back through a tiny pump of its own, so that an answer
carries numbers only and not the stage's code again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from playground.checks import show
from playground.lessons.principles import principle_words, read_principle, say_principle
from playground.principles import PRINCIPLES
from playground.ui.bundle import ASSETS, bundle, read_asset
from playground.ui.principle_state import PrincipleState, from_address, open_start, to_address
from playground.ui.process import enter_by_script
from playground.ui.state import is_echo, open_principle_state, replace_value, take_trigger, tell_replacements

STATE_PARAMETER = "s"
TICK_SECONDS = 0.2
NEURONS, NETWORKS = ("perceptron", "activation", "backprop"), ("descent", "approximation")
# What a lab computes beyond one answer: its data for the stage, and whether there is more to come.
Follow = Callable[[PrincipleState], tuple[Any, bool]]


def principle_pages(names: tuple[str, ...]) -> list[StreamlitPage]:
    """Pages of these labs for the navigation, those that there are."""
    return [
        st.Page(f"pages/{name}.py", title=say_principle(name), url_path=name) for name in names if name in PRINCIPLES
    ]


def open_principle(name: str, follow: Follow | None = None) -> None:
    """Draw a lab's whole page.

    Parameters
    ----------
    name : str
        A name of `playground.principles.PRINCIPLES`.
    follow : callable, optional
        ``follow(page)`` gives what the stage gets as ``extra``, for JSON, and whether to ask again soon. It takes
        what the stage asked to be done out of ``page.acts`` and keeps what it needs in ``page.kept``.
    """
    enter_by_script()
    page = open_principle_state(name, lambda: open_start(PRINCIPLES[name]))
    _follow_address(page)
    st.fragment(_draw)(page, follow)


def _draw(page: PrincipleState, follow: Follow | None) -> None:
    extra, goes_on = follow(page) if follow else (None, False)
    if goes_on and follow:
        st.fragment(_tick, run_every=TICK_SECONDS)(page, follow)
    else:
        with st.container():
            _pump(page, extra)
    _stage(page)
    _write_address(page)


def _tick(page: PrincipleState, follow: Follow) -> None:
    extra, goes_on = follow(page)
    _pump(page, extra)
    if not goes_on:
        st.rerun()


def _pump(page: PrincipleState, extra: Any) -> None:
    """Hand the stage the present state and its numbers."""
    news = {
        "name": page.principle.name,
        "state": page.state,
        "answer": page.answer,
        "asked": page.asked,
        "version": page.version,
        "error": page.error,
        "link": page.link,
        "extra": extra,
    }
    pump = st.components.v2.component("playground_answer", js=read_asset("live/answer_pump.js"), isolate_styles=False)
    pump(key="answer_pump", data=json.dumps(news))


def _stage(page: PrincipleState) -> None:
    name = page.principle.name
    js, css = bundle(f"{name}_stage.js"), _styles(name)
    stage = st.components.v2.component(f"playground_{name}", js=js, css=css, isolate_styles=False)
    stage(
        key=f"{name}_stage",
        data=_describe(name),
        on_ask_change=lambda: _take(page, "ask", _take_question),
        on_act_change=lambda: _take(page, "act", _take_act),
    )


@cache
def _styles(name: str) -> str:
    names = ["stage", "lesson", *([name] if (ASSETS / "live" / f"{name}.css").exists() else [])]
    return "".join(read_asset(f"live/{style}.css") for style in names)


@cache
def _describe(name: str) -> str:
    """What a lab's stage is mounted with: lesson and words."""
    return json.dumps({"name": name, "lesson": read_principle(name), "words": principle_words(name)})


def _take(page: PrincipleState, event: str, act: Callable[[PrincipleState, Mapping[str, Any]], None]) -> None:
    news = take_trigger(f"{page.principle.name}_stage", event)
    if isinstance(news, dict):
        act(page, news)


def _take_question(page: PrincipleState, question: Mapping[str, Any]) -> None:
    """Show the state that the browser asks for, or say why not; nothing in a question is trusted."""
    number = question.get("id")
    page.asked = number if isinstance(number, int) else page.asked
    try:
        page.show(question.get("state"))
        page.error = ""
    except ValueError as error:
        page.error = str(error)


def _take_act(page: PrincipleState, act: Mapping[str, Any]) -> None:
    if not isinstance(act.get("name"), str):
        page.error = f"the act is {show(act.get('name'))}; accepted: a name"
    else:
        page.acts.append(dict(act))


def _follow_address(page: PrincipleState) -> None:
    """Take over what was opened, typed into the address bar, or brought back by its Back button."""
    address = st.query_params.get(STATE_PARAMETER, "")
    # An address without a state is that of the sidebar's link: the page shows what it showed before.
    if not address or address == page.address or is_echo(page, f"?{STATE_PARAMETER}", address):
        return
    page.address = address
    page.version += 1
    try:
        page.show(from_address(address))
        page.error = ""
    except ValueError as error:
        page.error = say_principle("address_refused", reason=error)


def _write_address(page: PrincipleState) -> None:
    wanted = "" if page.state == page.principle.read(dict(page.principle.start)) else to_address(page.state)
    if page.address != wanted:
        replace_value(page, f"?{STATE_PARAMETER}", page.address)
    page.address = wanted
    if st.query_params.get(STATE_PARAMETER, "") != wanted:
        parameters = {**st.query_params.to_dict(), STATE_PARAMETER: wanted}
        st.query_params.from_dict({name: value for name, value in parameters.items() if value})
    tell_replacements(page)
