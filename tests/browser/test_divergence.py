"""Runs that break down or get nowhere end in a clear state that says what happened and what to try."""

import re

import pytest
from playwright.sync_api import expect

from playground.config import Experiment, LinearConfig, ModelConfig, OptimizerConfig, TrainingConfig


def experiment_with(activation, learning_rate, initializer="pytorch"):
    layers = tuple(LinearConfig(units=10, activation=activation) for _ in range(3))
    return Experiment(
        model=ModelConfig(layers=layers, initializer=initializer),
        optimizer=OptimizerConfig(name="sgd", learning_rate=learning_rate),
        training=TrainingConfig(epochs=100_000),
    )


@pytest.mark.parametrize(("activation", "learning_rate"), [("linear", 10.0), ("leaky_relu", 100.0)])
def test_run_that_becomes_nonfinite_names_the_step_and_what_to_try(lab, activation, learning_rate):
    lab.open(experiment_with(activation, learning_rate), speed="max")
    lab.press("play")
    lab.wait_for("view.dataset.status === 'diverged'")
    expect(lab.view.get_by_text(re.compile(rf"at step {lab.step:,}: .* Try a smaller learning rate"))).to_be_visible()


def test_diverged_run_can_be_reset_and_repaired(lab):
    lab.open(experiment_with("linear", 10.0), speed="max")
    lab.press("play")
    lab.wait_for("view.dataset.status === 'diverged'")
    lab.choose("learning_rate", "0.01")
    lab.press("reset")
    lab.wait_for("view.dataset.step === '0' && view.dataset.status === 'idle'")
    lab.play(n_steps=50)
    assert lab.read("status") == "running"


@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_learning_rate_of_ten_is_explained(lab, activation):
    lab.open(experiment_with(activation, 10.0), speed="max")
    lab.press("play")
    expect(lab.view.get_by_text("Try a smaller learning rate").filter(visible=True)).to_be_visible()


def test_zero_weights_are_explained(lab):
    lab.open(experiment_with("relu", 0.1, initializer="zeros"), speed="max")
    lab.press("play")
    expect(lab.view.get_by_text("all weights are zero")).to_be_visible()
