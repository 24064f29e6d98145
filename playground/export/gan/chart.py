"""The large chart of a GAN's picture: what the discriminator says, with real and generated samples on it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from playground.data import Distribution
from playground.engine.outputs import OutputScale
from playground.export.film.axes import BASE, Axes
from playground.export.film.field import choose_colors, enlarge, find_regions, list_colors, trace
from playground.export.film.palette import Palette
from playground.export.film.pencil import draw_smooth
from playground.export.film.points import PointPencil
from playground.export.film.ticks import make_ticks

SCALE = OutputScale(kind="score", limit=1.0)
"""A frame's field is the score's share of its span, -1 to 1."""
REAL, GENERATED = 1, 0
"""Classes that look as the two do: a diamond in blue, which is drawn hollow, and a disc in orange."""
HALO, LINE = 5.0, 2.25
RADIUS = 3.4


class GanChart:
    """Draws one moment after another of the same run.

    Parameters
    ----------
    distribution : Distribution
        In the plane; its first held-out samples are shown.
    palette : Palette
    size : int
        Width and height in pixels.
    """

    def __init__(self, distribution: Distribution, palette: Palette, size: int) -> None:
        x_min, x_max, y_min, y_max = distribution.extent
        ticks = make_ticks(x_min, x_max, 6), make_ticks(y_min, y_max, 6)
        first, second = distribution.names
        self.axes = Axes(distribution.extent, ticks, (first, second), palette, size)
        self.colors = list_colors(SCALE, 2, palette)
        self._palette, self._unit = palette, size / BASE

    def paint(self, field: NDArray[np.uint16], real: NDArray[np.floating], fake: NDArray[np.floating]) -> Image.Image:
        """The chart of one moment, RGB.

        Parameters
        ----------
        field : ndarray of shape (n, n), uint16
            As in a frame.
        real, fake : ndarray of shape (k, 2)
        """
        fields = enlarge(field, SCALE, self.axes.size)
        image = Image.fromarray(self.colors[choose_colors(fields, SCALE)])
        regions = find_regions(fields, [0.0])
        image.paste(self._palette["bg"], mask=trace(regions, HALO * self._unit).point(lambda level: level * 0.55))
        image.paste(self._palette["ink"], mask=trace(regions, LINE * self._unit))
        points = draw_smooth(image.size, lambda *large: self._draw_points(real, fake, *large))
        image.paste(points, mask=points)
        return image

    def draw_mark(self, kind: int) -> Image.Image:
        """The mark of `REAL` or of `GENERATED` samples, RGBA, for a key."""
        side = round(12 * self._unit)

        def draw(pencil: ImageDraw.ImageDraw, factor: int) -> None:
            self._hold(pencil, factor).draw_class(6, 6, kind, is_test=kind == REAL)

        return draw_smooth((side, side), draw)

    def _draw_points(
        self, real: NDArray[np.floating], fake: NDArray[np.floating], pencil: ImageDraw.ImageDraw, factor: int
    ) -> None:
        mark = self._hold(pencil, factor)
        for points, kind in ((real, REAL), (fake, GENERATED)):
            for x, y in points[np.isfinite(points).all(axis=1)].tolist():
                place = float(self.axes.to_x(x)), float(self.axes.to_y(y))
                mark.draw_class(place[0] / self._unit, place[1] / self._unit, kind, is_test=kind == REAL)

    def _hold(self, pencil: ImageDraw.ImageDraw, factor: int) -> PointPencil:
        """A pencil for marks as large as the chart is, at places in pixels of the smallest chart."""
        return PointPencil(pencil, round(factor * self._unit), self._palette, RADIUS)
