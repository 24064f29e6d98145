"""Probes: what a network computes over the plane, and what it is made of, as arrays for a frame.

Pure: they read the network under no_grad and change nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Generator, Tensor

from playground.data import Dataset
from playground.engine.edges import compute_edges
from playground.engine.maps import Ground, compute_scale, to_uint8, to_uint16
from playground.engine.outputs import OutputScale
from playground.frame import Demand
from playground.models import Network

MIN_UNIT_SIZE, MAX_UNIT_SIZE = 4, 32
LINE_POINTS = 4
"""Points of a curve for each row that a map would have."""

Arrays = dict[str, NDArray[np.generic]]


class Probes:
    """Looks into one network over one data set's extent.

    Parameters
    ----------
    network : Network
        Looked at, never changed.
    dataset : Dataset
        Over whose extent.
    features : sequence of str
        Names of the network's inputs.
    scale : OutputScale
        Of the output maps.
    """

    def __init__(self, network: Network, dataset: Dataset, features: Sequence[str], scale: OutputScale) -> None:
        self._network = network
        self._scale = scale
        self._has_coordinates = set(features) <= {"x1", "x2"} and not network.columns[0]
        self.ground = Ground(dataset, features)

    @torch.no_grad()
    def compute_arrays(self, demand: Demand) -> Arrays:
        """What a view wants to see of the network.

        Column 0 is the inputs, 1 to H are hidden, H + 1 is the output.

        Parameters
        ----------
        demand : Demand
            What is not wanted is not computed.

        Returns
        -------
        dict
            - ``output``, uint16: [-limit, limit] of the output's scale mapped to [0, 65535]. Two classes and
              regression: (map_size, map_size), row 0 is the top; more classes: (K, size, size), each pixel shifted so
              that its largest is the limit; one feature: (K, 4 map_size) from left to right, K = 1 in a regression.
            - ``units``, uint8 (n_units, r, r): activations of inputs and hidden units, column by column,
              [-scale, scale] of the column mapped to [0, 255].
            - ``scales``, float32 (1 + H,): these scales.
            - ``edges``, uint8 (n_edges, 3): column, unit there, unit in the column after; ``weights``, float32
              (n_edges,). Of larger networks, only the strongest weights into each unit.
            - ``biases``, float32: of the hidden units, then of the output.
            - ``norms``, float32 (n hidden units, 2): gain and shift of batch norm in eval mode; only if there is any.
        """
        arrays: Arrays = {}
        if demand.map_size > 0:
            arrays["output"] = self._compute_output(demand)
        if demand.unit_bytes > 0:
            arrays["units"], arrays["scales"] = self._compute_units(demand.unit_bytes)
        arrays["edges"], arrays["weights"] = compute_edges(self._network, demand.max_edges)
        arrays["biases"] = torch.cat(self._network.biases).numpy()
        if self._network.has_batch_norm:
            norms = self._network.compute_norms()
            arrays["norms"] = torch.cat([torch.empty(0, 2), *norms]).numpy()
        return arrays

    @torch.no_grad()
    def compute_train_arrays(self, demand: Demand, batch: Tensor, generator: Generator) -> Arrays:
        """The network as one step of training sees it.

        Parameters
        ----------
        demand : Demand
        batch : Tensor of shape (n, n_inputs)
            Whose statistics batch norm takes.
        generator : torch.Generator
            Draws dropout's masks; never the run's own.

        Returns
        -------
        dict
            ``output_train``, as ``output``; ``kept``, uint8 (n_units,): 0 where dropout silences a unit, else 1.
        """
        arrays: Arrays = {}
        with self._network.thinned(batch, generator) as kept:
            if demand.map_size > 0:
                arrays["output_train"] = self._compute_output(demand)
        arrays["kept"] = torch.cat(kept).to(torch.uint8).numpy()
        return arrays

    def scale_columns(self, outputs: Sequence[Tensor]) -> list[float]:
        """The magnitudes that the maps of columns 0 to H show at full color, from the columns' finite outputs."""
        first = self.ground.reach if self._has_coordinates else compute_scale(outputs[0], (-math.inf, math.inf))
        return [first, *map(compute_scale, outputs[1:], self._network.ranges)]

    def find_inputs(self, demand: Demand) -> Tensor:
        """The network's inputs wherever the output is drawn, (n, n_inputs)."""
        size, n_outputs = demand.map_size, self._network.sizes[-1]
        if n_outputs > 1:
            size = min(size, max(1, math.isqrt(demand.output_bytes // (2 * n_outputs))))
        if self.ground.is_line:
            size = demand.map_size * LINE_POINTS
        return self.ground.inputs("output", size)

    def encode(self, values: Tensor) -> NDArray[np.generic]:
        """Outputs there, (n, n_outputs), as ``output`` of `compute_arrays`; along a line also several curves."""
        n_outputs = self._network.sizes[-1]
        if n_outputs > 1:
            # Only differences count; this way those of up to twice the limit arrive.
            values = values - values.amax(dim=1, keepdim=True) + self._scale.limit
        maps = values.t() if self.ground.is_line else self.ground.lay_out(values)
        levels = to_uint16(maps / self._scale.limit)
        return levels if n_outputs > 1 or self.ground.is_line else levels[0]

    def _compute_output(self, demand: Demand) -> NDArray[np.generic]:
        return self.encode(self._network(self.find_inputs(demand)))

    def _compute_units(self, n_bytes: int) -> tuple[NDArray[np.generic], NDArray[np.generic]]:
        n_units = sum(self._network.sizes[:-1])
        size = min(max(math.isqrt(n_bytes // n_units), MIN_UNIT_SIZE), MAX_UNIT_SIZE)
        trace = self._network.trace(self.ground.inputs("units", size))
        columns = [a.nan_to_num(nan=0.0) for a in trace.outputs]
        scales = self.scale_columns(columns)
        shares = torch.cat([a / scale for a, scale in zip(columns, scales, strict=True)], dim=1)
        maps = self.ground.lay_out(to_uint8(shares)).contiguous().numpy()
        return maps, np.minimum(scales, np.finfo(np.float32).max).astype(np.float32)
