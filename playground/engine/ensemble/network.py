"""MemberNetworks: the networks of all members, each by itself and all as one, over the same memory."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn

from playground.config import ModelConfig
from playground.engine.ensemble.layers import StackedBatchNorm, StackedLinear, stack_layers
from playground.models import FlatParameters, Network

ALIGNMENT = 16
"""What belongs to one member begins at a multiple of so many numbers, 64 bytes, as it does in a run alone: the last
digits of a matrix product may depend on it."""

CACHED = 2**18
"""Numbers that one layer puts out at a time, 1 MB; beyond it, memory is what takes the time."""


class MemberNetworks:
    """K networks of the same layers.

    Parameters
    ----------
    networks : sequence of Network
        With their initial weights; their parameters and running statistics are moved into common memory.

    Attributes
    ----------
    networks : tuple of Network
        Each by itself.
    flat : FlatParameters
        Values and gradients of shape (K, width): a row holds a member's parameters as `cut_parameters` finds them, and
        zeros up to the width.
    parameters, grads : list of Tensor
        The same, parameter by parameter, each of shape (K, ...); the former are leaves of autograd.
    members : int
        K.
    n_parameters : int
        Of one member.
    """

    def __init__(self, networks: Sequence[Network]) -> None:
        self.networks, self.members = tuple(networks), len(networks)
        self.n_parameters = sum(p.numel() for p in networks[0].parameters())
        self._generators = [network.generator for network in networks]
        self.flat, self.parameters, self.grads = _stack_parameters(networks)
        parameters = iter(self.parameters)
        places = zip(*(network.layers for network in networks), strict=True)
        self._layers = [stack_layers(layers, parameters, self._generators) for layers in places]
        self._output = StackedLinear(parameters)
        self._norms = [layer for layer in self._layers if isinstance(layer, StackedBatchNorm)]

    @property
    def is_dense(self) -> bool:
        """Whether there is nothing but linear maps and activations; see `Network.is_dense`."""
        return self.networks[0].is_dense

    @property
    def has_batch_norm(self) -> bool:
        """Whether a batch needs at least two points."""
        return bool(self._norms)

    def __call__(self, X: Tensor, is_training: bool = False) -> Tensor:
        """Outputs of shape (K, n, n_outputs) for inputs of shape (K, n, n_inputs)."""
        X = X.transpose(1, 2)
        for layer in self._layers:
            X = layer(X, is_training)
        return self._output(X).transpose(1, 2)

    @torch.no_grad()
    def compute_outputs(self, X: Tensor) -> Tensor:
        """As a call in eval mode, for any number of points: in pieces that a processor's cache holds."""
        n, size = X.shape[1], max(1, CACHED // (self.members * max(self.networks[0].sizes)))
        return torch.cat([self(X[:, start : start + size]) for start in range(0, max(n, 1), size)], dim=1)

    def row(self, k: int) -> FlatParameters:
        """The parameters of one member."""
        flat, n = self.flat, self.n_parameters
        return FlatParameters(flat.values[k, :n], flat.grads[k, :n], flat.is_weight[:n])

    def adopt(self, config: ModelConfig) -> None:
        """Take what may change mid-run; see `Network.adopt`."""
        for network in self.networks:
            network.adopt(config)

    def find_finite(self) -> Tensor:
        """Which members' parameters are all finite numbers, (K,) of booleans."""
        return torch.isfinite(self.flat.values).all(dim=1)

    def copy(self) -> dict[str, Tensor]:
        """A copy of what outputs depend on: ``parameters``, (K, n_parameters), and ``statistics`` of batch norm."""
        tensors = {"parameters": torch.cat([p.data.flatten(1) for p in self.parameters], dim=1)}
        if self.has_batch_norm:
            tensors["statistics"] = torch.stack([network.statistics for network in self.networks])
        return tensors

    def take(self, tensors: Mapping[str, Tensor]) -> None:
        """Take what `copy` gave."""
        pieces = tensors["parameters"].split_with_sizes([p[0].numel() for p in self.parameters], dim=1)
        for p, piece in zip(self.parameters, pieces, strict=True):
            p.data.copy_(piece.view_as(p))
        if self.has_batch_norm:
            for network, statistics in zip(self.networks, tensors["statistics"], strict=True):
                network.take_statistics(statistics)

    def state(self) -> dict[str, Tensor]:
        """A copy of what training changes: as `copy`, and dropout's generators."""
        if self.is_dense:
            return self.copy()
        return {**self.copy(), "dropout": torch.stack([generator.get_state() for generator in self._generators])}

    def load(self, state: Mapping[str, Tensor]) -> None:
        """Go back to what `state` described."""
        self.take(state)
        if not self.is_dense:
            for generator, kept in zip(self._generators, state["dropout"], strict=True):
                generator.set_state(kept.clone())  # of a view, set_state of torch 2.13 crashes the process


def cut_blocks(rows: Tensor, network: Network) -> list[Tensor]:
    """Weight and bias of each linear map of a dense network side by side, (..., n_outputs, n_inputs + 1).

    With a 1 below the inputs, one product gives W x + b, and another the gradients of both.

    Parameters
    ----------
    rows : Tensor of shape (..., width)
        Parameters, or what belongs to each of them.
    network : Network
    """
    shapes = [(linear.out_features, linear.in_features + 1) for linear in network.linears]
    return _cut(rows, shapes)


def cut_parameters(rows: Tensor, network: Network) -> list[Tensor]:
    """Views of `rows`, one for each of ``network.parameters()``: of a dense network in blocks, else in that order."""
    if network.is_dense:
        return [part for block in cut_blocks(rows, network) for part in (block[..., :-1], block[..., -1])]
    return _cut(rows, [p.shape for p in network.parameters()])


def _cut(rows: Tensor, shapes: Sequence[Sequence[int]]) -> list[Tensor]:
    sizes = [math.prod(shape) for shape in shapes]
    pieces = rows[..., : sum(sizes)].split_with_sizes(sizes, dim=-1)
    return [piece.view(*rows.shape[:-1], *shape) for piece, shape in zip(pieces, shapes, strict=True)]


def _stack_parameters(networks: Sequence[Network]) -> tuple[FlatParameters, list[Tensor], list[Tensor]]:
    """The buffers, and their parts: values as leaves of autograd, and gradients. Networks get their rows of them."""
    first = networks[0]
    n = sum(p.numel() for p in first.parameters())
    width = n + -n % ALIGNMENT
    flat = FlatParameters(torch.zeros(len(networks), width), torch.zeros(len(networks), width), torch.zeros(width))
    values, grads, marks = (cut_parameters(rows, first) for rows in (flat.values, flat.grads, flat.is_weight))
    members = zip(*(network.parameters() for network in networks), strict=True)
    for own, value, grad, mark in zip(members, values, grads, marks, strict=True):
        value.copy_(torch.stack([p.data for p in own]))
        for k, p in enumerate(own):
            p.data, p.grad = value[k], grad[k]
        mark.fill_(float(own[0].ndim == 2))  # norms and biases have one dimension
    return flat, [nn.Parameter(value) for value in values], grads
