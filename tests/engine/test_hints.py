"""What is odd is named, with what to try, although the network learns."""

from dataclasses import replace

import pytest
from experiments import make_experiment

from playground.config import Experiment, LinearConfig, ModelConfig, OptimizerConfig
from playground.engine.build import build_trainer

DEFAULT = Experiment()


def test_dead_units_of_a_layer_are_counted():
    trainer = build_trainer(DEFAULT)
    trainer.network.biases[1].fill_(5.0)
    trainer.network.biases[1][:3] = -50.0

    notice, hint = trainer.diagnose()

    assert notice == ""
    assert hint.startswith("Dead units in layer B: 3 of 10.")


def test_a_healthy_tanh_network_gets_no_hint():
    layers = (LinearConfig(activation="tanh"),) * 2
    trainer = build_trainer(replace(DEFAULT, model=ModelConfig(layers=layers)))
    for _ in range(5):
        trainer.advance(100)
        assert trainer.diagnose() == ("", "")


def test_gradients_that_vanish_below_many_sigmoids_are_named():
    layers = (LinearConfig(activation="sigmoid"),) * 8
    trainer = build_trainer(replace(DEFAULT, model=ModelConfig(layers=layers)))

    assert trainer.diagnose().hint.startswith("The gradients vanish on their way down: that of layer A is ")


def test_residual_connections_keep_the_gradients_alive():
    layers = (LinearConfig(activation="sigmoid"), *(LinearConfig(activation="sigmoid", residual=True),) * 7)
    trainer = build_trainer(replace(DEFAULT, model=ModelConfig(layers=layers)))

    assert trainer.diagnose() == ("", "")


def test_gradients_that_explode_are_named_with_the_layer():
    trainer = build_trainer(make_experiment("plane", model=ModelConfig(layers=(LinearConfig(),) * 4)))
    for weight in trainer.network.weights:
        weight.mul_(7)

    hint = trainer.diagnose().hint

    assert hint.startswith("The gradients explode: that of ")
    assert "Clip the gradients" in hint


def test_a_notice_says_more_than_a_hint():
    trainer = build_trainer(DEFAULT)
    trainer.network.biases[0].fill_(-50.0)

    notice, hint = trainer.diagnose()

    assert "layer A is dead" in notice
    assert hint == ""


@pytest.mark.parametrize("name", ["saddle", "sine", "blobs", "own"])
def test_other_tasks_at_their_start_get_at_most_a_hint_of_dead_units(name):
    trainer = build_trainer(make_experiment(name))

    notice, hint = trainer.diagnose()

    assert notice == ""
    assert hint == "" or hint.startswith("Dead units in layer ")


def test_a_regression_at_an_absurd_rate_is_told_to_slow_down():
    trainer = build_trainer(make_experiment("saddle", optimizer=OptimizerConfig(name="adam", learning_rate=30.0)))
    trainer.advance(30)

    assert "smaller learning rate" in trainer.diagnose().notice
