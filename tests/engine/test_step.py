"""Both step paths against an idiomatic PyTorch script, and against each other."""

from dataclasses import replace
from functools import lru_cache

import pytest
import reference_script
import torch

from playground.config import (
    BatchNormConfig,
    DataConfig,
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
from playground.engine.step import DenseStep
from playground.models import ACTIVATIONS, build_network
from playground.objectives import LOSSES
from playground.optim import OPTIMIZERS
from playground.schedules import SCHEDULES

PATHS = ["dense", "autograd"]
SETS = {"binary": "moons", "multiclass": "blobs", "regression": "saddle"}
LOSS_CASES = [
    (name, task, smoothing)
    for name, spec in LOSSES.items()
    for task in spec.tasks
    for smoothing in ((0.0, 0.2) if spec.smooths else (0.0,))
]
RESIDUAL = LinearConfig(units=10, activation="tanh", residual=True)


def make_experiment(activation="relu", units=(10, 10), **fields):
    layers = tuple(LinearConfig(units=n, activation=activation) for n in units)
    return Experiment(**{"model": ModelConfig(layers=layers), **fields})


def make_task(task, loss, smoothing=0.0, **fields):
    # 300 points leave 210 to train on, which batches of 32 divide without a single one left over.
    data = DataConfig(name=SETS[task], n_samples=300)
    return make_experiment(data=data, objective=ObjectiveConfig(loss=loss, label_smoothing=smoothing), **fields)


@lru_cache
def compute_reference(experiment, n_epochs):
    return torch.tensor(reference_script.train(experiment, n_epochs))


def compute_losses(trainer, n_epochs):
    losses = []
    for _ in range(n_epochs):
        trainer.advance(trainer.steps_per_epoch)
        metrics = trainer.evaluate()
        losses.append((metrics["train_loss"], metrics["test_loss"]))
    return losses


def assert_equals_reference(experiment, path, n_epochs=10):
    losses = torch.tensor(compute_losses(build_trainer(experiment, path), n_epochs))

    torch.testing.assert_close(losses, compute_reference(experiment, n_epochs), rtol=0, atol=1e-4)
    assert (losses[-1] - losses[0]).abs().max() > 1e-4, "something is learned"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_ten_epochs_equal_an_idiomatic_script(optimizer, activation, path):
    assert_equals_reference(make_experiment(activation, optimizer=OptimizerConfig(name=optimizer)), path)


@pytest.mark.parametrize("path", PATHS)
def test_all_epochs_of_the_default_experiment_equal_an_idiomatic_script(path):
    assert_equals_reference(Experiment(), path, 100)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("loss", "task", "smoothing"), LOSS_CASES)
def test_every_loss_equals_an_idiomatic_script(loss, task, smoothing, path):
    assert_equals_reference(make_task(task, loss, smoothing), path)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("task", SETS)
@pytest.mark.parametrize(("l1", "l2", "clip_norm"), [(0.01, 0.0, 0.0), (0.0, 0.1, 0.0), (0.003, 0.01, 0.1)])
def test_penalties_and_clipping_equal_an_idiomatic_script(l1, l2, clip_norm, task, path):
    base = make_task(task, next(name for name, spec in LOSSES.items() if task in spec.tasks))
    experiment = replace(
        base,
        objective=replace(base.objective, l1=l1, l2=l2),
        optimizer=replace(base.optimizer, clip_norm=clip_norm),
    )

    assert_equals_reference(experiment, path)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_every_schedule_equals_an_idiomatic_script(schedule, path):
    # At this rate the losses do not fall in every epoch: the plateau has something to find.
    experiment = make_experiment(
        optimizer=OptimizerConfig(learning_rate=0.05),
        schedule=ScheduleConfig(name=schedule, every=3, factor=0.3),
        training=TrainingConfig(epochs=20),
    )

    assert_equals_reference(experiment, path, 20)


@pytest.mark.parametrize(
    "experiment",
    [
        make_task(
            "multiclass",
            "cross_entropy",
            0.1,
            model=ModelConfig(
                layers=(
                    LinearConfig(activation="linear"),
                    BatchNormConfig(activation="relu"),
                    DropoutConfig(rate=0.3),
                    LinearConfig(),
                    DropoutConfig(rate=0.1),
                    BatchNormConfig(),
                )
            ),
        ),
        replace(
            make_task("regression", "huber"),
            objective=ObjectiveConfig(loss="huber", l2=0.01),
            schedule=ScheduleConfig(name="cosine"),
            training=TrainingConfig(epochs=10),
        ),
        make_task(
            "binary",
            "binary_cross_entropy",
            0.2,
            model=ModelConfig(layers=(LinearConfig(), RESIDUAL, LayerNormConfig(activation="elu"), RESIDUAL)),
        ),
        make_task(
            "binary", "hinge", model=ModelConfig(layers=(LayerNormConfig(), DropoutConfig(rate=0.5), LinearConfig()))
        ),
    ],
    ids=["three classes", "regression", "residual", "layers on the inputs"],
)
def test_everything_together_equals_an_idiomatic_script(experiment):
    assert_equals_reference(experiment, "autograd")


@pytest.mark.parametrize("units", [(), (1,), (64, 64), (3, 5, 4, 2)])
def test_both_paths_agree_on_any_shape(units):
    parameters = []
    for path in PATHS:
        trainer = build_trainer(make_experiment(activation="tanh", units=units), path)
        trainer.advance(100)
        parameters.append(trainer.state().tensors["parameters"])

    torch.testing.assert_close(*parameters, rtol=0, atol=1e-5)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("batch_size", [1, 7, 700])
def test_any_batch_size_equals_an_idiomatic_script(path, batch_size):
    experiment = make_experiment(training=TrainingConfig(batch_size=batch_size))

    losses = compute_losses(build_trainer(experiment, path), 1)

    torch.testing.assert_close(torch.tensor(losses), compute_reference(experiment, 1), rtol=0, atol=1e-4)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("task", SETS)
def test_both_paths_compute_the_same_gradient(activation, task):
    # One step of SGD with rate 1 moves the parameters by minus the gradient.
    loss = next(name for name, spec in LOSSES.items() if task in spec.tasks)
    optimizer = OptimizerConfig(name="sgd", learning_rate=1.0)
    experiment = make_task(task, loss, activation=activation, optimizer=optimizer)
    moved = []
    for path in PATHS:
        trainer = build_trainer(experiment, path)
        before = trainer.state().tensors["parameters"]
        trainer.advance(1)
        moved.append(trainer.state().tensors["parameters"] - before)

    torch.testing.assert_close(*moved, rtol=0, atol=1e-6)
    assert moved[0].abs().max() > 1e-3


def test_training_leaves_the_global_generator_and_the_mode_alone():
    experiment = make_experiment(model=ModelConfig(layers=(LinearConfig(), DropoutConfig(), BatchNormConfig())))
    before = torch.get_rng_state()

    trainer = build_trainer(experiment)
    trainer.advance(10)

    assert torch.equal(torch.get_rng_state(), before)
    assert not trainer.network.training


@pytest.mark.parametrize("layer", [DropoutConfig(), BatchNormConfig(), LayerNormConfig(), RESIDUAL])
def test_dense_step_refuses_what_it_has_no_backward_pass_for(layer):
    network = build_network(ModelConfig(layers=(LinearConfig(), layer)), 2, 1, 0)

    with pytest.raises(ValueError, match="accepted by DenseStep: linear layers only"):
        DenseStep(network, None, None, None)


@pytest.mark.parametrize("rate", [0.0, 1.0])
def test_dropout_of_none_and_of_all_stays_finite(rate):
    experiment = make_experiment(
        model=ModelConfig(layers=(LinearConfig(), DropoutConfig(rate=rate), BatchNormConfig()))
    )

    trainer = build_trainer(experiment)
    trainer.advance(50)

    assert trainer.is_finite()


def test_ten_full_layers_with_norms_and_residuals_train():
    layers = [LinearConfig(units=64)]
    for _ in range(9):
        layers += [LinearConfig(units=64, residual=True), BatchNormConfig()]

    trainer = build_trainer(make_experiment(model=ModelConfig(layers=tuple(layers))))
    before = trainer.evaluate()["train_loss"]
    trainer.advance(44)

    assert trainer.is_finite()
    assert trainer.evaluate()["train_loss"] < before
