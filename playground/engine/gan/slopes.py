"""Slopes of a discriminator at its inputs, and how they depend on its weights, written out.

With activations that are straight but for kinks, f' of each unit does not depend on the weights nearby: with e_L = 1 of
the output and e_l = (e_(l+1) W_(l+1)) * f'(z_l) of each layer below, the slope is s = e_1 W_1.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from playground.engine.workspace import DenseLayer


def compute_slope_chain(layers: Sequence[DenseLayer], bends: list[Tensor]) -> tuple[list[Tensor], Tensor]:
    """Slopes of the output.

    Parameters
    ----------
    layers : sequence of DenseLayer
        Of a network with one output.
    bends : list of Tensor of shape (n, units)
        f'(z) of each hidden layer.

    Returns
    -------
    chain : list of Tensor of shape (n, units)
        e of each layer, the output included: the output's slope by that layer's weighted sums.
    slopes : Tensor of shape (n, n_inputs)
        By the inputs.
    """
    n = len(bends[0]) if bends else layers[-1].z.shape[0]
    chain = [torch.ones(n, 1)]
    for layer, bend in zip(reversed(layers[1:]), reversed(bends), strict=True):
        chain.append(torch.mm(chain[-1], layer.weight).mul_(bend))
    chain.reverse()
    return chain, torch.mm(chain[0], layers[0].weight)


def add_slope_gradient(layers: Sequence[DenseLayer], bends: list[Tensor], chain: list[Tensor], v: Tensor) -> None:
    """Add to the weights' gradients what a function of the slopes s contributes; biases have no part in it.

    Parameters
    ----------
    layers, bends, chain
        As in `compute_slope_chain`.
    v : Tensor of shape (n, n_inputs)
        The function's derivative by s.
    """
    for i, (layer, e) in enumerate(zip(layers, chain, strict=True)):
        # s is linear in each W: dP/dW = e^T v, and what is above sees v W^T * f'(z).
        layer.grad_weight.addmm_(e.t(), v)
        if i < len(bends):
            v = torch.mm(v, layer.weight_t).mul_(bends[i])
