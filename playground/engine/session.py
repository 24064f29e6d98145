"""Session: one reader's runs, trained by the scheduler for as long as somebody watches."""

from __future__ import annotations

import dataclasses
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar, cast

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from playground.config import ExperimentT
from playground.engine.archive import RunRecord
from playground.engine.build import build_trainer
from playground.engine.history import Row
from playground.engine.lease import Lease
from playground.engine.player import Player
from playground.engine.run import Run
from playground.engine.scheduler import SCHEDULER, Scheduler
from playground.engine.sleeper import Build
from playground.engine.trainer import AnyDataset
from playground.frame import Demand, Frame, ReportDemand

DatasetT = TypeVar("DatasetT", bound=AnyDataset)


class Session(Generic[ExperimentT, DatasetT]):
    """Plays, pauses, steps and changes one run, and keeps those before. Public methods may be called from any thread.

    All its runs are of one kind: points that a network learns, or a distribution that a GAN does.

    A running session trains only while `poll` is called: after `LEASE_SECONDS` without it pauses.
    After `FREE_SECONDS` without any request the trainer is dropped, to be built again on the next use.

    Parameters
    ----------
    experiment : Experiment or GanExperiment
        What to train first.
    scheduler : Scheduler
        Whose thread trains.
    build : Build
        Makes a trainer of an experiment.
    clock : callable
        Seconds, monotonic.
    """

    def __init__(
        self,
        experiment: ExperimentT,
        scheduler: Scheduler = SCHEDULER,
        build: Build = build_trainer,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._scheduler = scheduler
        self._clock = clock
        self._player = Player(experiment, build, clock)
        self._lease = Lease(self._player, clock)
        # The newest report, and the demand and the moment that it is of.
        self._reported: tuple[tuple[object, ...], Frame] | None = None
        scheduler.add(self._lease)

    @property
    def experiment(self) -> ExperimentT:
        """What is trained, live changes included."""
        return cast(ExperimentT, self._run.experiment)

    @property
    def dataset(self) -> DatasetT:
        """What the run learns from."""
        return cast(DatasetT, self._run.dataset)

    @property
    def members(self) -> int:
        """Networks trained at once: 1, or those of a seed ensemble."""
        return self._run.members

    @property
    def status(self) -> str:
        """One of `playground.frame.STATUSES`; ``"idle"`` means paused at step 0."""
        return self._player.status

    @property
    def run(self) -> int:
        """Number of the run: 1 at first, one more for each new one; a restored run has its own again."""
        return self._player.archive.number

    @property
    def notice(self) -> str:
        """Why training broke down, stopped or gets nowhere, or empty."""
        return self._run.notice

    @property
    def is_stopped(self) -> bool:
        """Whether a stop condition has ended the run before its last epoch; `play` and `step` train on."""
        return self._run.stop is not None

    @property
    def is_changed(self) -> bool:
        """Whether the run was changed mid-run: by a live change, or by a weight set by hand."""
        return self._run.is_changed

    @property
    def runs(self) -> tuple[RunRecord[ExperimentT], ...]:
        """The kept runs, oldest first, and last the present one."""
        with self._lease.request() as player:
            return player.archive.records(self.status)

    @property
    def version(self) -> int:
        """Grows whenever `runs` changes other than by training."""
        return self._player.archive.version

    def play(self) -> None:
        """Train from here on, unless the run is over; ValueError says why no step can be taken and what to do."""
        with self._lease.request() as player:
            player.start()
            player.settle(is_playing=True)
            player.pace.restart(self._clock())
        self._scheduler.wake()

    def pause(self) -> None:
        """Stop training where it is."""
        with self._lease.request() as player:
            if player.is_playing:
                player.settle(is_playing=False)

    def step(self, n_steps: int = 1) -> None:
        """Pause, and train `n_steps` optimizer steps before returning; raises as `play` does."""
        with self._lease.request() as player:
            player.start()
        self._lease.train(n_steps)

    def step_player(self, name: str) -> None:
        """Pause, and train only one of a GAN's two players; raises as `play` and `Run.step_player` do."""
        with self._lease.request() as player:
            player.start()
            player.step_player(name)

    def step_epoch(self) -> None:
        """Pause, and train to the end of the current epoch before returning; raises as `play` does."""
        with self._lease.request() as player:
            player.start()
            player.settle(is_playing=False)
            until_epoch = math.floor(self._run.trainer.epoch) + 1
        self._lease.train(math.inf, until_epoch)

    def reset(self) -> None:
        """Start a new run of the current experiment, with the same weights again, paused at step 0."""
        with self._lease.request() as player:
            player.begin(player.make_run(self.experiment, self.members), is_playing=False)

    def open(
        self,
        experiment: ExperimentT,
        weights: Mapping[str, Tensor] | None = None,
        step: int = 0,
        epoch: float = 0.0,
        history: Sequence[Row] = (),
    ) -> None:
        """Start a new run, paused; of given weights, native names, a single network that stands at this step.

        Its curve begins with `history`: rows of step, epoch, train_loss and test_loss. ValueError if the experiment
        names what does not exist or the weights do not fit it; the run goes on as it was.
        """
        with self._lease.request() as player:
            run = player.make_run(experiment, 1 if weights is not None else self.members)
            if weights is not None:
                run.begin(weights, step, epoch, history)
            player.begin(run, is_playing=False)

    def change(self, experiment: ExperimentT) -> str:
        """Go on with another experiment, live or in a new run; see `Player.change`."""
        with self._lease.request() as player:
            change = player.change(experiment)
        self._scheduler.wake()
        return change

    def set_members(self, members: int) -> None:
        """Train so many networks at once; another number, if accepted, is a new run that keeps playing if it played."""
        with self._lease.request() as player:
            if members != self.members:
                player.begin(player.make_run(self.experiment, members), is_playing=player.is_playing)
        self._scheduler.wake()

    def set_parameter(self, kind: str, column: int, to: int, from_: int, value: float) -> None:
        """Set one weight or bias by hand, training or paused; raises as `Run.set_parameter` does."""
        with self._lease.request() as player:
            player.set_parameter(kind, column, to, from_, value)

    def set_rate(self, steps_per_second: float | None) -> None:
        """Train at a steady rate, or, with None, as fast as the machine goes; raises as `Pace.set_rate` does."""
        with self._lease.request() as player:
            player.pace.set_rate(steps_per_second, self._clock())
        self._scheduler.wake()

    def pin(self, number: int, is_pinned: bool) -> None:
        """Pin a run, to keep it for good and lay it over others, or no longer; raises as `Archive.pin` does."""
        with self._lease.request() as player:
            player.archive.pin(number, is_pinned)

    def restore(self, number: int) -> None:
        """Make a kept run the present one, exactly as it was, but paused; raises ValueError if there is no such run."""
        with self._lease.request() as player:
            player.archive.restore(number)
            player.settle(is_playing=False)

    def poll(self, demand: Demand) -> Frame:
        """The newest frame; renews the lease.

        While running, the first call after a request computes a frame and later ones ask for the next: the scheduler's
        thread computes it after its slice. While not running, the frame shows exactly the present state or the recorded
        moment nearest to ``demand.step``, with the arrays of `Film.arrays`, and is the same until something changes.
        """
        self._lease.renew()
        shown = self._player.shown  # read once: a slice may replace it at any moment
        if shown is None or shown[0] != demand:
            with self._lease.request() as player:
                return player.frame(demand)
        self._player.is_frame_wanted = True
        return shown[1]

    def report(self, demand: ReportDemand) -> Frame:
        """What the open panels show of this moment; the same object until something changes. Renews the lease.

        Training goes on while scikit-learn computes. ``demand.step`` is as in `poll`.
        """
        with self._lease.request() as player:
            moment = (demand, self.run, player.n_changes, self._run.step)
            if self._reported is not None and self._reported[0] == moment:
                return self._reported[1]
            report, caption = self._run.viewer.report(demand, player.find(demand.step)), player.caption()
        frame = dataclasses.replace(report.compute_frame(), **caption)
        self._reported = (moment, frame)
        return frame

    def weights(self, step: int | None = None) -> tuple[ExperimentT, int, float, dict[str, Tensor]]:
        """Experiment, step, epoch and weights, native names, at the recorded moment nearest to a step, or now."""
        with self._lease.request():
            experiment, *rest = self._run.viewer.weights(self._run.viewer.find(step))
        return cast(ExperimentT, experiment), *rest

    def history(self) -> dict[str, NDArray[np.float64]]:
        """``step``, ``epoch`` and every recorded metric, of all points kept."""
        with self._lease.request():
            return self._run.records.history.columns()

    def film(self, n_frames: int, demand: Demand) -> Iterator[Frame]:
        """Frames of at most so many recorded moments, first and last included, evenly spread."""
        with self._lease.request():
            run, moments = self._run, self._run.records.film.spread(n_frames)
        for moment in moments:
            with self._lease.request() as player:
                frame = dataclasses.replace(run.viewer.frame(demand, moment), **player.caption())
            yield frame

    @property
    def _run(self) -> Run:
        return self._player.run
