"""Regularizers: penalties on the weights, l1 sum |w| + l2/2 sum w^2, added to the loss.

They apply to the weights of linear maps only: biases, and what norms learn, are free.
"""

from __future__ import annotations

from torch import Tensor


def compute_penalty(values: Tensor, is_weight: Tensor, l1: float, l2: float) -> Tensor:
    """The penalty, a scalar.

    Parameters
    ----------
    values, is_weight : Tensor of shape (n_parameters,)
        The parameters, and 1 where a weight stands, else 0.
    l1, l2 : float
        Strength of each part, at least 0.
    """
    weights = values * is_weight
    return l1 * weights.abs().sum() + l2 / 2 * (weights * weights).sum()


def add_penalty_gradient_(grads: Tensor, values: Tensor, is_weight: Tensor, l1: float, l2: float) -> None:
    """Add l1 sign(w) + l2 w to the gradient of each weight, in place; parameters as in `compute_penalty`."""
    if l1 > 0:
        grads.addcmul_(values.sign(), is_weight, value=l1)
    if l2 > 0:
        grads.addcmul_(values, is_weight, value=l2)
