"""The curves of the whole run, with a playhead at the moment that is shown: what is still to come is pale."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from playground.export.film.palette import Palette, mix
from playground.export.film.pencil import draw_smooth, write
from playground.export.film.ticks import compute_step, format_tick, make_ticks

WIDTH, HEIGHT = 440, 104
LEFT, RIGHT, BOTTOM = 44, 44, 22
_TEXT = 12


class Line(NamedTuple):
    """One curve.

    Parameters
    ----------
    name : str
        Of its array, after ``curve_``.
    word : str
        Key of its name among the words.
    color : str
        Token of the palette.
    is_hollow : bool
        Whether the mark at the playhead is a ring.
    """

    name: str
    word: str
    color: str
    is_hollow: bool = False


LOSSES = (Line("train", "train", "train"), Line("test", "test", "test", is_hollow=True))


class Curves:
    """Draws the curves with the playhead at one epoch after another.

    Parameters
    ----------
    arrays : Mapping
        ``curve_epoch`` and the lines' curves, of a frame.
    palette : Palette
    words : Mapping of str to str
        The lines' names and the axis'.
    lines : tuple of Line
    axis : str
        Key of the horizontal axis' name.
    """

    def __init__(
        self,
        arrays: Mapping[str, NDArray[np.float32]],
        palette: Palette,
        words: Mapping[str, str],
        lines: tuple[Line, ...] = LOSSES,
        axis: str = "epochs_axis",
    ) -> None:
        self._palette, self._words, self._axis = palette, words, axis
        self._epochs = arrays["curve_epoch"].astype(float)
        self._curves = {line: arrays[f"curve_{line.name}"].astype(float) for line in lines}
        self._last = max(1.0, float(self._epochs[-1]) if len(self._epochs) else 1.0)
        values = np.concatenate([*self._curves.values()])
        values = values[np.isfinite(values)]
        highest, lowest = float(values.max(initial=0.05)), float(values.min(initial=0.0))
        step = compute_step(highest - lowest, 4)
        self._top, self._low = math.ceil(highest / step - 1e-6) * step, math.floor(lowest / step + 1e-6) * step
        self._grid = self._draw_grid()
        self._strong = self._draw_curves(1.0)
        self._pale = self._draw_curves(0.3)

    def paint(self, epoch: float) -> Image.Image:
        """The chart with its numbers, RGB, ``LEFT + WIDTH + RIGHT`` wide and ``HEIGHT + BOTTOM`` high."""
        image = self._grid.copy()
        x = round(LEFT + self._to_x(min(epoch, self._last)))
        image.paste(self._pale, mask=self._pale)
        past = self._strong.crop((0, 0, x, HEIGHT))
        image.paste(past, mask=past)
        ImageDraw.Draw(image).line((x, 0, x, HEIGHT), fill=self._palette["ink-3"])
        self._mark_moment(image, x, epoch)
        return image

    def _to_x(self, epoch: float) -> float:
        return epoch / self._last * WIDTH

    def _to_y(self, loss: float) -> float:
        return HEIGHT - (loss - self._low) / (self._top - self._low) * (
            HEIGHT - 6
        )  # the highest line's ends are not cut off

    def _draw_grid(self) -> Image.Image:
        image = Image.new("RGB", (LEFT + WIDTH + RIGHT, HEIGHT + BOTTOM), self._palette["bg"])
        pencil, color = ImageDraw.Draw(image), self._palette["ink-3"]
        for loss, text in make_ticks(self._low, self._top, 4):
            y = self._to_y(loss)
            pencil.line((LEFT, y, LEFT + WIDTH, y), fill=self._palette["line"])
            write(image, (LEFT - 8, max(6, y)), text, size=_TEXT, color=color, anchor="rm")
        every = max(compute_step(self._last, 5), 1.0 if self._last >= 4 else 0.0)
        for i in range(math.floor(self._last / every + 1e-6) + 1):
            if self._to_x(i * every) < WIDTH - 50:
                place = (LEFT + self._to_x(i * every), HEIGHT + 17)
                write(image, place, format_tick(i * every, 6), size=_TEXT, color=color, anchor="ms")
        corner = (LEFT + WIDTH, HEIGHT + 17)
        write(image, corner, self._words[self._axis], size=_TEXT, color=color, anchor="rs")
        return image

    def _draw_curves(self, opacity: float) -> Image.Image:
        def draw(pencil: ImageDraw.ImageDraw, factor: int) -> None:
            for line, losses in self._curves.items():
                color = mix(self._palette["bg"], self._palette[line.color], opacity)
                places = [
                    ((LEFT + self._to_x(epoch)) * factor, self._to_y(loss) * factor)
                    for epoch, loss in zip(self._epochs, losses, strict=True)
                    if math.isfinite(loss)
                ]
                if places:
                    pencil.line(places, fill=color, width=2 * factor, joint="curve")

        return draw_smooth((LEFT + WIDTH + RIGHT, HEIGHT), draw)

    def _mark_moment(self, image: Image.Image, x: int, epoch: float) -> None:
        """A dot and a name where each curve passes the playhead; the names keep clear of each other."""
        heights = {}
        for line, values in self._curves.items():
            is_known = np.isfinite(values)
            if is_known.any():
                heights[line] = self._to_y(float(np.interp(epoch, self._epochs[is_known], values[is_known])))
        for line, y in heights.items():
            dot = draw_smooth((10, 10), lambda *large, line=line: self._draw_dot(line, *large))
            image.paste(dot, (x - 5, round(y) - 5), dot)
        for line, y in _spread(heights, 14).items():
            place, color = (x + 9, y), self._palette[line.color]
            write(image, place, self._words[line.word], size=13, color=color, anchor="lm", is_strong=True)

    def _draw_dot(self, line: Line, pencil: ImageDraw.ImageDraw, factor: int) -> None:
        middle = 5 * factor, 5 * factor
        pencil.circle(middle, 4.5 * factor, fill=self._palette[line.color])
        if line.is_hollow:
            pencil.circle(middle, 2.5 * factor, fill=self._palette["bg"])


def _spread(heights: Mapping[Line, float], gap: float) -> dict[Line, float]:
    """The same heights, at least a gap apart, none beyond the chart's edges."""
    low = HEIGHT - gap / 2
    places: dict[Line, float] = {}
    for line in sorted(heights, key=lambda line: heights[line], reverse=True):
        places[line] = low = min(heights[line], low)
        low -= gap
    beyond = max(0.0, gap / 2 - min(places.values(), default=gap))
    return {line: y + beyond for line, y in places.items()}
