"""Probes: what a network computes over the plane, and what it is made of, as arrays for a frame.

Pure: they read the model under no_grad and change nothing.
"""

from __future__ import annotations

import math
from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.frame import Demand
from playground.models import MLP

LOGIT_LIMIT = 8.0
"""Logits beyond it are drawn alike: a probability of 0.9997."""
MIN_UNIT_SIZE, MAX_UNIT_SIZE = 4, 32
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


class Probes:
    """Looks into one model over one extent of the plane. Grids are built once for each size.

    Parameters
    ----------
    model : MLP
        Looked at, never changed.
    extent : tuple of float
        ``(x_min, x_max, y_min, y_max)`` of the maps.
    """

    def __init__(self, model: MLP, extent: tuple[float, float, float, float]) -> None:
        self._model = model
        self._extent = extent
        self._grids: dict[str, tuple[int, Tensor]] = {}  # the newest of each kind

    @torch.no_grad()
    def compute_arrays(self, demand: Demand) -> dict[str, NDArray[np.generic]]:
        """What a view wants to see of the network.

        Layer 0 is the inputs, 1 to H are hidden, H + 1 is the output.

        Parameters
        ----------
        demand : Demand
            What is not wanted is not computed.

        Returns
        -------
        dict
            - ``output``, uint16 (map_size, map_size): logits, [-8, 8] mapped to [0, 65535]; row 0 is the top.
            - ``units``, uint8 (n_units, r, r): activations of inputs and hidden units, layer by layer,
              [-scale, scale] of the layer mapped to [0, 255].
            - ``scales``, float32 (1 + H,): these scales.
            - ``edges``, uint8 (n_edges, 3): layer, unit there, unit in the layer above; ``weights``, float32
              (n_edges,). Of larger networks, only the strongest weights into each unit.
            - ``biases``, float32: of the hidden units, then of the output.
        """
        arrays: dict[str, NDArray[np.generic]] = {}
        if demand.map_size > 0:
            arrays["output"] = self._compute_output(demand.map_size)
        if demand.unit_bytes > 0:
            arrays["units"], arrays["scales"] = self._compute_units(demand.unit_bytes)
        arrays["edges"], arrays["weights"] = compute_edges(self._model, demand.max_edges)
        arrays["biases"] = torch.cat(self._model.biases).numpy()
        return arrays

    def _compute_output(self, size: int) -> NDArray[np.generic]:
        logits = self._model(self._grid("output", size)).nan_to_num(nan=0.0)
        levels = (logits.clamp(-LOGIT_LIMIT, LOGIT_LIMIT) / LOGIT_LIMIT + 1) / 2 * UINT16_MAX
        output: NDArray[np.uint16] = levels.round().reshape(size, size).numpy().astype(np.uint16)
        return output

    def _compute_units(self, n_bytes: int) -> tuple[NDArray[np.generic], NDArray[np.generic]]:
        n_units = sum(weight.shape[1] for weight in self._model.weights)
        size = min(max(math.isqrt(n_bytes // n_units), MIN_UNIT_SIZE), MAX_UNIT_SIZE)
        grid = self._grid("units", size)
        layers = [a.nan_to_num(nan=0.0) for a in (grid, *self._model.trace(grid)[1])]
        scales = [max(map(abs, self._extent)), *map(compute_scale, layers[1:], self._ranges())]
        levels = torch.cat([(a / s).clamp(-1, 1) for a, s in zip(layers, scales, strict=True)], dim=1)
        maps = ((levels + 1) / 2 * UINT8_MAX).round().to(torch.uint8).t().reshape(n_units, size, size)
        return maps.contiguous().numpy(), np.minimum(scales, np.finfo(np.float32).max).astype(np.float32)

    def _ranges(self) -> list[tuple[float, float]]:
        return [activation.range for activation in self._model.activations]

    def _grid(self, kind: str, size: int) -> Tensor:
        if self._grids.get(kind, (0,))[0] != size:
            self._grids[kind] = (size, make_grid(self._extent, size))
        return self._grids[kind][1]


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


def compute_edges(model: MLP, max_edges: int) -> tuple[NDArray[np.generic], NDArray[np.generic]]:
    """The weights to draw, and between which units they stand.

    Parameters
    ----------
    model : MLP
    max_edges : int
        If there are more weights than that, each unit keeps its ``max_edges // n_target_units`` strongest
        incoming ones, at least one.

    Returns
    -------
    edges : ndarray of shape (n_edges, 3), uint8
        Layer, unit there, unit in the layer above; ordered by layer, then by the upper unit.
    weights : ndarray of shape (n_edges,), float32
    """
    weights = model.weights
    n_kept = max(weight.shape[1] for weight in weights)
    if sum(weight.numel() for weight in weights) > max_edges:
        n_kept = max(1, max_edges // sum(len(weight) for weight in weights))
    strongest = partial(_find_strongest, n_kept=n_kept)
    edges, values = [], []
    for layer, (weight, sources) in enumerate(zip(weights, map(strongest, weights), strict=True)):
        targets = torch.arange(len(weight)).unsqueeze(1).expand_as(sources)
        edges.append(torch.stack([torch.full_like(sources, layer), sources, targets], dim=-1).reshape(-1, 3))
        values.append(weight.gather(1, sources).reshape(-1))
    return torch.cat(edges).to(torch.uint8).numpy(), torch.cat(values).numpy()


def _find_strongest(weight: Tensor, n_kept: int) -> Tensor:
    """Of each row, the columns of the `n_kept` largest magnitudes, in ascending order."""
    n_outputs, n_inputs = weight.shape
    if n_kept >= n_inputs:
        return torch.arange(n_inputs).expand(n_outputs, n_inputs)
    return weight.abs().topk(n_kept, dim=1).indices.sort(dim=1).values
