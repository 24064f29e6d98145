"""Denominators: sqrt(s) + eps, which adaptive rules divide by, computed exactly or fast.

Both agree to float rounding. That is enough, but for one parameter: a bias straight before a batch norm has no
gradient but rounding, of about the size of eps, and an adaptive rule makes whole steps of it. There, losses repeat
those of `torch.optim` only if every digit does.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

Denominator = Callable[[Tensor, float], tuple[Tensor, float]]
"""``denominator(square, correction)``: c (sqrt(square) / correction + 1e-8) of the square's shape, and the number c."""

# As a tensor: wrapping a Python number anew at every call takes longer than adding it.
EPSILON = torch.tensor(1e-8)


def divide_exactly(square: Tensor, correction: float) -> tuple[Tensor, float]:
    """In the order of `torch.optim`, digit by digit; c = 1."""
    return square.sqrt().div_(correction).add_(EPSILON), 1.0


def divide_fast(square: Tensor, correction: float) -> tuple[Tensor, float]:
    """In fewer operations, c = correction: a number, not a tensor, is then divided.

    The root is 1 / (1 / sqrt): MKL's sqrt takes four times as long where values are 0, as they are for silent units.
    """
    return square.rsqrt().reciprocal_().add_(EPSILON, alpha=correction), correction
