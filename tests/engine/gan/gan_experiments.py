"""Small GANs for tests."""

from playground.config import (
    DiscriminatorConfig,
    GanDataConfig,
    GanExperiment,
    GanObjectiveConfig,
    GanTrainingConfig,
    GeneratorConfig,
    LinearConfig,
    NoiseConfig,
    OptimizerConfig,
)
from playground.data import load_distribution
from playground.engine.gan.game import Game


def make_layers(*units, activation="relu"):
    return tuple(LinearConfig(units=n, activation=activation) for n in units)


def make_gan(
    layers=None,
    d_layers=None,
    seed=3,
    data="eight_gaussians",
    size=2,
    steps=(1, 1),
    optimizer="adam",
    rates=(0.002, 0.003),
    batch_size=16,
    average=0.0,
    iterations=1000,
    points=(),
    **objective,
):
    """A GAN with 7-5 units in both players; `steps` and `rates` are the generator's and the discriminator's."""
    g_layers = make_layers(7, 5) if layers is None else layers
    d_layers = make_layers(7, 5, activation="leaky_relu") if d_layers is None else d_layers
    g, d = (OptimizerConfig(name=optimizer, learning_rate=rate) for rate in rates)
    return GanExperiment(
        seed=seed,
        data=GanDataConfig(name=data, n_samples=300, points=points),
        noise=NoiseConfig(size=size),
        generator=GeneratorConfig(layers=g_layers, optimizer=g, steps=steps[0]),
        discriminator=DiscriminatorConfig(layers=d_layers, optimizer=d, steps=steps[1]),
        objective=GanObjectiveConfig(**objective),
        training=GanTrainingConfig(batch_size=batch_size, average=average, iterations=iterations),
    )


def make_game(experiment):
    return Game(experiment, load_distribution(experiment.data, experiment.seed))
