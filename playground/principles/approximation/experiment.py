"""The run behind the page: the curve's points, and a network that learns them."""

from __future__ import annotations

from playground.config import (
    DataConfig,
    Experiment,
    LinearConfig,
    ModelConfig,
    ObjectiveConfig,
    OptimizerConfig,
    OwnData,
    TrainingConfig,
)
from playground.principles.approximation.functions import GRID, HIGH, HIGHEST, LOW, N_PLACES, sample_function
from playground.principles.principle import State


def make_experiment(state: State, shape: tuple[int, ...] | None = None) -> Experiment:
    """The curve as own points of one feature, one batch of all, and one hidden layer, or those of `shape`."""
    heights = sample_function(state["function"], state["drawn"])
    own = OwnData(
        points=tuple((x, y) for x, y in zip(GRID, heights, strict=True) if y is not None),
        features=("x",),
        target=("y",),
        classes=(),
        extent=(LOW, HIGH, -HIGHEST, HIGHEST),
    )
    layers = (state["units"],) if shape is None else shape
    return Experiment(
        seed=state["seed"],
        data=DataConfig(name="own", own=own, test_size=0.05),
        model=ModelConfig(
            inputs=("x1",),
            layers=tuple(LinearConfig(units=units, activation=state["activation"]) for units in layers),
        ),
        objective=ObjectiveConfig(loss="mse"),
        optimizer=OptimizerConfig(name=state["optimizer"], learning_rate=state["rate"]),
        training=TrainingConfig(batch_size=N_PLACES, epochs=100_000),
    )
