"""GanPreset: a GAN that the menu offers."""

from __future__ import annotations

from dataclasses import dataclass

from playground.config import DiscriminatorConfig, GanExperiment, GeneratorConfig, OptimizerConfig
from playground.lessons.presets.preset import dense


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


def make_generator(units: tuple[int, ...], optimizer: str, rate: float, steps: int = 1) -> GeneratorConfig:
    """The generator: hidden layers of these sizes, ReLU, weights drawn as He et al. (2015) say."""
    return GeneratorConfig(
        layers=dense("relu", *units),
        initializer="kaiming_uniform",
        optimizer=OptimizerConfig(name=optimizer, learning_rate=rate),
        steps=steps,
    )


def make_discriminator(units: tuple[int, ...], optimizer: str, rate: float, steps: int = 1) -> DiscriminatorConfig:
    """The discriminator: hidden layers of these sizes, leaky ReLU, weights drawn as He et al. (2015) say."""
    return DiscriminatorConfig(
        layers=dense("leaky_relu", *units),
        initializer="kaiming_uniform",
        optimizer=OptimizerConfig(name=optimizer, learning_rate=rate),
        steps=steps,
    )
