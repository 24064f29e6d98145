"""Film: the recorded moments of a run as an animated GIF, as the page shows them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping

from PIL import Image

from playground.data import Dataset
from playground.engine.outputs import OutputScale
from playground.export.film.gif import encode_gif
from playground.export.film.palette import Palette, read_palette
from playground.export.film.picture import Painter
from playground.frame import Frame

__all__ = ["MAX_FRAMES", "Palette", "draw_film", "read_palette"]

MAX_FRAMES = 96
"""Eight seconds, and under 3 MB."""


def draw_film(
    frames: Iterable[Frame], dataset: Dataset, scale: OutputScale, palette: Palette, words: Mapping[str, str]
) -> bytes:
    """The bytes of a GIF; with a single frame it stands still.

    Parameters
    ----------
    frames : iterable of Frame
        Moments of one run, at most `MAX_FRAMES`, each with its ``output`` and the curves of the whole run.
    dataset : Dataset
        Its points.
    scale : OutputScale
        How ``output`` is to be read.
    palette : Palette
        See `read_palette`.
    words : Mapping of str to str
        The stage's: ``epoch``, ``step``, ``train_loss``, ``test_loss``, ``train``, ``test``, ``epochs_axis``.

    Raises
    ------
    ValueError
        There is no frame, or more than `MAX_FRAMES`.
    """
    moments = iter(frames)
    first = next(moments, None)
    if first is None:
        raise ValueError(f"the film has no frame; accepted: 1 to {MAX_FRAMES}")
    painter = Painter(dataset, scale, palette, words, first)
    return encode_gif(_paint_all(painter, itertools.chain([first], moments)), painter.list_colors())


def _paint_all(painter: Painter, frames: Iterable[Frame]) -> Iterable[Image.Image]:
    for i, frame in enumerate(frames):
        if i == MAX_FRAMES:
            raise ValueError(f"the film has more than {MAX_FRAMES} frames; accepted: 1 to {MAX_FRAMES}")
        yield painter.paint(frame)
