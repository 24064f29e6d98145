"""What the stage is told once for each picture, and the number by which frames belong to one."""

from __future__ import annotations

import json

from playground.ui.state import AnyState


def number_picture(state: AnyState) -> int:
    """The number of the present picture; the next one as soon as what it shows has changed."""
    shown = state.lab.pictured(state.session.experiment)
    if state.numbered != shown:
        state.picture += 1
        state.numbered = shown
    return state.picture


def describe_once(state: AnyState) -> str:
    """The description as JSON text, made anew only when what it tells has changed."""
    told = (number_picture(state), state.told_view, state.session.version)
    if state.described[0] != told:
        state.described = (told, json.dumps(state.lab.describe(state), separators=(",", ":")))
    return state.described[1]
