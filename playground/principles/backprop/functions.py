"""What the neurons, the output and the loss of the backpropagation lab compute, and their slopes written out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from playground.models.activations import ACTIVATIONS

Function = Callable[[Tensor], Tensor]
Slope = Callable[[Tensor, Tensor], Tensor]


def step(z: Tensor) -> Tensor:
    """f(z) = 1 where z >= 0, else 0; autograd sees a constant, as the slope is 0 wherever there is one."""
    return (z >= 0).to(z.dtype)


def step_slope(z: Tensor, a: Tensor) -> Tensor:
    """f'(z) = 0; there is none at z = 0."""
    return torch.zeros_like(z)


# In display order: name -> function and slope(z, a).
FUNCTIONS: dict[str, tuple[Function, Slope]] = {
    "step": (step, step_slope),
    **{
        name: (ACTIVATIONS[name].function, ACTIVATIONS[name].derivative)
        for name in ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "gelu", "silu", "softplus", "linear")
    },
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Loss:
    """A loss of one sample.

    Parameters
    ----------
    function : callable
        ``function(z, y, t) -> L`` from the weighted sums, outputs and targets, over the last dimension.
    blame : callable
        ``blame(y, t)``: dL/dy, or dL/dz where output and loss are one formula.
    is_fused : bool
        Whether the output function follows from the loss: sigmoid of one output, softmax of two.
    """

    function: Callable[[Tensor, Tensor, Tensor], Tensor]
    blame: Callable[[Tensor, Tensor], Tensor]
    is_fused: bool = False


def half_squared_error(z: Tensor, y: Tensor, t: Tensor) -> Tensor:
    """L = 1/2 sum of (y - t)^2."""
    return 0.5 * ((y - t) ** 2).sum(-1)


def mean_squared_error(z: Tensor, y: Tensor, t: Tensor) -> Tensor:
    """L = mean of (y - t)^2, as `torch.nn.MSELoss` has it."""
    return ((y - t) ** 2).mean(-1)


def cross_entropy(z: Tensor, y: Tensor, t: Tensor) -> Tensor:
    """L = -t ln y - (1 - t) ln(1 - y) of one output, -sum of t ln y of two; from z, so that no logarithm overflows."""
    if z.shape[-1] == 1:
        return F.binary_cross_entropy_with_logits(z, t.expand_as(z), reduction="none").sum(-1)
    return -(t * F.log_softmax(z, dim=-1)).sum(-1)


LOSSES: dict[str, Loss] = {
    "half": Loss(function=half_squared_error, blame=lambda y, t: y - t),
    "mse": Loss(function=mean_squared_error, blame=lambda y, t: 2 * (y - t) / y.shape[-1]),
    "cross_entropy": Loss(function=cross_entropy, blame=lambda y, t: y - t, is_fused=True),
}
