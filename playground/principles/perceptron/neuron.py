"""One neuron with a step: it adds its weighted inputs and fires when the sum reaches the threshold."""

from __future__ import annotations

from torch import Tensor

# Sums of decimals such as 0.7 + 0.1 miss the decimal 0.8 by a rounding error: what differs less counts as equal.
ROUNDING = 1e-9


def compute_sums(X: Tensor, weights: Tensor) -> Tensor:
    """w1 x1 + w2 x2 of each point.

    Parameters
    ----------
    X : Tensor of shape (n_samples, 2), float64
    weights : Tensor of shape (3,), float64
        w1, w2 and the threshold.

    Returns
    -------
    Tensor of shape (n_samples,), float64
    """
    # Products and sum one after the other, as the browser does: no fused operation that rounds otherwise.
    return X[:, 0] * weights[0] + X[:, 1] * weights[1]


def fires(X: Tensor, weights: Tensor) -> Tensor:
    """Whether the neuron fires, for each point: w1 x1 + w2 x2 >= theta.

    Returns
    -------
    Tensor of shape (n_samples,), bool

    References
    ----------
    Rosenblatt, The perceptron: a probabilistic model for information storage and organization in the brain, 1958.
    """
    size = (X[:, 0] * weights[0]).abs() + (X[:, 1] * weights[1]).abs() + weights[2].abs()
    return compute_sums(X, weights) >= weights[2] - ROUNDING * size
