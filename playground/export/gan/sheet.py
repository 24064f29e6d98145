"""The sheet of generated images: gray levels from paper to ink."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from playground.export.film.palette import Palette, mix

COLUMNS = 6
GAP = 10
SHADES = 32
"""Gray levels: eight of 255 apart, as in a film Pillow takes closer ones for each other."""


class Sheet:
    """Draws one sheet of 36 images after another.

    Parameters
    ----------
    palette : Palette
    size : int
        Width and height in pixels, at most; images get a whole number of pixels for each of theirs.
    """

    def __init__(self, palette: Palette, size: int) -> None:
        self.colors = np.array([mix(palette["bg"], palette["ink"], i / (SHADES - 1)) for i in range(SHADES)], np.uint8)
        self.size, self._line, self._bg = size, palette["line-strong"], palette["bg"]

    def paint(self, images: NDArray[np.uint8]) -> Image.Image:
        """The sheet of one moment, RGB.

        Parameters
        ----------
        images : ndarray of shape (36, 8, 8), uint8
            0 is paper, 255 ink.
        """
        n_pixels = images.shape[1]
        gap = round(GAP * self.size / 440)
        side = (self.size - (COLUMNS - 1) * gap - 2) // COLUMNS // n_pixels * n_pixels
        sheet = Image.new("RGB", (self.size, self.size), self._bg)
        for i, image in enumerate(images):
            left, top = (1 + k * (side + gap) for k in (i % COLUMNS, i // COLUMNS))
            sheet.paste(self._line, (left - 1, top - 1, left + side + 1, top + side + 1))
            drawn = Image.fromarray(self.colors[image.astype(int) * SHADES // 256])
            sheet.paste(drawn.resize((side, side), Image.Resampling.NEAREST), (left, top))
        return sheet
