"""Turns: who may touch a run. Requests come first, and a slice of training keeps away while one waits."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator


class Turns:
    """A lock that requests get before slices do.

    A request takes its turn first, then the lock: a slice sees that somebody waits and keeps away, as the lock alone
    is unfair and a thread that takes it again at once can starve the others.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def request(self) -> Iterator[None]:
        """Wait for the lock and hold it within the block."""
        with self._turn, self._lock:
            yield

    @contextlib.contextmanager
    def slice(self) -> Iterator[bool]:
        """Hold the lock within the block if nobody has it or waits for it; tells whether it is held."""
        if self._turn.locked() or not self._lock.acquire(blocking=False):
            yield False
            return
        try:
            yield True
        finally:
            self._lock.release()
