"""The axes of a square chart: where values stand, and the numbers and names around it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from playground.data.extent import Extent
from playground.export.film.palette import Palette
from playground.export.film.pencil import measure, write
from playground.export.film.ticks import Ticks

BASE = 440
"""Size in pixels for which text has 12 of them."""


class Axes:
    """Two axes.

    Parameters
    ----------
    extent : tuple of float
        ``(x_min, x_max, y_min, y_max)``.
    ticks : tuple of Ticks
        Numbers across and upward.
    names : tuple of str
        Of both axes.
    palette : Palette
    size : int
        Width and height of the chart in pixels; text grows with it.
    """

    def __init__(
        self, extent: Extent, ticks: tuple[Ticks, Ticks], names: tuple[str, str], palette: Palette, size: int
    ) -> None:
        self._extent, self._names, self._palette, self.size = extent, names, palette, size
        self.across, self.upward = ticks
        self._unit = size / BASE

    def to_x(self, values: NDArray[np.floating] | float) -> NDArray[np.floating]:
        """Pixels from the left of the chart."""
        left, right = self._extent[:2]
        return np.asarray((values - left) / (right - left) * self.size)

    def to_y(self, values: NDArray[np.floating] | float) -> NDArray[np.floating]:
        """Pixels from its top."""
        low, high = self._extent[2:]
        return np.asarray((high - values) / (high - low) * self.size)

    def draw(self, image: Image.Image, left: int, top: int) -> None:
        """Draw numbers and names around the place where the chart will be."""
        self._draw_across(image, left, top + self.size)
        self._draw_upward(image, left, top)

    def _draw_across(self, image: Image.Image, left: int, bottom: int) -> None:
        pencil, unit, text_size = ImageDraw.Draw(image), self._unit, round(12 * self._unit)
        name = self._names[0]
        for at, text in self.across:
            x = left + float(self.to_x(at))
            pencil.line((x, bottom, x, bottom + 3 * unit), fill=self._palette["line-strong"], width=round(unit))
            if x < left + self.size - measure(name, text_size) - 16 * unit:
                place = (x, bottom + 16 * unit)
                write(image, place, text, size=text_size, color=self._palette["ink-3"], anchor="ms")
        corner = (left + self.size, bottom + 16 * unit)
        write(image, corner, name, size=text_size, color=self._palette["ink-2"], anchor="rs", is_strong=True)

    def _draw_upward(self, image: Image.Image, left: int, top: int) -> None:
        pencil, unit, text_size = ImageDraw.Draw(image), self._unit, round(12 * self._unit)
        name = self._names[1]
        for at, text in self.upward:
            y = top + float(self.to_y(at))
            pencil.line((left - 4 * unit, y, left - unit, y), fill=self._palette["line-strong"], width=round(unit))
            if y > top + 22 * unit:
                place = (left - 8 * unit, y)
                write(image, place, text, size=text_size, color=self._palette["ink-3"], anchor="rm")
        is_narrow = measure(name, text_size) < left - 10 * unit
        corner, anchor = ((left - 8 * unit, top + 5 * unit), "rm") if is_narrow else ((4 * unit, top - 6 * unit), "ls")
        write(image, corner, name, size=text_size, color=self._palette["ink-2"], anchor=anchor, is_strong=True)
