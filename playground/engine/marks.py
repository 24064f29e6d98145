"""Marks: the epochs at which a reader changed a run, to be shown on its curve."""

from __future__ import annotations

import math
from collections import deque

import numpy as np
from numpy.typing import NDArray

from playground.engine.trainer import Trainer

MAX_MARKS = 32
EDIT_SECONDS = 1.0
"""Dragging a weight leaves one mark: the next edit gets its own after so long without one."""


class Marks:
    """The newest `MAX_MARKS` changes."""

    def __init__(self) -> None:
        self._epochs: deque[float] = deque(maxlen=MAX_MARKS)
        self._edited = -math.inf

    def add(self, trainer: Trainer) -> None:
        """Mark a change where the trainer is now; before the first step there is nothing to mark."""
        if trainer.step and trainer.epoch not in self._epochs:
            self._epochs.append(trainer.epoch)

    def add_edit(self, trainer: Trainer, now: float) -> None:
        """Mark an edit, unless it goes on with the one before; `now` in seconds."""
        if now - self._edited >= EDIT_SECONDS:
            self.add(trainer)
        self._edited = now

    def array(self) -> NDArray[np.float32]:
        """Epochs of the changes, shape (n_marks,)."""
        return np.array(self._epochs, dtype=np.float32)
