"""Inspection: one unit, or one point's way through the network, as arrays for a report."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.engine.evidence import find_dead
from playground.engine.gradients import Gradients
from playground.engine.maps import to_uint8
from playground.engine.points import Points
from playground.engine.probes import Probes
from playground.frame import Unit
from playground.models import Network
from playground.objectives import compute_histogram

UNIT_MAP_SIZE = 50
N_BINS = 20

Arrays = dict[str, NDArray[np.generic]]


def has_unit(network: Network, unit: Unit) -> bool:
    """Whether a network has such a unit: a page may still ask for one that a rebuild has removed."""
    column, index = unit
    return 0 <= column < len(network.sizes) and 0 <= index < network.sizes[column]


@torch.no_grad()
def inspect_unit(network: Network, unit: Unit, points: Points, gradients: Gradients) -> Arrays:
    """A unit's activations over the training set and what comes into it.

    Parameters
    ----------
    network : Network
    unit : tuple of int
        Column and index; see `has_unit`.
    points : Points
        The training set.
    gradients : Gradients
        Of the training loss, penalties included.

    Returns
    -------
    dict
        ``unit_counts`` (20,) and ``unit_edges`` (21,), float32: histogram of the unit's finite activations (of an
        output unit: its weighted sums), if there are any. But for inputs, ``unit_weights`` and ``unit_grads``
        (n_inputs + 1,), float32: incoming weights and then the bias, and their gradients.
    """
    column, index = unit
    values = _values_of(network, points.inputs)[column][:, index].numpy()
    finite = values[np.isfinite(values)]
    arrays: Arrays = {}
    if len(finite):
        counts, edges = compute_histogram(finite, N_BINS)
        arrays |= {"unit_counts": counts.astype(np.float32), "unit_edges": edges.astype(np.float32)}
    if column > 0:
        weight, bias = network.weights[column - 1][index], network.biases[column - 1][index]
        grad_weight, grad_bias = gradients.weights[column - 1][index], gradients.biases[column - 1][index]
        arrays["unit_weights"] = torch.cat([weight, bias.reshape(1)]).numpy()
        arrays["unit_grads"] = torch.cat([grad_weight, grad_bias.reshape(1)]).numpy()
    return arrays


@torch.no_grad()
def map_unit(network: Network, unit: Unit, probes: Probes, output_limit: float) -> tuple[Arrays, float]:
    """A unit's large map.

    Returns
    -------
    arrays : dict
        ``unit_map``, uint8 (50, 50): [-scale, scale] mapped to [0, 255].
    scale : float
        That of the unit's column; of an output unit, `output_limit`.
    """
    column, index = unit
    columns = [a.nan_to_num(nan=0.0) for a in _values_of(network, probes.ground.inputs("unit", UNIT_MAP_SIZE))]
    scale = [*probes.scale_columns(columns[:-1]), output_limit][column]
    levels = to_uint8(columns[column][:, index : index + 1] / scale)
    return {"unit_map": probes.ground.lay_out(levels)[0].contiguous().numpy()}, scale


@torch.no_grad()
def inspect_point(network: Network, inputs: Tensor) -> Arrays:
    """``point_values``, float32 (n_units,): the units of columns 0 to H and the outputs, for inputs (1, n_inputs)."""
    return {"point_values": torch.cat(_values_of(network, inputs), dim=1)[0].numpy()}


@torch.no_grad()
def mark_dead_units(network: Network, points: Points) -> Arrays:
    """``dead``, float32 (n hidden units,): 1 for a unit that is 0, with slope 0, for every training point."""
    trace = network.trace(points.inputs)
    layers = zip(network.activations, trace.sums, trace.activations, strict=False)
    dead = [find_dead(a, activation.derivative(z, a)).float() for activation, z, a in layers]
    return {"dead": torch.cat([torch.empty(0), *dead]).numpy()}


def _values_of(network: Network, inputs: Tensor) -> list[Tensor]:
    """What every unit gives for some inputs: columns 0 to H, then the outputs."""
    trace = network.trace(inputs)
    return [*trace.outputs, trace.sums[-1]]
