"""Units: which neurons of a player are shown, what each computes, and the weights between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.engine.gan.images import enlarge
from playground.engine.maps import compute_scale, to_uint8
from playground.models import Network

SHOWN = 4
NONE = 255
UNBOUNDED = (-torch.inf, torch.inf)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class ShownUnits:
    """Which units of a network are shown.

    Parameters
    ----------
    inputs, outputs : Tensor of int64
        Those of the first and the last column, ascending; may be empty.
    hidden : tuple of Tensor of int64
        Those of each hidden column, ascending, at most `SHOWN`.
    """

    inputs: Tensor
    hidden: tuple[Tensor, ...]
    outputs: Tensor

    def to_array(self) -> NDArray[np.uint8]:
        """Hidden units shown, (n_hidden_columns, `SHOWN`), filled up with `NONE`."""
        array = np.full((len(self.hidden), SHOWN), NONE, dtype=np.uint8)
        for row, units in zip(array, self.hidden, strict=True):
            row[: len(units)] = units.numpy()
        return array


class UnitMaps(NamedTuple):
    """Maps of units.

    Parameters
    ----------
    levels : ndarray of shape (n_units, size, size), uint8
        [-scale, scale] of the unit's column as 0 to 255.
    scales : ndarray of shape (n_columns,), float32
    """

    levels: NDArray[np.uint8]
    scales: NDArray[np.float32]


def choose_units(network: Network, X: Tensor, n_inputs: int, n_outputs: int) -> ShownUnits:
    """Choose the hidden units that matter most: by the spread of what they say times what is made of it.

    Parameters
    ----------
    network : Network
    X : Tensor of shape (n, network.sizes[0])
        Over which the spread (a standard deviation) is taken; what is made of it is the sum of the magnitudes of the
        weights that lead away.
    n_inputs, n_outputs : int
        How many of the first inputs and outputs are shown.
    """
    hidden = tuple(
        importance.argsort(descending=True, stable=True)[:SHOWN].sort().values for importance in _rate_units(network, X)
    )
    return ShownUnits(inputs=torch.arange(n_inputs), hidden=hidden, outputs=torch.arange(n_outputs))


def replace_silent(shown: ShownUnits, network: Network, X: Tensor) -> ShownUnits:
    """The same units, but those that say the same everywhere give way to the ones that now matter most.

    Of the generator's ReLU units many die in the first hundred steps, with weights drawn as PyTorch does.
    """
    hidden = []
    for units, importance in zip(shown.hidden, _rate_units(network, X), strict=True):
        others = importance.clone()
        others[units] = 0
        alive, spare = units[importance[units] > 0], others.argsort(descending=True, stable=True)
        spare = spare[others[spare] > 0][: len(units) - len(alive)]
        silent = units[importance[units] == 0][: len(units) - len(alive) - len(spare)]
        hidden.append(torch.cat([alive, spare, silent]).sort().values)
    return ShownUnits(inputs=shown.inputs, hidden=tuple(hidden), outputs=shown.outputs)


def _rate_units(network: Network, X: Tensor) -> list[Tensor]:
    """Importance of each hidden unit, column by column: spread times outgoing weights; 0 for a silent one."""
    columns = network.trace(X).outputs[1:]
    return [
        (outputs.std(dim=0, correction=0) * weight.abs().sum(dim=0)).nan_to_num()
        for outputs, weight in zip(columns, network.weights[1:], strict=True)
    ]


def collect_weights(network: Network, shown: ShownUnits) -> NDArray[np.float32]:
    """The weights between shown units, linear map by linear map, each (to, from) row by row."""
    columns = [shown.inputs, *shown.hidden, shown.outputs]
    blocks = [
        weight[to][:, from_].reshape(-1)
        for weight, from_, to in zip(network.weights, columns, columns[1:], strict=False)
    ]
    weights: NDArray[np.float32] = torch.cat(blocks).numpy()
    return weights


def compute_unit_maps(network: Network, shown: ShownUnits, plane: Tensor, reach: float | None) -> UnitMaps:
    """What the shown units say over a plane: hidden columns, then the outputs as one more.

    Parameters
    ----------
    network : Network
    shown : ShownUnits
    plane : Tensor of shape (size * size, network.sizes[0])
        Row by row.
    reach : float or None
        Scale of the outputs; None to leave them out.
    """
    trace = network.trace(plane)
    columns = [output[:, units].nan_to_num() for output, units in zip(trace.outputs[1:], shown.hidden, strict=True)]
    scales = list(map(compute_scale, columns, network.ranges))
    if reach is not None:
        columns.append(trace.sums[-1][:, shown.outputs])
        scales.append(reach)
    return _encode([column.t() for column in columns], scales, round(len(plane) ** 0.5))


def compute_image_unit_maps(network: Network, shown: ShownUnits, images: Tensor, size: int) -> UnitMaps:
    """Pictures of the shown hidden units of a network that looks at images.

    Of the first hidden column what each unit looks for: its weights laid out as an image. Of later columns only how
    much each says on average, as a picture of one level.

    Parameters
    ----------
    network : Network
    shown : ShownUnits
    images : Tensor of shape (n, network.sizes[0])
        Over which is averaged; at least one.
    size : int
        Rows and columns of the pictures.
    """
    maps, scales = [], []
    side = round(images.shape[1] ** 0.5)
    outputs = network.trace(images).outputs[1:]
    for c, units in enumerate(shown.hidden):
        if c == 0:
            templates = network.weights[0][units].nan_to_num().reshape(-1, side, side)
            maps.append(enlarge(templates, size).reshape(len(units), -1))
            scales.append(compute_scale(templates, UNBOUNDED))
        else:
            column = outputs[c][:, units].nan_to_num()
            maps.append(column.mean(dim=0).unsqueeze(1).expand(-1, size * size))
            scales.append(compute_scale(column, network.ranges[c]))
    return _encode(maps, scales, size)


def _encode(columns: list[Tensor], scales: list[float], size: int) -> UnitMaps:
    """Maps, one unit a row in each column, as levels of their column's scale."""
    shares = [column / scale for column, scale in zip(columns, scales, strict=True)]
    levels = to_uint8(torch.cat([torch.empty(0, size * size), *shares])).reshape(-1, size, size)
    largest = np.finfo(np.float32).max
    return UnitMaps(levels.numpy(), np.minimum(np.array(scales, dtype=np.float64), largest).astype(np.float32))
