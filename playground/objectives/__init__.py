"""Objectives: losses to minimize, penalties on the weights, and metrics to judge by."""

from playground.objectives.gan_losses import GAN_LOSSES, Equilibrium, GanLossSpec, find_equilibrium
from playground.objectives.histogram import compute_histogram
from playground.objectives.losses import LOSSES, Loss, LossSpec, build_loss, check_loss, losses_for
from playground.objectives.metrics import compute_predictions, compute_scores
from playground.objectives.regularizers import add_penalty_gradient_, compute_penalty
from playground.objectives.report import compute_report
from playground.objectives.sample_distances import energy_distance, sliced_wasserstein
from playground.objectives.sample_scores import ModeScores, NoiseFloor, compute_floor, count_modes, score_samples
from playground.objectives.tasks import TASKS, make_targets

__all__ = [
    "GAN_LOSSES",
    "LOSSES",
    "TASKS",
    "Equilibrium",
    "GanLossSpec",
    "Loss",
    "LossSpec",
    "ModeScores",
    "NoiseFloor",
    "add_penalty_gradient_",
    "build_loss",
    "check_loss",
    "compute_floor",
    "compute_histogram",
    "compute_penalty",
    "compute_predictions",
    "compute_report",
    "compute_scores",
    "count_modes",
    "energy_distance",
    "find_equilibrium",
    "losses_for",
    "make_targets",
    "score_samples",
    "sliced_wasserstein",
]
