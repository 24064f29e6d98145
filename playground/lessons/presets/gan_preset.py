"""GanPreset: a GAN that the menu offers."""

from __future__ import annotations

from dataclasses import dataclass

from playground.config import DiscriminatorConfig, GanExperiment, GeneratorConfig, OptimizerConfig
from playground.lessons.presets.preset import dense

HE = "kaiming_uniform"
"""Weights drawn as He et al. (2015) say: the samples are spread out from the start."""


@dataclass(frozen=True, kw_only=True, slots=True)
class GanPreset:
    """An experiment, and what there is to see.

    Parameters
    ----------
    label : str
        In the menu.
    summary : str
        Two sentences: what to see, and why it happens.
    experiment : GanExperiment
        What the lab opens.
    works : bool
        Whether the distribution is learned; else it fails on purpose.
    """

    label: str
    summary: str
    experiment: GanExperiment
    works: bool = True


def make_generator(
    units: tuple[int, ...], optimizer: str, rate: float, steps: int = 1, initializer: str = HE
) -> GeneratorConfig:
    """The generator: hidden layers of these sizes, ReLU, one optimizer."""
    return GeneratorConfig(
        layers=dense("relu", *units),
        initializer=initializer,
        optimizer=OptimizerConfig(name=optimizer, learning_rate=rate),
        steps=steps,
    )


def make_discriminator(
    units: tuple[int, ...], optimizer: str, rate: float, steps: int = 1, initializer: str = HE
) -> DiscriminatorConfig:
    """The discriminator: hidden layers of these sizes, leaky ReLU, one optimizer."""
    return DiscriminatorConfig(
        layers=dense("leaky_relu", *units),
        initializer=initializer,
        optimizer=OptimizerConfig(name=optimizer, learning_rate=rate),
        steps=steps,
    )
