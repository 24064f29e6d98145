"""Networks for probes to look at, moved away from where they begin."""

import torch

from playground.config import (
    DiscriminatorConfig,
    GanDataConfig,
    GanExperiment,
    GanObjectiveConfig,
    GeneratorConfig,
    LinearConfig,
    NoiseConfig,
)
from playground.data import load_distribution
from playground.engine.gan.probes import GanProbes
from playground.models import build_network
from playground.objectives import GAN_LOSSES
from playground.seeding import derive_seed


def make_experiment(name="eight_gaussians", loss="non_saturating", size=2, kind="normal", units=(16, 16), **data):
    layers = tuple(LinearConfig(units=n, activation="tanh") for n in units)
    return GanExperiment(
        data=GanDataConfig(name=name, **data),
        noise=NoiseConfig(size=size, distribution=kind),
        generator=GeneratorConfig(layers=layers),
        discriminator=DiscriminatorConfig(layers=layers),
        objective=GanObjectiveConfig(loss=loss),
    )


class Scene:
    """Probes of an experiment, and two networks to look at."""

    def __init__(self, experiment, gain=1.5):
        self.experiment = experiment
        self.distribution = load_distribution(experiment.data, experiment.seed)
        self.spec = GAN_LOSSES[experiment.objective.loss]
        self.probes = GanProbes(self.distribution, experiment, self.spec)
        self.sight = self.probes.sight
        size, d, seed = experiment.noise.size, self.distribution.n_features, experiment.seed
        self.generator = build_network(experiment.generator.model, size, d, derive_seed(seed, "generator"))
        self.discriminator = build_network(experiment.discriminator.model, d, 1, derive_seed(seed, "discriminator"))
        for network in (self.generator, self.discriminator):
            for weight in network.weights:
                weight.mul_(gain)

    def look(self, demand, stage=None):
        return self.probes.look(demand, self.generator, self.discriminator, stage)

    @torch.no_grad()
    def generate(self, z):
        return self.generator(z)

    @torch.no_grad()
    def score(self, x):
        return self.spec.score(self.discriminator(x)[:, 0])
