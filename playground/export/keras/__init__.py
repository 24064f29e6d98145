"""An experiment as a Keras 3 script."""

from __future__ import annotations

from playground.config import Experiment
from playground.export.code.job import read_job
from playground.export.code.script import write_script
from playground.export.keras.data import write_data
from playground.export.keras.network import write_network
from playground.export.keras.training import write_training

REMARK = (
    "The playground's experiment on the same points. Keras draws weights and batches of its own: losses differ a "
    "little, and a network that is only just large enough may settle elsewhere. "
    'The environment variable KERAS_BACKEND chooses "torch", "jax" or "tensorflow".'
)


def make_script(experiment: Experiment) -> str:
    """The script of an experiment.

    Raises
    ------
    ValueError
        Nothing can be learned from the points.
    """
    job = read_job(experiment)
    sections = [write_data(job), write_network(job), write_training(job)]
    return write_script(f"{job.title}, in Keras 3.", REMARK, sections)
