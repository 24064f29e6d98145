"""Scheduler: one thread advances every live session in short slices, round robin."""

from __future__ import annotations

import atexit
import math
import threading
import time
import weakref
from typing import Protocol

SLICE_SECONDS = 0.012
# After each slice, outside every lock: the web server gets the interpreter, waiting requests their lock.
BREATH_SECONDS = 0.0005
LONGEST_WAIT_SECONDS = 60.0


class Task(Protocol):
    """What the scheduler knows of a session."""

    def seconds_until_due(self) -> float:
        """Seconds until the next slice is wanted; 0 or less for now, infinity for never."""

    def run_slice(self, seconds: float) -> None:
        """Work for about this long. Never raises, never waits for a lock."""


class Scheduler:
    """Gives slices to the tasks that are due, on one daemon thread that starts when first woken.

    Tasks are held by weak references only: one that nobody else holds disappears.
    """

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._tasks: list[weakref.ref[Task]] = []
        self._thread: threading.Thread | None = None
        self._is_woken = False
        self._is_stopped = False

    def __len__(self) -> int:
        """Number of tasks still alive."""
        return sum(task() is not None for task in self._tasks)

    def add(self, task: Task) -> None:
        """Let a task take part from the next turn on."""
        with self._condition:
            self._tasks.append(weakref.ref(task))

    def wake(self) -> None:
        """Look at the tasks again at once: one of them is due earlier than it said."""
        with self._condition:
            if self._thread is None and not self._is_stopped:
                self._thread = threading.Thread(target=self._loop, name="training", daemon=True)
                self._thread.start()
                # PyTorch aborts the process if a thread still computes while the interpreter goes down.
                atexit.register(self.stop)
            self._is_woken = True
            self._condition.notify()

    def stop(self, timeout: float = 2.0) -> None:
        """End the thread for good, after the slice that it is in.

        Parameters
        ----------
        timeout : float
            Seconds to wait for the thread.
        """
        with self._condition:
            self._is_stopped = True
            self._condition.notify()
        if self._thread is not None:
            self._thread.join(timeout)
        atexit.unregister(self.stop)

    def turn(self) -> float:
        """Give each due task one slice.

        Returns
        -------
        float
            Seconds until the next task is due; 0 or less for at once, infinity for never.
        """
        with self._condition:
            self._tasks = [reference for reference in self._tasks if reference() is not None]
            references = list(self._tasks)
        soonest = math.inf
        for reference in references:
            task = reference()
            if task is None or self._is_stopped:
                continue
            if task.seconds_until_due() <= 0:
                task.run_slice(SLICE_SECONDS)
                time.sleep(BREATH_SECONDS)
            soonest = min(soonest, task.seconds_until_due())
        return soonest

    def _loop(self) -> None:
        while not self._is_stopped:
            seconds = self.turn()
            with self._condition:
                if seconds > 0 and not self._is_woken and not self._is_stopped:
                    self._condition.wait(min(seconds, LONGEST_WAIT_SECONDS))
                self._is_woken = False


SCHEDULER = Scheduler()
