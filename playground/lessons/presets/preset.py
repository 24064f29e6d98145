"""Preset: an experiment that the menu offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from playground.config import ExperimentT, LayerConfig, LinearConfig


@dataclass(frozen=True, kw_only=True, slots=True)
class Preset(Generic[ExperimentT]):
    """An experiment, and what there is to see.

    Parameters
    ----------
    label : str
        In the menu.
    summary : str
        What to watch, and why it happens.
    experiment : Experiment
        What the lab opens.
    """

    label: str
    summary: str
    experiment: ExperimentT


def dense(activation: str, *sizes: int) -> tuple[LayerConfig, ...]:
    """Hidden layers of these sizes, all with one activation."""
    return tuple(LinearConfig(units=units, activation=activation) for units in sizes)
