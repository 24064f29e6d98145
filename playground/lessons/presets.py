"""The experiment that each lab opens with."""

from __future__ import annotations

from playground.config import DataConfig, Experiment, LinearConfig, ModelConfig, TrainingConfig

NETWORK_LAB = Experiment(
    seed=2,
    data=DataConfig(name="moons", n_samples=300, noise=0.2),
    model=ModelConfig(
        layers=(
            LinearConfig(units=6, activation="tanh"),
            LinearConfig(units=4, activation="tanh"),
            LinearConfig(units=2, activation="tanh"),
        )
    ),
    training=TrainingConfig(batch_size=32, epochs=1000),
)
