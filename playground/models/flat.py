"""All parameters of a model in one buffer, all gradients in another.

An optimizer's rule then is a handful of operations on one tensor instead of a handful for each parameter:
on networks of this size, nearly all the time goes into dispatching operations, not into arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn


@dataclass(frozen=True, slots=True, eq=False)
class FlatParameters:
    """The buffers behind a model's parameters.

    Parameters
    ----------
    values : Tensor of shape (n_parameters,)
        In the order of ``model.parameters()``; each parameter's data is a view of it.
    grads : Tensor of shape (n_parameters,)
        Each parameter's ``.grad`` is a view of it, so that backward accumulates here.
    is_weight : Tensor of shape (n_parameters,), float32
        1 where a weight of a linear map stands, 0 for biases and for what norms learn: what penalties apply to.
    """

    values: Tensor
    grads: Tensor
    is_weight: Tensor


def flatten_parameters(model: nn.Module) -> FlatParameters:
    """Move a model's parameters and gradients into flat buffers, keeping their values."""
    parameters = list(model.parameters())
    weights = {module.weight for module in model.modules() if isinstance(module, nn.Linear)}
    values = torch.cat([p.detach().reshape(-1) for p in parameters])
    is_weight = torch.cat([torch.full((p.numel(),), float(p in weights)) for p in parameters])
    grads = torch.zeros_like(values)
    start = 0
    for p in parameters:
        stop = start + p.numel()
        p.data = values[start:stop].view_as(p)
        p.grad = grads[start:stop].view_as(p)
        start = stop
    return FlatParameters(values, grads, is_weight)
