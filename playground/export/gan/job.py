"""Job: a GAN's experiment together with what its script has to know of its samples."""

from __future__ import annotations

from dataclasses import dataclass

from playground.config import GanExperiment, LinearConfig, ModelConfig
from playground.data import DISTRIBUTIONS, DistributionSpec
from playground.engine.catalog import check_experiment
from playground.engine.gan import build_gan_trainer
from playground.seeding import derive_seed


@dataclass(frozen=True, kw_only=True, slots=True)
class GanJob:
    """What a script is written from.

    Parameters
    ----------
    experiment : GanExperiment
        It has been checked, and nothing stands in the way of its first iteration.
    n_features : int
        Numbers in a sample.
    """

    experiment: GanExperiment
    n_features: int

    @property
    def spec(self) -> DistributionSpec:
        """The distribution's row of the registry."""
        return DISTRIBUTIONS[self.experiment.data.name]

    @property
    def title(self) -> str:
        """The job in one line."""
        size = self.experiment.noise.size
        generator = _describe_sizes(self.experiment.generator.model, size, self.n_features)
        discriminator = _describe_sizes(self.experiment.discriminator.model, self.n_features, 1)
        return f"{self.spec.label}: a {generator} generator against a {discriminator} discriminator"

    @property
    def has_average(self) -> bool:
        """Whether an averaged generator is shown, and there is one that moves."""
        return bool(self.experiment.training.average and self.experiment.generator.steps)

    @property
    def shown(self) -> str:
        """The variable that holds the generator whose samples are shown."""
        return "average" if self.has_average else "generator"

    def has_layer(self, player: str, *kinds: str) -> bool:
        """Whether ``"generator"`` or ``"discriminator"`` has a layer of one of these kinds."""
        return any(layer.kind in kinds for layer in getattr(self.experiment, player).layers)

    def derive_seed(self, *purposes: str) -> int:
        """The seed for a purpose, or for a purpose within one; see `playground.seeding.derive_seed`."""
        seed = self.experiment.seed
        for purpose in purposes:
            seed = derive_seed(seed, purpose)
        return seed


def read_gan_job(experiment: GanExperiment) -> GanJob:
    """The job of an experiment.

    Raises
    ------
    ValueError
        The experiment is not accepted, or something stands in the way of its first iteration.
    """
    check_experiment(experiment)
    trainer = build_gan_trainer(experiment)
    if trainer.obstacle:
        raise ValueError(trainer.obstacle)
    return GanJob(experiment=experiment, n_features=trainer.dataset.n_features)


def _describe_sizes(model: ModelConfig, n_inputs: int, n_outputs: int) -> str:
    """Units from the inputs to the outputs, such as ``2-64-64-2``."""
    hidden = [layer.units for layer in model.layers if isinstance(layer, LinearConfig)]
    return "-".join(map(str, (n_inputs, *hidden, n_outputs)))
