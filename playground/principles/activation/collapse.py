"""Why a network needs curves: three linear layers are one matrix, three bent ones are not."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from playground.principles.activation.functions import FUNCTIONS

INPUTS = ((1.0, 0.0), (0.0, 1.0), (1.0, -1.0))
EXTENT, PER_SIDE = 2.0, 21  # of the square of inputs that a single matrix is fitted on


def run_layers(X: Tensor, matrices: Tensor, name: str) -> Tensor:
    """Outputs W3 f(W2 f(W1 x)) for rows of inputs.

    Parameters
    ----------
    X : Tensor of shape (n, 2)
    matrices : Tensor of shape (3, 2, 2)
        W1, W2, W3.
    name : str
        The function between them.
    """
    f, (first, second, third) = FUNCTIONS[name].function, matrices.unbind()
    return f(f(X @ first.T) @ second.T) @ third.T


def multiply(matrices: Tensor) -> Tensor:
    """The one matrix W3 W2 W1."""
    first, second, third = matrices.unbind()
    return third @ second @ first


def compare(matrices: Tensor, name: str) -> dict[str, Any]:
    """The layers beside one matrix.

    Returns
    -------
    dict
        ``product`` (W3 W2 W1), ``layers`` and ``single``: outputs of both for `INPUTS`, and ``misfit``: root mean
        square distance of the layers' outputs from the best affine map, over a square of inputs.
    """
    X = torch.tensor(INPUTS, dtype=matrices.dtype)
    product = multiply(matrices)
    return {
        "product": product.tolist(),
        "inputs": X.tolist(),
        "layers": run_layers(X, matrices, name).tolist(),
        "single": (X @ product.T).tolist(),
        "misfit": fit_single(matrices, name),
    }


def fit_single(matrices: Tensor, name: str) -> float:
    """How far the layers are from every single matrix with bias: the least-squares fit's root mean square error."""
    side = torch.linspace(-EXTENT, EXTENT, PER_SIDE, dtype=matrices.dtype)
    X = torch.cartesian_prod(side, side)
    outputs = run_layers(X, matrices, name)
    columns = torch.cat([X, torch.ones(len(X), 1, dtype=X.dtype)], dim=1)
    fitted = columns @ torch.linalg.lstsq(columns, outputs).solution
    return float((outputs - fitted).square().mean().sqrt())
