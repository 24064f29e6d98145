"""The supervised trainer: reproducible, changeable mid-run, able to go back, and able to learn every data set."""

import math
import subprocess
import sys
from dataclasses import replace

import pytest
import torch

from playground.config import (
    DataConfig,
    Experiment,
    LinearConfig,
    ModelConfig,
    OptimizerConfig,
    TrainingConfig,
)
from playground.data import DATASETS
from playground.engine.build import build_trainer
from playground.frame import Demand
from playground.optim import OPTIMIZERS

PATHS = ["dense", "autograd"]
DEFAULT = Experiment()


def parameters(trainer):
    return trainer.state().tensors["parameters"]


def assert_same(first, second):
    assert torch.equal(parameters(first), parameters(second))
    assert first.evaluate() == second.evaluate()
    assert (first.step, first.epoch) == (second.step, second.epoch)


# Learning


def test_the_default_experiment_reaches_99_percent_on_the_test_set():
    trainer = build_trainer(DEFAULT)
    trainer.advance(100 * trainer.steps_per_epoch)

    assert trainer.epoch == 100
    assert trainer.evaluate()["test_accuracy"] >= 0.99


# A small network for each set: hidden units, activation, epochs.
FITTING = {
    "moons": ((8,), "tanh", 60),
    "circles": ((8,), "tanh", 60),
    "xor": ((8,), "tanh", 60),
    "gaussians": ((), "linear", 20),
    "spiral": ((16, 16), "tanh", 150),
}


@pytest.mark.parametrize("name", DATASETS)
def test_every_set_is_fitted_by_a_small_network(name):
    units, activation, epochs = FITTING[name]
    layers = tuple(LinearConfig(units=n, activation=activation) for n in units)
    trainer = build_trainer(
        Experiment(
            data=DataConfig(name=name),
            model=ModelConfig(layers=layers),
            optimizer=OptimizerConfig(learning_rate=0.02),
        )
    )
    trainer.advance(epochs * trainer.steps_per_epoch)

    assert trainer.evaluate()["test_accuracy"] >= 0.95


# Same experiment, same numbers


@pytest.mark.parametrize("path", PATHS)
def test_the_same_experiment_gives_the_same_digits(path):
    first, second = build_trainer(DEFAULT, path), build_trainer(DEFAULT, path)
    first.advance(50)
    second.advance(50)

    assert_same(first, second)


@pytest.mark.parametrize("path", PATHS)
def test_slices_and_another_run_in_between_change_no_digit(path):
    whole, sliced, other = (build_trainer(DEFAULT, path) for _ in range(3))
    whole.advance(50)
    for n in (1, 2, 17, 30):
        sliced.advance(n)
        other.advance(3)

    assert_same(whole, sliced)


def test_another_process_gives_the_same_digits():
    program = (
        "from playground.config import Experiment\n"
        "from playground.engine.build import build_trainer\n"
        "trainer = build_trainer(Experiment())\n"
        "trainer.advance(50)\n"
        "print(trainer.evaluate())\n"
    )
    printed = [subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout]
    trainer = build_trainer(DEFAULT)
    trainer.advance(50)
    printed.append(f"{trainer.evaluate()}\n".encode())

    assert printed[0] == printed[1]


@pytest.mark.parametrize("path", PATHS)
def test_training_and_looking_leave_the_global_generator_alone(path):
    before = torch.get_rng_state()

    trainer = build_trainer(DEFAULT, path)
    trainer.advance(30)
    trainer.frame(Demand())
    trainer.diagnose()

    assert torch.equal(torch.get_rng_state(), before)


def test_seeds_of_weights_and_batches_differ():
    first, second = build_trainer(DEFAULT), build_trainer(replace(DEFAULT, seed=43))

    assert not torch.equal(parameters(first), parameters(second))


@pytest.mark.parametrize("path", PATHS)
def test_looking_at_a_run_does_not_change_it(path):
    watched, alone = build_trainer(DEFAULT, path), build_trainer(DEFAULT, path)
    for _ in range(5):
        watched.advance(10)
        watched.frame(Demand())
        watched.evaluate()
        watched.diagnose()
        watched.state()
    alone.advance(50)

    assert_same(watched, alone)


# Counting


def test_an_epoch_is_one_pass_over_the_training_set():
    trainer = build_trainer(DEFAULT)

    assert trainer.steps_per_epoch == math.ceil(700 / 32)
    trainer.advance(21)
    assert trainer.epoch == 21 * 32 / 700
    trainer.advance(1)
    assert (trainer.step, trainer.epoch) == (22, 1.0)


# Going back


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("n_steps", [0, 22, 30])
def test_a_loaded_state_continues_to_the_last_digit(name, path, n_steps):
    experiment = replace(DEFAULT, optimizer=OptimizerConfig(name=name))
    trainer = build_trainer(experiment, path)
    trainer.advance(n_steps)
    state = trainer.state()
    trainer.advance(40)
    other = build_trainer(experiment, path)
    other.advance(7)
    other.load(state)
    other.advance(40)

    assert_same(trainer, other)


def test_a_state_is_a_copy_and_can_be_loaded_twice():
    trainer = build_trainer(DEFAULT)
    trainer.advance(10)
    state = trainer.state()
    results = []
    for _ in range(2):
        trainer.load(state)
        trainer.advance(30)
        results.append(parameters(trainer))

    assert torch.equal(*results)


def test_a_state_of_another_optimizer_gives_its_weights_and_the_current_one_starts_afresh():
    trainer = build_trainer(DEFAULT)
    trainer.advance(10)
    state = trainer.state()
    trainer.apply(replace(DEFAULT, optimizer=OptimizerConfig(name="momentum")))
    trainer.advance(10)

    trainer.load(state)

    assert trainer.step == 10
    assert torch.equal(parameters(trainer), state.tensors["parameters"])
    assert not trainer.state().tensors["slots"].any()


# Changing mid-run

LIVE = {
    "learning rate": replace(DEFAULT, optimizer=OptimizerConfig(learning_rate=0.1)),
    "optimizer": replace(DEFAULT, optimizer=OptimizerConfig(name="momentum")),
    "batch size": replace(DEFAULT, training=TrainingConfig(batch_size=5)),
    "activation": replace(DEFAULT, model=ModelConfig(layers=(LinearConfig(activation="tanh"),) * 2)),
}
REBUILD = {
    "data": replace(DEFAULT, data=DataConfig(name="circles")),
    "noise": replace(DEFAULT, data=DataConfig(noise=0.2)),
    "units": replace(DEFAULT, model=ModelConfig(layers=(LinearConfig(units=9), LinearConfig()))),
    "layers": replace(DEFAULT, model=ModelConfig(layers=(LinearConfig(),))),
    "initializer": replace(DEFAULT, model=ModelConfig(initializer="zeros")),
    "seed": replace(DEFAULT, seed=1),
}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("change", LIVE)
def test_a_live_change_keeps_the_weights_and_alters_what_follows(change, path):
    changed, unchanged = build_trainer(DEFAULT, path), build_trainer(DEFAULT, path)
    changed.advance(10)
    unchanged.advance(10)
    before = parameters(changed)

    assert changed.apply(LIVE[change])

    assert changed.experiment == LIVE[change]
    assert torch.equal(parameters(changed), before)
    changed.advance(10)
    unchanged.advance(10)
    assert not torch.equal(parameters(changed), parameters(unchanged))


@pytest.mark.parametrize("change", LIVE)
def test_a_change_before_the_first_step_equals_building_it_so(change):
    changed, built = build_trainer(DEFAULT), build_trainer(LIVE[change])
    changed.apply(LIVE[change])
    changed.advance(30)
    built.advance(30)

    assert_same(changed, built)


def test_more_epochs_change_nothing_else():
    changed, unchanged = build_trainer(DEFAULT), build_trainer(DEFAULT)
    changed.advance(10)
    assert changed.apply(replace(DEFAULT, training=TrainingConfig(epochs=200)))
    changed.advance(20)
    unchanged.advance(30)

    assert_same(changed, unchanged)


@pytest.mark.parametrize("change", REBUILD)
def test_any_other_change_asks_for_a_rebuild_and_changes_nothing(change):
    changed, unchanged = build_trainer(DEFAULT), build_trainer(DEFAULT)
    assert not changed.apply(REBUILD[change])
    changed.advance(10)
    unchanged.advance(10)

    assert changed.experiment == DEFAULT
    assert_same(changed, unchanged)


def test_an_unknown_name_is_an_error_and_changes_nothing():
    trainer = build_trainer(DEFAULT)

    with pytest.raises(ValueError, match=r"optimizer\.name is 'adma'; accepted: sgd, momentum"):
        trainer.apply(replace(DEFAULT, optimizer=OptimizerConfig(name="adma")))

    assert trainer.experiment == DEFAULT


# What is no longer finite


def test_parameters_are_finite_until_one_is_not():
    trainer = build_trainer(DEFAULT)
    assert trainer.is_finite()

    trainer.model.biases[1][2] = math.nan

    assert not trainer.is_finite()
    assert trainer.describe_nonfinite() == "the biases of layer B are no longer finite numbers"


def test_every_part_that_is_not_finite_is_named():
    trainer = build_trainer(DEFAULT)
    trainer.model.weights[0][0, 0] = math.inf
    trainer.model.biases[2][0] = math.nan

    expected = "the weights of layer A and the biases of the output layer are no longer finite numbers"
    assert trainer.describe_nonfinite() == expected


def test_an_overflow_of_the_loss_alone_is_said():
    trainer = build_trainer(DEFAULT)
    for weight in trainer.model.weights:
        weight.fill_(3e38)

    assert not math.isfinite(trainer.evaluate()["train_loss"])
    assert trainer.is_finite()
    assert "loss overflows" in trainer.describe_nonfinite()


def test_a_linear_network_at_rate_10_becomes_nan_and_says_where():
    layers = (LinearConfig(activation="linear"),) * 2
    trainer = build_trainer(
        Experiment(model=ModelConfig(layers=layers), optimizer=OptimizerConfig(name="sgd", learning_rate=10.0))
    )
    trainer.advance(20)

    assert not trainer.is_finite()
    assert trainer.describe_nonfinite() == "the weights and biases of every layer are no longer finite numbers"
    # A frame of such a network is drawn, not refused.
    assert trainer.frame(Demand()).arrays["output"].shape == (50, 50)


def test_an_unknown_path_is_an_error_that_names_the_known_ones():
    with pytest.raises(ValueError, match="path is 'fast'; accepted: auto, autograd, dense"):
        build_trainer(DEFAULT, "fast")
