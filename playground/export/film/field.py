"""The map: the network's output over the plane in the page's colors, and the lines where its answer changes."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter

from playground.engine.outputs import OutputScale
from playground.export.film.palette import Palette, mix

LEVELS = 64
"""Colors from one end of the ramp to the other: no step between them is seen, and long runs of one make files small."""
VALUE_LEVELS = 32
"""The same for predicted values, whose maps change everywhere at once."""
SHADES = 16
"""From unsure to sure, for each of several classes."""
VALUE_SPAN = 0.75
"""Share of the ramp for predicted values: points are outlined there, so that the map may be strong."""
_BLUR = 2.0


def list_colors(scale: OutputScale, n_classes: int, palette: Palette) -> NDArray[np.uint8]:
    """All colors of a map, shape (n, 3)."""
    if scale.kind == "classes":
        middle = palette["d4"]
        shares = np.linspace(0, 1, SHADES)
        return np.array([mix(middle, palette[f"m{k}"], t) for k in range(n_classes) for t in shares], np.uint8)
    if scale.kind == "value":
        return palette.ramp(np.linspace(-VALUE_SPAN, VALUE_SPAN, VALUE_LEVELS))
    return palette.ramp(np.linspace(-palette.map_span, palette.map_span, LEVELS))


def enlarge(levels: NDArray[np.uint16], scale: OutputScale, size: int) -> NDArray[np.float32]:
    """The output in its own unit, bilinearly enlarged from edge to edge.

    Parameters
    ----------
    levels : ndarray of shape (n, n) or (n_classes, n, n), uint16
        As in a frame's ``output``.

    Returns
    -------
    ndarray of shape (1, size, size) or (n_classes, size, size)
    """
    fields = (levels.astype(np.float32) / 65535 * 2 - 1) * np.float32(scale.limit)
    fields = fields.reshape(-1, *levels.shape[-2:])
    n = fields.shape[-1]
    inner = (0.5, 0.5, n - 0.5, n - 0.5)  # from the center of the first sample to that of the last
    images = [Image.fromarray(field).resize((size, size), Image.Resampling.BILINEAR, inner) for field in fields]
    return np.stack([np.asarray(image) for image in images])


def choose_colors(fields: NDArray[np.float32], scale: OutputScale) -> NDArray[np.uint8]:
    """For each pixel the index of its color in `list_colors`."""
    places: NDArray[np.floating]
    if scale.kind == "classes":
        n = len(fields)
        share = 1 / np.exp(fields - fields.max(axis=0)).sum(axis=0)  # the softmax of the most probable one
        sure = (share - 1 / n) / (1 - 1 / n)
        places = fields.argmax(axis=0) * SHADES + np.trunc(sure * (SHADES - 1))
    elif scale.kind == "probability":
        places = np.round((LEVELS - 1) / (1 + np.exp(-fields[0])))
    else:
        last = (VALUE_LEVELS if scale.kind == "value" else LEVELS) - 1
        places = np.round((fields[0] / scale.limit + 1) / 2 * last)
    colors: NDArray[np.uint8] = places.astype(np.uint8)
    return colors


def find_regions(fields: NDArray[np.float32], levels: list[float]) -> list[NDArray[np.bool_]]:
    """Masks whose edges are the lines to draw: between classes, or where a single field passes one of the levels."""
    if len(fields) == 1:
        return [np.searchsorted(levels, fields[0]) % 2 == 1]
    # Two classes differ in at least one binary digit, so that a few masks show all borders.
    best = fields.argmax(axis=0)
    return [(best >> digit) % 2 == 1 for digit in range(math.ceil(math.log2(len(fields))))]


def trace(regions: list[NDArray[np.bool_]], width: float) -> Image.Image:
    """Lines of that width along the edges of regions, as an opacity ("L").

    Across a straight edge a blurred region rises as the normal distribution: how bright it is tells how far the edge.
    """
    lines = Image.new("L", regions[0].shape[::-1])
    for region in regions:
        blurred = Image.fromarray(region.astype(np.uint8) * 255).filter(ImageFilter.GaussianBlur(_BLUR))
        lines = ImageChops.lighter(lines, blurred.point(_opacities(width)))
    return lines


def _opacities(width: float) -> list[int]:
    distances = [_BLUR * NormalDist().inv_cdf((level + 0.5) / 256) for level in range(256)]
    return [round(255 * min(1.0, max(0.0, width / 2 + 0.5 - abs(d)))) for d in distances]
