"""Clipping: gradients that are too long are shortened."""

from __future__ import annotations

import torch
from torch import Tensor


def clip_(grads: Tensor, max_norm: float) -> None:
    """Shorten all gradients together to the length `max_norm` if they are longer, in place.

    Of several networks, one in each row, each is shortened by itself. As `torch.nn.utils.clip_grad_norm_`; Pascanu et
    al., On the difficulty of training recurrent networks (2013).
    """
    grads.mul_((max_norm / (torch.linalg.vector_norm(grads, dim=-1, keepdim=True) + 1e-6)).clamp_(max=1.0))
