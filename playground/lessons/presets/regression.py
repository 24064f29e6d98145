"""Regression: surfaces over the plane, and curves whose fit can be watched."""

from __future__ import annotations

from playground.config import (
    DataConfig,
    Experiment,
    LayerNormConfig,
    LinearConfig,
    ModelConfig,
    ObjectiveConfig,
    OptimizerConfig,
    ScheduleConfig,
    TrainingConfig,
)
from playground.lessons.presets.preset import Preset, dense

_MSE = ObjectiveConfig(loss="mse")

REGRESSION: dict[str, Preset[Experiment]] = {
    "plane": Preset(
        label="Plane: linear regression",
        summary="Two weights and a bias: plain gradient descent tilts the plane into place.",
        experiment=Experiment(
            seed=0,
            data=DataConfig(name="plane", n_samples=200, noise=0.05),
            model=ModelConfig(layers=()),
            objective=_MSE,
            optimizer=OptimizerConfig(name="sgd", learning_rate=0.01),
            training=TrainingConfig(batch_size=10, epochs=60),
        ),
    ),
    "bump": Preset(
        label="Bump: folds add up to a hill",
        summary="Eight soft folds meet in the middle; the Huber loss pulls less at points that are far off.",
        experiment=Experiment(
            seed=0,
            data=DataConfig(name="bump", n_samples=400, noise=0.05),
            model=ModelConfig(layers=dense("softplus", 8, 8), initializer="xavier_normal"),
            objective=ObjectiveConfig(loss="huber"),
            optimizer=OptimizerConfig(name="adam", learning_rate=0.03),
            schedule=ScheduleConfig(name="cosine"),
            training=TrainingConfig(batch_size=16, epochs=120),
        ),
    ),
    "saddle": Preset(
        label="Saddle: squares as inputs",
        summary="Given x₁² and x₂² too, nothing is left to bend; L1 drives the weights that are not needed to 0.",
        experiment=Experiment(
            seed=2,
            data=DataConfig(name="saddle", n_samples=300, noise=0.05),
            model=ModelConfig(inputs=("x1", "x2", "x1_squared", "x2_squared", "product"), layers=()),
            objective=ObjectiveConfig(loss="mse", l1=0.003),
            optimizer=OptimizerConfig(name="adagrad", learning_rate=0.03),
            training=TrainingConfig(batch_size=16, epochs=80),
        ),
    ),
    "ridge": Preset(
        label="Sine ridge: layer normalization",
        summary="The first layer turns to face the waves; layer norm keeps each point's values in range behind it.",
        experiment=Experiment(
            seed=3,
            data=DataConfig(name="ridge", n_samples=500, noise=0.05),
            model=ModelConfig(
                layers=(
                    LinearConfig(units=12, activation="tanh"),
                    LayerNormConfig(),
                    LinearConfig(units=12, activation="tanh"),
                ),
                initializer="xavier_normal",
            ),
            objective=_MSE,
            optimizer=OptimizerConfig(name="adam", learning_rate=0.005),
            schedule=ScheduleConfig(name="plateau", every=8, factor=0.5),
            training=TrainingConfig(batch_size=16, epochs=120),
        ),
    ),
    "sine": Preset(
        label="Sine: one hidden layer draws a wave",
        summary="Each tanh unit is one bend; watch them slide along the axis until they add up to the wave.",
        experiment=Experiment(
            seed=0,
            data=DataConfig(name="sine", n_samples=200),
            model=ModelConfig(inputs=("x1",), layers=dense("tanh", 16)),
            objective=_MSE,
            optimizer=OptimizerConfig(name="nadam", learning_rate=0.03),
            training=TrainingConfig(batch_size=16, epochs=250),
        ),
    ),
    "step": Preset(
        label="Step: kinks make a stair",
        summary="Two kinks close together are almost a jump; the absolute error hardly minds the points between.",
        experiment=Experiment(
            seed=2,
            data=DataConfig(name="step", n_samples=200),
            model=ModelConfig(inputs=("x1",), layers=dense("relu", 8), initializer="kaiming_normal"),
            objective=ObjectiveConfig(loss="mae"),
            optimizer=OptimizerConfig(name="adam", learning_rate=0.01),
            training=TrainingConfig(batch_size=16, epochs=120),
        ),
    ),
    "x_sin_x": Preset(
        label="x sin x: residual layers",
        summary="The residual layers only add corrections to what came before; a warm-up spares the first steps.",
        experiment=Experiment(
            seed=3,
            data=DataConfig(name="x_sin_x", n_samples=300, noise=0.05),
            model=ModelConfig(
                inputs=("x1",),
                layers=(
                    LinearConfig(units=12, activation="silu"),
                    LinearConfig(units=12, activation="silu", residual=True),
                    LinearConfig(units=12, activation="silu", residual=True),
                ),
            ),
            objective=_MSE,
            optimizer=OptimizerConfig(name="adamw", learning_rate=0.03, clip_norm=1.0),
            schedule=ScheduleConfig(name="warmup", every=10),
            training=TrainingConfig(batch_size=16, epochs=150),
        ),
    ),
}
