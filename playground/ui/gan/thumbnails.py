"""Small pictures of the distributions for the menu, drawn from a few of their points."""

from __future__ import annotations

from functools import cache

import numpy as np

from playground.data import DISTRIBUTIONS, preview_distribution
from playground.ui.thumbnails import PENCIL, draw_dots, frame

_WIDTH, _HEIGHT, _PADDING = 40, 36, 3
_COLOR = "#2a87c3"  # of real samples; stands out on light and on dark
_DOT, _PIXEL = 2.2, 4.4


@cache
def thumbnail(name: str) -> str:
    """An SVG of a distribution's points, as a data address; of the painted one, a pencil and a plus."""
    spec = DISTRIBUTIONS[name]
    return frame(PENCIL if "points" in spec.uses else _draw_points(name, is_image=bool(spec.pool)), _WIDTH, _HEIGHT)


def _draw_points(name: str, *, is_image: bool) -> str:
    """Points as round dots, the ink of a picture as squares; proportions are kept."""
    points = preview_distribution(name)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = ((np.array([_WIDTH, _HEIGHT]) - 2 * _PADDING - _DOT) / (high - low)).min()
    places = (points - (low + high) / 2) * scale * [1, -1]
    if is_image:
        return f'<path stroke="{_COLOR}" stroke-width="{_PIXEL}" d="{_draw_squares(places)}"/>'
    return f'<path stroke="{_COLOR}" stroke-width="{_DOT}" stroke-linecap="round" d="{draw_dots(places)}"/>'


def _draw_squares(places: np.ndarray) -> str:
    return "".join(f"M{x - _PIXEL / 2:.1f} {y:.1f}h{_PIXEL}" for x, y in places)
