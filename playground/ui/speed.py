"""Speeds of a run, from one optimizer step a second to as fast as the machine goes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Speed:
    """A display option: how fast a run is shown.

    Parameters
    ----------
    label : str
        For the control.
    steps_per_second : float or None
        Optimizer steps; None is as many as the machine gives.
    """

    label: str
    steps_per_second: float | None


SPEEDS: dict[str, Speed] = {
    "step": Speed(label="1 step/s", steps_per_second=1),
    "slow": Speed(label="10 steps/s", steps_per_second=10),
    "normal": Speed(label="60 steps/s", steps_per_second=60),
    "fast": Speed(label="600 steps/s", steps_per_second=600),
    "max": Speed(label="max", steps_per_second=None),
}
