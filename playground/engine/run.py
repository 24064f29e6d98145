"""Run: one trainer from step 0 to its end, and what is remembered of it; it knows nothing of threads."""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable, Iterable, Mapping

from torch import Tensor

from playground.config import AnyExperiment
from playground.engine.advance import advance
from playground.engine.divergence import find_break, is_sound
from playground.engine.gan import GanTrainer
from playground.engine.history import Row
from playground.engine.records import Records
from playground.engine.sleeper import Build, Sleeper
from playground.engine.stopping import Stop, Stopping
from playground.engine.trainer import Trainer
from playground.engine.viewer import Viewer

# At most so many steps lie between two checks, and are repeated to find the step that broke the run.
CHECK_STEPS = 128
DIAGNOSIS_SECONDS = 0.5
REFUSAL = "The run has diverged: reset it before setting a weight or bias."


class Run:
    """One trainer, its records, and how it ended. Not thread-safe: its session locks.

    Parameters
    ----------
    experiment : Experiment
        What to train.
    build : callable
        Makes the trainer.
    clock : callable
        Seconds, monotonic.
    members : int
        Networks trained at once.

    Attributes
    ----------
    experiment : Experiment
        As it is now, live changes included.
    members, n_parameters : int
        Networks trained at once, and parameters of each.
    records : Records
        Losses, moments and marks so far.
    viewer : Viewer
        What is seen of it.
    dataset : Dataset or Distribution
        What it learns from.
    obstacle : str
        Why no step can be taken and what to do, or empty.
    notice, hint : str
        Why training broke down, stopped or gets nowhere; what is odd although it learns; or empty.
    stop : Stop or None
        The condition that has ended the run before its last epoch.
    is_diverged, is_changed : bool
        Whether a loss or parameter became non-finite or the trainer failed; whether it was changed mid-run.
    """

    def __init__(
        self,
        experiment: AnyExperiment,
        build: Build,
        clock: Callable[[], float] = time.monotonic,
        members: int = 1,
    ) -> None:
        self.experiment, self.members = experiment, members
        self.notice = self.hint = ""
        self.stop: Stop | None = None
        self.is_diverged = self.is_changed = False
        self._build, self._clock = build, clock
        self._sleeper = Sleeper(experiment, build, members)
        self.dataset, self.obstacle = self.trainer.dataset, self.trainer.obstacle
        self.n_parameters = self.trainer.n_parameters
        self.records = Records(self.trainer)
        self.viewer = Viewer(self._sleeper, self.records, build, clock)
        self._stopping = Stopping(experiment)
        self._sound = self.trainer.state()
        self._diagnosed = clock()
        self.check()

    @property
    def trainer(self) -> Trainer:
        """The trainer; woken if it has been freed."""
        return self._sleeper.trainer

    @property
    def step(self) -> int:
        """Steps so far; asking does not wake a trainer."""
        return self._sleeper.step

    @property
    def is_awake(self) -> bool:
        """Whether the trainer is in memory."""
        return self._sleeper.is_awake

    @property
    def is_finished(self) -> bool:
        """Whether all epochs have been trained, or a condition has ended the run."""
        return self.stop is not None or self.trainer.epoch >= self.trainer.length

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to train."""
        return self.is_diverged or self.is_finished

    @property
    def status(self) -> str:
        """One of `playground.frame.STATUSES`, as long as nobody plays it."""
        if self.is_over:
            return "diverged" if self.is_diverged else "finished"
        return "paused" if self.step else "idle"

    @property
    def nbytes(self) -> int:
        """Memory of film, history and state, once it has been freed."""
        return self.records.film.nbytes + self.records.history.nbytes + self._sound.nbytes

    def begin(self, weights: Mapping[str, Tensor], step: int, epoch: float, history: Iterable[Row]) -> None:
        """Start from these weights at this step, with the losses of an earlier run; see `Trainer.take_weights`."""
        self.trainer.take_weights(weights, step, epoch)
        self.records = self.viewer.records = Records(self.trainer, history)
        self._sound = self.trainer.state()
        self.check()

    def advance(self, n_steps: float, deadline: float, until_epoch: float = math.inf) -> int:
        """Train until one of the limits is reached; see `playground.engine.advance.advance`."""
        done = advance(self, self._clock, n_steps, deadline, until_epoch)
        now = self._clock()
        # What a reader is told or shown now and then, seldom enough to cost training next to nothing.
        if now - self._diagnosed >= DIAGNOSIS_SECONDS or self.is_finished:
            self.diagnose()
        self.viewer.look()
        return done

    @property
    def can_go_on(self) -> bool:
        """Whether another step can be taken, but for the number of epochs."""
        return not (self.is_diverged or self.stop or self.obstacle)

    @property
    def may_stop(self) -> bool:
        """Whether a condition is to be looked at where an epoch ends."""
        return self._stopping.is_on

    def take_steps(self, n_steps: float) -> int:
        """Train at most so many steps, and none past the next check; returns how many.

        They do not lead past the end of an epoch at which the run `may_stop`.
        """
        trainer, check_steps = self.trainer, min(self.records.history.stride, CHECK_STEPS)
        n_to_check = check_steps - trainer.step % check_steps
        n = int(min(n_steps, n_to_check))
        started = self._clock()
        trainer.advance(n)
        self.records.seconds += self._clock() - started
        if n == n_to_check:
            self.check(is_passing=True)
        if self.may_stop:
            self._stop_if_due()
        return n

    def resume(self) -> None:
        """Train on, also after a condition has ended the run: it counts no more."""
        self.viewer.close()
        if self.stop is not None:
            self._stopping.disarm(self.stop)
            self.stop = None
            self.notice = ""

    def check(self, *, is_passing: bool = False) -> None:
        """Record the moment and keep the state if all is finite; else find the step where it broke."""
        if self.is_diverged or self.obstacle:
            return
        losses = self.trainer.evaluate()
        self.records.measure(self.trainer, losses)
        if is_sound(self.trainer, losses):
            self.records.note(self.trainer, is_passing=is_passing)
            self._sound = self.trainer.state()
        else:
            self.notice, self.is_diverged = find_break(self.trainer, self._sound), True
            self.records.measure(self.trainer, self.trainer.evaluate())

    def diagnose(self) -> None:
        """Say why nothing is learning, if so; what broke or stopped the run is not overwritten."""
        if not self.is_diverged:
            notice, self.hint = self.trainer.diagnose()
            self.notice = self.stop.notice if self.stop else notice
            self._diagnosed = self._clock()

    def apply(self, experiment: AnyExperiment) -> bool:
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
        self.records.marks.add(self.trainer)
        self.is_changed |= self.step > 0
        return True

    def set_parameter(self, kind: str, column: int, to: int, from_: int, value: float) -> None:
        """Set one weight or bias by hand; ValueError if that is not possible, nothing changed then."""
        self.check()
        if self.is_diverged:
            raise ValueError(REFUSAL)
        self.trainer.set_parameter(kind, column, to, from_, value)
        self._sound = self.trainer.state()
        self.records.marks.add_edit(self.trainer, self._clock())
        self.is_changed = True

    def step_player(self, name: str) -> None:
        """Train only one of a GAN's two players, ``"generator"`` or ``"discriminator"``, for one iteration."""
        trainer = self.trainer
        if not isinstance(trainer, GanTrainer):
            raise ValueError("there is a single network here; only a GAN has two players")
        trainer.advance_player(name)
        self.records.marks.add(trainer)
        self.is_changed = True
        self.check()

    def fail(self, reason: str) -> None:
        """End the run because the trainer raised an error."""
        self.is_diverged = True
        self.notice = reason

    def copy(self) -> Run:
        """The same run once more, asleep: what happens to one of them from now on does not happen to the other."""
        twin = copy.copy(self)
        twin._sleeper, twin.records = self._sleeper.copy(), self.records.copy()
        twin.viewer = Viewer(twin._sleeper, twin.records, self._build, self._clock)
        twin._stopping = copy.deepcopy(self._stopping)
        return twin

    def free(self) -> None:
        """Drop the trainer and keep its state; the next use builds it again."""
        self._sound = self._sleeper.free()
        self.viewer.close()

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
            self.records.marks.add(self.trainer)
            self.check()
