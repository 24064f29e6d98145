"""Points painted on the map, and taken away again: each stroke gives the data that the next run learns from."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from playground.checks import is_number, show
from playground.config import MAX_CLASSES, MAX_POINTS, DataConfig, OwnData
from playground.data import Dataset

MAX_STROKE = 1000
DECIMALS = 3


def apply_stroke(data: DataConfig, dataset: Dataset, stroke: Mapping[str, object]) -> DataConfig:
    """The data after one stroke; the first turns the points of a drawn set into the reader's own.

    Parameters
    ----------
    data : DataConfig
        Before the stroke.
    dataset : Dataset
        Its points.
    stroke : Mapping
        From the browser, so nothing in it is trusted: ``action`` (a key of `STROKES`); for ``paint`` ``points``, rows
        of x, y and class or, in a regression, value (with one feature y itself is the value); for ``erase``
        ``points``, rows of x and y, and ``radius``, on the map in units of its horizontal axis.

    Raises
    ------
    ValueError
        Something in it is not accepted, or there would be too many points.
    """
    own = data.own if data.name == "own" else take_over(dataset)
    own = STROKES[str(stroke.get("action"))](own, dataset, stroke)
    return dataclasses.replace(data, name="own", own=own)


def take_over(dataset: Dataset) -> OwnData:
    """The points of a set, names and units included, as if the reader had made them."""
    X = np.concatenate([dataset.X_train, dataset.X_test]).astype(float).round(DECIMALS)
    y = np.concatenate([dataset.y_train, dataset.y_test]).astype(float).round(DECIMALS)
    return OwnData(
        points=tuple(map(tuple, np.column_stack([X, y]).tolist())),
        features=dataset.feature_names,
        target=(dataset.target_name,),
        classes=dataset.class_names,
        centers=dataset.centers,
        scales=dataset.scales,
        extent=dataset.extent,  # the map stays as it is under the reader's hand
    )


def _paint(own: OwnData, dataset: Dataset, stroke: Mapping[str, object]) -> OwnData:
    rows = read_rows(stroke.get("points"), 3)
    classes = _name_classes(own.classes, rows)
    if len(own.features) == 1:
        rows = [[x, y] for x, y, _ in rows]
    painted = tuple(tuple(round(float(value), DECIMALS) for value in row) for row in rows)
    n = len(own.points) + len(painted)
    if n > MAX_POINTS:
        raise ValueError(f"with this stroke there would be {n:,} points; accepted: at most {MAX_POINTS:,}")
    return dataclasses.replace(own, points=(*own.points, *painted), classes=classes)


def _name_classes(classes: tuple[str, ...], rows: list[list[Any]]) -> tuple[str, ...]:
    """The names of the classes, with those added that are painted for the first time."""
    if not classes:
        return classes
    for _, _, label in rows:
        if label not in range(MAX_CLASSES):
            raise ValueError(f"the class to paint is {show(label)}; accepted: 0 to {MAX_CLASSES - 1}")
    n_classes = max([len(classes), *(int(label) + 1 for *_, label in rows)])
    return (*classes, *(f"class {k}" for k in range(len(classes), n_classes)))


def _erase(own: OwnData, dataset: Dataset, stroke: Mapping[str, object]) -> OwnData:
    places = read_rows(stroke.get("points"), 2)
    radius = read_radius(stroke)
    x_min, x_max, y_min, y_max = dataset.extent
    # The map may stretch its axes differently, as with one feature: distances are those that are seen.
    stretch = np.array([1.0, (x_max - x_min) / (y_max - y_min)])
    points = np.array(own.points, dtype=float).reshape(len(own.points), len(own.features) + 1)[:, :2] * stretch
    is_kept = np.ones(len(points), dtype=bool)
    for place in places:
        is_kept &= np.hypot(*(points - np.array(place) * stretch).T) > radius
    return dataclasses.replace(own, points=tuple(p for p, keep in zip(own.points, is_kept, strict=True) if keep))


def _clear(own: OwnData, dataset: Dataset, stroke: Mapping[str, object]) -> OwnData:
    return dataclasses.replace(own, points=())


def read_radius(stroke: Mapping[str, object]) -> float:
    """How far from its places an eraser reaches; ValueError if it tells none."""
    radius = stroke.get("radius")
    if not is_number(radius) or not radius > 0:  # type: ignore[operator]
        raise ValueError(f"the radius is {show(radius)}; accepted: a number above 0")
    return float(radius)  # type: ignore[arg-type]


def read_rows(rows: object, width: int) -> list[list[Any]]:
    """Points of a stroke, rows of so many numbers; ValueError if something else came."""
    if not isinstance(rows, list) or not 1 <= len(rows) <= MAX_STROKE:
        raise ValueError(f"the points of the stroke are {show(rows)}; accepted: a list of 1 to {MAX_STROKE:,} points")
    for row in rows:
        if not isinstance(row, list) or len(row) != width or not all(map(is_number, row)):
            raise ValueError(f"a point of the stroke is {show(row)}; accepted: {width} numbers")
    return rows


STROKES: dict[str, Callable[[OwnData, Dataset, Mapping[str, object]], OwnData]] = {
    "paint": _paint,
    "erase": _erase,
    "clear_points": _clear,
}
