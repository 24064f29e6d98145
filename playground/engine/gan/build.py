"""From a GAN's experiment to the trainer that runs it."""

from __future__ import annotations

from playground.config import GanExperiment
from playground.data import load_distribution
from playground.engine.gan.trainer import GanTrainer


def build_gan_trainer(experiment: GanExperiment) -> GanTrainer:
    """The trainer of a GAN, at iteration 0. The same experiment gives the same numbers.

    Parameters
    ----------
    experiment : GanExperiment
        The run; its names have been checked.
    """
    return GanTrainer(experiment, load_distribution(experiment.data, experiment.seed))
