"""Pace: which steps are due, at a steady rate or as fast as the machine goes."""

from __future__ import annotations

import math


class Pace:
    """Counts steps against the clock. Times are seconds on one monotonic clock."""

    def __init__(self) -> None:
        self._steps_per_second = math.inf
        self._next = -math.inf

    def set_rate(self, steps_per_second: float | None, now: float) -> None:
        """Go on at this rate; None means as fast as the machine goes. The same rate again changes nothing.

        Raises
        ------
        ValueError
            If the rate is not a positive number.
        """
        if steps_per_second is not None and not 0 < steps_per_second < math.inf:
            raise ValueError(f"steps_per_second is {steps_per_second}; accepted: a number above 0, or None")
        rate = math.inf if steps_per_second is None else steps_per_second
        if rate != self._steps_per_second:
            self._steps_per_second = rate
            self.restart(now)

    def restart(self, now: float) -> None:
        """Let the first step be due one interval from now."""
        self._next = now + 1 / self._steps_per_second

    def seconds_until_due(self, now: float) -> float:
        """Seconds until a step is due; 0 or less for now."""
        return self._next - now

    def count_due(self, now: float) -> float:
        """Steps due by now; infinity if the rate is not limited."""
        if self._next > now:
            return 0
        if math.isinf(self._steps_per_second):
            return math.inf
        return math.floor((now - self._next) * self._steps_per_second) + 1

    def take(self, n_done: int, n_due: float, now: float) -> None:
        """Tick off steps. Those that the machine had no time for are not made up for later."""
        self._next = self._next + n_done / self._steps_per_second if n_done >= n_due else now
