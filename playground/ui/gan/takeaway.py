"""What a reader can take along of a run of the GAN lab: code, samples, losses, a film."""

from __future__ import annotations

from collections.abc import Callable

from playground.export.film import MAX_FRAMES, read_palette
from playground.export.gan.film import draw_gan_film
from playground.export.gan.picture import draw_samples
from playground.export.gan.samples import draw_sample_set, samples_to_csv
from playground.export.history_csv import history_to_csv
from playground.frame import Demand
from playground.lessons import read_words, say
from playground.ui.bundle import read_asset
from playground.ui.gan.state import GanState
from playground.ui.takeaway import Takeaway, offer_code

FILM_DEMAND = Demand(unit_bytes=0)


def _write_samples(state: GanState) -> str:
    experiment, step, _, weights = state.session.weights(state.view.step)
    return samples_to_csv(draw_sample_set(experiment, weights, step))


def _draw_samples(state: GanState) -> bytes:
    frame = state.session.poll(Demand(unit_bytes=0, step=state.view.step))
    return draw_samples(frame, state.session.dataset, read_palette(read_asset("live/stage.css")), read_words()["stage"])


def _write_history(state: GanState) -> str:
    return history_to_csv(state.session.history())


def _draw_film(state: GanState) -> bytes:
    frames = state.session.film(MAX_FRAMES, FILM_DEMAND)
    palette = read_palette(read_asset("live/stage.css"))
    return draw_gan_film(frames, state.session.dataset, palette, read_words()["stage"])


def _offer(name: str, file_name: str, mime: str, make: Callable[[GanState], str | bytes]) -> Takeaway:
    """What there is as soon as there is something to imitate."""
    return Takeaway(
        label=say(name),
        summary=say(f"gan_{name.removeprefix('gan_')}_summary"),
        file_name=file_name,
        mime=mime,
        make=make,
        find_obstacle=lambda state: state.session.dataset.obstacle,
    )


TAKEAWAYS: dict[str, Takeaway] = {
    **{name: offer_code(name) for name in ("pytorch", "notebook")},
    "samples_csv": _offer("gan_samples_csv", "samples.csv", "text/csv", _write_samples),
    "samples_png": _offer("gan_samples_png", "samples.png", "image/png", _draw_samples),
    "history": _offer("history", "history.csv", "text/csv", _write_history),
    "film": _offer("film", "film.gif", "image/gif", _draw_film),
}
