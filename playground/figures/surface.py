"""A surface in three dimensions, with ways across it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from playground.figures.theme import FONT, Theme

HEIGHT = 520
# Above the surface by this share of its height: a line that lies in it would be half hidden.
LIFT = 0.02
N_CONTOURS = 16
CAMERA = {"eye": {"x": 1.1, "y": -1.35, "z": 1.35}}


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Path:
    """A way across a surface.

    Parameters
    ----------
    name : str
    x, y, z : ndarray of shape (n,)
        Its places, and their heights on the scale of the surface.
    losses : ndarray of shape (n,)
        What is told of each place.
    series : int
        Its color among the theme's series.
    """

    name: str
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    z: NDArray[np.float64]
    losses: NDArray[np.float64]
    series: int = 0


def draw_surface(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    heights: NDArray[np.float64],
    losses: NDArray[np.float64],
    paths: Sequence[Path],
    names: tuple[str, str, str],
    theme: Theme,
) -> go.Figure:
    """Draw a surface and the ways across it.

    Parameters
    ----------
    x, y : ndarray of shape (n,) and (m,)
        The grid.
    heights, losses : ndarray of shape (m, n)
        What is drawn, such as a logarithm, and what is told of each place. Not finite: a gap.
    paths : sequence of Path
    names : tuple of str
        Titles of the three axes.
    theme : Theme
    """
    finite = heights[np.isfinite(heights)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    lift = LIFT * (high - low)
    figure = go.Figure(_draw_heights(x, y, heights, losses, (low, high), names, theme))
    for path in paths:
        figure.add_trace(_draw_path(path, lift, theme.series[path.series % len(theme.series)], theme))
    axes = {f"{axis}axis": _draw_axis(name, theme) for axis, name in zip("xyz", names, strict=True)}
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        paper_bgcolor=theme.background,
        font={"family": FONT, "size": 12, "color": theme.ink},
        legend={"x": 0.0, "y": 1.0, "bgcolor": "rgba(0,0,0,0)"},
        # Heights are drawn on a scale of their own; what is told of each place is the loss.
        scene={
            **axes,
            "zaxis": {**axes["zaxis"], "showticklabels": False},
            "camera": CAMERA,
            "aspectmode": "manual",
            "aspectratio": {"x": 1, "y": 1, "z": 0.6},
        },
        # The reader's view stays when the numbers change.
        uirevision="surface",
    )
    return figure


def _draw_heights(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    heights: NDArray[np.float64],
    losses: NDArray[np.float64],
    span: tuple[float, float],
    names: tuple[str, str, str],
    theme: Theme,
) -> go.Surface:
    low, high = span
    step = (high - low) / N_CONTOURS or 1.0
    lines = {"show": True, "start": low, "end": high, "size": step, "color": theme.line, "width": 1}
    return go.Surface(
        x=x,
        y=y,
        z=np.where(np.isfinite(heights), heights, np.nan),
        customdata=losses,
        colorscale=[[0.0, theme.low], [1.0, theme.high]],
        showscale=False,
        opacity=0.94,
        contours={"z": lines},
        lighting={"ambient": 0.75, "diffuse": 0.5, "specular": 0.05},
        hovertemplate=f"{names[0]} %{{x:.2f}}, {names[1]} %{{y:.2f}}<br>%{{customdata:.4g}}<extra></extra>",
        name="",
    )


def _draw_path(path: Path, lift: float, color: str, theme: Theme) -> go.Scatter3d:
    return go.Scatter3d(
        x=path.x,
        y=path.y,
        z=path.z + lift,
        customdata=path.losses,
        mode="lines+markers",
        line={"color": color, "width": 5},
        marker={
            "color": color,
            "size": [2.5] * (len(path.x) - 1) + [6],
            "line": {"color": theme.background, "width": 1},
        },
        name=path.name,
        hovertemplate="%{customdata:.4g}",
    )


def _draw_axis(name: str, theme: Theme) -> dict[str, Any]:
    return {
        "title": {"text": name},
        "backgroundcolor": theme.background,
        "gridcolor": theme.line,
        "zeroline": False,
        "color": theme.ink_soft,
        "showspikes": False,
    }
