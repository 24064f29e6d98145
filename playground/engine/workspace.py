"""Workspace: everything that a dense step writes into, allocated once for each batch size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from playground.models import ACTIVATIONS, ActivationSpec, Network


@dataclass(frozen=True, slots=True, eq=False)
class DenseLayer:
    """One linear layer and its activation: parameters, gradients, and buffers for batches of n points."""

    weight: Tensor  # (n_outputs, n_inputs)
    weight_t: Tensor
    bias: Tensor  # (n_outputs,)
    grad_weight: Tensor
    grad_bias: Tensor
    z: Tensor  # (n, n_outputs): weighted sums
    delta: Tensor  # (n, n_outputs): derivative of the loss by z
    delta_t: Tensor
    function: Callable[[Tensor], Tensor]
    derivative: Callable[[Tensor, Tensor], Tensor]


@dataclass(frozen=True, slots=True, eq=False)
class Workspace:
    """The layers from the inputs to the output, and two constants of a batch of n points."""

    layers: tuple[DenseLayer, ...]
    ones: Tensor  # (n,)
    share: Tensor  # (): 1 / n


def build_workspace(network: Network, n: int) -> Workspace:
    """Tie a network's parameters and gradients together with fresh buffers for batches of n points."""
    activations = (*network.activations, ACTIVATIONS["linear"])  # the output layer has none
    layers = tuple(_bind(layer, spec, n) for layer, spec in zip(network.linears, activations, strict=True))
    return Workspace(layers, torch.ones(n), torch.tensor(1 / n))


def _bind(layer: nn.Linear, activation: ActivationSpec, n: int) -> DenseLayer:
    weight, bias = layer.weight, layer.bias
    assert weight.grad is not None
    assert bias.grad is not None
    delta = torch.zeros(n, len(bias))
    return DenseLayer(
        weight=weight.data,
        weight_t=weight.data.t(),
        bias=bias.data,
        grad_weight=weight.grad,
        grad_bias=bias.grad,
        z=torch.zeros(n, len(bias)),
        delta=delta,
        delta_t=delta.t(),
        function=activation.function,
        derivative=activation.derivative,
    )
