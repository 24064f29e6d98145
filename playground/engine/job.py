"""Job: a long computation that runs in slices beside the training of others, tells its progress, can be cancelled."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Generic, TypeVar

from playground.engine.scheduler import SCHEDULER, Scheduler
from playground.engine.turns import Turns

LEASE_SECONDS = 10.0

ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True, eq=False)
class JobReport(Generic[ResultT]):
    """How a job stands.

    Parameters
    ----------
    status : {"running", "done", "failed", "cancelled", "dropped"}
        "dropped": nobody asked for ten seconds.
    progress : float
        From 0 to 1.
    result : object
        What was computed, once it is done; else None.
    error : str
        Why it failed, as a sentence.
    """

    status: str
    progress: float
    result: ResultT | None = None
    error: str = ""


class Job(Generic[ResultT]):
    """A task of the scheduler: a generator that is advanced while somebody polls.

    The scheduler holds it weakly: whoever wants the result keeps the job.

    Parameters
    ----------
    work : generator
        Yields its progress from 0 to 1, every few milliseconds at best, and returns the result.
    scheduler : Scheduler
        Whose thread computes.
    clock : callable
        Seconds, monotonic.
    """

    def __init__(
        self,
        work: Generator[float, None, ResultT],
        scheduler: Scheduler = SCHEDULER,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._work, self._clock = work, clock
        self._turns = Turns()
        self._report: JobReport[ResultT] = JobReport("running", 0.0)
        self._is_cancelled = False
        self._last_poll = clock()
        scheduler.add(self)
        scheduler.wake()

    def poll(self) -> JobReport[ResultT]:
        """How it stands now; the job goes on for as long as somebody polls."""
        self._last_poll = self._clock()
        return self._report

    def cancel(self) -> None:
        """Stop, after the slice that is being computed; a job that is over stays as it is."""
        self._is_cancelled = True
        with self._turns.request():
            if self._report.status == "running":
                self._end("cancelled")

    def seconds_until_due(self) -> float:
        """When the scheduler should give the next slice; see `scheduler.Task`."""
        return 0.0 if self._report.status == "running" else math.inf

    def run_slice(self, seconds: float) -> None:
        """Compute for about `seconds`; the scheduler's thread calls this."""
        with self._turns.slice() as is_mine:
            if not is_mine or self._report.status != "running":
                return
            if self._clock() - self._last_poll >= LEASE_SECONDS:
                self._end("dropped")
                return
            self._advance(self._clock() + seconds)

    def _advance(self, deadline: float) -> None:
        try:
            while not self._is_cancelled:
                self._report = JobReport("running", min(1.0, next(self._work)))
                if self._clock() >= deadline:
                    return
        except StopIteration as stop:
            self._report = JobReport("done", 1.0, stop.value)
        except Exception as error:
            # Whatever goes wrong in there is the job's result: the thread belongs to all.
            self._report = JobReport("failed", self._report.progress, error=str(error) or type(error).__name__)

    def _end(self, status: str) -> None:
        self._work.close()
        self._report = JobReport(status, self._report.progress)
