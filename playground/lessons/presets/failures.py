"""Runs that fail on purpose: what goes wrong, and what would help, is the lesson."""

from __future__ import annotations

from playground.config import (
    DataConfig,
    Experiment,
    ModelConfig,
    OptimizerConfig,
    TrainingConfig,
)
from playground.lessons.presets.preset import Preset, dense

FAILURES: dict[str, Preset[Experiment]] = {
    "dead_relus": Preset(
        label="Fails: dead ReLUs",
        summary="The first steps are so large that they push every unit below 0 for all points, where a ReLU has no "
        "slope and nothing brings it back. Try again with a learning rate of 0.1.",
        experiment=Experiment(
            seed=0,
            data=DataConfig(name="circles", n_samples=300, noise=0.08),
            model=ModelConfig(layers=dense("relu", 8, 8), initializer="kaiming_normal"),
            optimizer=OptimizerConfig(name="momentum", learning_rate=3.0),
            training=TrainingConfig(batch_size=32, epochs=200),
        ),
    ),
    "vanishing_gradients": Preset(
        label="Fails: vanishing gradients",
        summary="Every sigmoid shrinks the gradient to a quarter at most, so that through eight of them next to "
        "nothing reaches the first layer and the loss stays at 0.69. Try tanh with Xavier weights.",
        experiment=Experiment(
            seed=0,
            data=DataConfig(name="circles", n_samples=300, noise=0.08),
            model=ModelConfig(layers=dense("sigmoid", *[6] * 8)),
            optimizer=OptimizerConfig(name="sgd", learning_rate=0.1),
            training=TrainingConfig(batch_size=16, epochs=300),
        ),
    ),
    "overfitting": Preset(
        label="Fails: overfitting",
        summary="A large network learns sixty points by heart, the mislabeled ones too: the training loss falls to 0 "
        "while the test loss climbs. Try an L2 of 0.01, or many more points.",
        experiment=Experiment(
            seed=0,
            data=DataConfig(name="moons", n_samples=200, noise=0.2, label_noise=0.15, test_size=0.7),
            model=ModelConfig(layers=dense("leaky_relu", 32, 32), initializer="kaiming_normal"),
            optimizer=OptimizerConfig(name="adam", learning_rate=0.01),
            training=TrainingConfig(batch_size=10, epochs=400),
        ),
    ),
}
