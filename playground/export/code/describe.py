"""One sentence on what each section of a script does; alike in every language."""

from __future__ import annotations

from playground.export.code.job import Job
from playground.objectives import LOSSES
from playground.optim import OPTIMIZERS


def describe_network(job: Job) -> str:
    """What goes in, and what comes out."""
    n_inputs, n_outputs = len(job.inputs), job.header.n_outputs
    gives_logits = LOSSES[job.experiment.objective.loss].gives_probabilities
    meaning = {
        "binary": "the logit of class 1 (the sigmoid is in the loss)" if gives_logits else "positive for class 1",
        "multiclass": "a logit for each class (the softmax is in the loss)"
        if gives_logits
        else "a score for each class",
        "regression": "the value",
    }
    return f"{_count(n_inputs, 'input')}, {_count(n_outputs, 'output')}: {meaning[job.header.task]}."


def describe_training(job: Job) -> str:
    """What is minimized, how, and for how long."""
    experiment = job.experiment
    loss, rule = LOSSES[experiment.objective.loss].label, OPTIMIZERS[experiment.optimizer.name].label
    size = min(experiment.training.batch_size, job.n_train)
    return f"{loss} and {rule}, {_count(experiment.training.epochs, 'epoch')} in batches of {size}."


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"
