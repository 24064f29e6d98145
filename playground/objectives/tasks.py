"""Tasks: what there is to learn, and the form in which losses take what is to be learned."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

TASKS = {"binary": "two classes", "multiclass": "several classes", "regression": "regression"}
"""Every task, and its name in errors."""


def make_targets(task: str, y: NDArray[np.generic]) -> Tensor:
    """A data set's y as losses take it, in memory of its own: (n,), int64 for several classes; else (n, 1), float32."""
    if task == "multiclass":
        return torch.tensor(y, dtype=torch.int64)
    return torch.tensor(y, dtype=torch.float32).reshape(-1, 1)
