"""What a reader can take along of the present run: code, weights, losses, a film."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from playground.export import EXPORTS
from playground.export.film import MAX_FRAMES, draw_film, read_palette
from playground.export.history_csv import history_to_csv
from playground.export.weights import write_weights
from playground.frame import Demand
from playground.lessons import read_words, say
from playground.ui.bundle import read_asset
from playground.ui.state import LabState

CODE = ("pytorch", "keras", "notebook")
FILM_DEMAND = Demand(unit_bytes=0, max_edges=0)


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
    """

    label: str
    summary: str
    file_name: str
    mime: str
    make: Callable[[LabState], str | bytes]
    is_shown: bool = False


def write_code(name: str, state: LabState) -> str:
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


def find_obstacle(state: LabState, name: str) -> str:
    """Why the run cannot be taken along in this form now, or empty."""
    if name == "weights" and state.session.status == "diverged" and state.view.step is None:
        return say("weights_diverged")
    try:
        if name in CODE:
            write_code(name, state)
    except ValueError as error:
        return str(error)
    return ""


def _write_weights(state: LabState) -> bytes:
    experiment, step, epoch, weights = state.session.weights(state.view.step)
    return write_weights(experiment, weights, step, epoch, state.session.history())


def _write_history(state: LabState) -> str:
    return history_to_csv(state.session.history())


def _draw_film(state: LabState) -> bytes:
    session = state.session
    frames = session.film(MAX_FRAMES, FILM_DEMAND)
    palette = read_palette(read_asset("live/stage.css"))
    return draw_film(frames, session.dataset, session.runs[-1].output_scale, palette, read_words()["stage"])


def _offer_code(name: str) -> Takeaway:
    spec = EXPORTS[name]
    return Takeaway(
        label=spec.label,
        summary=spec.summary,
        file_name=spec.file_name,
        mime=spec.mime,
        make=partial(write_code, name),
        is_shown=spec.language == "python",
    )


TAKEAWAYS: dict[str, Takeaway] = {
    **{name: _offer_code(name) for name in CODE},
    "weights": Takeaway(
        label=say("weights"),
        summary=say("weights_summary"),
        file_name="weights.safetensors",
        mime="application/octet-stream",
        make=_write_weights,
    ),
    "history": Takeaway(
        label=say("history"),
        summary=say("history_summary"),
        file_name="history.csv",
        mime="text/csv",
        make=_write_history,
    ),
    "film": Takeaway(
        label=say("film"),
        summary=say("film_summary"),
        file_name="film.gif",
        mime="image/gif",
        make=_draw_film,
    ),
}
