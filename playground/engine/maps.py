"""Maps: where they are computed, and how their values become levels."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.data import Dataset, compute_features

SCALE_QUANTILE = 0.99
MIN_SCALE = 1e-3
UINT8_MAX, UINT16_MAX = 255, 65535


def make_grid(extent: tuple[float, float, float, float], size: int) -> Tensor:
    """Where a square map is computed: at the crossings of a grid that spans it from edge to edge.

    Returns
    -------
    Tensor of shape (size * size, 2), float32
        Row by row; the first row is the top edge (largest x2), its first point the left corner (smallest x1).
    """
    x_min, x_max, y_min, y_max = extent
    offsets = torch.linspace(0, 1, size, dtype=torch.float64)
    x1 = x_min + offsets * (x_max - x_min)
    x2 = y_max - offsets * (y_max - y_min)
    rows, columns = torch.meshgrid(x2, x1, indexing="ij")
    return torch.stack([columns.reshape(-1), rows.reshape(-1)], dim=1).float()


def make_line(extent: tuple[float, float, float, float], size: int) -> Tensor:
    """Where a curve over one feature is computed: evenly from the left edge to the right, shape (size, 1)."""
    offsets = torch.linspace(0, 1, size, dtype=torch.float64)
    return (extent[0] + offsets * (extent[1] - extent[0])).unsqueeze(1).float()


class Ground:
    """The network's inputs wherever a map is drawn. The newest grid of each kind is kept.

    Parameters
    ----------
    dataset : Dataset
        Its extent and its number of coordinates.
    features : sequence of str
        Names of the network's inputs.
    """

    def __init__(self, dataset: Dataset, features: Sequence[str]) -> None:
        self.is_line = len(dataset.feature_names) == 1
        self.reach = max(map(abs, dataset.extent[:2] if self.is_line else dataset.extent))
        self._extent, self._features = dataset.extent, features
        self._kept: dict[str, tuple[int, Tensor]] = {}

    def inputs(self, kind: str, size: int) -> Tensor:
        """Inputs at ``size * size`` crossings, shape (size * size, n_inputs); along a line, (size, n_inputs)."""
        if self._kept.get(kind, (0,))[0] != size:
            X = make_line(self._extent, size) if self.is_line else make_grid(self._extent, size)
            self._kept[kind] = (size, compute_features(self._features, X))
        return self._kept[kind][1]

    def lay_out(self, values: Tensor) -> Tensor:
        """Maps of shape (n_units, size, size) from values of shape (n_points, n_units); of a line, every row alike."""
        n_points, n_units = values.shape
        if self.is_line:
            return values.t().unsqueeze(1).expand(n_units, n_points, n_points)
        size = math.isqrt(n_points)
        return values.t().reshape(n_units, size, size)


def to_uint8(shares: Tensor) -> Tensor:
    """Levels of shares of a limit: [-1, 1] becomes [0, 255]; what is not a number is taken as 0."""
    return _scale(shares, UINT8_MAX).to(torch.uint8)


def to_uint16(shares: Tensor) -> NDArray[np.uint16]:
    """Levels of shares of a limit: [-1, 1] becomes [0, 65535]; what is not a number is taken as 0."""
    levels: NDArray[np.float32] = _scale(shares, UINT16_MAX).numpy()
    return levels.astype(np.uint16)


def _scale(shares: Tensor, largest: int) -> Tensor:
    return ((shares.nan_to_num(nan=0.0).clamp(-1, 1) + 1) / 2 * largest).round()


def compute_scale(activations: Tensor, bounds: tuple[float, float]) -> float:
    """The magnitude that a layer's maps show at full color.

    Parameters
    ----------
    activations : Tensor of shape (n_points, n_units)
        The layer's maps; finite.
    bounds : tuple of float
        Range of the activation function.

    Returns
    -------
    float
        The larger bound where the function is bounded (tanh, sigmoid: 1); else the 99th percentile
        of the magnitudes, rounded up to two significant digits, at least 0.001.
    """
    if all(map(math.isfinite, bounds)):
        return max(map(abs, bounds))
    magnitudes = activations.abs().reshape(-1)
    rank = math.ceil(SCALE_QUANTILE * len(magnitudes))
    quantile = max(float(magnitudes.kthvalue(rank).values), MIN_SCALE)
    digit = 10.0 ** (math.floor(math.log10(quantile)) - 1)
    return math.ceil(quantile / digit - 1e-6) * digit
