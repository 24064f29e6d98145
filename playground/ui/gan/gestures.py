"""What a reader does on the GAN lab's stage: each gesture reaches the view, the run or the painted points."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import partial

from playground.checks import show
from playground.lessons import say
from playground.ui.changes import MOMENT, attempt, show_present
from playground.ui.gan.changes import replace_points, undo_points
from playground.ui.gan.painting import STROKES, apply_stroke
from playground.ui.gan.state import GanState
from playground.ui.gan.view import read_view
from playground.ui.state import is_echo

Gesture = Mapping[str, object]


def take_gesture(state: GanState, gesture: Gesture) -> None:
    """Do what the browser asks for, or keep the reason why not for the page.

    Parameters
    ----------
    state : GanState
    gesture : Mapping
        From the browser, so nothing in it is trusted: ``action`` and what it needs; see
        `playground.ui.gan.painting.apply_stroke`, `GESTURES`.
    """
    action = gesture.get("action")
    if isinstance(action, str) and action in STROKES:
        replace_points(state, lambda data: apply_stroke(data, state.points, gesture))
    elif isinstance(action, str) and action in GESTURES:
        attempt(state, partial(GESTURES[action], state, gesture))
    else:
        attempt(state, partial(_refuse, action))


def _refuse(action: object) -> None:
    raise ValueError(f"the edit is {show(action)}; accepted: {', '.join([*STROKES, *GESTURES])}")


def _set_view(state: GanState, gesture: Gesture) -> None:
    """Look at something else; at a former moment, or into the next iteration, only while the run stands still."""
    former, view = state.view, read_view(gesture.get("value"))
    if view.step is not None and is_echo(state, MOMENT, view.step):
        view = dataclasses.replace(view, step=None)
    if view.step is not None or (view.stage and view.stage != former.stage):
        state.session.pause()
    state.view = view


def _next_iteration(state: GanState, gesture: Gesture) -> None:
    """Take the iteration that slow motion has shown, and look at the first stage of the next."""
    _check_can_go_on(state)
    show_present(state)
    state.session.step()
    state.view = dataclasses.replace(state.view, stage=1)


def _step_player(state: GanState, gesture: Gesture) -> None:
    """Let one player take a step by itself."""
    _check_can_go_on(state)
    show_present(state)
    state.session.step_player(str(gesture.get("player")))


def _check_can_go_on(state: GanState) -> None:
    if state.session.status in ("finished", "diverged"):
        raise ValueError(say(f"gan_is_{state.session.status}"))


GESTURES: dict[str, Callable[[GanState, Gesture], None]] = {
    "view": _set_view,
    "next_iteration": _next_iteration,
    "step_player": _step_player,
    "undo_points": lambda state, gesture: undo_points(state),
}
