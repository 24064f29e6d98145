"""Small pictures of the data sets for the menu, drawn from the points themselves."""

from __future__ import annotations

import base64
from functools import cache

from playground.config import DataConfig
from playground.data import load_dataset

_COLORS = ("#d97116", "#2a87c3")  # the ramp's tones that stand out on light and on dark
_WIDTH, _HEIGHT = 66, 46


@cache
def thumbnail(name: str) -> str:
    """An SVG of 60 points of a data set, as a data address."""
    dataset = load_dataset(DataConfig(name=name, n_samples=90, noise=0.05), seed=0)
    x0, x1, y0, y1 = dataset.extent
    scale = (_HEIGHT + 8) / (y1 - y0)
    dots = "".join(
        f'<circle cx="{(x - (x0 + x1) / 2) * scale:.1f}" cy="{((y0 + y1) / 2 - y) * scale:.1f}" r="1.7"'
        f' fill="{_COLORS[label]}"/>'
        for (x, y), label in zip(dataset.X_train, dataset.y_train, strict=True)
    )
    box = f'viewBox="{-_WIDTH / 2} {-_HEIGHT / 2} {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{dots}</svg>'
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
