"""Film: the recorded moments of a run as an animated GIF, as the page shows them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping

from PIL import Image

from playground.data import Dataset
from playground.engine.outputs import OutputScale
from playground.export.film.gif import encode_gif
from playground.export.film.palette import Palette, read_palette
from playground.export.film.picture import Painter
from playground.frame import Frame

__all__ = ["MAX_FRAMES", "Palette", "draw_film", "paint_all", "read_palette", "take_first"]

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
    first = take_first(moments)
    painter = Painter(dataset, scale, palette, words, first)
    return encode_gif(paint_all(painter.paint, itertools.chain([first], moments)), painter.list_colors())


def take_first(frames: Iterator[Frame]) -> Frame:
    """The first frame.

    Raises
    ------
    ValueError
        There is none.
    """
    first = next(frames, None)
    if first is None:
        raise ValueError(f"the film has no frame; accepted: 1 to {MAX_FRAMES}")
    return first


def paint_all(paint: Callable[[Frame], Image.Image], frames: Iterable[Frame]) -> Iterator[Image.Image]:
    """The pictures of all frames, each when it is asked for.

    Raises
    ------
    ValueError
        There are more than `MAX_FRAMES`.
    """
    for i, frame in enumerate(frames):
        if i == MAX_FRAMES:
            raise ValueError(f"the film has more than {MAX_FRAMES} frames; accepted: 1 to {MAX_FRAMES}")
        yield paint(frame)
