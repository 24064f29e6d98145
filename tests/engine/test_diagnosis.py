"""Each cause of not learning gets its sentence; a healthy run gets none."""

from dataclasses import replace

import pytest
import torch
from experiments import make_experiment

from playground.config import DataConfig, Experiment, LinearConfig, ModelConfig, OptimizerConfig, TrainingConfig
from playground.data import DATASETS
from playground.engine.build import build_trainer
from playground.engine.trainer import Diagnosis
from playground.models import ACTIVATIONS, INITIALIZERS
from playground.optim import OPTIMIZERS

DEFAULT = Experiment()
CHECKPOINTS = (0, 1, 10, 100, 1000)


def make_model(activation="relu", units=(10, 10), initializer="pytorch"):
    layers = tuple(LinearConfig(units=n, activation=activation) for n in units)
    return ModelConfig(layers=layers, initializer=initializer)


def diagnose_along(experiment, checkpoints=CHECKPOINTS):
    trainer = build_trainer(experiment)
    sentences = []
    for step in checkpoints:
        trainer.advance(step - trainer.step)
        sentences.append(trainer.diagnose().notice)
    return sentences


# Healthy runs


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("data", DATASETS)
def test_default_runs_are_never_complained_about(data, optimizer):
    experiment = make_experiment(data, optimizer=OptimizerConfig(name=optimizer))

    assert set(diagnose_along(experiment)) == {""}


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_default_runs_with_any_activation_are_never_complained_about(activation):
    assert set(diagnose_along(replace(DEFAULT, model=make_model(activation)))) == {""}


@pytest.mark.parametrize("initializer", [name for name in INITIALIZERS if name != "zeros"])
def test_default_runs_with_any_random_initializer_are_never_complained_about(initializer):
    assert set(diagnose_along(replace(DEFAULT, model=make_model(initializer=initializer)))) == {""}


def test_zeros_without_hidden_layers_learn_and_are_not_complained_about():
    experiment = replace(DEFAULT, model=make_model(units=(), initializer="zeros"))

    assert set(diagnose_along(experiment)) == {""}


# Zeros everywhere

# sigmoid(0) and softplus(0) are not 0: the weights above them move, all by the same amount.
MOVING = ("sigmoid", "softplus")


@pytest.mark.parametrize("activation", [name for name in ACTIVATIONS if name not in MOVING])
def test_zeros_never_learn_and_it_is_said_why(activation):
    sentences = diagnose_along(replace(DEFAULT, model=make_model(activation, initializer="zeros")))

    assert all("all weights are zero" in sentence for sentence in sentences)
    assert all("initializer" in sentence for sentence in sentences)


@pytest.mark.parametrize("activation", MOVING)
def test_zeros_with_a_moving_activation_stay_copies_and_it_is_said_why(activation):
    sentences = diagnose_along(replace(DEFAULT, model=make_model(activation, initializer="zeros")))

    assert all(sentence.startswith("All 10 units of layer A are copies of one unit") for sentence in sentences)


def test_copies_in_a_deeper_layer_alone_are_named():
    trainer = build_trainer(DEFAULT)
    trainer.network.weights[1].copy_(trainer.network.weights[1][0].clone())
    trainer.network.biases[1].fill_(0.1)
    trainer.network.weights[2].fill_(0.2)

    assert "units of layer B are copies" in trainer.diagnose().notice


# Too large a learning rate


def test_sgd_at_rate_10_on_moons_ends_with_a_dead_layer():
    experiment = replace(DEFAULT, optimizer=OptimizerConfig(name="sgd", learning_rate=10.0))

    for sentence in diagnose_along(experiment, (20, 100, 1000)):
        assert "layer B is dead" in sentence
        assert "smaller learning rate" in sentence


# Adadelta finds the size of its steps by itself: of a rate of 1, its authors' own, 100 is not far enough.
@pytest.mark.parametrize("optimizer", [name for name in OPTIMIZERS if name != "adadelta"])
def test_every_optimizer_at_rate_100_is_told_to_slow_down(optimizer):
    experiment = replace(DEFAULT, optimizer=OptimizerConfig(name=optimizer, learning_rate=100.0))

    for sentence in diagnose_along(experiment, (1, 20, 100)):
        assert "smaller learning rate" in sentence


def test_a_grown_loss_is_said_with_both_values():
    experiment = replace(DEFAULT, optimizer=OptimizerConfig(learning_rate=10.0))
    trainer = build_trainer(experiment)
    before = trainer.evaluate()["train_loss"]
    trainer.advance(1)
    after = trainer.evaluate()["train_loss"]

    assert f"grown from {before:.3g} to {after:.3g}" in trainer.diagnose().notice


def test_a_loss_that_is_not_finite_is_left_to_divergence():
    trainer = build_trainer(DEFAULT)
    trainer.network.weights[0].fill_(torch.nan)

    assert trainer.diagnose() == Diagnosis()


def test_huge_weights_with_a_high_loss_are_said():
    trainer = build_trainer(DEFAULT)
    trainer.network.weights[0][0, 0] = 500.0
    trainer.network.weights[1][:, 0] = 0.0

    assert "a weight has grown to 500" in trainer.diagnose().notice


# Flat spots


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_a_saturated_layer_is_named_with_its_activation(activation):
    trainer = build_trainer(replace(DEFAULT, model=make_model(activation)))
    trainer.network.biases[0].fill_(20.0)

    sentence = trainer.diagnose().notice

    assert "layer A is saturated" in sentence
    assert ACTIVATIONS[activation].label in sentence


def test_a_dead_relu_layer_is_named():
    trainer = build_trainer(DEFAULT)
    trainer.network.biases[0].fill_(-20.0)

    assert "layer A is dead" in trainer.diagnose().notice


def test_a_gradient_of_zero_at_a_high_loss_is_said():
    # A straight line cannot separate circles: full batches of a linear network end in its best, ln 2.
    experiment = Experiment(
        data=DataConfig(name="circles", noise=0.0, n_samples=100),
        model=make_model(units=()),
        optimizer=OptimizerConfig(name="momentum", learning_rate=0.5),
        training=TrainingConfig(batch_size=70),
    )

    (sentence,) = diagnose_along(experiment, (3000,))

    assert "the gradient is practically zero" in sentence


def test_ten_sigmoid_layers_give_the_same_output_everywhere():
    experiment = replace(DEFAULT, model=make_model("sigmoid", units=(10,) * 10))

    early, late = diagnose_along(experiment, (0, 500))

    assert early == ""
    assert "after 22 epochs the output is still the same for every point" in late
