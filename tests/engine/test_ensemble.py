"""Every member of a seed ensemble learns what the same run learns alone."""

from dataclasses import replace

import pytest
import torch
from experiments import change, make_experiment

from playground.config import (
    BatchNormConfig,
    DropoutConfig,
    Experiment,
    LayerNormConfig,
    LinearConfig,
    ModelConfig,
    ObjectiveConfig,
    OptimizerConfig,
    ScheduleConfig,
    TrainingConfig,
)
from playground.engine.build import build_trainer
from playground.frame import Demand
from playground.models import ACTIVATIONS
from playground.objectives import LOSSES
from playground.optim import OPTIMIZERS

K = 3
SETS = {"binary": "moons", "multiclass": "blobs", "regression": "saddle"}
SMALL = {"n_samples": 300}
RELU = LinearConfig(units=10, activation="relu")
NORMED = ModelConfig(layers=(RELU, DropoutConfig(rate=0.2), RELU, BatchNormConfig()))
MIXED = ModelConfig(
    layers=(
        DropoutConfig(rate=0.1),
        LinearConfig(units=8),
        LinearConfig(units=8, activation="tanh", residual=True),
        DropoutConfig(rate=0.3),
        LayerNormConfig(activation="tanh"),
    )
)


def build_alone(experiment, members=K):
    return [build_trainer(replace(experiment, seed=experiment.seed + k)) for k in range(members)]


def compare_losses(trainer):
    """Lowest and highest losses of the members."""
    metrics = trainer.evaluate()
    return [metrics[f"{part}_loss_{end}"] for part in ("train", "test") for end in ("low", "high")]


def expect_losses(alone):
    metrics = [trainer.evaluate() for trainer in alone]
    parts = [[one[f"{part}_loss"] for one in metrics] for part in ("train", "test")]
    return [end(losses) for losses in parts for end in (min, max)]


def assert_members_learn_as_alone(experiment, n_epochs=20, members=K):
    ensemble, alone = build_trainer(experiment, members=members), build_alone(experiment, members)
    for _ in range(n_epochs):
        for trainer in (ensemble, *alone):
            trainer.advance(trainer.steps_per_epoch)
        # Test losses of all of them; the bounds hold the training losses as well.
        losses = ensemble.frame(Demand(map_size=0, unit_bytes=0)).arrays["members"][:, 0].tolist()
        assert losses == pytest.approx([trainer.evaluate()["test_loss"] for trainer in alone], abs=1e-4)
        assert compare_losses(ensemble) == pytest.approx(expect_losses(alone), abs=1e-4)
    assert len(set(losses)) == members, "they are different runs"


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_with_every_optimizer(optimizer):
    rate = 1.0 if optimizer == "adadelta" else 0.01
    assert_members_learn_as_alone(Experiment(optimizer=OptimizerConfig(name=optimizer, learning_rate=rate)))


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_with_every_activation(activation):
    layers = (LinearConfig(units=5, activation=activation), LinearConfig(units=7, activation=activation))
    assert_members_learn_as_alone(make_experiment(data=SMALL, model=ModelConfig(layers=layers)), 10)


@pytest.mark.parametrize(("loss", "task"), [(name, task) for name, spec in LOSSES.items() for task in spec.tasks])
@pytest.mark.parametrize("path", ["dense", "autograd"])
def test_with_every_loss_on_both_paths(loss, task, path):
    smoothing = 0.1 if LOSSES[loss].smooths else 0.0
    experiment = make_experiment(
        SETS[task], data=SMALL, objective=ObjectiveConfig(loss=loss, label_smoothing=smoothing)
    )
    ensemble, alone = build_trainer(experiment, path, members=K), build_alone(experiment)
    for trainer in (ensemble, *alone):
        trainer.advance(100)

    assert compare_losses(ensemble) == pytest.approx(expect_losses(alone), abs=1e-4)


@pytest.mark.parametrize("data", ["blobs", "moons"])
def test_with_dropout_and_batch_norm(data):
    assert_members_learn_as_alone(make_experiment(data, model=NORMED))


def test_with_batch_norm_they_repeat_every_digit():
    experiment = make_experiment("blobs", data=SMALL, model=NORMED)
    ensemble, alone = build_trainer(experiment, members=K), build_alone(experiment)
    for trainer in (ensemble, *alone):
        trainer.advance(200)
    expected = torch.stack([trainer.state().tensors["parameters"] for trainer in alone])

    assert torch.equal(ensemble.state().tensors["parameters"], expected)


@pytest.mark.parametrize("data", ["blobs", "saddle"])
def test_with_dropout_residuals_and_layer_norm(data):
    assert_members_learn_as_alone(make_experiment(data, data=SMALL, model=MIXED))


@pytest.mark.parametrize(
    "experiment",
    [
        make_experiment(
            "saddle",
            objective=ObjectiveConfig(loss="huber"),
            schedule=ScheduleConfig(name="cosine"),
            training=TrainingConfig(epochs=20),
        ),
        Experiment(
            optimizer=OptimizerConfig(learning_rate=0.05), schedule=ScheduleConfig(name="plateau", every=1, factor=0.3)
        ),
        Experiment(optimizer=OptimizerConfig(clip_norm=0.1)),
        Experiment(objective=ObjectiveConfig(l1=0.003, l2=0.01)),
        make_experiment("own", training=TrainingConfig(batch_size=16)),
        Experiment(model=ModelConfig(layers=())),
        Experiment(model=ModelConfig(layers=(LinearConfig(units=1), LinearConfig(units=20)))),
        replace(Experiment(), seed=2**31 - 1 - (K - 1)),
    ],
    ids=["huber and cosine", "plateau", "clipping", "penalties", "own", "no hidden layer", "one unit", "last seed"],
)
def test_with_everything_else_that_training_depends_on(experiment):
    assert_members_learn_as_alone(experiment)


def test_sixteen_members():
    assert_members_learn_as_alone(make_experiment(data=SMALL), 5, members=16)


def test_after_the_largest_seed_comes_0():
    ensemble = build_trainer(replace(Experiment(), seed=2**31 - 1), members=2)
    ensemble.advance(50)
    first = build_trainer(replace(Experiment(), seed=0))
    first.advance(50)

    loss = ensemble.frame(Demand(map_size=0, unit_bytes=0)).arrays["members"][1, 0]
    assert float(loss) == pytest.approx(first.evaluate()["test_loss"], abs=1e-5)


def test_every_live_change_reaches_all_members():
    before = make_experiment("blobs", data=SMALL, model=MIXED)
    layers = [
        replace(one, rate=0.5) if one.kind == "dropout" else replace(one, activation="elu") for one in MIXED.layers
    ]
    after = replace(
        before,
        model=replace(before.model, layers=tuple(layers)),
        objective=replace(before.objective, l2=0.01, label_smoothing=0.1),
        optimizer=OptimizerConfig(name="momentum", learning_rate=0.02, clip_norm=1.0),
        schedule=ScheduleConfig(name="exponential", every=3),
        training=replace(before.training, batch_size=17),
    )
    ensemble, alone = build_trainer(before, members=K), build_alone(before)
    for k, trainer in enumerate((ensemble, *alone)):
        trainer.advance(20)
        assert trainer.apply(replace(after, seed=before.seed + max(k - 1, 0)))
        trainer.advance(60)

    assert compare_losses(ensemble) == pytest.approx(expect_losses(alone), abs=1e-4)


def test_own_points_change_mid_run_for_all_members():
    before = make_experiment("own", training=TrainingConfig(batch_size=16))
    after = change(before, "data", own=replace(before.data.own, points=before.data.own.points[:-7]))
    ensemble, alone = build_trainer(before, members=K), build_alone(before)
    for k, trainer in enumerate((ensemble, *alone)):
        trainer.advance(20)
        assert trainer.apply(replace(after, seed=before.seed + max(k - 1, 0)))
        trainer.advance(60)

    assert compare_losses(ensemble) == pytest.approx(expect_losses(alone), abs=1e-4)
