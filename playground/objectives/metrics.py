"""Metrics: how well predictions hold, in one number that a reader can judge."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor


def compute_scores(task: str, outputs: Tensor, targets: Tensor) -> dict[str, float]:
    """Accuracy of classes, R2 of a regression.

    Parameters
    ----------
    task : str
        A key of `playground.objectives.TASKS`.
    outputs, targets : Tensor
        As losses take them. An output that is not a number counts as class 0 of two.

    Returns
    -------
    dict
        ``accuracy`` in [0, 1], or ``r2``, at most 1; empty without points, and for R2 with a single one.
    """
    n = len(targets)
    if n == 0 or (task == "regression" and n < 2):
        return {}
    if task == "regression":
        return {"r2": _compute_r2(outputs.double(), targets.double())}
    if task == "multiclass":
        return {"accuracy": int((outputs.argmax(dim=1) == targets).sum()) / n}
    return {"accuracy": int(((outputs > 0) == (targets > 0)).sum()) / n}


def _compute_r2(outputs: Tensor, targets: Tensor) -> float:
    """1 - sum (y - z)^2 / sum (y - mean y)^2; as scikit-learn, of equal targets 1 if all are hit and else 0."""
    rest = float(((targets - outputs) ** 2).sum())
    total = float(((targets - targets.mean()) ** 2).sum())
    if total == 0:
        return float(rest == 0)
    return 1 - rest / total


def compute_predictions(task: str, gives_probabilities: bool, outputs: Tensor) -> NDArray[np.float32]:
    """What a network says of each point, for readers.

    Parameters
    ----------
    task : str
        A key of `playground.objectives.TASKS`.
    gives_probabilities : bool
        Of the loss; otherwise the outputs themselves are the predictions.
    outputs : Tensor of shape (n, n_outputs)

    Returns
    -------
    ndarray of shape (n, n_outputs), float32
        Probability of class 1, of each class, a score, or a value.
    """
    if gives_probabilities:
        outputs = torch.softmax(outputs, dim=1) if task == "multiclass" else torch.sigmoid(outputs)
    predictions: NDArray[np.float32] = outputs.detach().numpy()
    return predictions
