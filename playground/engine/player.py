"""Player: plays, pauses, changes and exchanges the present run; its session locks."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable
from typing import Any

from playground.config import AnyExperiment
from playground.engine.archive import Archive
from playground.engine.film import Moment
from playground.engine.pace import Pace
from playground.engine.run import Run
from playground.engine.sleeper import Build
from playground.frame import Demand, Frame

logger = logging.getLogger(__name__)


class Player:
    """The runs of a session, the status of the present one, and the newest frame of it. Not thread-safe.

    Parameters
    ----------
    experiment : Experiment or GanExperiment
        What to train first.
    build : callable
        Makes a trainer of an experiment.
    clock : callable
        Seconds, monotonic.

    Attributes
    ----------
    archive : Archive
    pace : Pace
        Which steps are due.
    status : str
        One of `playground.frame.STATUSES`.
    shown : tuple of Demand and Frame, or None
        The newest frame and what was demanded; None when it is out of date while nothing runs.
    is_frame_wanted : bool
        Whether the next slice is to end with a frame.
    n_changes : int
        Requests so far that may have changed what frames show.
    """

    def __init__(self, experiment: AnyExperiment, build: Build, clock: Callable[[], float]) -> None:
        self.archive = Archive(Run(experiment, build, clock))
        self.pace = Pace()
        self.status = "idle"
        self.shown: tuple[Demand, Frame] | None = None
        self.is_frame_wanted = False
        self.n_changes = 0
        self._build, self._clock = build, clock

    @property
    def run(self) -> Run:
        """The present one."""
        return self.archive.present

    @property
    def is_playing(self) -> bool:
        """Whether the run trains by itself."""
        return self.status == "running"

    def start(self) -> None:
        """Get ready to train on; raises ValueError if no step can be taken."""
        if self.run.obstacle:
            raise ValueError(self.run.obstacle)
        self.run.resume()

    def change(self, experiment: AnyExperiment) -> str:
        """Go on with another experiment.

        Parameters
        ----------
        experiment : Experiment or GanExperiment
            The whole of it, whatever has changed.

        Returns
        -------
        str
            Empty if nothing has changed, ``"live"`` if the run took the change and goes on,
            ``"rebuilt"`` if a new run starts at step 0. Either keeps playing if it played.

        Raises
        ------
        ValueError
            If the experiment names what does not exist; the run goes on as it was.
        """
        if experiment == self.run.experiment:
            return ""
        former = self.archive.copy_pinned()
        is_live = self.run.apply(experiment)
        if not is_live:
            self.begin(self.make_run(experiment, self.run.members), is_playing=self.is_playing)
            return "rebuilt"
        self.archive.fork(former)
        self.settle(is_playing=self.is_playing)
        return "live"

    def set_parameter(self, kind: str, column: int, to: int, from_: int, value: float) -> None:
        """Set one weight or bias by hand."""
        was_changed, former = self.run.is_changed, self.archive.copy_pinned()
        self.run.set_parameter(kind, column, to, from_, value)
        if former or not was_changed:
            self.archive.fork(former)
        self.settle(is_playing=self.is_playing)

    def step_player(self, name: str) -> None:
        """Train only one of a GAN's two players."""
        former = self.archive.copy_pinned()
        self.run.step_player(name)
        self.archive.fork(former)
        self.settle(is_playing=False)

    def make_run(self, experiment: AnyExperiment, members: int) -> Run:
        """A new run; raises ValueError before anything has changed."""
        return Run(experiment, self._build, self._clock, members)

    def begin(self, run: Run, *, is_playing: bool) -> None:
        """Go on with a new run; the present one is kept."""
        self.archive.begin(run)
        self.settle(is_playing=is_playing)

    def advance(self, seconds: float) -> None:
        """Take the steps that are due, for about so long, and make a frame if one is wanted."""
        now = self._clock()
        n_due = self.pace.count_due(now)
        self.pace.take(self.run.advance(n_due, now + seconds), n_due, self._clock())
        if self.run.is_over:
            self.settle(is_playing=False)
        elif self.is_frame_wanted and self.shown is not None:
            self.is_frame_wanted = False
            self.shown = self._make_frame(self.shown[0])

    def fail(self, error: Exception) -> None:
        """End the run because it raised an error."""
        logger.exception("training failed")
        self.run.fail(f"Training stopped with an error: {error}")
        self.shown, self.status = None, "diverged"

    def settle(self, *, is_playing: bool) -> None:
        """Find out where the run stands after something has changed."""
        # First of all: who reads the new status and then polls waits for a frame that shows it.
        self.shown = None
        self.n_changes += 1
        self._judge(is_playing=is_playing)
        if not self.is_playing:
            self.run.diagnose()

    def frame(self, demand: Demand) -> Frame:
        """The newest frame that shows what is demanded."""
        if self.shown is None or self.shown[0] != demand:
            self.shown = self._make_frame(demand)
        return self.shown[1]

    def find(self, step: int | None) -> Moment | None:
        """The recorded moment that is looked at; None for the present, and always while the run trains."""
        return None if self.is_playing else self.run.viewer.find(step)

    def caption(self) -> dict[str, Any]:
        """Of each frame and report: the run's number, status, notice and hint, as they are now."""
        run = self.run
        return {"run": self.archive.number, "status": self.status, "notice": run.notice, "hint": run.hint}

    def _judge(self, *, is_playing: bool) -> None:
        self.run.check()
        is_playing = is_playing and not self.run.is_over and not self.run.obstacle
        self.status = "running" if is_playing else self.run.status

    def _make_frame(self, demand: Demand) -> tuple[Demand, Frame]:
        self._judge(is_playing=self.is_playing)
        frame = self.run.viewer.frame(demand, self.find(demand.step))
        if not self.is_playing:
            frame = dataclasses.replace(frame, arrays={**frame.arrays, **self.run.records.film.arrays()})
        return demand, dataclasses.replace(frame, **self.caption())
