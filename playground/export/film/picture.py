"""One picture of a film: figures on top, the chart, the loss curves below."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PIL import Image, ImageDraw

from playground.data import Dataset
from playground.engine.outputs import OutputScale
from playground.export.film.chart import SIZE, Chart
from playground.export.film.curves import BOTTOM, HEIGHT, LEFT, RIGHT, Curves
from playground.export.film.palette import Color, Palette, mix
from playground.export.film.pencil import draw_smooth, drawable, measure, write
from playground.export.film.points import PointPencil
from playground.export.film.ticks import format_loss
from playground.frame import Frame

TOP = 92
BELOW = 30
WIDTH = LEFT + SIZE + RIGHT
FULL_HEIGHT = TOP + SIZE + BELOW + HEIGHT + BOTTOM
_COLUMNS = (("epoch", "ink"), ("step", "ink"), ("train_loss", "train"), ("test_loss", "test"))


class Painter:
    """Draws one moment after another of the same run.

    Parameters
    ----------
    dataset : Dataset
    scale : OutputScale
    palette : Palette
    words : Mapping of str to str
        The stage's: ``epoch``, ``step``, ``train_loss``, ``test_loss``, ``train``, ``test``, ``epochs_axis``.
    first : Frame
        Any frame of the run: each has the curves of all of it.
    """

    def __init__(
        self, dataset: Dataset, scale: OutputScale, palette: Palette, words: Mapping[str, str], first: Frame
    ) -> None:
        self._palette, self._words = palette, words
        self._chart = Chart(dataset, scale, palette)
        self._curves = Curves(first.arrays, palette, words)
        self._ground = Image.new("RGB", (WIDTH, FULL_HEIGHT), palette["bg"])
        self._chart.draw_axes(self._ground, LEFT, TOP)
        self._draw_key(dataset)

    def paint(self, frame: Frame) -> Image.Image:
        """The picture of one moment, RGB."""
        image = self._ground.copy()
        image.paste(self._chart.paint(frame.arrays["output"]), (LEFT, TOP))
        image.paste(self._curves.paint(frame.epoch), (0, TOP + SIZE + BELOW))
        self._write_figures(image, frame)
        return image

    def list_colors(self) -> list[Color]:
        """What every picture is drawn with: at most 255 colors, those between them for smooth edges."""
        inks = ["ink", "test", "ink-3", "c0", "c1", "c2", "c3", "c4", "c5"]
        page, middle = self._palette["bg"], self._palette["d4"]
        edges = [mix(page, self._palette[ink], share) for ink in inks for share in (0.15, 0.3, 0.5, 0.75, 1.0)]
        quiet = [page, middle, *(self._palette[name] for name in ("line", "line-strong", "ink-2"))]
        fields = [(int(red), int(green), int(blue)) for red, green, blue in self._chart.colors]
        return list(dict.fromkeys([*fields, *quiet, *edges]))

    def _write_figures(self, image: Image.Image, frame: Frame) -> None:
        texts = (
            f"{math.floor(frame.epoch):,}",
            f"{frame.step:,}",
            *(format_loss(frame.metrics.get(name, math.nan)) for name in ("train_loss", "test_loss")),
        )
        for i, ((name, color), text) in enumerate(zip(_COLUMNS, texts, strict=True)):
            x = LEFT + i * SIZE // len(_COLUMNS)
            write(image, (x, 24), self._words[name], size=12, color=self._palette["ink-3"])
            write(image, (x, 48), text, size=22, color=self._palette[color], is_strong=True)

    def _draw_key(self, dataset: Dataset) -> None:
        """Which mark is which class, and that hollow means test; what does not fit is left out."""
        entries = [(label, False, name) for label, name in enumerate(dataset.class_names)]
        entries += [(0, True, self._words["test"])] if len(dataset.y_test) else []
        x = float(LEFT)
        for label, is_test, name in entries:
            text = drawable(name[:24])
            end = x + 14 + measure(text, 12)
            if end > WIDTH:
                return
            mark = draw_smooth(
                (12, 12), lambda *large, which=(label, is_test): self._draw_mark(dataset, *which, *large)
            )
            self._ground.paste(mark, (round(x), TOP - 23), mark)
            write(self._ground, (x + 15, TOP - 13), text, size=12, color=self._palette["ink-2"])
            x = end + 16

    def _draw_mark(self, dataset: Dataset, label: int, is_test: bool, pencil: ImageDraw.ImageDraw, factor: int) -> None:
        mark = PointPencil(pencil, factor, self._palette, 3.7)
        if dataset.task == "regression" and len(dataset.feature_names) == 2:
            mark.draw_value(6, 6, self._palette["d5"], is_test)
        else:
            mark.draw_class(6, 6, label, is_test)
