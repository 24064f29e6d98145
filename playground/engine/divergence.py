"""Divergence: whether a run is still sound, and the step at which it broke."""

from __future__ import annotations

import math
from collections.abc import Mapping

from playground.engine.trainer import Trainer, TrainerState

ADVICE = "Try a smaller learning rate, another initializer or a smaller network."


def is_sound(trainer: Trainer, losses: Mapping[str, float]) -> bool:
    """Whether losses and parameters are finite numbers."""
    return math.isfinite(_total(losses)) and trainer.is_finite()


def find_break(trainer: Trainer, sound: TrainerState) -> str:
    """Take a broken run back to the first step at which it is not sound.

    Parameters
    ----------
    trainer : Trainer
        At a step that is not sound; left at the first such step.
    sound : TrainerState
        The last state known to be sound.

    Returns
    -------
    str
        For the reader: what broke, at which step, and what to try.
    """
    broken = trainer.step
    trainer.load(sound)
    losses = trainer.evaluate()
    while trainer.step < broken and is_sound(trainer, losses):
        trainer.advance(1)
        losses = trainer.evaluate()
    what = "The loss became NaN" if math.isnan(_total(losses)) else "The loss became infinite"
    if math.isfinite(_total(losses)):
        what = "Training broke down"
    return f"{what} at step {trainer.step:,}: {trainer.describe_nonfinite()}. {ADVICE}"


def _total(losses: Mapping[str, float]) -> float:
    # Own data may be too few for a test set.
    return sum(value for name, value in losses.items() if name.endswith("_loss"))
