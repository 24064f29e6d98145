"""Pictures of a GAN: one of a film, and the samples of a moment for a handout."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping

import numpy as np
from PIL import Image

from playground.data import Distribution
from playground.export.film.axes import BASE
from playground.export.film.curves import BOTTOM, HEIGHT, LEFT, RIGHT, Curves, Line
from playground.export.film.palette import Color, Palette, mix
from playground.export.film.pencil import measure, write
from playground.export.film.ticks import format_loss
from playground.export.gan.chart import GENERATED, REAL, GanChart
from playground.export.gan.sheet import Sheet
from playground.frame import Frame

TOP = 92
BELOW = 30
WIDTH = LEFT + BASE + RIGHT
FULL_HEIGHT = TOP + BASE + BELOW + HEIGHT + BOTTOM
STILL = 2
"""Times as large as in a film: a still picture is printed."""
LOSSES = (Line("d_loss", "gan_d", "ink-3", is_hollow=True), Line("g_loss", "gan_g", "ink"))
_FIGURES = (("d_loss", "ink-3"), ("g_loss", "ink"), ("d_real", "pos-ink"), ("d_fake", "neg-ink"))


class GanPainter:
    """Draws one moment after another of the same run: figures, chart or sheet, and both losses.

    Parameters
    ----------
    distribution : Distribution
    palette : Palette
    words : Mapping of str to str
        The stage's.
    first : Frame
        Any frame of the run: each has the curves of all of it.
    """

    def __init__(self, distribution: Distribution, palette: Palette, words: Mapping[str, str], first: Frame) -> None:
        self._palette, self._words = palette, words
        self._curves = Curves(first.arrays, palette, words, LOSSES, "gan_iteration_axis")
        self._plate = Plate(distribution, palette, words, BASE)

    def paint(self, frame: Frame) -> Image.Image:
        """The picture of one moment, RGB."""
        image = Image.new("RGB", (WIDTH, FULL_HEIGHT), self._palette["bg"])
        self._write_figures(image, frame)
        self._plate.draw(image, frame, LEFT, TOP)
        image.paste(self._curves.paint(frame.epoch), (0, TOP + BASE + BELOW))
        return image

    def list_colors(self) -> list[Color]:
        """What every picture is drawn with: at most 255 colors, those between them for smooth edges."""
        page = self._palette["bg"]
        inks = ("ink", "ink-3", "c0", "c1", "pos-ink", "neg-ink")
        edges = [mix(page, self._palette[ink], share) for ink in inks for share in (0.15, 0.3, 0.5, 0.75, 1.0)]
        quiet = [page, *(self._palette[name] for name in ("d4", "line", "line-strong", "ink-2"))]
        return list(dict.fromkeys([*self._plate.list_colors(), *quiet, *edges]))

    def _write_figures(self, image: Image.Image, frame: Frame) -> None:
        numbers = [(f"gan_{name}", color, format_loss(frame.metrics.get(name, math.nan))) for name, color in _FIGURES]
        columns = [("gan_iteration", "ink", f"{frame.step:,}"), *numbers]
        for i, (word, color, text) in enumerate(columns):
            x = LEFT + i * BASE // len(columns)
            write(image, (x, 24), self._words[word], size=12, color=self._palette["ink-3"])
            write(image, (x, 48), text, size=22, color=self._palette[color], is_strong=True)


class Plate:
    """The large part of a picture: chart with axes and key, or the sheet of images.

    Parameters
    ----------
    distribution : Distribution
    palette : Palette
    words : Mapping of str to str
        ``gan_real`` and ``gan_generated``.
    size : int
        Width and height in pixels, without the axes.
    """

    def __init__(self, distribution: Distribution, palette: Palette, words: Mapping[str, str], size: int) -> None:
        self._palette, self._words, self._unit = palette, words, size / BASE
        self._real = distribution.held_out
        self._sheet = Sheet(palette, size) if distribution.is_image else None
        self._chart = None if distribution.is_image else GanChart(distribution, palette, size)

    def draw(self, image: Image.Image, frame: Frame, left: int, top: int) -> None:
        """Draw a moment, its upper left corner there; the key is above it."""
        if self._sheet is not None:
            image.paste(self._sheet.paint(frame.arrays["sheet"]), (left, top))
        if self._chart is not None:
            fake = frame.arrays["fake"]
            image.paste(self._chart.paint(frame.arrays["field"], self._real[: len(fake)], fake), (left, top))
            self._chart.axes.draw(image, left, top)
            self._draw_key(image, self._chart, left, top)

    def list_colors(self) -> list[Color]:
        """All colors of the field, or of the images."""
        part = self._sheet or self._chart
        assert part is not None
        return [(int(red), int(green), int(blue)) for red, green, blue in np.asarray(part.colors)]

    def _draw_key(self, image: Image.Image, chart: GanChart, left: int, top: int) -> None:
        unit, x = self._unit, float(left)
        for kind, word in ((REAL, "gan_real"), (GENERATED, "gan_generated")):
            mark, text, size = chart.draw_mark(kind), self._words[word], round(12 * unit)
            image.paste(mark, (round(x), round(top - 23 * unit)), mark)
            write(image, (x + 15 * unit, top - 13 * unit), text, size=size, color=self._palette["ink-2"])
            x += 31 * unit + measure(text, size)


def draw_samples(frame: Frame, distribution: Distribution, palette: Palette, words: Mapping[str, str]) -> bytes:
    """The bytes of a PNG: real and generated samples on what the discriminator says, or a sheet of 36 images.

    Parameters
    ----------
    frame : Frame
        A moment of a run, with ``field`` and ``fake``, or with ``sheet``.
    distribution : Distribution
        That is imitated.
    palette : Palette
        See `playground.export.film.read_palette`.
    words : Mapping of str to str
        The stage's: ``gan_real`` and ``gan_generated``.
    """
    size = STILL * BASE
    if distribution.is_image:
        left, top, full = 24 * STILL, 24 * STILL, (size + 48 * STILL,) * 2
    else:
        left, top, full = LEFT * STILL, 32 * STILL, (size + (LEFT + 16) * STILL, size + 56 * STILL)
    image = Image.new("RGB", full, palette["bg"])
    Plate(distribution, palette, words, size).draw(image, frame, left, top)
    data = io.BytesIO()
    image.save(data, "PNG", optimize=True)
    return data.getvalue()
