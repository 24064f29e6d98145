"""What a reader can take along of a run of the network lab: code, weights, losses, a film."""

from __future__ import annotations

from playground.export.film import MAX_FRAMES, draw_film, read_palette
from playground.export.history_csv import history_to_csv
from playground.export.weights import write_weights
from playground.frame import Demand
from playground.lessons import read_words, say
from playground.ui.bundle import read_asset
from playground.ui.state import LabState
from playground.ui.takeaway import CODE, Takeaway, offer_code

FILM_DEMAND = Demand(unit_bytes=0, max_edges=0)


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


TAKEAWAYS: dict[str, Takeaway] = {
    **{name: offer_code(name) for name in CODE},
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
