"""Stopping: the conditions that end a run before its last epoch."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from playground.config import AnyExperiment
from playground.engine.trainer import Trainer, TrainerState

SENTENCES = {
    "target_loss": "Stopped at epoch {epoch}: the test loss fell to {value:.3g} (target {target:g}).",
    "target_score": "Stopped at epoch {epoch}: the test {score} reached {value:.3g} (target {target:g}).",
    "patience": "Stopped at epoch {epoch}: the test loss has not fallen below {value:.3g} (epoch {best_epoch}) for "
    "{target} epochs; the weights of epoch {best_epoch} are restored.",
}
SCORES = {"test_accuracy": "accuracy", "test_r2": "R²"}


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Stop:
    """Why a run has stopped before its last epoch.

    Parameters
    ----------
    kind : str
        A key of `SENTENCES`: the field of `TrainingConfig` that asked for it.
    notice : str
        For the reader.
    metrics : Mapping[str, float]
        Losses and scores at the end of that epoch.
    best : TrainerState or None
        The weights to go back to, if any.
    """

    kind: str
    notice: str
    metrics: Mapping[str, float]
    best: TrainerState | None = None


class Stopping:
    """Watches the end of each epoch.

    Parameters
    ----------
    experiment : Experiment or GanExperiment
        Its training part holds the conditions; that of a GAN has none.

    Attributes
    ----------
    is_on : bool
        Whether there is any condition to look at.
    """

    def __init__(self, experiment: AnyExperiment) -> None:
        self._experiment = experiment
        self._disarmed: set[str] = set()
        self._best: TrainerState | None = None
        self._best_loss, self._best_epoch = math.inf, 0
        self._switch()

    def apply(self, experiment: AnyExperiment, *, is_stopped: bool) -> bool:
        """Follow a change: other conditions arm all again, other points or losses leave nothing to compare with.

        Returns
        -------
        bool
            Whether a stop that has been made no longer holds.
        """
        old, self._experiment = self._experiment, experiment
        is_rearmed = _conditions(old) != _conditions(experiment)
        if is_rearmed:
            self._disarmed.clear()
        self._switch()
        is_comparable = old.data == experiment.data and old.objective == experiment.objective
        if not is_comparable or (is_rearmed and is_stopped):
            self._best = None
        return is_rearmed or not is_comparable

    def disarm(self, stop: Stop) -> None:
        """Look no more at a condition that has been met: the reader wants to train on."""
        self._disarmed.add(stop.kind)
        self._switch()

    def judge(self, trainer: Trainer) -> Stop | None:
        """Look at a trainer at the end of an epoch; the reason to stop it there, if there is one."""
        metrics, conditions = trainer.evaluate(), _conditions(self._experiment)
        epoch, loss, score = int(trainer.epoch), metrics.get("test_loss", math.nan), _score(metrics)[1]
        if self._is_armed("target_loss") and loss <= conditions["target_loss"]:
            return self._stop("target_loss", epoch, loss, metrics)
        if self._is_armed("target_score") and score >= conditions["target_score"]:
            return self._stop("target_score", epoch, score, metrics)
        # Own data may be too few for a test set.
        is_counting = self._is_armed("patience") and "test_loss" in metrics
        return self._lose_patience(trainer, epoch, metrics) if is_counting else None

    def _lose_patience(self, trainer: Trainer, epoch: int, metrics: Mapping[str, float]) -> Stop | None:
        loss = metrics["test_loss"]
        if self._best is None or loss < self._best_loss:
            self._best, self._best_loss, self._best_epoch = trainer.state(), loss, epoch
        elif epoch - self._best_epoch >= _conditions(self._experiment)["patience"]:
            return self._stop("patience", epoch, self._best_loss, metrics, self._best)
        return None

    def _stop(
        self, kind: str, epoch: int, value: float, metrics: Mapping[str, float], best: TrainerState | None = None
    ) -> Stop:
        notice = SENTENCES[kind].format(
            epoch=epoch,
            value=value,
            target=_conditions(self._experiment)[kind],
            score=SCORES[_score(metrics)[0]],
            best_epoch=self._best_epoch,
        )
        return Stop(kind=kind, notice=notice, metrics=metrics, best=best)

    def _switch(self) -> None:
        self.is_on = any(map(self._is_armed, SENTENCES))

    def _is_armed(self, kind: str) -> bool:
        return _conditions(self._experiment)[kind] > 0 and kind not in self._disarmed


def _conditions(experiment: AnyExperiment) -> dict[str, float]:
    """When to stop, 0 for never."""
    return {kind: getattr(experiment.training, kind, 0) for kind in SENTENCES}


def _score(metrics: Mapping[str, float]) -> tuple[str, float]:
    """Name and value of the test set's score."""
    return next(((name, metrics[name]) for name in SCORES if name in metrics), ("test_accuracy", math.nan))
