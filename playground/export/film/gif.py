"""Pictures as an animated GIF with one table of colors for all."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from playground.export.film.palette import Color

STEP = 80
"""Milliseconds of a picture; GIF counts hundredths of a second, and 12 pictures a second would be 83."""
HOLD = 2000
"""Milliseconds of the last picture, before the film begins again."""
MAX_BYTES = 3_000_000
TOLERANCES = (4, 10, 24)
"""Of 255: a pixel that changes less stays as it is. Nobody sees the first, and the file is a third as large; the
others are for films that are too large even so."""
SAME = 255
"""Index of what shows the picture before."""


def encode_gif(images: Iterable[Image.Image], colors: Sequence[Color]) -> bytes:
    """The bytes of a film; of a still picture if there is one image only.

    Parameters
    ----------
    images : iterable of Image
        RGB; each is reduced to the table of colors before the next is asked for.
    colors : sequence of Color
        At most 255, as one more says what stays as it was.
    """
    table = Image.new("P", (1, 1))
    table.putpalette([channel for color in colors for channel in color])
    indexed = [image.quantize(palette=table, dither=Image.Dither.NONE) for image in images]
    data = b""
    for tolerance in TOLERANCES:
        data = _save(list(_leave_out(indexed, np.array(colors, np.int16), tolerance)))
        if len(data) <= MAX_BYTES:
            break
    return data


def _leave_out(indexed: Iterable[Image.Image], colors: NDArray[np.int16], tolerance: int) -> Iterator[Image.Image]:
    """The pictures, with `SAME` wherever one looks as the one before."""
    is_alike = np.abs(colors[:, None] - colors).max(axis=2) <= tolerance
    shown: NDArray[np.uint8] | None = None
    for image in indexed:
        new = np.asarray(image)
        if shown is None:
            shown = new
            yield image
            continue
        is_same = is_alike[shown, new]
        shown = np.where(is_same, shown, new)
        changed = image.copy()
        changed.paste(SAME, mask=Image.fromarray(is_same))
        yield changed


def _save(images: list[Image.Image]) -> bytes:
    first, *others = images
    data = io.BytesIO()
    if others:
        times = [STEP] * len(others) + [HOLD]
        how = {"append_images": others, "duration": times, "loop": 0, "transparency": SAME, "disposal": 1}
        first.save(data, "GIF", save_all=True, optimize=False, **how)
    else:
        first.save(data, "GIF", optimize=False)
    return data.getvalue()
