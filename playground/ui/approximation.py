"""The approximation page: a session that fits the reader's curve, and measurements in the background.

What moves comes through pumps of its own: a frame's bytes many times a second while the fit is trained, and a few
times a second how a measurement stands. While nothing runs, nothing ticks.
"""

from __future__ import annotations

import json
import math
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from playground.config import Experiment
from playground.data import Dataset
from playground.engine.job import Job
from playground.engine.session import Session
from playground.frame import Frame
from playground.lessons.principles import principle_words
from playground.live.encode import encode
from playground.principles.approximation.edit import read_edit
from playground.principles.approximation.experiment import make_experiment
from playground.principles.approximation.fit import DEMAND, prepare_frame
from playground.principles.approximation.measure import Rung, list_shapes, measure
from playground.principles.approximation.state import SPEEDS
from playground.ui.bundle import read_asset
from playground.ui.principle_state import PrincipleState
from playground.ui.principles import open_principle

NAME = "approximation"
FRAME_SECONDS, JOB_SECONDS = 0.06, 0.25
REMEMBERED = 32  # acts: the browser may repeat one that leaves together with a tick
DIGITS = 4


@dataclass
class Measurement:
    """One of the two questions: how its answer comes along.

    Parameters
    ----------
    subject : tuple
        What it was asked about: curve, activation, optimizer and rate.
    done : list of Rung
        Grows while it runs.
    job : Job
        Who computes.
    """

    subject: tuple[Any, ...]
    done: list[Rung]
    job: Job[list[Rung]]


@dataclass
class Fit:
    """What a browser session keeps of this page.

    Parameters
    ----------
    session : Session
        Trains the hidden layer.
    measurements : dict of str to Measurement
        By question, ``"width"`` or ``"depth"``.
    edit : int
        Number of the newest edit by hand.
    handled : deque of int
        Numbers of the newest acts.
    sent : tuple of (Frame, dict, bytes), optional
        The newest frame of the session, the numbers of question and edit then, and what the stage got of it.
    activation : str
        Of the session's units.
    """

    session: Session[Experiment, Dataset]
    measurements: dict[str, Measurement] = field(default_factory=dict)
    edit: int = 0
    handled: deque[int] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    sent: tuple[Frame, dict[str, int], bytes] | None = None
    activation: str = ""


def open_approximation() -> None:
    """The whole page."""
    open_principle(NAME, _follow)


def _follow(page: PrincipleState) -> tuple[None, bool]:
    """Take over what is shown, do what was asked, and feed the stage."""
    experiment = make_experiment(page.state)
    fit: Fit = page.kept.setdefault("fit", None) or Fit(Session(experiment))
    page.kept["fit"] = fit
    fit.session.change(experiment)
    fit.activation = page.state["activation"]
    fit.session.set_rate(SPEEDS[page.state["speed"]])
    while page.acts:
        _take(page, fit, page.acts.pop(0))
    _feed(page, fit)
    return None, False


def _take(page: PrincipleState, fit: Fit, act: dict[str, Any]) -> None:
    if act.get("id") in fit.handled:
        return
    if isinstance(act.get("id"), int):
        fit.handled.append(act["id"])
    page.error = ""
    try:
        _do(page, fit, act)
    except ValueError as error:
        page.error = str(error)


def _do(page: PrincipleState, fit: Fit, act: dict[str, Any]) -> None:
    name, session, words = act["name"], fit.session, principle_words(NAME)
    if name in ("play", "step", "measure") and page.answer["points"] < 2:
        raise ValueError(words["empty" if not page.answer["points"] else "one_point"])
    if name == "play":
        session.play()
    elif name == "pause":
        session.pause()
    elif name == "step":
        session.step()
    elif name == "reset":
        session.reset()
    elif name == "set":
        for change in read_edit(act, page.state["units"]):
            session.set_parameter(*change)
        fit.edit = act["n"] if isinstance(act.get("n"), int) else fit.edit
    elif name == "measure":
        _measure(page, fit, str(act.get("kind")))
    elif name == "cancel":
        for measurement in fit.measurements.values():
            measurement.job.cancel()


def _measure(page: PrincipleState, fit: Fit, kind: str) -> None:
    shapes = list_shapes(kind)
    for measurement in fit.measurements.values():
        measurement.job.cancel()  # one at a time
    done: list[Rung] = []
    fit.measurements[kind] = Measurement(_subject(page), done, Job(measure(dict(page.state), shapes, done)))


def _subject(page: PrincipleState) -> tuple[Any, ...]:
    """What a measurement depends on."""
    state = page.state
    return (tuple(page.answer["heights"]), *(state[name] for name in ("activation", "optimizer", "rate", "seed")))


def _feed(page: PrincipleState, fit: Fit) -> None:
    """A pump each for frames and measurements, ticking for as long as there is something new."""
    if fit.session.status == "running":
        st.fragment(_tick_frame, run_every=FRAME_SECONDS)(page, fit)
    else:
        with st.container():
            _pump_frame(page, fit)
    if any(measurement.job.poll().status == "running" for measurement in fit.measurements.values()):
        st.fragment(_tick_job, run_every=JOB_SECONDS)(page, fit)
    else:
        with st.container():
            _pump_job(page, fit)


def _tick_frame(page: PrincipleState, fit: Fit) -> None:
    if _pump_frame(page, fit) != "running":
        st.rerun()


def _tick_job(page: PrincipleState, fit: Fit) -> None:
    if not _pump_job(page, fit):
        st.rerun()


def _pump_frame(page: PrincipleState, fit: Fit) -> str:
    """Send the newest frame; says how the run stands."""
    frame = fit.session.poll(DEMAND)
    numbers = {"asked": page.asked, "edit": fit.edit}
    if fit.sent is None or fit.sent[0] is not frame or fit.sent[1] != numbers:
        fit.sent = (frame, numbers, encode(prepare_frame(frame, fit.session.dataset, fit.activation, numbers)))
    _component("frame")(key="approximation_frame", data=fit.sent[2])
    return frame.status


def _pump_job(page: PrincipleState, fit: Fit) -> bool:
    """Send how the measurements stand; says whether one goes on."""
    reports = {kind: measurement.job.poll() for kind, measurement in fit.measurements.items()}
    subject = _subject(page)
    news = {
        kind: {
            "status": report.status,
            "progress": round(report.progress, 3),
            "error": report.error,
            "current": fit.measurements[kind].subject == subject,
            "rungs": [_tell(rung) for rung in tuple(fit.measurements[kind].done)],
        }
        for kind, report in reports.items()
    }
    _component("job")(key="approximation_job", data=json.dumps(news))
    return any(report.status == "running" for report in reports.values())


def _component(kind: str) -> Any:
    js = read_asset(f"live/approximation_{kind}_pump.js")
    return st.components.v2.component(f"playground_approximation_{kind}", js=js, isolate_styles=False)


def _tell(rung: Rung) -> dict[str, Any]:
    """A rung for JSON; a seed that diverged has no error and no curve."""
    errors = [round(error, 6) if math.isfinite(error) else None for error in rung.errors]
    curves = [[round(y, DIGITS) for y in curve] for curve in rung.curves]
    return {"shape": rung.shape, "parameters": rung.parameters, "errors": errors, "curves": curves}
