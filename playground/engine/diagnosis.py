"""Diagnosis: why nothing is learning, and what to try. (First version; grows next.)"""

from __future__ import annotations

from torch import Tensor

from playground.models import MLP
from playground.objectives import LossSpec


def describe_nonfinite(model: MLP) -> str:
    """What is no longer a finite number, as a part of a sentence."""
    return "the loss"


def diagnose(model: MLP, loss: LossSpec, X: Tensor, y: Tensor, initial_loss: float, epoch: float) -> str:
    """Why nothing is learning and what to try; empty while all is well."""
    return ""
