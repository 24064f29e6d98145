"""Run: one trainer from step 0 to its end, with its history; it knows nothing of threads."""

from __future__ import annotations

import dataclasses
import math
import time
from collections.abc import Callable

from playground.config import Experiment
from playground.engine.divergence import find_break, is_sound
from playground.engine.history import History
from playground.engine.layer_watch import LayerWatch
from playground.engine.marks import Marks
from playground.engine.report import Report
from playground.engine.stopping import Stop, Stopping
from playground.engine.trainer import Trainer
from playground.frame import Demand, Frame, ReportDemand

# At most so many steps lie between two checks, and are repeated to find the step that broke the run.
CHECK_STEPS = 128
# A chunk of steps grows until it takes this long: the clock is read seldom, a deadline missed by little.
CHUNK_SECONDS = 0.001
DIAGNOSIS_SECONDS = 0.5
REFUSAL = "The run has diverged: reset it before setting a weight or bias."

Build = Callable[[Experiment], Trainer]


class Run:
    """One trainer, its history, and how it ended. Not thread-safe: its session locks.

    Parameters
    ----------
    experiment : Experiment
        What to train.
    build : callable
        Makes the trainer.
    clock : callable
        Seconds, monotonic.

    Attributes
    ----------
    experiment : Experiment
        As it is now, live changes included.
    history : History
        Losses so far.
    dataset : Dataset
        The points it trains and tests on.
    obstacle : str
        Why no step can be taken and what to do, or empty.
    notice : str
        Why training broke down, stopped or gets nowhere, or empty.
    hint : str
        What is odd about the network although it learns, or empty.
    stop : Stop or None
        The condition that has ended the run before its last epoch.
    is_diverged : bool
        Whether a loss or parameter became non-finite, or the trainer failed.
    """

    def __init__(self, experiment: Experiment, build: Build, clock: Callable[[], float] = time.monotonic) -> None:
        self.experiment = experiment
        self.notice = self.hint = ""
        self.stop: Stop | None = None
        self.is_diverged = False
        self._build = build
        self._clock = clock
        self._trainer: Trainer | None = build(experiment)
        self.dataset, self.obstacle = self._trainer.dataset, self._trainer.obstacle
        # Each point costs a pass over all points: eight an epoch are enough to begin with.
        self.history = History(stride=max(1, self._trainer.steps_per_epoch // 8))
        self._marks, self._layers = Marks(), LayerWatch()
        self._stopping = Stopping(experiment)
        self._sound = self._freed = self._trainer.state()
        self._freed_step = 0
        self._diagnosed = clock()
        self.check()

    @property
    def trainer(self) -> Trainer:
        """The trainer; built again, and set where it was, if it has been freed."""
        if self._trainer is None:
            self._trainer = self._build(self.experiment)
            self._trainer.load(self._freed)
        return self._trainer

    @property
    def step(self) -> int:
        """Steps so far; asking does not wake a trainer."""
        return self._trainer.step if self._trainer is not None else self._freed_step

    @property
    def is_awake(self) -> bool:
        """Whether the trainer is in memory."""
        return self._trainer is not None

    @property
    def is_finished(self) -> bool:
        """Whether all epochs have been trained, or a condition has ended the run."""
        return self.stop is not None or self.trainer.epoch >= self.experiment.training.epochs

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to train."""
        return self.is_diverged or self.is_finished

    def advance(self, n_steps: float, deadline: float, until_epoch: float = math.inf) -> int:
        """Train until one of the limits is reached; at least one step, unless the run is over.

        Parameters
        ----------
        n_steps : float
            Steps at most; may be infinity.
        deadline : float
            On the clock; missed by a chunk of steps at most.
        until_epoch : float
            Stops here if it comes before the last epoch.

        Returns
        -------
        int
            Steps done.
        """
        until_epoch = min(until_epoch, self.experiment.training.epochs)
        done, chunk, now = 0, 1, -math.inf
        while done < n_steps and now < deadline and self._can_go_on(until_epoch):
            n = min(chunk, n_steps - done, self._steps_to_check(), self._steps_to(self._next_halt(until_epoch)))
            started = self._clock()
            self.trainer.advance(int(n))
            done += int(n)
            if self._steps_to_check() == self._check_steps:
                self.check()
            if self._stopping.is_on:
                self._stop_if_due()
            now = self._clock()
            if now - started < CHUNK_SECONDS:
                chunk *= 2
        self._look()
        return done

    def resume(self) -> None:
        """Train on after a condition has ended the run: it counts no more."""
        if self.stop is not None:
            self._stopping.disarm(self.stop)
            self.stop = None
            self.notice = ""

    def check(self) -> None:
        """Record the losses and keep the state if all is finite; else find the step where it broke."""
        if self.is_diverged or self.obstacle:
            return
        losses = self.trainer.evaluate()
        if not is_sound(self.trainer, losses):
            self.notice, self.is_diverged = find_break(self.trainer, self._sound), True
            return
        # Own data may be too few for a test set.
        test_loss = losses.get("test_loss", math.nan)
        self.history.record(self.trainer.step, self.trainer.epoch, losses["train_loss"], test_loss)
        self._sound = self.trainer.state()

    def diagnose(self) -> None:
        """Say why nothing is learning, if so; what broke or stopped the run is not overwritten."""
        if not self.is_diverged:
            notice, self.hint = self.trainer.diagnose()
            self.notice = self.stop.notice if self.stop else notice
            self._diagnosed = self._clock()

    def apply(self, experiment: Experiment) -> bool:
        """Take a change in mid-run; False if it needs a new run, and then nothing has changed."""
        self.check()
        if self.is_diverged or not self.trainer.apply(experiment):
            return False
        if self._stopping.apply(experiment, is_stopped=self.stop is not None):
            self.stop = None
        self.experiment = experiment
        self.dataset, self.obstacle = self.trainer.dataset, self.trainer.obstacle
        self.notice = self.stop.notice if self.stop else ""
        self._sound = self.trainer.state()
        self._marks.add(self.trainer)
        return True

    def set_parameter(self, kind: str, column: int, to: int, from_: int, value: float) -> None:
        """Set one weight or bias by hand; see `Trainer.set_parameter`."""
        self.check()
        if self.is_diverged:
            raise ValueError(REFUSAL)
        self.trainer.set_parameter(kind, column, to, from_, value)
        self._sound = self.trainer.state()
        self._marks.add_edit(self.trainer, self._clock())

    def fail(self, reason: str) -> None:
        """End the run because the trainer raised an error."""
        self.is_diverged = True
        self.notice = reason

    def free(self) -> None:
        """Drop the trainer and keep its state; the next use builds it again."""
        if self._trainer is not None:
            self._freed, self._freed_step = self._trainer.state(), self._trainer.step
            self._trainer = None

    def frame(self, demand: Demand) -> Frame:
        """The trainer's frame with the notice, the loss curves and the marks added."""
        frame = self.trainer.frame(demand)
        arrays = {**frame.arrays, **self.history.curve(demand.curve_points), "marks": self._marks.array()}
        return dataclasses.replace(frame, notice=self.notice, hint=self.hint, arrays=arrays)

    def report(self, demand: ReportDemand) -> Report:
        """The trainer's report with the notice and, if wanted, the distributions of the layers added."""
        report = self.trainer.report(demand)
        arrays = dict(report.frame.arrays)
        if demand.layers:
            arrays |= self._layers.report(self.trainer, self._clock())
        frame = dataclasses.replace(report.frame, notice=self.notice, hint=self.hint, arrays=arrays)
        return dataclasses.replace(report, frame=frame)

    def _can_go_on(self, until_epoch: float) -> bool:
        if self.is_diverged or self.stop or self.obstacle:
            return False
        return self.trainer.epoch < until_epoch

    def _next_halt(self, until_epoch: float) -> float:
        """The epoch up to which steps may be taken in one go: conditions are looked at where one ends."""
        return min(until_epoch, math.floor(self.trainer.epoch) + 1) if self._stopping.is_on else until_epoch

    def _stop_if_due(self) -> None:
        if self.is_diverged or self.trainer.epoch != math.floor(self.trainer.epoch):
            return
        stop = self._stopping.judge(self.trainer)
        if stop is None:
            return
        self.check()
        if self.is_diverged:
            return
        self.stop, self.notice = stop, stop.notice
        if stop.best is not None:
            self.trainer.restore(stop.best)
            self._marks.add(self.trainer)
            self.check()

    def _look(self) -> None:
        """What a reader is told or shown now and then, seldom enough to cost training next to nothing."""
        now = self._clock()
        if now - self._diagnosed >= DIAGNOSIS_SECONDS or self.is_finished:
            self.diagnose()
        self._layers.look(self.trainer, now)

    @property
    def _check_steps(self) -> int:
        return min(self.history.stride, CHECK_STEPS)

    def _steps_to_check(self) -> int:
        return self._check_steps - self.trainer.step % self._check_steps

    def _steps_to(self, epoch: float) -> int:
        # Rounded down, as the batch size may have changed within this epoch: repeated, it never oversteps.
        return max(1, int((epoch - self.trainer.epoch) * self.trainer.steps_per_epoch))
