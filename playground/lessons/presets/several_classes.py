"""Several classes: one output for each."""

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

_LOSS = "cross_entropy"

SEVERAL_CLASSES: dict[str, Preset[Experiment]] = {
    "blobs": Preset(
        label="Blobs: five classes, labels smoothed",
        summary="Each output claims one cloud; smoothed labels keep the network from being surer than 92 percent.",
        experiment=Experiment(
            seed=1,
            data=DataConfig(name="blobs", n_samples=400, noise=0.08, classes=5),
            model=ModelConfig(layers=dense("relu", 8), initializer="kaiming_uniform"),
            objective=ObjectiveConfig(loss=_LOSS, label_smoothing=0.1),
            optimizer=OptimizerConfig(name="rmsprop", learning_rate=0.002),
            training=TrainingConfig(batch_size=32, epochs=80),
        ),
    ),
    "spirals": Preset(
        label="Spirals: dropout and batch norm together",
        summary="Batch norm steadies the first layer; dropout silences other units at each step, so none is vital.",
        experiment=Experiment(
            seed=2,
            data=DataConfig(name="spirals", n_samples=600, noise=0.03, classes=3),
            model=ModelConfig(
                layers=(
                    LinearConfig(units=16, activation="relu"),
                    BatchNormConfig(),
                    LinearConfig(units=16, activation="relu"),
                    DropoutConfig(rate=0.1),
                ),
                initializer="kaiming_normal",
            ),
            objective=ObjectiveConfig(loss=_LOSS),
            optimizer=OptimizerConfig(name="adamw", learning_rate=0.002),
            schedule=ScheduleConfig(name="step", every=40, factor=0.3),
            training=TrainingConfig(batch_size=32, epochs=120),
        ),
    ),
    "iris": Preset(
        label="Iris: stop when it gets no better",
        summary="Six units tell three species by their petals; patience ends the run and brings the best weights back.",
        experiment=Experiment(
            seed=2,
            data=DataConfig(name="iris", n_samples=150),
            model=ModelConfig(layers=dense("elu", 6)),
            objective=ObjectiveConfig(loss=_LOSS, l2=0.003),
            optimizer=OptimizerConfig(name="amsgrad", learning_rate=0.005),
            training=TrainingConfig(batch_size=10, epochs=300, patience=15),
        ),
    ),
}
