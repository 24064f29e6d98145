"""Archive: the runs of a session, the present one and those before it, bounded in number and in memory."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic

import numpy as np
from numpy.typing import NDArray

from playground.checks import show
from playground.config import ExperimentT
from playground.engine.outputs import OutputScale
from playground.engine.run import Run
from playground.frame import Demand

MAX_KEPT, MAX_PINNED = 12, 3
MAX_BYTES = 16_000_000
"""Of the films, histories and states of all kept runs together."""
CURVE_POINTS = 120
OUTPUT = Demand(map_size=50, unit_bytes=0, max_edges=0, curve_points=2, output_bytes=1_000_000)
"""The map of a pinned run, to be laid over that of another."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class RunRecord(Generic[ExperimentT]):
    """What the table of runs tells of one.

    Parameters
    ----------
    number : int
        Of the run within its session.
    experiment : Experiment or GanExperiment
        As it is now, live changes included.
    members : int
        Networks trained at once: 1, or those of a seed ensemble.
    status : str
        One of `playground.frame.STATUSES`.
    step, epoch, seconds : int, float, float
        How far it is, and the time it has trained.
    n_parameters : int
        Of one network.
    metrics : Mapping[str, float]
        As in a frame of its last step; not finite if it has diverged, empty if it could not be started.
    is_pinned, is_present : bool
    is_changed : bool
        Whether it was changed mid-run: by a live change, or by a weight set by hand.
    curve : Mapping[str, ndarray]
        `History.curve` of 120 points.
    output : ndarray or None
        ``output`` of `Probes`, uint16, (50, 50), (K, 50, 50) or (K, 200); of pinned runs only, None if diverged.
    output_scale : OutputScale
        How to read it.
    extent : tuple of float
        x_min, x_max, y_min, y_max of the map.
    task : str
        Of the data: binary, multiclass, regression or generation.
    """

    number: int
    experiment: ExperimentT
    members: int
    status: str
    step: int
    epoch: float
    seconds: float
    n_parameters: int
    metrics: Mapping[str, float]
    is_pinned: bool
    is_present: bool
    is_changed: bool
    curve: Mapping[str, NDArray[np.float32]]
    output: NDArray[np.uint16] | None
    output_scale: OutputScale
    extent: tuple[float, float, float, float]
    task: str


class Archive:
    """The present run and the kept ones. Not thread-safe: its session locks.

    A run that is replaced after its first step is kept, asleep. Beyond `MAX_KEPT` of them, or `MAX_BYTES`, the one
    left longest ago goes first; never the last one, and none that is pinned.

    Parameters
    ----------
    run : Run
        The present one, number 1.

    Attributes
    ----------
    present : Run
    number : int
        Of the present run: one more than the highest so far for each new one.
    version : int
        Grows whenever `records` changes other than by training.
    """

    def __init__(self, run: Run) -> None:
        self.present, self.number, self.version = run, 1, 1
        self._highest = 1
        self._pinned: set[int] = set()
        # By number, in the order in which they were left.
        self._kept: dict[int, tuple[Run, RunRecord[Any]]] = {}
        self._told: tuple[tuple[object, ...], RunRecord[Any]] | None = None

    @property
    def nbytes(self) -> int:
        """Memory that the kept runs take."""
        return sum(run.nbytes for run, _ in self._kept.values())

    def begin(self, run: Run) -> None:
        """Go on with a new run."""
        self._leave()
        self._highest += 1
        self._enter(run, self._highest)

    def copy_pinned(self) -> Run | None:
        """A copy of the present run if it is pinned: to be kept by `fork` once the run has been changed."""
        return self.present.copy() if self.number in self._pinned else None

    def fork(self, former: Run | None) -> None:
        """Note that the present run has been changed; if it was pinned, its copy stays and it gets a new number."""
        if former is not None:
            self._keep(former)
            self._highest += 1
            self.number = self._highest
        self.version += 1

    def restore(self, number: int) -> None:
        """Go on with a kept run, exactly as it was; the present one is kept.

        Raises
        ------
        ValueError
            There is no such run.
        """
        self._check_number(number)
        if number != self.number:
            run, _ = self._kept.pop(number)
            self._leave()
            self._enter(run, number)

    def pin(self, number: int, is_pinned: bool) -> None:
        """Pin a run, or no longer.

        Raises
        ------
        ValueError
            There is no such run, it has not trained yet, or it would be one too many.
        """
        self._check_number(number)
        if is_pinned == (number in self._pinned):
            return
        if is_pinned:
            self._check_pin(number)
        self._pinned ^= {number}
        self.version += 1
        if number in self._kept:
            run, record = self._kept[number]
            self._kept[number] = run, self._tell(run, number, record.status)
            run.free()

    def records(self, status: str) -> tuple[RunRecord[Any], ...]:
        """The kept runs, oldest first, and last the present one, whose status is given."""
        if status == "running":
            self.present.check()
        key = (self.version, status, self.present.step, self.present.records.metrics)
        if self._told is None or self._told[0] != key:
            self._told = key, self._tell(self.present, self.number, status)
        return *(self._kept[number][1] for number in sorted(self._kept)), self._told[1]

    def _enter(self, run: Run, number: int) -> None:
        self.present, self.number = run, number
        self.version += 1

    def _leave(self) -> None:
        """Keep the present run if it has trained."""
        self.present.check()
        if self.present.step > 0:
            self._keep(self.present)

    def _keep(self, run: Run) -> None:
        record = self._tell(run, self.number, run.status)
        self._kept[self.number] = run, dataclasses.replace(record, is_present=False)
        run.free()
        self._trim()

    def _trim(self) -> None:
        *older, _ = self._kept
        for number in older:
            if len(self._kept) <= MAX_KEPT and self.nbytes <= MAX_BYTES:
                return
            if number not in self._pinned:
                del self._kept[number]

    def _tell(self, run: Run, number: int, status: str) -> RunRecord[Any]:
        is_pinned = number in self._pinned
        return RunRecord(
            number=number,
            experiment=run.experiment,
            members=run.members,
            status=status,
            step=run.step,
            epoch=run.trainer.epoch,
            seconds=run.records.seconds,
            n_parameters=run.n_parameters,
            metrics=run.records.metrics,
            is_pinned=is_pinned,
            is_present=run is self.present,
            is_changed=run.is_changed,
            curve=run.records.history.curve(CURVE_POINTS),
            output=run.viewer.frame(OUTPUT).arrays.get("output") if is_pinned and not run.is_diverged else None,
            output_scale=run.trainer.output_scale,
            extent=run.dataset.extent,
            task=run.dataset.task,
        )

    def _check_number(self, number: int) -> None:
        if number != self.number and number not in self._kept:
            accepted = ", ".join(map(str, sorted({*self._kept, self.number})))
            raise ValueError(f"run {show(number)} is not kept (any more); accepted: {accepted}")

    def _check_pin(self, number: int) -> None:
        if number == self.number and self.present.step == 0:
            raise ValueError(f"run {number} has not trained yet: train it before you pin it")
        if len(self._pinned) == MAX_PINNED:
            names = ", ".join(map(str, sorted(self._pinned)))
            raise ValueError(f"{MAX_PINNED} runs are pinned already ({names}): unpin one of them first")
