"""Weights: a network's tensors by name, as a file holds them."""

from __future__ import annotations

from collections.abc import Mapping

from torch import Tensor

from playground.checks import show
from playground.models import Network


def copy_weights(network: Network) -> dict[str, Tensor]:
    """A copy of the network's ``state_dict()``: parameters and running statistics."""
    return {name: tensor.clone() for name, tensor in network.state_dict().items()}


def load_weights(network: Network, weights: Mapping[str, Tensor]) -> None:
    """Set all parameters and running statistics.

    Raises
    ------
    ValueError
        A tensor is missing, unknown or of another shape; nothing has changed.
    """
    own = network.state_dict()
    for name in weights:
        if name not in own:
            raise ValueError(f"the weights have a tensor {show(name)}; accepted: {', '.join(own)}")
    for name, tensor in own.items():
        if name not in weights:
            raise ValueError(f"the weights have no tensor {name!r}; accepted: all of {', '.join(own)}")
        if weights[name].shape != tensor.shape:
            shape, accepted = tuple(weights[name].shape), tuple(tensor.shape)
            raise ValueError(f"the shape of {name!r} is {shape}; accepted: {accepted}")
    for name, tensor in own.items():
        tensor.copy_(weights[name])
