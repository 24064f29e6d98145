"""Forms in which a reader can take the present run along; each lab has its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from playground.export import EXPORTS
from playground.lessons import say
from playground.ui.state import AnyState

CODE = ("pytorch", "keras", "notebook")


@dataclass(frozen=True, kw_only=True, slots=True)
class Takeaway:
    """One form of the present run.

    Parameters
    ----------
    file_name : str
        What the downloaded file is called.
    mime : str
        Its media type.
    make : callable
        ``make(state)`` gives the file; called on another thread than the page's, so it says nothing to Streamlit.
    is_shown : bool
        Whether it is text to be read on the page as well.
    find_obstacle : callable
        ``find_obstacle(state)``: why there is nothing to take along yet, or empty.
    """

    label: str
    summary: str
    file_name: str
    mime: str
    make: Callable[[Any], str | bytes]
    is_shown: bool = False
    find_obstacle: Callable[[Any], str] = lambda state: ""


def write_code(name: str, state: AnyState) -> str:
    """The script or notebook of the present experiment, made once for each.

    Raises
    ------
    ValueError
        Nothing can be learned from these points.
    """
    wanted = (name, state.session.experiment)
    if state.written[0] != wanted:
        state.written = (wanted, EXPORTS[name].make(state.session.experiment))
    return state.written[1]


def find_obstacle(state: AnyState, name: str) -> str:
    """Why the run cannot be taken along in this form now, or empty."""
    if name == "weights" and state.session.status == "diverged" and state.view.step is None:
        return say("weights_diverged")
    try:
        if name in CODE:
            write_code(name, state)
    except ValueError as error:
        return str(error)
    chosen: Takeaway = state.lab.takeaways[name]
    return chosen.find_obstacle(state)


def offer_code(name: str) -> Takeaway:
    """A form of `playground.export.EXPORTS`."""
    spec = EXPORTS[name]
    return Takeaway(
        label=spec.label,
        summary=spec.summary,
        file_name=spec.file_name,
        mime=spec.mime,
        make=partial(write_code, name),
        is_shown=spec.language == "python",
    )
