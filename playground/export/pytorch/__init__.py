"""An experiment as a PyTorch script that repeats its numbers."""

from __future__ import annotations

from playground.config import Experiment
from playground.export.code.job import Job, read_job
from playground.export.code.script import Section, write_script
from playground.export.pytorch.data import write_data
from playground.export.pytorch.network import write_network
from playground.export.pytorch.training import write_training

REMARK = (
    "Prints the losses that the playground shows for these settings, trained from the start and not changed midway. It "
    "draws the same points, weights and batches: the long seeds below are those that the playground derives from the "
    "seed of the experiment, one for each purpose."
)


def make_script(experiment: Experiment) -> str:
    """The script of an experiment.

    Raises
    ------
    ValueError
        Nothing can be learned from the points.
    """
    job = read_job(experiment)
    return write_script(f"{job.title}, in PyTorch.", REMARK, write_sections(job))


def write_sections(job: Job) -> list[Section]:
    """Data, network and training."""
    return [write_data(job), write_network(job), write_training(job)]
