"""LayerWatch: measures the layers of a run now and then, for as long as somebody looks at them."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from playground.engine.distributions import Distributions
from playground.engine.trainer import Trainer

MEASURE_SECONDS = 0.25
WATCH_SECONDS = 2.0
"""So long after the last report that asked for them, layers are measured."""


class LayerWatch:
    """Distributions of one run; times in seconds on one monotonic clock."""

    def __init__(self) -> None:
        self._distributions = Distributions()
        self._watched = self._measured = -math.inf

    def look(self, trainer: Trainer, now: float) -> None:
        """Measure if somebody looks and the last time is long enough ago."""
        if now - self._watched < WATCH_SECONDS and now - self._measured >= MEASURE_SECONDS:
            self._measure(trainer, now)

    def report(self, trainer: Trainer, now: float) -> dict[str, NDArray[np.generic]]:
        """Measure this moment, and give all that was measured; see `Distributions.arrays`."""
        self._watched = now
        self._measure(trainer, now)
        return self._distributions.arrays()

    def _measure(self, trainer: Trainer, now: float) -> None:
        if not trainer.obstacle:
            self._measured = now
            self._distributions.record(trainer.step, trainer.epoch, trainer.measure_layers())
