"""Layers of all members at once: each maps (K, units, n) to (K, units, n), member k as its own layer would alone.

Points come last: batched products are then two to three times as fast, as there are more points than units.
A stacked layer is built from the members' layers. It reads its activation or rate from the first of them, where a
change mid-run arrives, and takes its parameters one by one, in the order in which networks list them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import torch
import torch.nn.functional as F
from torch import Generator, Tensor

from playground.models import BatchNorm, Dense, Dropout, Layer, LayerNorm
from playground.models.layers import EPSILON

Parameters = Iterator[Tensor]
"""All parameters of a network, each stacked: (K, ...)."""


class StackedLayer(Protocol):
    """One layer of all members."""

    def __call__(self, X: Tensor, is_training: bool) -> Tensor:
        """Outputs of shape (K, n_outputs, n) for inputs of shape (K, n_inputs, n)."""


class StackedLinear:
    """W x + b."""

    def __init__(self, parameters: Parameters) -> None:
        self.weight, self.bias = next(parameters), next(parameters)

    def __call__(self, X: Tensor) -> Tensor:
        """Weighted sums of shape (K, n_outputs, n)."""
        return torch.baddbmm(self.bias.unsqueeze(2), self.weight, X)


class StackedDense:
    """f(W x + b), and x once more on top if residual."""

    def __init__(self, layer: Dense, parameters: Parameters) -> None:
        self.layer, self.linear = layer, StackedLinear(parameters)

    def __call__(self, X: Tensor, is_training: bool) -> Tensor:
        """Outputs of shape (K, n_outputs, n)."""
        a = self.layer.activation.function(self.linear(X))
        return a + X if self.layer.residual else a


class StackedDropout:
    """Silences values while training; every member draws from a generator of its own."""

    def __init__(self, layer: Dropout, generators: Sequence[Generator]) -> None:
        self.layer, self.generators = layer, generators

    def __call__(self, X: Tensor, is_training: bool) -> Tensor:
        """X with some of its values silenced."""
        rate = self.layer.rate
        if not is_training or rate == 0.0:
            return X
        mask = torch.empty(X.transpose(1, 2).shape)  # points first, as they are drawn alone
        for member, generator in zip(mask, self.generators, strict=True):
            member.bernoulli_(1 - rate, generator=generator)
        return X * (mask.mul_(1 / (1 - rate)) if rate < 1.0 else mask).transpose(1, 2)


class StackedBatchNorm:
    """Batch norm by running statistics, whose rows the members' own layers move while training."""

    def __init__(self, layers: Sequence[BatchNorm], parameters: Parameters) -> None:
        self.layer = layers[0]
        self.weight, self.bias = next(parameters), next(parameters)
        self.running_mean = torch.stack([layer.running_mean for layer in layers])
        self.running_var = torch.stack([layer.running_var for layer in layers])
        for layer, mean, var in zip(layers, self.running_mean, self.running_var, strict=True):
            layer.running_mean, layer.running_var = mean, var

    def __call__(self, X: Tensor, is_training: bool) -> Tensor:
        """Normalized X; never called while training."""
        gain = self.weight / torch.sqrt(self.running_var + EPSILON)
        z = torch.addcmul(self.bias.unsqueeze(2), X - self.running_mean.unsqueeze(2), gain.unsqueeze(2))
        return self.layer.activation.function(z)


class StackedLayerNorm:
    """Layer norm; scales and shifts are each member's own."""

    def __init__(self, layer: LayerNorm, parameters: Parameters) -> None:
        self.layer = layer
        self.weight, self.bias = next(parameters), next(parameters)

    def __call__(self, X: Tensor, is_training: bool) -> Tensor:
        """Normalized X."""
        z = F.layer_norm(X.transpose(1, 2), X.shape[1:2], eps=EPSILON).transpose(1, 2)
        return self.layer.activation.function(torch.addcmul(self.bias.unsqueeze(2), z, self.weight.unsqueeze(2)))


def stack_layers(layers: Sequence[Layer], parameters: Parameters, generators: Sequence[Generator]) -> StackedLayer:
    """The members' layers at one place of the network as one.

    Parameters
    ----------
    layers : sequence of Layer
        K of the same kind.
    parameters : iterator of Tensor
        Of which the layer takes its own.
    generators : sequence of torch.Generator
        Source of each member's masks.
    """
    first = layers[0]
    if isinstance(first, Dropout):
        return StackedDropout(first, generators)
    if isinstance(first, BatchNorm):
        return StackedBatchNorm([layer for layer in layers if isinstance(layer, BatchNorm)], parameters)
    return StackedDense(first, parameters) if isinstance(first, Dense) else StackedLayerNorm(first, parameters)
