"""What a reader does on the stage: each gesture reaches the experiment, the points, the weights or the view."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import partial

from playground.checks import is_number, show
from playground.lessons import say
from playground.ui.changes import MOMENT, attempt, make_change
from playground.ui.edits import ACTIONS, apply_edit
from playground.ui.network_changes import replace_points, undo_points
from playground.ui.painting import STROKES, apply_stroke
from playground.ui.runs import pin_run, restore_run
from playground.ui.state import LabState, is_echo
from playground.ui.view import read_index, read_view

Gesture = Mapping[str, object]


def take_gesture(state: LabState, gesture: Gesture) -> None:
    """Do what the browser asks for, or keep the reason why not for the page.

    Parameters
    ----------
    state : LabState
    gesture : Mapping
        From the browser, so nothing in it is trusted: ``action`` and what it needs; see
        `playground.ui.edits.apply_edit`, `playground.ui.painting.apply_stroke`, `GESTURES`.
    """
    action = gesture.get("action")
    if not isinstance(action, str):
        attempt(state, partial(_refuse, action))
    elif action in ACTIONS:
        make_change(state, lambda experiment: apply_edit(experiment, gesture))
    elif action in STROKES:
        session = state.session
        replace_points(state, lambda experiment: apply_stroke(experiment.data, session.dataset, gesture))
    elif action in GESTURES:
        GESTURES[action](state, gesture)
    else:
        attempt(state, partial(_refuse, action))


def _refuse(action: object) -> None:
    raise ValueError(f"the edit is {show(action)}; accepted: {', '.join([*ACTIONS, *STROKES, *GESTURES])}")


def _set_weight(state: LabState, gesture: Gesture) -> None:
    def act() -> None:
        _check_present(state)
        place = {name: read_index(gesture.get(name), name) for name in ("column", "to", "from")}
        value = _read_value(gesture)
        state.session.set_parameter("weight", place["column"], place["to"], place["from"], value)

    attempt(state, act)


def _set_bias(state: LabState, gesture: Gesture) -> None:
    def act() -> None:
        _check_present(state)
        place = {name: read_index(gesture.get(name), name) for name in ("column", "to")}
        state.session.set_parameter("bias", place["column"], place["to"], 0, _read_value(gesture))

    attempt(state, act)


def _check_present(state: LabState) -> None:
    if state.view.step is not None:
        raise ValueError(say("weight_of_the_past", step=f"{state.view.step:,}"))


def _read_value(gesture: Gesture) -> float:
    value = gesture.get("value")
    if not is_number(value):
        raise ValueError(f"the value is {show(value)}; accepted: a number")
    return float(value)  # type: ignore[arg-type]


def _set_view(state: LabState, gesture: Gesture) -> None:
    """Look at something else; at a former moment of a run only while it stands still."""

    def act() -> None:
        view = read_view(gesture.get("value"))
        if view.step is not None and is_echo(state, MOMENT, view.step):
            view = dataclasses.replace(view, step=None)
        if view.step is not None:
            state.session.pause()
        state.view = view

    attempt(state, act)


def _pin_run(state: LabState, gesture: Gesture) -> None:
    def act() -> None:
        value = gesture.get("value")
        if not isinstance(value, bool):
            raise ValueError(f"the value is {show(value)}; accepted: True or False")
        pin_run(state, read_index(gesture.get("run"), "run"), is_pinned=value)

    attempt(state, act)


def _restore_run(state: LabState, gesture: Gesture) -> None:
    attempt(state, lambda: restore_run(state, read_index(gesture.get("run"), "run")))


GESTURES: dict[str, Callable[[LabState, Gesture], None]] = {
    "undo_points": lambda state, gesture: undo_points(state),
    "weight": _set_weight,
    "bias": _set_bias,
    "view": _set_view,
    "pin_run": _pin_run,
    "restore_run": _restore_run,
}
