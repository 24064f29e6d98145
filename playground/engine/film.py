"""Film: the recorded moments of a run, to look back at; bounded however long the run is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from playground.config import AnyExperiment

MAX_MOMENTS, MIN_MOMENTS = 256, 8
MAX_BYTES = 4_000_000
"""Of all tensors of a film together, unless `MIN_MOMENTS` take more."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Moment:
    """One recorded step of a run.

    Parameters
    ----------
    step : int
    epoch : float
    experiment : Experiment or GanExperiment
        As it was then: a live change may have come since.
    metrics : Mapping[str, float]
        What a frame of that step shows.
    tensors : Mapping[str, Tensor]
        What `Trainer.snapshot` gave; nobody writes to them.
    """

    step: int
    epoch: float
    experiment: AnyExperiment
    metrics: Mapping[str, float]
    tensors: Mapping[str, Tensor]

    @property
    def nbytes(self) -> int:
        """Memory that the tensors take."""
        return sum(tensor.nbytes for tensor in self.tensors.values())


class Film:
    """At most `MAX_MOMENTS` moments, about `stride` steps apart.

    When it is full the stride doubles and every other moment is dropped. The first stays for good; the newest is
    always there: if it is less than a stride after the one before, the next one replaces it.

    Parameters
    ----------
    stride : int
        Steps between two moments at first.
    """

    def __init__(self, stride: int = 1) -> None:
        self._stride = stride
        self._moments: list[Moment] = []

    def __len__(self) -> int:
        return len(self._moments)

    @property
    def moments(self) -> tuple[Moment, ...]:
        """All of them, steps ascending."""
        return tuple(self._moments)

    @property
    def nbytes(self) -> int:
        """Memory that all tensors take."""
        return sum(moment.nbytes for moment in self._moments)

    def copy(self) -> Film:
        """Another film that begins with the same moments."""
        twin = Film(self._stride)
        twin._moments = self._moments.copy()
        return twin

    def is_due(self, step: int) -> bool:
        """Whether a moment of this step would stay."""
        if not self._moments:
            return True
        before = self._moments[-2 if self._has_loose_end() else -1]
        return step - before.step >= self._stride

    def record(self, moment: Moment) -> None:
        """Append a moment; one of this step, and one too close to the moment before it, give way to it."""
        moments = self._moments
        while moments and moments[-1].step >= moment.step:
            moments.pop()
        if self._has_loose_end():
            moments.pop()
        capacity = min(max(MAX_BYTES // max(moment.nbytes, 1), MIN_MOMENTS), MAX_MOMENTS)
        if len(moments) >= capacity:
            self._stride *= 2
            del moments[1::2]
        moments.append(moment)

    def find(self, step: int) -> Moment | None:
        """The moment nearest to a step; None of an empty film."""
        return min(self._moments, key=lambda moment: abs(moment.step - step), default=None)

    def spread(self, n_moments: int) -> tuple[Moment, ...]:
        """At most so many moments, first and last included, as evenly spread as they go."""
        last = len(self._moments) - 1
        n = max(0, min(n_moments, last + 1))
        places = {last} if n == 1 else {round(k * last / (n - 1)) for k in range(n)}
        return tuple(self._moments[place] for place in sorted(places))

    def arrays(self) -> dict[str, NDArray[np.float32]]:
        """``film_steps`` and ``film_epochs``, float32 (n_moments,), ascending."""
        return {
            "film_steps": np.array([moment.step for moment in self._moments], dtype=np.float32),
            "film_epochs": np.array([moment.epoch for moment in self._moments], dtype=np.float32),
        }

    def _has_loose_end(self) -> bool:
        moments = self._moments
        return len(moments) > 1 and moments[-1].step - moments[-2].step < self._stride
