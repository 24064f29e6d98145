"""The data of a PyTorch script: tensors as the network and its loss take them."""

from __future__ import annotations

from playground.export.code.job import Job
from playground.export.code.points import write_inputs, write_points, write_split
from playground.export.code.script import Section
from playground.export.code.spelling import FEATURES


def write_data(job: Job) -> Section:
    """X_train, y_train, X_test and y_test as tensors."""
    spelling = {name: row.pytorch for name, row in FEATURES.items()}
    prepared = _write_tensors(job) + write_inputs(job, spelling, "torch.stack({}, dim=1)") + write_split(job)
    return Section(name="Data", summary=job.spec.summary, blocks=(*write_points(job), prepared))


def _write_tensors(job: Job) -> str:
    targets = "y = torch.tensor(y, dtype=torch.float32).reshape(-1, 1)  # a column, as the model's output\n"
    if job.header.task == "multiclass":
        targets = "y = torch.tensor(y)\n"
    return "X = torch.tensor(X, dtype=torch.float32)\n" + targets
