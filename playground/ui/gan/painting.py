"""Points painted on the map, and taken away again: each stroke gives the distribution that is imitated next."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

import numpy as np

from playground.config import MAX_POINTS, GanDataConfig
from playground.ui.gan.state import Points
from playground.ui.painting import DECIMALS, read_radius, read_rows

Stroke = Mapping[str, object]


def apply_stroke(data: GanDataConfig, kept: Points, stroke: Stroke) -> GanDataConfig:
    """The data after one stroke; in another distribution it goes on from the points painted before.

    Parameters
    ----------
    data : GanDataConfig
        Before the stroke.
    kept : tuple of tuple of float
        Points that were painted before another distribution was chosen.
    stroke : Mapping
        From the browser, so nothing in it is trusted: ``action`` (a key of `STROKES`); for ``paint`` ``points``, rows
        of x1 and x2; for ``erase`` ``points`` and ``radius``.

    Raises
    ------
    ValueError
        Something in it is not accepted, or there would be too many points.
    """
    points = data.points if data.name == "own" else kept
    return dataclasses.replace(data, name="own", points=STROKES[str(stroke.get("action"))](points, stroke))


def _paint(points: Points, stroke: Stroke) -> Points:
    rows = read_rows(stroke.get("points"), 2)
    n = len(points) + len(rows)
    if n > MAX_POINTS:
        raise ValueError(f"with this stroke there would be {n:,} points; accepted: at most {MAX_POINTS:,}")
    return (*points, *(tuple(round(float(value), DECIMALS) for value in row) for row in rows))


def _erase(points: Points, stroke: Stroke) -> Points:
    places, radius = read_rows(stroke.get("points"), 2), read_radius(stroke)
    here = np.array(points, dtype=float).reshape(-1, 2)
    is_kept = np.ones(len(here), dtype=bool)
    for place in places:
        is_kept &= np.hypot(*(here - np.array(place)).T) > radius
    return tuple(point for point, keep in zip(points, is_kept, strict=True) if keep)


def _clear(points: Points, stroke: Stroke) -> Points:
    return ()


STROKES: dict[str, Callable[[Points, Stroke], Points]] = {"paint": _paint, "erase": _erase, "clear_points": _clear}
