"""Workspace of all members: everything that a dense step writes into, for one batch size.

Shapes follow what batched products of small matrices take least time for; none of it changes what is computed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from playground.engine.ensemble.network import ALIGNMENT, MemberNetworks, cut_blocks
from playground.models import ACTIVATIONS, ActivationSpec


@dataclass(frozen=True, slots=True, eq=False)
class MemberLayer:
    """One linear layer of all members and its activation: parameters, and buffers for batches of n points."""

    inputs: Tensor  # (K, n_inputs, n)
    inputs_t: Tensor  # (K, n, n_inputs + 1 or more): transposed, a 1 beside them, then zeros
    weight_t: Tensor  # (K, n_inputs, n_outputs)
    combine: Callable[..., Tensor]  # makes z of both factors
    factors: tuple[Tensor, Tensor]  # weights and bias, inputs and 1
    z: Tensor  # (K, n_outputs, n): weighted sums
    spread: Callable[..., Tensor]  # weight_t times delta
    delta: Tensor  # (K, n_outputs, n): derivative of each member's loss by z
    grad: Tensor  # (K, n_outputs, n_inputs + 1 or more): of weights and bias, then zeros
    function: Callable[[Tensor], Tensor]
    derivative: Callable[[Tensor, Tensor], Tensor]


@dataclass(frozen=True, slots=True, eq=False)
class MemberWorkspace:
    """The layers from the inputs to the output, where their gradients go, and what a loss takes and gives.

    A batched product cannot be written into rows with gaps between them: gradients are copied there.
    """

    layers: tuple[MemberLayer, ...]
    grads: list[Tensor]
    places: list[Tensor]
    outputs: Tensor  # (K * n, n_outputs), or with one output (K, n, 1): z of the last layer
    delta: Tensor  # the same: its delta
    share: Tensor  # (): 1 / n


def build_workspace(networks: MemberNetworks, n: int) -> MemberWorkspace:
    """Tie parameters and gradients of dense networks together with fresh buffers for batches of n points."""
    first = networks.networks[0]
    blocks, places = cut_blocks(networks.flat.values, first), cut_blocks(networks.flat.grads, first)
    hidden = [_bind(block, spec, n) for block, spec in zip(blocks[:-1], first.activations, strict=True)]
    last, outputs, delta = _bind_output(blocks[-1], n)
    layers = (*hidden, last)
    grads = [layer.grad[:, :, : place.shape[2]] for layer, place in zip(layers, places, strict=True)]
    return MemberWorkspace(layers, grads, places, outputs, delta, torch.tensor(1 / n))


def _bind(block: Tensor, activation: ActivationSpec, n: int) -> MemberLayer:
    K, n_outputs, n_inputs_1 = block.shape
    # Gradients are made faster in whole vectors of numbers.
    width = n_inputs_1 + -n_inputs_1 % ALIGNMENT if n_inputs_1 > ALIGNMENT // 2 else n_inputs_1
    inputs = torch.zeros(K, width, n)
    inputs[:, n_inputs_1 - 1] = 1
    return MemberLayer(
        inputs=inputs[:, : n_inputs_1 - 1],
        inputs_t=inputs.mT,
        weight_t=block[:, :, :-1].mT,
        combine=torch.bmm,
        factors=(block, inputs[:, :n_inputs_1]),
        z=torch.zeros(K, n_outputs, n),
        spread=torch.mul if n_outputs == 1 else torch.bmm,  # of one unit, an outer product
        delta=torch.zeros(K, n_outputs, n),
        grad=torch.empty(K, n_outputs, width),
        function=activation.function,
        derivative=activation.derivative,
    )


def _bind_output(block: Tensor, n: int) -> tuple[MemberLayer, Tensor, Tensor]:
    """The output layer, and its z and delta as losses take them: point by point."""
    layer = _bind(block, ACTIVATIONS["linear"], n)
    K, n_outputs, _ = block.shape
    z, delta = torch.zeros(K, n, n_outputs), torch.zeros(K, n, n_outputs)
    block, inputs = layer.factors
    if n_outputs == 1:
        layer = replace(layer, combine=_sum_products, factors=(block.mT, inputs), z=z.squeeze(2), delta=delta.mT)
        return layer, z, delta
    layer = replace(layer, factors=(inputs.mT, block.mT), z=z, delta=delta.mT)
    return layer, z.flatten(0, 1), delta.flatten(0, 1)


def _sum_products(weights: Tensor, inputs: Tensor, out: Tensor) -> Tensor:
    """Weighted sums of a single unit, (K, n)."""
    return torch.sum(weights * inputs, 1, out=out)
