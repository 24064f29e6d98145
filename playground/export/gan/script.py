"""A GAN's experiment as a PyTorch script that repeats its numbers."""

from __future__ import annotations

from playground.config import GanExperiment
from playground.export.code.script import Section, write_script
from playground.export.gan.distributions import write_data
from playground.export.gan.job import GanJob, read_gan_job
from playground.export.gan.networks import write_networks
from playground.export.gan.training import write_training

REMARK = (
    "Prints the losses and mean scores that the playground shows. It draws the same samples, weights and noise: the "
    "long seeds below are those that the playground derives from the seed of the experiment, one for each purpose."
)


def make_script(experiment: GanExperiment) -> str:
    """The script of an experiment.

    Raises
    ------
    ValueError
        Nothing can be learned: there are not enough painted points, or neither player takes a step.
    """
    job = read_gan_job(experiment)
    return write_script(f"{job.title}, in PyTorch.", REMARK, write_gan_sections(job))


def write_gan_sections(job: GanJob) -> list[Section]:
    """Data, networks and training."""
    return [write_data(job), write_networks(job), write_training(job)]
