"""Objectives: losses to minimize and metrics to judge by."""

from playground.objectives.losses import LOSSES, LossSpec
from playground.objectives.metrics import compute_accuracy

__all__ = ["LOSSES", "LossSpec", "compute_accuracy"]
