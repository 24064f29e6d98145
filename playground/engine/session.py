"""Session: one reader's run, trained by the scheduler for as long as somebody watches."""

from __future__ import annotations

import contextlib
import dataclasses
import logging
import math
import time
from collections.abc import Callable, Iterator

from playground.config import Experiment
from playground.data import Dataset
from playground.engine.build import build_trainer
from playground.engine.pace import Pace
from playground.engine.run import Build, Run
from playground.engine.scheduler import SCHEDULER, SLICE_SECONDS, Scheduler
from playground.engine.turns import Turns
from playground.frame import Demand, Frame, ReportDemand

LEASE_SECONDS = 5.0
FREE_SECONDS = 600.0

logger = logging.getLogger(__name__)


class Session:
    """Plays, pauses, steps and changes one run. Every public method may be called from any thread.

    A running session trains only while `poll` is called: after `LEASE_SECONDS` without it pauses.
    After `FREE_SECONDS` without any request the trainer is dropped, to be built again on the next use.

    Parameters
    ----------
    experiment : Experiment
        What to train first.
    scheduler : Scheduler
        Whose thread trains.
    build : callable
        Makes a trainer of an experiment.
    clock : callable
        Seconds, monotonic.
    """

    def __init__(
        self,
        experiment: Experiment,
        scheduler: Scheduler = SCHEDULER,
        build: Build = build_trainer,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._scheduler = scheduler
        self._build = build
        self._clock = clock
        self._turns = Turns()
        self._run = Run(experiment, build, clock)
        self._run_number = 1
        self._status = "idle"
        self._pace = Pace()
        self._last_use = clock()
        # The newest frame and what was demanded; None when it is out of date while nothing runs.
        self._shown: tuple[Demand, Frame] | None = None
        self._is_frame_wanted = False
        # The newest report, and the demand and the moment that it is of.
        self._reported: tuple[tuple[object, ...], Frame] | None = None
        self._n_changes = 0
        scheduler.add(self)

    @property
    def experiment(self) -> Experiment:
        """What is trained, live changes included."""
        return self._run.experiment

    @property
    def dataset(self) -> Dataset:
        """The points that the run trains and tests on."""
        return self._run.dataset

    @property
    def status(self) -> str:
        """One of `playground.frame.STATUSES`; ``"idle"`` means paused at step 0."""
        return self._status

    @property
    def run(self) -> int:
        """Number of the run: 1 at first, one more after each reset or rebuild."""
        return self._run_number

    @property
    def notice(self) -> str:
        """Why training broke down, stopped or gets nowhere, or empty."""
        return self._run.notice

    @property
    def is_stopped(self) -> bool:
        """Whether a stop condition has ended the run before its last epoch; `play` and `step` train on."""
        return self._run.stop is not None

    def play(self) -> None:
        """Train from here on; does nothing if all epochs are done or the run has diverged.

        Raises
        ------
        ValueError
            No step can be taken: says why and what to do.
        """
        with self._request():
            self._start()
            self._settle(is_playing=True)
            self._pace.restart(self._clock())
        self._scheduler.wake()

    def pause(self) -> None:
        """Stop training where it is."""
        with self._request():
            if self._status == "running":
                self._settle(is_playing=False)

    def step(self, n_steps: int = 1) -> None:
        """Pause, and train `n_steps` optimizer steps before returning; raises as `play` does."""
        with self._request():
            self._start()
        self._step(n_steps, math.inf)

    def step_epoch(self) -> None:
        """Pause, and train to the end of the current epoch before returning; raises as `play` does."""
        with self._request():
            self._start()
            self._settle(is_playing=False)
            until_epoch = math.floor(self._run.trainer.epoch) + 1
        self._step(math.inf, until_epoch)

    def reset(self) -> None:
        """Start a new run of the current experiment, with the same weights again, paused at step 0."""
        with self._request():
            self._renew(self._run.experiment)
            self._settle(is_playing=False)

    def change(self, experiment: Experiment) -> str:
        """Go on with another experiment.

        Parameters
        ----------
        experiment : Experiment
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
        with self._request():
            if experiment == self._run.experiment:
                return ""
            is_live = self._run.apply(experiment)
            if not is_live:
                self._renew(experiment)
            self._settle(is_playing=self._status == "running")
        self._scheduler.wake()
        return "live" if is_live else "rebuilt"

    def set_parameter(self, kind: str, column: int, to: int, from_: int, value: float) -> None:
        """Set one weight or bias by hand, training or paused; see `playground.engine.parameters.set_parameter`.

        Raises
        ------
        ValueError
            There is no such parameter, the value is not accepted, or the run has diverged.
        """
        with self._request():
            self._run.set_parameter(kind, column, to, from_, value)
            self._settle(is_playing=self._status == "running")

    def set_rate(self, steps_per_second: float | None) -> None:
        """Train at a steady rate, or, with None, as fast as the machine goes.

        Raises
        ------
        ValueError
            If the rate is not a positive number.
        """
        with self._request():
            self._pace.set_rate(steps_per_second, self._clock())
        self._scheduler.wake()

    def poll(self, demand: Demand) -> Frame:
        """The newest frame; renews the lease.

        While running, the first call after a request computes a frame and later ones ask for the
        next: the scheduler's thread computes it after its slice. While not running, the frame shows
        exactly the present state, and is the same object until something changes.
        """
        self._last_use = self._clock()
        shown = self._shown  # read once: a slice may replace it at any moment
        if shown is None or shown[0] != demand:
            with self._request():
                if self._shown is None or self._shown[0] != demand:
                    self._shown = self._make_frame(demand)
                return self._shown[1]
        self._is_frame_wanted = True
        return shown[1]

    def report(self, demand: ReportDemand) -> Frame:
        """What the open panels show of this moment; the same object until something changes. Renews the lease.

        Training goes on while scikit-learn computes.
        """
        with self._request():
            moment = (demand, self._run_number, self._n_changes, self._run.step)
            if self._reported is not None and self._reported[0] == moment:
                return self._reported[1]
            report, status = self._run.report(demand), self._status
        frame = dataclasses.replace(report.compute_frame(), run=moment[1], status=status)
        self._reported = (moment, frame)
        return frame

    def seconds_until_due(self) -> float:
        """When the scheduler should give the next slice; see `scheduler.Task`."""
        now = self._clock()
        if self._status != "running":
            return self._last_use + FREE_SECONDS - now if self._run.is_awake else math.inf
        return min(self._pace.seconds_until_due(now), self._last_use + LEASE_SECONDS - now)

    def run_slice(self, seconds: float) -> None:
        """Train for about `seconds` if a step is due; the scheduler's thread calls this."""
        with self._turns.slice() as is_mine:
            if not is_mine:
                return
            try:
                self._work(seconds)
            except Exception as error:
                logger.exception("training failed")
                self._run.fail(f"Training stopped with an error: {error}")
                self._shown, self._status = None, "diverged"

    @contextlib.contextmanager
    def _request(self) -> Iterator[None]:
        with self._turns.request():
            self._last_use = self._clock()
            yield

    def _work(self, seconds: float) -> None:
        now = self._clock()
        if self._status != "running":
            if now - self._last_use >= FREE_SECONDS:
                self._run.free()
        elif now - self._last_use >= LEASE_SECONDS:
            self._settle(is_playing=False)
        else:
            n_due = self._pace.count_due(now)
            self._pace.take(self._run.advance(n_due, now + seconds), n_due, self._clock())
            if self._run.is_over:
                self._settle(is_playing=False)
            elif self._is_frame_wanted and self._shown is not None:
                self._is_frame_wanted = False
                self._shown = self._make_frame(self._shown[0])

    def _step(self, n_steps: float, until_epoch: float) -> None:
        is_done = False
        while not is_done:
            with self._request():
                n_done = self._run.advance(n_steps, self._clock() + SLICE_SECONDS, until_epoch)
                n_steps -= n_done
                is_done = n_steps <= 0 or n_done == 0
                self._settle(is_playing=False)

    def _start(self) -> None:
        if self._run.obstacle:
            raise ValueError(self._run.obstacle)
        self._run.resume()

    def _renew(self, experiment: Experiment) -> None:
        self._run = Run(experiment, self._build, self._clock)  # raises before anything has changed
        self._run_number += 1

    def _settle(self, *, is_playing: bool) -> None:
        # First of all: who reads the new status and then polls waits for a frame that shows it.
        self._shown = None
        self._n_changes += 1
        self._judge(is_playing=is_playing)
        if self._status != "running":
            self._run.diagnose()

    def _judge(self, *, is_playing: bool) -> None:
        self._run.check()
        if self._run.is_over:
            self._status = "diverged" if self._run.is_diverged else "finished"
        elif is_playing and not self._run.obstacle:
            self._status = "running"
        else:
            self._status = "paused" if self._run.trainer.step else "idle"

    def _make_frame(self, demand: Demand) -> tuple[Demand, Frame]:
        self._judge(is_playing=self._status == "running")
        frame = self._run.frame(demand)
        return demand, dataclasses.replace(frame, run=self._run_number, status=self._status)
