"""Small pictures of the data sets for the menu, drawn from the points themselves."""

from __future__ import annotations

import base64
from functools import cache

import numpy as np
from numpy.typing import NDArray

from playground.config import DataConfig
from playground.data import DATASETS, Dataset, load_dataset

_COLORS = ("#d97116", "#2a87c3", "#2a9d6a", "#b8961e", "#7a7f87", "#8a5a3b")  # stand out on light and on dark
_WIDTH, _HEIGHT, _PADDING = 66, 46, 4
PENCIL = (
    '<g fill="none" stroke="#7a7f87" stroke-width="2" stroke-linejoin="round" stroke-linecap="round">'
    '<path d="M-12 12l2-8L6-12l6 6L-4 10z M2-8l6 6"/><path d="M14 8v10M9 13h10"/></g>'
)


@cache
def thumbnail(name: str) -> str:
    """An SVG of a data set's points, as a data address; of the reader's own, a pencil and a plus."""
    spec = DATASETS[name]
    return frame(PENCIL if "own" in spec.uses else _draw_points(load_dataset(_example(name), seed=0)), _WIDTH, _HEIGHT)


def frame(picture: str, width: int, height: int) -> str:
    """Shapes around the origin as a data address of an SVG of this size."""
    box = f'viewBox="{-width / 2} {-height / 2} {width} {height}" width="{width}" height="{height}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{picture}</svg>'
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _example(name: str) -> DataConfig:
    """Clean points: enough to tell the sets apart."""
    is_filled = DATASETS[name].task == "regression" or name == "checkerboard"
    return DataConfig(name=name, n_samples=350 if is_filled else 150, noise=0.0 if is_filled else 0.05)


def _draw_points(dataset: Dataset) -> str:
    """All training points as dots, one path a color: a third of the bytes that circles take."""
    is_curve = dataset.X_train.shape[1] == 1
    points = np.column_stack([dataset.X_train, dataset.y_train]) if is_curve else dataset.X_train
    span = np.ptp(points, axis=0)
    scale = (np.array([_WIDTH, _HEIGHT]) - 2 * _PADDING) / span
    # A plane keeps its proportions, a curve fills the width.
    scale = scale if is_curve else scale.min()
    places = (points - points.min(axis=0) - span / 2) * scale * [1, -1]
    colors = np.array(_color_points(dataset))
    return "".join(
        f'<path stroke="{color}" stroke-width="3" stroke-linecap="round" d="{draw_dots(places[colors == color])}"/>'
        for color in dict.fromkeys(colors.tolist())
    )


def draw_dots(places: NDArray[np.floating]) -> str:
    """Places of shape (n, 2), x2 downwards, as one path of dots."""
    return "".join(f"M{x:.1f} {y:.1f}h0" for x, y in places)


def _color_points(dataset: Dataset) -> list[str]:
    """A color per class, or one of nine between those of the first two by the target's value."""
    if dataset.class_names:
        return [_COLORS[k] for k in dataset.y_train]
    low, high = (np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) for color in _COLORS[:2])
    shares = np.rint((dataset.y_train / dataset.value_limit + 1) * 4) / 8
    mixed = np.rint(low + shares[:, None] * (high - low)).astype(int)
    return [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in mixed]
