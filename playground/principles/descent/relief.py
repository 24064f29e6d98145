"""Relief: a surface and the trails on it as heights, for a picture in three dimensions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from playground.optim import OPTIMIZERS
from playground.principles.descent.landscape import Landscape
from playground.principles.descent.race import Trail, evaluate, run_race
from playground.principles.descent.regression import compute_loss, load_line, run_batches
from playground.principles.descent.state import batches_of, runners_of
from playground.principles.descent.surfaces import SURFACES

RESOLUTION = 61
# Heights are logarithms of what is above the lowest plus this share of what the middle one is above it: below that,
# all looks level.
QUIET = 0.02


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Walked:
    """A trail on a relief: its rule or batch size, places within the map, their heights and losses."""

    name: str
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    heights: NDArray[np.float64]
    losses: NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Relief:
    """A grid of losses, the heights that they are drawn at, and trails.

    Parameters
    ----------
    x, y : ndarray of shape (n,)
    losses, heights : ndarray of shape (n, n)
        Row i, column j: at (x[j], y[i]).
    trails : tuple of Walked
    names : tuple of str
        What x and y are.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    losses: NDArray[np.float64]
    heights: NDArray[np.float64]
    trails: tuple[Walked, ...]
    names: tuple[str, str]


def relief_of(state: Mapping[str, Any]) -> Relief:
    """The surface and trails that a state of the race or of the batches shows."""
    if state["tab"] == "batches":
        line = load_line(state["is_standardized"])
        runners = batches_of(state)
        trails = run_batches(line, state["line_start"], runners, state["line_steps"])
        labels = [str(runner.batch) for runner in runners]
        x, y, losses = _sample(line.extent, lambda places: compute_loss(line, places))
        return _raise(x, y, losses, labels, trails, ("w", "b"))
    spec = SURFACES[state["surface"]]
    trails = run_race(spec, state["start"], runners_of(state), state["steps"])
    labels = [OPTIMIZERS[runner.rule].label for runner in runners_of(state)]
    x, y, losses = _sample(spec.extent, lambda places: evaluate(spec, places))
    return _raise(x, y, losses, labels, trails, ("x", "y"))


def relief_of_landscape(landscape: Landscape) -> Relief:
    """A network's landscape, with the path of training."""
    heights = _scale(landscape.losses, landscape.losses)
    inside = _interpolate(landscape, landscape.path)
    path = Walked(
        name="",
        x=landscape.path[:, 0],
        y=landscape.path[:, 1],
        heights=_scale(inside, landscape.losses),
        losses=landscape.path_losses,
    )
    return Relief(
        x=landscape.a, y=landscape.b, losses=landscape.losses, heights=heights, trails=(path,), names=("a", "b")
    )


def _sample(extent: tuple[float, float, float, float], function: Any) -> tuple[NDArray[np.float64], ...]:
    x = np.linspace(*extent[:2], RESOLUTION)
    y = np.linspace(*extent[2:], RESOLUTION)
    places = torch.cartesian_prod(torch.tensor(y), torch.tensor(x)).flip(1)
    return x, y, function(places).reshape(RESOLUTION, RESOLUTION).numpy()


def _raise(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    losses: NDArray[np.float64],
    labels: Sequence[str],
    trails: Sequence[Trail],
    names: tuple[str, str],
) -> Relief:
    walked = []
    for label, trail in zip(labels, trails, strict=True):
        px, py = trail.points.T
        is_inside = (px >= x[0]) & (px <= x[-1]) & (py >= y[0]) & (py <= y[-1])
        # From where it first leaves on, a trail is beside the picture.
        n = len(px) if is_inside.all() else max(1, int(np.argmin(is_inside)))
        heights = _scale(trail.losses[:n], losses)
        walked.append(Walked(name=label, x=px[:n], y=py[:n], heights=heights, losses=trail.losses[:n]))
    return Relief(x=x, y=y, losses=losses, heights=_scale(losses, losses), trails=tuple(walked), names=names)


def _scale(losses: NDArray[np.float64], all_losses: NDArray[np.float64]) -> NDArray[np.float64]:
    """Losses as heights from about 0 to 1, so that valleys are seen beside walls; what is no number stays none."""
    finite = all_losses[np.isfinite(all_losses)]
    low, high = float(finite.min()), float(finite.max())
    quiet = QUIET * (float(np.median(finite)) - low) or 1.0
    above = np.where(np.isfinite(losses), np.maximum(losses - low, 0.0), np.nan)
    return np.asarray(np.log1p(above / quiet) / np.log1p((high - low) / quiet or 1.0))


def _interpolate(landscape: Landscape, places: NDArray[np.float64]) -> NDArray[np.float64]:
    """The landscape between the points of its grid, bilinear."""
    n = len(landscape.a)
    columns = np.clip((places[:, 0] - landscape.a[0]) / (landscape.a[1] - landscape.a[0]), 0, n - 1 - 1e-9)
    rows = np.clip((places[:, 1] - landscape.b[0]) / (landscape.b[1] - landscape.b[0]), 0, n - 1 - 1e-9)
    j, i = columns.astype(int), rows.astype(int)
    u, v = columns - j, rows - i
    z = landscape.losses
    top = (1 - u) * z[i, j] + u * z[i, j + 1]
    return np.asarray((1 - v) * top + v * ((1 - u) * z[i + 1, j] + u * z[i + 1, j + 1]))
