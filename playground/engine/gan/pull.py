"""Pull: where the generator's loss moves each generated sample."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from playground.models import Network
from playground.objectives import GanLossSpec


class Pull(NamedTuple):
    """What the discriminator makes of some samples.

    Parameters
    ----------
    logits : Tensor of shape (n,)
        The discriminator's outputs.
    losses : Tensor of shape (n,)
        The generator's loss of each sample; their mean is what it minimizes.
    directions : Tensor of shape (n, d)
        Minus the slope of each loss at its sample: a step that way lowers the loss fastest.
    """

    logits: Tensor
    losses: Tensor
    directions: Tensor


def compute_pull(discriminator: Network, spec: GanLossSpec, X: Tensor) -> Pull:
    """Losses of samples X, (n, d), and what pulls at them; the discriminator's own gradients stay as they are."""
    X = X.detach().requires_grad_()
    with torch.enable_grad():
        logits = discriminator(X)[:, 0]
        losses = spec.generator(logits, reduction="none")
        (slopes,) = torch.autograd.grad(losses.sum(), X)
    return Pull(logits.detach(), losses.detach(), -slopes)
