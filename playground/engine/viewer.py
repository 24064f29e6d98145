"""Viewer: what is seen of a run, at present and at its recorded moments."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from torch import Tensor

from playground.config import AnyExperiment
from playground.engine.film import Moment
from playground.engine.layer_watch import LayerWatch
from playground.engine.records import Records
from playground.engine.sleeper import Build, Sleeper, build_members
from playground.engine.trainer import AnyReport, Trainer
from playground.frame import Demand, Frame, ReportDemand


class Viewer:
    """Looks at the trainer of a run and, at recorded moments, at another one that never trains.

    Parameters
    ----------
    sleeper : Sleeper
        Holds the trainer of the run.
    records : Records
        Of the run.
    build : Build
        Makes the other trainer.
    clock : callable
        Seconds, monotonic.
    """

    def __init__(self, sleeper: Sleeper, records: Records, build: Build, clock: Callable[[], float]) -> None:
        self.records = records
        self._sleeper, self._build, self._clock = sleeper, build, clock
        self._layers = LayerWatch()
        self._past: Trainer | None = None

    def look(self) -> None:
        """Measure the layers if somebody looks at them, while the run goes on."""
        self._layers.look(self._sleeper.trainer, self._clock())

    def close(self) -> None:
        """Drop the trainer of the past."""
        self._past = None

    def find(self, step: int | None) -> Moment | None:
        """The recorded moment nearest to a step; None for the present."""
        moment = None if step is None else self.records.film.find(step)
        return None if moment is None or moment.step == self._sleeper.step else moment

    def frame(self, demand: Demand, moment: Moment | None = None) -> Frame:
        """A frame of a moment of the film, or of the present, with the present curves and marks."""
        frame = self._show(moment).frame(demand)
        metrics = {**frame.metrics, **(moment.metrics if moment else {"seconds": self.records.seconds})}
        arrays = {**frame.arrays, **self.records.arrays(demand.curve_points)}
        epoch = moment.epoch if moment else frame.epoch
        return dataclasses.replace(frame, epoch=epoch, metrics=metrics, arrays=arrays)

    def report(self, demand: ReportDemand, moment: Moment | None = None) -> AnyReport:
        """A report of a moment, or of the present, with the distributions of the layers up to the present."""
        report = self._show(moment).report(demand)
        frame, arrays = report.frame, dict(report.frame.arrays)
        if demand.layers:
            arrays |= self._layers.report(self._sleeper.trainer, self._clock())
        epoch = moment.epoch if moment else frame.epoch
        return dataclasses.replace(report, frame=dataclasses.replace(frame, epoch=epoch, arrays=arrays))

    def weights(self, moment: Moment | None = None) -> tuple[AnyExperiment, int, float, dict[str, Tensor]]:
        """AnyExperiment, step, epoch and weights of a moment, or of the present."""
        trainer = self._show(moment)
        return trainer.experiment, trainer.step, moment.epoch if moment else trainer.epoch, trainer.weights()

    def _show(self, moment: Moment | None) -> Trainer:
        if moment is None:
            return self._sleeper.trainer
        # Kept for as long as one looks at moments of the same experiment: building costs more than looking.
        if self._past is None or self._past.experiment != moment.experiment:
            self._past = build_members(self._build, moment.experiment, self._sleeper.members)
        self._past.show(moment.tensors, moment.step)
        return self._past
