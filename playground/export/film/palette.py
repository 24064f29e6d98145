"""Palette: the page's colors, read from its style sheet, so that a film looks like the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Color = tuple[int, int, int]

_BLOCK = re.compile(r"^\.live-view \{(.*?)\}", re.DOTALL | re.MULTILINE)
_COLOR = re.compile(r"--([\w-]+):\s*#([0-9a-f]{6});")
_SPAN = re.compile(r"--map-span:\s*([\d.]+);")


@dataclass(frozen=True, kw_only=True, slots=True)
class Palette:
    """Colors of the light theme.

    Parameters
    ----------
    tokens : Mapping of str to Color
        By the names of the style sheet: ``ink``, ``bg``, ``train``, ``c0`` (points of class 0), ``m0`` (its tint) ...
    map_span : float
        Share of the ramp ``d0`` to ``d8`` that maps of a decision use.
    """

    tokens: Mapping[str, Color]
    map_span: float

    def __getitem__(self, name: str) -> Color:
        return self.tokens[name]

    def ramp(self, values: NDArray[np.floating]) -> NDArray[np.uint8]:
        """Colors of values in [-1, 1], from orange to blue; shape (n, 3) for n values."""
        places = (np.clip(values, -1, 1) + 1) / 2 * 8
        stops = np.array([self[f"d{i}"] for i in range(9)])
        channels = [np.interp(places, np.arange(9), stops[:, channel]) for channel in range(3)]
        return np.stack(channels, axis=-1).round().astype(np.uint8)


def mix(first: Color, second: Color, share: float) -> Color:
    """The color at a share of the way from the first to the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def read_palette(css: str) -> Palette:
    """The light theme's tokens.

    Parameters
    ----------
    css : str
        The text of ``assets/live/stage.css``.

    Raises
    ------
    ValueError
        It holds no block ``.live-view { ... }`` with the tokens.
    """
    block, span = _BLOCK.search(css), _SPAN.search(css)
    if not block or not span:
        raise ValueError("the style sheet has no tokens; accepted: a block .live-view { --ink: #17191c; ... }")
    tokens = {name: _parse(digits) for name, digits in _COLOR.findall(block[1])}
    return Palette(tokens=tokens, map_span=float(span[1]))


def _parse(digits: str) -> Color:
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue
