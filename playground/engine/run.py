"""Run: one trainer from step 0 to its end, with its history; it knows nothing of threads."""

from __future__ import annotations

import dataclasses
import math
import time
from collections import deque
from collections.abc import Callable, Mapping

import numpy as np

from playground.config import Experiment
from playground.engine.history import History
from playground.engine.trainer import Trainer
from playground.frame import Demand, Frame

MAX_MARKS = 32
# At most so many steps lie between two checks, and are repeated to find the step that broke the run.
CHECK_STEPS = 128
# A chunk of steps grows until it takes this long: the clock is read seldom, a deadline missed by little.
CHUNK_SECONDS = 0.001
DIAGNOSIS_SECONDS = 0.5
ADVICE = "Try a smaller learning rate, another initializer or a smaller network."

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
    marks : deque of float
        Epochs of the newest live changes.
    notice : str
        Why training broke down or gets nowhere, or empty.
    is_diverged : bool
        Whether a loss or parameter became non-finite, or the trainer failed.
    """

    def __init__(self, experiment: Experiment, build: Build, clock: Callable[[], float] = time.monotonic) -> None:
        self.experiment = experiment
        self.marks: deque[float] = deque(maxlen=MAX_MARKS)
        self.notice = ""
        self.is_diverged = False
        self._build = build
        self._clock = clock
        self._trainer: Trainer | None = build(experiment)
        self.dataset = self._trainer.dataset
        # Each point costs a pass over all points: eight an epoch are enough to begin with.
        self.history = History(stride=max(1, self._trainer.steps_per_epoch // 8))
        self._sound = self._freed = self._trainer.state()
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
    def is_awake(self) -> bool:
        """Whether the trainer is in memory."""
        return self._trainer is not None

    @property
    def is_finished(self) -> bool:
        """Whether all epochs have been trained."""
        return self.trainer.epoch >= self.experiment.training.epochs

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
        while done < n_steps and now < deadline and self.trainer.epoch < until_epoch and not self.is_diverged:
            n = min(chunk, n_steps - done, self._steps_to_check(), self._steps_to(until_epoch))
            started = self._clock()
            self.trainer.advance(int(n))
            done += int(n)
            if self._steps_to_check() == self._check_steps:
                self.check()
            now = self._clock()
            if now - started < CHUNK_SECONDS:
                chunk *= 2
        if self._clock() - self._diagnosed >= DIAGNOSIS_SECONDS or self.is_finished:
            self.diagnose()
        return done

    def check(self) -> None:
        """Record the losses and keep the state if all is finite; else find the step where it broke."""
        if self.is_diverged:
            return
        losses = self.trainer.evaluate()
        if not self._is_sound(losses):
            self._diverge()
            return
        self.history.record(self.trainer.step, self.trainer.epoch, losses["train_loss"], losses["test_loss"])
        self._sound = self.trainer.state()

    def diagnose(self) -> None:
        """Say why nothing is learning, if so; what broke the run is not overwritten."""
        if not self.is_diverged:
            self.notice = self.trainer.diagnose()
            self._diagnosed = self._clock()

    def apply(self, experiment: Experiment) -> bool:
        """Take a change in mid-run; False if it needs a new run, and then nothing has changed."""
        self.check()
        if self.is_diverged or not self.trainer.apply(experiment):
            return False
        self.experiment = experiment
        self.notice = ""
        self._sound = self.trainer.state()
        if self.trainer.step and self.trainer.epoch not in self.marks:
            self.marks.append(self.trainer.epoch)
        return True

    def fail(self, reason: str) -> None:
        """End the run because the trainer raised an error."""
        self.is_diverged = True
        self.notice = reason

    def free(self) -> None:
        """Drop the trainer and keep its state; the next use builds it again."""
        if self._trainer is not None:
            self._freed = self._trainer.state()
            self._trainer = None

    def frame(self, demand: Demand) -> Frame:
        """The trainer's frame with the notice, the loss curves and the marks added."""
        frame = self.trainer.frame(demand)
        marks = np.array(self.marks, dtype=np.float32)
        arrays = {**frame.arrays, **self.history.curve(demand.curve_points), "marks": marks}
        return dataclasses.replace(frame, notice=self.notice, arrays=arrays)

    @property
    def _check_steps(self) -> int:
        return min(self.history.stride, CHECK_STEPS)

    def _steps_to_check(self) -> int:
        return self._check_steps - self.trainer.step % self._check_steps

    def _steps_to(self, epoch: float) -> int:
        # Rounded down, as the batch size may have changed within this epoch: repeated, it never oversteps.
        return max(1, int((epoch - self.trainer.epoch) * self.trainer.steps_per_epoch))

    def _is_sound(self, losses: Mapping[str, float]) -> bool:
        return math.isfinite(losses["train_loss"] + losses["test_loss"]) and self.trainer.is_finite()

    def _diverge(self) -> None:
        broken = self.trainer.step
        self.trainer.load(self._sound)
        losses = self.trainer.evaluate()
        while self.trainer.step < broken and self._is_sound(losses):
            self.trainer.advance(1)
            losses = self.trainer.evaluate()
        loss = losses["train_loss"] + losses["test_loss"]
        what = "The loss became NaN" if math.isnan(loss) else "The loss became infinite"
        if math.isfinite(loss):
            what = "Training broke down"
        self.is_diverged = True
        self.notice = f"{what} at step {self.trainer.step:,}: {self.trainer.describe_nonfinite()}. {ADVICE}"
