"""Points: one part of a data set, as the network and its loss take it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from playground.data import Dataset, compute_features
from playground.objectives import make_targets


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Inputs and targets of n points.

    Parameters
    ----------
    inputs : Tensor of shape (n, n_inputs), float32
        The features that the network is given.
    targets : Tensor of shape (n, 1), float32, or (n,), int64
        The latter with more than two classes.
    """

    inputs: Tensor
    targets: Tensor

    def __len__(self) -> int:
        return len(self.inputs)


def load_points(dataset: Dataset, features: Sequence[str]) -> dict[str, Points]:
    """The points of both parts, ``"train"`` and ``"test"``.

    Parameters
    ----------
    dataset : Dataset
        Its arrays are copied: memory allocated by torch is aligned the same way in every process, NumPy's is not.
    features : sequence of str
        Names of the network's inputs.
    """
    parts = {"train": (dataset.X_train, dataset.y_train), "test": (dataset.X_test, dataset.y_test)}
    return {
        name: Points(compute_features(features, torch.tensor(X)), make_targets(dataset.task, y))
        for name, (X, y) in parts.items()
    }
