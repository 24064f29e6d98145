"""What the stage shows of one hidden layer: each unit's contribution, their sum, and how far it is from the curve."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping

import torch
from torch import Tensor

from playground.data import Dataset
from playground.frame import Demand, Frame
from playground.models import ACTIVATIONS
from playground.principles.approximation.functions import HIGH, LOW

N_DRAWN = 161  # points of each drawn curve
# 64 units have 128 weights: all of them, and nothing else.
DEMAND = Demand(map_size=0, unit_bytes=0, max_edges=128, curve_points=2)
KEPT = ("weights", "biases")


def compute_parts(weights: Tensor, biases: Tensor, activation: str, x: Tensor) -> tuple[Tensor, Tensor]:
    """Each unit's contribution v f(w x + b), and the sum of all with the output's bias.

    Parameters
    ----------
    weights : Tensor of shape (2 n,)
        w of each unit, then v of each.
    biases : Tensor of shape (n + 1,)
        b of each unit, then the output's.
    activation : str
        A key of `playground.models.ACTIVATIONS`.
    x : Tensor of shape (m,)

    Returns
    -------
    parts : Tensor of shape (n, m)
    total : Tensor of shape (m,)
    """
    w, v = weights.chunk(2)
    hidden = ACTIVATIONS[activation].function(w.unsqueeze(1) * x + biases[:-1].unsqueeze(1))
    parts = v.unsqueeze(1) * hidden
    return parts, parts.sum(dim=0) + biases[-1]


def measure_error(metrics: Mapping[str, float], dataset: Dataset) -> float:
    """Root mean square of the error over all drawn points, of the losses (mean squares) of both parts; NaN of none."""
    parts = {"train": len(dataset.y_train), "test": len(dataset.y_test)}
    total = sum(n * metrics[f"{name}_loss"] for name, n in parts.items() if n)
    n = sum(parts.values())
    return math.sqrt(total / n) if n and total >= 0 else math.nan


def prepare_frame(frame: Frame, dataset: Dataset, activation: str, numbers: Mapping[str, int]) -> Frame:
    """What the stage gets of a session's frame: the weights, and while nothing moves all curves as PyTorch has them.

    Parameters
    ----------
    frame : Frame
        As `DEMAND` asks for.
    dataset : Dataset
        What is learned.
    activation : str
        Of the units.
    numbers : mapping
        Told along: of the newest question and the newest edit by hand that this frame shows.
    """
    arrays = {name: frame.arrays[name] for name in KEPT}
    if frame.status != "running":
        weights, biases = (torch.from_numpy(arrays[name].copy()) for name in KEPT)
        parts, total = compute_parts(weights, biases, activation, torch.linspace(LOW, HIGH, N_DRAWN))
        arrays |= {"parts": parts.numpy(), "sum": total.numpy()}
    metrics = {"error": measure_error(frame.metrics, dataset), **numbers}
    return dataclasses.replace(frame, arrays=arrays, metrics=metrics)
