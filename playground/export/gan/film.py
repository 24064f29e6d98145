"""Film of a GAN: the recorded moments of a run as an animated GIF, as the page shows them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping

from playground.data import Distribution
from playground.export.film import Palette, paint_all, take_first
from playground.export.film.gif import encode_gif
from playground.export.gan.picture import GanPainter
from playground.frame import Frame


def draw_gan_film(
    frames: Iterable[Frame], distribution: Distribution, palette: Palette, words: Mapping[str, str]
) -> bytes:
    """The bytes of a GIF; with a single frame it stands still.

    Parameters
    ----------
    frames : iterable of Frame
        Moments of one run, at most `playground.export.film.MAX_FRAMES`, each with ``field`` and ``fake``, or of images
        with ``sheet``, and with the curves of the whole run.
    distribution : Distribution
        That is imitated.
    palette : Palette
        See `playground.export.film.read_palette`.
    words : Mapping of str to str
        The stage's: ``gan_iteration``, ``gan_d_loss``, ``gan_g_loss``, ``gan_d_real``, ``gan_d_fake``, ``gan_d``,
        ``gan_g``, ``gan_iteration_axis``, ``gan_real``, ``gan_generated``.

    Raises
    ------
    ValueError
        There is no frame, or more than `MAX_FRAMES`.
    """
    moments = iter(frames)
    first = take_first(moments)
    painter = GanPainter(distribution, palette, words, first)
    return encode_gif(paint_all(painter.paint, itertools.chain([first], moments)), painter.list_colors())
