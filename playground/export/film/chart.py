"""The large chart of a picture: the map with its points or, with a single feature, the fit among them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from playground.data import Dataset
from playground.engine.outputs import OutputScale
from playground.export.film.axes import Axes
from playground.export.film.field import choose_colors, enlarge, find_regions, list_colors, trace
from playground.export.film.palette import Palette, mix
from playground.export.film.pencil import draw_smooth
from playground.export.film.points import PointPencil, compute_radius, draw_points
from playground.export.film.ticks import Ticks, make_ticks

SIZE = 440
HALO, LINE, THIN = 5.0, 2.25, 1.0
FIT, FIT_HALO = 2.25, 6.0


class Chart:
    """Draws one network output after another over the same data.

    Parameters
    ----------
    dataset : Dataset
    scale : OutputScale
    palette : Palette
    """

    def __init__(self, dataset: Dataset, scale: OutputScale, palette: Palette) -> None:
        self._scale, self._palette = scale, palette
        self._is_line = len(dataset.feature_names) == 1
        names = (dataset.feature_names[0], dataset.target_name if self._is_line else dataset.feature_names[1])
        self._axes = Axes(dataset.extent, _plan_ticks(dataset), names, palette, SIZE)
        n_classes = len(dataset.class_names)
        self.colors = np.array([palette["bg"]]) if self._is_line else list_colors(scale, n_classes, palette)
        self._levels = [0.0]
        if scale.kind == "value":
            ticks = make_ticks(-scale.limit, scale.limit, 4, dataset.centers[-1], dataset.scales[-1])
            self._levels = [at for at, _ in ticks]
        self._points = self._draw_points(dataset)

    def paint(self, output: NDArray[np.uint16]) -> Image.Image:
        """The chart of one moment, RGB, `SIZE` pixels wide and high; `output` as in a frame."""
        return self._paint_fit(output) if self._is_line else self._paint_map(output)

    def draw_axes(self, image: Image.Image, left: int, top: int) -> None:
        """Draw numbers and names of both axes around the place where the chart will be."""
        self._axes.draw(image, left, top)

    def _paint_map(self, output: NDArray[np.uint16]) -> Image.Image:
        fields = enlarge(output, self._scale, SIZE)
        image = Image.fromarray(self.colors[choose_colors(fields, self._scale)])
        regions = find_regions(fields, self._levels)
        if self._scale.kind == "value":
            image.paste(self._palette["ink"], mask=trace(regions, THIN).point(lambda level: level * 0.55))
        else:
            image.paste(self._palette["bg"], mask=trace(regions, HALO).point(lambda level: level * 0.55))
            image.paste(self._palette["ink"], mask=trace(regions, LINE))
        image.paste(self._points, mask=self._points)
        return image

    def _paint_fit(self, output: NDArray[np.uint16]) -> Image.Image:
        values = (output[0] / 65535 * 2 - 1) * self._scale.limit
        xs = np.linspace(0, SIZE, len(values))
        curve = list(zip(xs.tolist(), self._axes.to_y(values).tolist(), strict=True))

        def draw(pencil: ImageDraw.ImageDraw, factor: int) -> None:
            places = [(x * factor, y * factor) for x, y in curve]
            for color, width in ((self._palette["bg"], FIT_HALO), (self._palette["ink"], FIT)):
                pencil.line(places, fill=color, width=round(width * factor), joint="curve")

        image = self._points.convert("RGB")
        line = draw_smooth((SIZE, SIZE), draw)
        image.paste(line, mask=line)
        return image

    def _draw_points(self, dataset: Dataset) -> Image.Image:
        X, y = np.concatenate([dataset.X_train, dataset.X_test]), np.concatenate([dataset.y_train, dataset.y_test])
        vertical = y if self._is_line else X[:, 1]
        places = np.column_stack([self._axes.to_x(X[:, 0]), self._axes.to_y(vertical)])

        def draw(pencil: ImageDraw.ImageDraw, factor: int) -> None:
            mark = PointPencil(pencil, factor, self._palette, compute_radius(len(X), SIZE))
            draw_points(mark, dataset, self._scale, self._palette, places)

        points = draw_smooth((SIZE, SIZE), draw)
        if not self._is_line:
            return points
        paper = self._draw_paper()
        paper.alpha_composite(points)
        return paper

    def _draw_paper(self) -> Image.Image:
        """What lies under a fit: the page's color, with lines at the numbers of the vertical axis."""
        paper = Image.new("RGBA", (SIZE, SIZE), self._palette["bg"])
        pencil = ImageDraw.Draw(paper)
        for at, _ in self._axes.upward:
            y = round(float(self._axes.to_y(at)))
            pencil.line((0, y, SIZE, y), fill=self._palette["line"])
        pencil.rectangle((0, 0, SIZE - 1, SIZE - 1), outline=mix(self._palette["line"], self._palette["ink-3"], 0.2))
        return paper


def _plan_ticks(dataset: Dataset) -> tuple[Ticks, Ticks]:
    """Numbers across and upward, in the columns' own units; the last column is the target."""
    units = list(zip(dataset.centers, dataset.scales, strict=True))
    x_min, x_max, y_min, y_max = dataset.extent
    # With a single feature the target stands upward, else the second feature: the second column in either case.
    return make_ticks(x_min, x_max, 6, *units[0]), make_ticks(y_min, y_max, 6, *units[1])
