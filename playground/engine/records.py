"""Records: what is remembered of a run: losses, moments, changes, and the time it took."""

from __future__ import annotations

import copy
import math
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from playground.engine.film import Film, Moment
from playground.engine.history import History, Row
from playground.engine.marks import Marks
from playground.engine.trainer import Trainer


class Records:
    """Bounded however long the run is.

    Parameters
    ----------
    trainer : Trainer
        Where the run begins.
    rows : iterable of tuple
        Losses of an earlier run that this one goes on from; those of later steps are left out.

    Attributes
    ----------
    history : History
    film : Film
    marks : Marks
    metrics : dict
        The newest, as a frame shows them.
    seconds : float
        Time spent training.
    """

    def __init__(self, trainer: Trainer, rows: Iterable[Row] = ()) -> None:
        stride = trainer.record_stride
        self.history, self.film, self.marks = History(stride, trainer.columns), Film(stride), Marks()
        self.history.begin(row for row in rows if row[0] < trainer.step and row[1] < trainer.epoch)
        self.metrics: dict[str, float] = {}
        self.seconds = 0.0

    def copy(self) -> Records:
        """Records of their own that begin with all that is in these."""
        twin = copy.copy(self)
        twin.history, twin.film, twin.marks = copy.deepcopy(self.history), self.film.copy(), copy.deepcopy(self.marks)
        return twin

    def measure(self, trainer: Trainer, losses: Mapping[str, float]) -> None:
        """Take the metrics of this moment, whatever they are."""
        self.metrics = {**losses, "learning_rate": trainer.learning_rate, "seconds": self.seconds}

    def note(self, trainer: Trainer, *, is_passing: bool) -> None:
        """Keep this moment, its metrics measured: a point of the curves, and one of the film.

        In passing, the film does without a moment that would not stay.
        """
        # Own data may be too few for a test set.
        values = [self.metrics.get(name, math.nan) for name in trainer.columns]
        self.history.record(trainer.step, trainer.epoch, *values)
        if is_passing and not self.film.is_due(trainer.step):
            return
        moment = Moment(
            step=trainer.step,
            epoch=trainer.epoch,
            experiment=trainer.experiment,
            metrics=self.metrics,
            tensors=trainer.snapshot(),
        )
        self.film.record(moment)

    def arrays(self, n_points: int) -> dict[str, NDArray[np.float32]]:
        """The curves of `History.curve`, and ``marks``."""
        return {**self.history.curve(n_points), "marks": self.marks.array()}
