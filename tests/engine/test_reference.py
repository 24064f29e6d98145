"""Losses of the engine beside those of an ordinary PyTorch script, epoch by epoch."""

import pytest
import reference_script
import torch
from experiments import make_experiment
from torch import nn

from playground.config import (
    BatchNormConfig,
    DropoutConfig,
    LayerNormConfig,
    LinearConfig,
    ModelConfig,
    ObjectiveConfig,
    ScheduleConfig,
    TrainingConfig,
)
from playground.engine.build import build_trainer
from playground.frame import Demand, ReportDemand

N_EPOCHS = 10
DEEP = ModelConfig(
    layers=(
        LinearConfig(units=12, activation="tanh"),
        LinearConfig(units=12, activation="relu", residual=True),
        LinearConfig(units=12, activation="silu", residual=True),
    )
)
# No bias comes straight before a batch norm: its gradient would be rounding alone, which Adam turns into whole steps.
NORMALIZED = ModelConfig(
    layers=(
        LinearConfig(units=16, activation="tanh"),
        BatchNormConfig(activation="relu"),
        DropoutConfig(rate=0.3),
        LinearConfig(units=16, activation="tanh"),
        LayerNormConfig(),
        DropoutConfig(rate=0.1),
    )
)
TEN_EPOCHS = TrainingConfig(epochs=N_EPOCHS)
HUBER = ObjectiveConfig(loss="huber", l2=0.01)
SMOOTHED = ObjectiveConfig(loss="cross_entropy", label_smoothing=0.2)
CASES = {
    "three classes with dropout and batch norm": make_experiment("blobs", model=NORMALIZED),
    "three arms with dropout and batch norm": make_experiment("spirals", model=NORMALIZED),
    "iris with batch norm of the inputs": make_experiment(
        "iris", model=ModelConfig(layers=(BatchNormConfig(), LinearConfig(units=8)))
    ),
    "regression with Huber, L2 and cosine schedule": make_experiment(
        "saddle", objective=HUBER, schedule=ScheduleConfig(name="cosine"), training=TEN_EPOCHS
    ),
    "the same with residual connections": make_experiment(
        "saddle", model=DEEP, objective=HUBER, schedule=ScheduleConfig(name="cosine"), training=TEN_EPOCHS
    ),
    "a curve over one feature": make_experiment("sine", loss="mae", model=ModelConfig(inputs=("x1", "sin_x1"))),
    "other inputs": make_experiment("circles", model=ModelConfig(inputs=("x1_squared", "x2_squared", "cos_x1"))),
    "label smoothing of two classes": make_experiment(objective=ObjectiveConfig(label_smoothing=0.2)),
    "label smoothing of several classes": make_experiment("blobs", objective=SMOOTHED),
    "label smoothing with dropout and batch norm": make_experiment("blobs", model=NORMALIZED, objective=SMOOTHED),
    "residual connections": make_experiment(model=DEEP),
}


@pytest.mark.parametrize("case", CASES)
def test_losses_agree_with_an_ordinary_loop(case):
    trainer = build_trainer(CASES[case])
    losses = []
    for _ in range(N_EPOCHS):
        trainer.advance(trainer.steps_per_epoch)
        metrics = trainer.evaluate()
        losses.append((metrics["train_loss"], metrics["test_loss"]))

    expected = torch.tensor(reference_script.train(CASES[case], N_EPOCHS))
    torch.testing.assert_close(torch.tensor(losses), expected, rtol=0, atol=1e-4)


def test_a_last_batch_of_one_point_joins_the_one_before_under_batch_norm():
    experiment = make_experiment(data={"n_samples": 130, "test_size": 0.25}, model=NORMALIZED)
    trainer = build_trainer(experiment)

    assert len(trainer.dataset.y_train) == 3 * 32 + 1
    assert trainer.steps_per_epoch == 3
    trainer.advance(6)
    assert (trainer.step, trainer.epoch) == (6, 2.0)
    assert trainer.is_finite()


# Hostile combinations

HOSTILE = {
    "all units dropped": (DropoutConfig(rate=1.0), LinearConfig(), DropoutConfig(rate=1.0)),
    "ten layers of 64": (LinearConfig(units=64),) * 10,
    "ten layers of 64 with everything": (LinearConfig(units=64), BatchNormConfig(), DropoutConfig()) * 10,
    "nothing but norms": (BatchNormConfig(), LayerNormConfig(), BatchNormConfig(), DropoutConfig()),
    "one unit after another": (LinearConfig(units=1), LayerNormConfig(), LinearConfig(units=1)) * 3,
}


@pytest.mark.parametrize("data", ["moons", "blobs", "plane", "sine"])
@pytest.mark.parametrize("initializer", ["pytorch", "zeros"])
@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_layers_train_and_are_shown(case, initializer, data):
    model = ModelConfig(layers=HOSTILE[case], initializer=initializer)
    trainer = build_trainer(make_experiment(data, model=model))
    trainer.advance(30)
    trainer.diagnose()
    trainer.frame(Demand(mode="train"))
    trainer.report(ReportDemand(metrics=True, layers=True, unit=(1, 0), point=0)).compute_frame()

    assert trainer.is_finite()


def test_gradients_of_the_whole_training_set_equal_those_of_an_ordinary_model():
    experiment = CASES["residual connections"]
    (X, y), _, n_outputs = reference_script.load_points(experiment)
    model = reference_script.build_model(experiment, X.shape[1], n_outputs)
    nn.functional.binary_cross_entropy_with_logits(model(X), y).backward()
    trainer = build_trainer(experiment)

    for column, linear in enumerate(reference_script.linears_of(model), start=1):
        arrays = trainer.report(ReportDemand(unit=(column, 0))).frame.arrays
        expected = torch.cat([linear.weight.grad[0], linear.bias.grad[:1]])
        torch.testing.assert_close(torch.from_numpy(arrays["unit_grads"]), expected, rtol=1e-4, atol=1e-7)
