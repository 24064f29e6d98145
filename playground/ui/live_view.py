"""The live view: a stage mounted once, and fragments whose tiny pumps hand it each frame's bytes.

Fragments lie one in the other: a gesture on the stage reruns stage, transport and pumps, a click on the transport only
transport and pumps, and a tick only a pump, so that each answer comes with the few messages that it needs. What
concerns the rest of the page asks for a full rerun. The browser keeps the stage's code: an unchanged stage is not sent
again.

Frames tick as fast as the run shows something new; what the panels below the stage want to know (a report) ticks
once a second, and only while one is open. While nothing runs, nothing ticks.
"""

from __future__ import annotations

import dataclasses
import time

import streamlit as st

from playground.frame import Frame, ReportDemand
from playground.live.encode import encode
from playground.ui.address import write_address
from playground.ui.bundle import bundle, read_asset
from playground.ui.picture import describe_once, number_picture
from playground.ui.speed import tick_seconds
from playground.ui.state import AnyState, is_repeated, note_tick, take_trigger
from playground.ui.transport import transport

REPORT_SECONDS = 1.0
# The answer to a click leaves first: a report or a full rerun that follows at once would hold it back.
FRAME_SECONDS = 0.06
# Names of the components, by the file of each, which is also its key.
PUMPS = {"pump": "playground_pump", "report_pump": "playground_report"}


def live_view(state: AnyState) -> None:
    """Draw transport and stage, and feed the stage while the session runs; a paused view sends nothing."""
    state.told_view, state.told_version = state.view, state.session.version
    st.fragment(_play_and_look)(state)


def _play_and_look(state: AnyState) -> None:
    st.fragment(_play_and_watch)(state)
    _stage(state)


def _play_and_watch(state: AnyState) -> None:
    if state.is_changed:  # by the transport or on the stage: the rest of the page has to follow
        st.rerun()
    status = state.session.status
    transport(state, status)
    write_address(state)
    demand = state.lab.demand_report(state)
    if status == "running":
        st.fragment(_tick, run_every=tick_seconds(state.speed, state.lab.tick))(state)
    else:
        with st.container():
            _pump(state)
    if demand:
        time.sleep(FRAME_SECONDS)
        if status == "running":
            st.fragment(_tick_report, run_every=REPORT_SECONDS)(state, demand)
        else:
            with st.container():
                _pump_report(state, demand)
    if state.session.version != state.told_version:  # a reset has kept the former run: the stage has to list it
        time.sleep(FRAME_SECONDS)
        st.rerun()


def _stage(state: AnyState) -> None:
    lab = state.lab
    css = "".join(read_asset(f"live/{name}.css") for name in lab.styles)
    stage = st.components.v2.component(f"playground_{lab.name}", js=bundle(lab.stage), css=css, isolate_styles=False)
    stage(key="stage", data=describe_once(state), on_edit_change=lambda: _take_gesture(state))


def _take_gesture(state: AnyState) -> None:
    gesture = take_trigger("stage", "edit")
    if isinstance(gesture, dict) and not is_repeated(state):
        state.lab.take_gesture(state, gesture)


def _tick(state: AnyState) -> None:
    note_tick(state, "pump")
    if _pump(state).status != "running":
        st.rerun()


def _tick_report(state: AnyState, demand: ReportDemand) -> None:
    note_tick(state, "report_pump")
    _pump_report(state, demand)


def _pump(state: AnyState) -> Frame:
    frame = state.session.poll(state.lab.demand_frames(state))
    _send(state, "pump", frame)
    return frame


def _pump_report(state: AnyState, demand: ReportDemand) -> None:
    _send(state, "report_pump", state.session.report(demand))


def _send(state: AnyState, pump: str, frame: Frame) -> None:
    """Hand a frame's bytes to the stage, with the number of the picture that it belongs to.

    A press that came with this tick may have changed the network: the frame gets its number.
    """
    picture = number_picture(state)
    if pump not in state.encoded or state.encoded[pump][0] is not frame:
        state.encoded[pump] = (frame, encode(dataclasses.replace(frame, run=picture)))
    component = st.components.v2.component(PUMPS[pump], js=read_asset(f"live/{pump}.js"), isolate_styles=False)
    component(key=pump, data=state.encoded[pump][1])
