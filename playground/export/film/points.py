"""Data points as the page draws them: shape and color tell the class, filled is training, hollow is test."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import ImageDraw

from playground.data import Dataset
from playground.engine.outputs import OutputScale
from playground.export.film.field import VALUE_SPAN
from playground.export.film.palette import Color, Palette

_ARM = ((-0.45, -1.25), (0.45, -1.25), (0.45, -0.45), (1.25, -0.45), (1.25, 0.45), (0.45, 0.45))
# Corners on a circle of radius 1, scaled so that all weigh the same to the eye; the first class is that circle.
_SHAPES: tuple[tuple[tuple[float, float], ...], ...] = (
    (),
    ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    ((0, -1.3), (1.25, 0.9), (-1.25, 0.9)),
    ((-0.95, -0.95), (0.95, -0.95), (0.95, 0.95), (-0.95, 0.95)),
    ((0, 1.3), (1.25, -0.9), (-1.25, -0.9)),
    (*_ARM, *((-x, -y) for x, y in _ARM)),
)


class PointPencil:
    """Draws points, all lengths times a factor.

    Parameters
    ----------
    pencil : ImageDraw.ImageDraw
    factor : int
    palette : Palette
    radius : float
        Of a mark, in pixels.
    """

    def __init__(self, pencil: ImageDraw.ImageDraw, factor: int, palette: Palette, radius: float) -> None:
        self._pencil, self._factor = pencil, factor
        self._palette, self._radius = palette, radius

    def draw_class(self, x: float, y: float, label: int, is_test: bool) -> None:
        """A point of a class."""
        color, page = self._palette[f"c{label}"], self._palette["bg"]
        fill, stroke, width = (page, color, 1.8) if is_test else (color, page, 1.0)
        if not _SHAPES[label]:
            self._draw_disc(x, y, width / 2, stroke)
            self._draw_disc(x, y, -width / 2, fill)
            return
        corners = [
            ((x + dx * self._radius) * self._factor, (y + dy * self._radius) * self._factor)
            for dx, dy in _SHAPES[label]
        ]
        self._pencil.polygon(corners, fill=fill)
        self._pencil.line(corners + corners[:2], fill=stroke, width=round(width * self._factor), joint="curve")

    def draw_value(self, x: float, y: float, color: Color, is_test: bool) -> None:
        """A point that carries a number: outlined in ink; a test point keeps a hole."""
        ink, page = self._palette["ink"], self._palette["bg"]
        hole = -0.55 * (self._radius + 0.6)
        parts = [(1.1, ink), (0.1, color), *([(hole + 0.5, ink), (hole - 0.5, page)] if is_test else [])]
        for reach, fill in parts:
            self._draw_disc(x, y, reach, fill)

    def _draw_disc(self, x: float, y: float, reach: float, color: Color) -> None:
        """A disc of the mark's radius and so much more."""
        self._pencil.circle((x * self._factor, y * self._factor), (self._radius + reach) * self._factor, fill=color)


def draw_points(
    pencil: PointPencil, dataset: Dataset, scale: OutputScale, palette: Palette, places: NDArray[np.floating]
) -> None:
    """Draw all points, training points first.

    Parameters
    ----------
    places : ndarray of shape (n_train + n_test, 2)
        In pixels.
    """
    targets = np.concatenate([dataset.y_train, dataset.y_test])
    is_class = dataset.task != "regression"
    colors = palette.ramp(np.zeros(0) if is_class else targets / scale.limit * VALUE_SPAN).tolist()
    for i, (x, y) in enumerate(places.tolist()):
        is_test = i >= len(dataset.y_train)
        if is_class:
            pencil.draw_class(x, y, int(targets[i]), is_test)
        elif len(dataset.feature_names) == 1:
            pencil.draw_class(x, y, 0, is_test)  # its height tells the value
        else:
            pencil.draw_value(x, y, tuple(colors[i]), is_test)


def compute_radius(n_points: int, size: int) -> float:
    """Smaller marks for larger sets, so that the map stays visible beneath them."""
    radius = 3.7 * math.sqrt(400 / max(1, n_points))
    return min(3.7, max(1.6, radius)) * min(1.0, size / 340 + 0.1)
