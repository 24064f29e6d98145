"""The data of a Keras script: NumPy arrays."""

from __future__ import annotations

from playground.export.code.job import Job
from playground.export.code.points import write_inputs, write_points, write_split
from playground.export.code.script import Section
from playground.export.code.spelling import FEATURES, spell_loss


def write_data(job: Job) -> Section:
    """X_train, y_train, X_test and y_test as arrays."""
    spelling = {name: row.keras for name, row in FEATURES.items()}
    inputs = write_inputs(job, spelling, "np.stack({}, axis=1)")
    blocks = (*write_points(job), _write_targets(job) + inputs + write_split(job))
    return Section(name="Data", summary=job.spec.summary, blocks=blocks)


def needs_one_hot(job: Job) -> bool:
    """Whether the loss wants a column for each class."""
    return job.header.task == "multiclass" and "Sparse" not in spell_loss(job).keras


def _write_targets(job: Job) -> str:
    if needs_one_hot(job):
        return "y = keras.utils.to_categorical(y)  # a 1 in the column of the class\n"
    if job.header.task == "multiclass":
        return ""
    return "y = y.reshape(-1, 1)  # a column, as the model's output\n"
