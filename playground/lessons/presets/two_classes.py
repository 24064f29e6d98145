"""Two classes in the plane: each set with a network that is just large enough."""

from __future__ import annotations

from playground.config import (
    BatchNormConfig,
    DataConfig,
    DropoutConfig,
    Experiment,
    LinearConfig,
    ModelConfig,
    ObjectiveConfig,
    OptimizerConfig,
    ScheduleConfig,
    TrainingConfig,
)
from playground.lessons.presets.preset import Preset, dense

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

TWO_CLASSES: dict[str, Preset[Experiment]] = {
    "moons": Preset(
        label="Moons",
        summary="Three small tanh layers bend one line until it winds between the moons.",
        experiment=NETWORK_LAB,
    ),
    "moons_dropout": Preset(
        label="Moons: dropout",
        summary="A larger network, but a fifth of its units is silent at each step: the boundary stays smooth.",
        experiment=Experiment(
            seed=3,
            data=DataConfig(name="moons", n_samples=500, noise=0.2),
            model=ModelConfig(
                layers=(
                    LinearConfig(units=16, activation="gelu"),
                    DropoutConfig(rate=0.2),
                    LinearConfig(units=16, activation="gelu"),
                    DropoutConfig(rate=0.2),
                )
            ),
            training=TrainingConfig(batch_size=16, epochs=120),
        ),
    ),
    "circles": Preset(
        label="Circles: four lines close a ring",
        summary="Each of the four leaky ReLU units folds the plane along a line; together they fence the inner circle.",
        experiment=Experiment(
            seed=0,
            data=DataConfig(name="circles", n_samples=300, noise=0.08),
            model=ModelConfig(layers=dense("leaky_relu", 4), initializer="kaiming_normal"),
            optimizer=OptimizerConfig(name="adam", learning_rate=0.02),
            training=TrainingConfig(batch_size=16, epochs=150),
        ),
    ),
    "xor": Preset(
        label="XOR: one neuron is not enough",
        summary="Two hidden units would do if they began well; with four the gradient finds the way by itself.",
        experiment=Experiment(
            seed=0,
            data=DataConfig(name="xor", n_samples=200, noise=0.05),
            model=ModelConfig(layers=dense("tanh", 4), initializer="xavier_uniform"),
            optimizer=OptimizerConfig(name="momentum", learning_rate=0.02),
            training=TrainingConfig(batch_size=16, epochs=120),
        ),
    ),
    "gaussians": Preset(
        label="Gaussians: a line without hidden layers",
        summary="Without a hidden layer the boundary is a line; the hinge loss cares only for the points near it.",
        experiment=Experiment(
            seed=0,
            data=DataConfig(name="gaussians", n_samples=300),
            model=ModelConfig(layers=()),
            objective=ObjectiveConfig(loss="hinge", l2=0.01),
            optimizer=OptimizerConfig(name="sgd", learning_rate=0.003),
            training=TrainingConfig(batch_size=10, epochs=60),
        ),
    ),
    "spiral": Preset(
        label="Spiral: coordinates only",
        summary="From x₁ and x₂ alone, two layers learn to wind the boundary; the rate glides to 0 to settle it.",
        experiment=Experiment(
            seed=0,
            data=DataConfig(name="spiral", n_samples=400, noise=0.03),
            model=ModelConfig(layers=dense("silu", 10, 8), initializer="xavier_normal"),
            optimizer=OptimizerConfig(name="adam", learning_rate=0.01),
            schedule=ScheduleConfig(name="cosine"),
            training=TrainingConfig(batch_size=16, epochs=150),
        ),
    ),
    "checkerboard": Preset(
        label="Checkerboard: two sines as inputs",
        summary="Seen through sin πx₁ and sin πx₂ the sixteen squares are an XOR, and four units solve it.",
        experiment=Experiment(
            seed=0,
            data=DataConfig(name="checkerboard", n_samples=600, noise=0.02),
            model=ModelConfig(inputs=("sin_x1", "sin_x2"), layers=dense("tanh", 4), initializer="xavier_uniform"),
            optimizer=OptimizerConfig(name="nesterov", learning_rate=0.02),
            training=TrainingConfig(batch_size=16, epochs=100),
        ),
    ),
    "rings": Preset(
        label="Rings: batch normalization",
        summary="Two closed curves from two layers; batch norm keeps their units in range while they learn.",
        experiment=Experiment(
            seed=1,
            data=DataConfig(name="rings", n_samples=500, noise=0.06),
            model=ModelConfig(
                layers=(
                    LinearConfig(units=12, activation="relu"),
                    BatchNormConfig(),
                    LinearConfig(units=8, activation="relu"),
                    BatchNormConfig(),
                ),
                initializer="kaiming_normal",
            ),
            optimizer=OptimizerConfig(name="adam", learning_rate=0.005),
            schedule=ScheduleConfig(name="exponential", every=50, factor=0.3),
            training=TrainingConfig(batch_size=32, epochs=120),
        ),
    ),
}
