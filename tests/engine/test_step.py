"""Both step paths against an idiomatic PyTorch script, and against each other."""

from dataclasses import replace
from functools import lru_cache

import pytest
import reference_script
import torch

from playground.config import Experiment, LinearConfig, ModelConfig, OptimizerConfig, TrainingConfig
from playground.engine.build import build_trainer
from playground.models import ACTIVATIONS
from playground.optim import OPTIMIZERS

PATHS = ["dense", "autograd"]


def make_experiment(optimizer="adam", activation="relu", units=(10, 10), **fields):
    layers = tuple(LinearConfig(units=n, activation=activation) for n in units)
    return Experiment(model=ModelConfig(layers=layers), optimizer=OptimizerConfig(name=optimizer), **fields)


@lru_cache
def compute_reference(optimizer, activation):
    return reference_script.train(make_experiment(optimizer, activation), n_epochs=10)


def compute_losses(trainer, n_epochs):
    losses = []
    for _ in range(n_epochs):
        trainer.advance(trainer.steps_per_epoch)
        metrics = trainer.evaluate()
        losses.append((metrics["train_loss"], metrics["test_loss"]))
    return losses


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_ten_epochs_equal_an_idiomatic_script(optimizer, activation, path):
    losses = compute_losses(build_trainer(make_experiment(optimizer, activation), path), 10)

    torch.testing.assert_close(
        torch.tensor(losses), torch.tensor(compute_reference(optimizer, activation)), rtol=0, atol=1e-4
    )


@pytest.mark.parametrize("path", PATHS)
def test_all_epochs_of_the_default_experiment_equal_an_idiomatic_script(path):
    losses = compute_losses(build_trainer(Experiment(), path), 100)

    torch.testing.assert_close(
        torch.tensor(losses), torch.tensor(reference_script.train(Experiment(), 100)), rtol=0, atol=1e-4
    )


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

    torch.testing.assert_close(
        torch.tensor(losses), torch.tensor(reference_script.train(experiment, 1)), rtol=0, atol=1e-4
    )


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_both_paths_compute_the_same_gradient(activation):
    # One step of SGD with rate 1 moves the parameters by minus the gradient.
    base = make_experiment("sgd", activation)
    experiment = replace(base, optimizer=replace(base.optimizer, learning_rate=1.0))
    moved = []
    for path in PATHS:
        trainer = build_trainer(experiment, path)
        before = trainer.state().tensors["parameters"]
        trainer.advance(1)
        moved.append(trainer.state().tensors["parameters"] - before)

    torch.testing.assert_close(*moved, rtol=0, atol=1e-6)
    assert moved[0].abs().max() > 1e-3
