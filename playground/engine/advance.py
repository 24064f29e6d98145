"""Advance: trains a run in chunks, up to a number of steps, a deadline or an epoch."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from playground.engine.trainer import Trainer

if TYPE_CHECKING:
    from playground.engine.run import Run

# A chunk of steps grows until it takes this long: the clock is read seldom, a deadline missed by little.
CHUNK_SECONDS = 0.001


def advance(run: Run, clock: Callable[[], float], n_steps: float, deadline: float, until_epoch: float) -> int:
    """Train until one of the limits is reached; at least one step, unless the run is over.

    Parameters
    ----------
    run : Run
    clock : callable
        Seconds, monotonic.
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
    trainer, until_epoch = run.trainer, min(until_epoch, run.trainer.length)
    done, chunk, now = 0, 1, -math.inf
    while done < n_steps and now < deadline and run.can_go_on and trainer.epoch < until_epoch:
        started = clock()
        done += run.take_steps(min(chunk, n_steps - done, _steps_to(trainer, _next_halt(run, until_epoch))))
        now = clock()
        if now - started < CHUNK_SECONDS:
            chunk *= 2
    return done


def _next_halt(run: Run, until_epoch: float) -> float:
    """The epoch up to which steps may be taken in one go: conditions are looked at where one ends."""
    return min(until_epoch, math.floor(run.trainer.epoch) + 1) if run.may_stop else until_epoch


def _steps_to(trainer: Trainer, epoch: float) -> int:
    # Rounded down, as the batch size may have changed within this epoch: repeated, it never oversteps.
    return max(1, int((epoch - trainer.epoch) * trainer.steps_per_epoch))
