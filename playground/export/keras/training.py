"""The training of a Keras script: compile, fit, evaluate."""

from __future__ import annotations

import textwrap

from playground.export.code.describe import describe_training
from playground.export.code.job import Job
from playground.export.code.script import Section, write_list
from playground.export.code.spelling import OPTIMIZERS, SCHEDULES, spell_loss
from playground.export.keras.data import needs_one_hot

METRICS = {
    "binary": 'BinaryAccuracy(name="accuracy", threshold=0.0)',  # of logits, not of probabilities
    "multiclass": 'SparseCategoricalAccuracy(name="accuracy")',
    "regression": 'R2Score(name="r2")',
}


def write_training(job: Job) -> Section:
    """Loss, optimizer, callbacks, and the result."""
    loss = spell_loss(job).keras.format(smoothing=job.experiment.objective.label_smoothing)
    definitions = [loss] if loss.startswith("def") else []
    definitions += _define_schedule(job) + _define_target(job)
    name = loss.removeprefix("def ").partition("(")[0] if loss.startswith("def") else loss
    blocks = (*definitions, _write_compile(job, name), _write_fit(job), _write_result(job))
    return Section(name="Training", summary=describe_training(job), blocks=blocks)


def _write_compile(job: Job, loss: str) -> str:
    config = job.experiment.optimizer
    optimizer = OPTIMIZERS[config.name].keras.format(
        rate=config.learning_rate, momentum=config.momentum, decay=config.weight_decay
    )
    if config.clip_norm:
        optimizer = f"{optimizer.removesuffix(')')}, global_clipnorm={config.clip_norm})"
    metric = METRICS[job.header.task].removeprefix("Sparse" if needs_one_hot(job) else "")
    return (
        "model.compile(\n"
        f"    optimizer=keras.optimizers.{optimizer},\n"
        f"    loss={loss},\n"
        f"    metrics=[keras.metrics.{metric}],\n"
        ")\n"
    )


def _write_fit(job: Job) -> str:
    training, callbacks = job.experiment.training, _list_callbacks(job)
    arguments = ["X_train", "y_train", f"batch_size={training.batch_size}", f"epochs={training.epochs}"]
    arguments += ["validation_data=(X_test, y_test)"] if job.n_test else []
    arguments += [f"callbacks={textwrap.indent(write_list(callbacks), '    ').strip()}"] if callbacks else []
    lines = "".join(f"    {argument},\n" for argument in (*arguments, "verbose=2"))
    return f"model.fit(\n{lines})\n"


def _list_callbacks(job: Job) -> list[str]:
    schedule, patience = _spell_schedule(job), job.experiment.training.patience
    is_function = bool(_define_schedule(job))
    callbacks = ["keras.callbacks.LearningRateScheduler(schedule)" if is_function else schedule] if schedule else []
    callbacks += ["StopAtTarget()"] if _list_targets(job) else []
    if patience and job.n_test:
        arguments = f'monitor="val_loss", patience={patience}, restore_best_weights=True'
        callbacks.append(f"keras.callbacks.EarlyStopping({arguments})")
    return callbacks


def _spell_schedule(job: Job) -> str:
    """The rate as an expression of the epoch, or a callback that sets it."""
    schedule = job.experiment.schedule
    return SCHEDULES[schedule.name].keras.format(
        rate=job.experiment.optimizer.learning_rate,
        every=schedule.every,
        factor=schedule.factor,
        epochs=job.experiment.training.epochs,
    )


def _define_schedule(job: Job) -> list[str]:
    rate = _spell_schedule(job)
    if not rate or rate.startswith("keras.callbacks"):
        return []
    return [
        f'''\
def schedule(epoch):
    """The learning rate of an epoch, counted from 0."""
    return {rate}
'''
    ]


def _define_target(job: Job) -> list[str]:
    targets = _list_targets(job)
    if not targets:
        return []
    return [
        f'''\
class StopAtTarget(keras.callbacks.Callback):
    """Ends training once the test set is learned well enough."""

    def on_epoch_end(self, epoch, logs):
        if {" or ".join(targets)}:
            self.model.stop_training = True
'''
    ]


def _list_targets(job: Job) -> list[str]:
    training = job.experiment.training
    targets = [f'logs["val_loss"] <= {training.target_loss}'] if training.target_loss and job.n_test else []
    if training.target_score and job.score:
        targets.append(f'logs["val_{job.score}"] >= {training.target_score}')
    return targets


def _write_result(job: Job) -> str:
    part = "test" if job.n_test else "train"
    score = job.score or ("r2" if job.header.task == "regression" else "accuracy")
    return (
        f"loss, {score} = model.evaluate(X_{part}, y_{part}, verbose=0)\n"
        f'print(f"{part} loss {{loss:.6f}}  {part} {score} {{{score}:.3f}}")\n'
    )
