"""The supervised trainer: reproducible, changeable mid-run, able to go back, and able to learn every data set."""

import math
import subprocess
import sys
from dataclasses import replace

import pytest
import torch
from experiments import change, make_experiment, make_own

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
from playground.data import DATASETS
from playground.engine.build import build_trainer
from playground.frame import Demand
from playground.optim import OPTIMIZERS

PATHS = ["dense", "autograd"]
DEFAULT = Experiment()
# Everything that training may have to remember: running statistics, masks, a schedule that looks back.
RICH = make_experiment(
    "blobs",
    model=ModelConfig(
        layers=(
            DropoutConfig(rate=0.1),
            LinearConfig(units=8),
            BatchNormConfig(),
            DropoutConfig(rate=0.3),
            LinearConfig(units=8, residual=True),
            LayerNormConfig(activation="tanh"),
        )
    ),
    objective=ObjectiveConfig(loss="cross_entropy", l1=0.001, l2=0.01, label_smoothing=0.1),
    optimizer=OptimizerConfig(clip_norm=0.5),
    schedule=ScheduleConfig(name="plateau", every=1),
    training=TrainingConfig(batch_size=30),
)


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


@pytest.mark.parametrize("name", FITTING)
def test_a_set_of_two_classes_is_fitted_by_a_small_network(name):
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


@pytest.mark.parametrize("name", DATASETS)
def test_every_set_is_learned_from_with_its_own_loss(name):
    trainer = build_trainer(make_experiment(name))
    before = trainer.evaluate()["train_loss"]
    trainer.advance(100)

    assert trainer.evaluate()["train_loss"] < before


def test_scores_are_those_of_the_task():
    scores = {name: set(build_trainer(make_experiment(name)).evaluate()) for name in ("moons", "blobs", "plane")}
    losses = {"train_loss", "test_loss"}

    assert scores["moons"] == scores["blobs"] == losses | {"train_accuracy", "test_accuracy"}
    assert scores["plane"] == losses | {"train_r2", "test_r2"}


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


@pytest.mark.parametrize("n_steps", [0, 22, 30, 200])
def test_a_state_holds_statistics_masks_and_the_schedule_too(n_steps):
    trainer = build_trainer(RICH)
    trainer.advance(n_steps)
    state = trainer.state()
    trainer.advance(100)
    other = build_trainer(RICH)
    other.advance(70)
    other.load(state)
    other.advance(100)

    assert_same(trainer, other)
    assert trainer.learning_rate == other.learning_rate
    assert torch.equal(trainer.network.state()["statistics"], other.network.state()["statistics"])


def test_restoring_takes_the_weights_and_leaves_the_counters():
    trainer = build_trainer(RICH)
    trainer.advance(30)
    state, metrics = trainer.state(), trainer.evaluate()
    trainer.advance(50)
    trainer.restore(state)

    assert trainer.step == 80
    assert trainer.epoch == 3 + 8 * 30 / 700  # 24 steps an epoch, the last of them smaller
    assert trainer.evaluate() == metrics


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
LIVE |= {
    "penalty": replace(DEFAULT, objective=ObjectiveConfig(l2=0.1)),
    "label smoothing": replace(DEFAULT, objective=ObjectiveConfig(label_smoothing=0.2)),
    "clipping": replace(DEFAULT, optimizer=OptimizerConfig(clip_norm=0.01)),
    "schedule": replace(DEFAULT, schedule=ScheduleConfig(name="warmup")),
}
REBUILD = {
    "data": replace(DEFAULT, data=DataConfig(name="circles")),
    "noise": replace(DEFAULT, data=DataConfig(noise=0.2)),
    "units": replace(DEFAULT, model=ModelConfig(layers=(LinearConfig(units=9), LinearConfig()))),
    "layers": replace(DEFAULT, model=ModelConfig(layers=(LinearConfig(),))),
    "initializer": replace(DEFAULT, model=ModelConfig(initializer="zeros")),
    "inputs": replace(DEFAULT, model=ModelConfig(inputs=("x1", "product"))),
    "another kind of layer": replace(DEFAULT, model=ModelConfig(layers=(LinearConfig(), DropoutConfig()))),
    "residual": replace(DEFAULT, model=ModelConfig(layers=(LinearConfig(), LinearConfig(residual=True)))),
    "loss": replace(DEFAULT, objective=ObjectiveConfig(loss="hinge")),
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


def test_the_rate_of_dropout_and_the_activation_of_a_norm_change_live():
    trainer = build_trainer(RICH)
    trainer.advance(10)
    layers = (DropoutConfig(rate=0.9), *RICH.model.layers[1:5], LayerNormConfig(activation="relu"))

    assert trainer.apply(replace(RICH, model=ModelConfig(layers=layers)))
    assert trainer.network.layers[0].rate == 0.9
    assert trainer.network.layers[-1].activation.label == "ReLU"


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


# Own points

OWN = make_experiment("own", training=TrainingConfig(batch_size=10))


def test_own_points_change_live_and_weights_and_counters_stay():
    trainer = build_trainer(OWN)
    trainer.advance(7)
    before, epoch = parameters(trainer), trainer.epoch

    assert trainer.apply(change(OWN, "data", own=make_own(80)))

    assert torch.equal(parameters(trainer), before)
    assert len(trainer.dataset.y_train) + len(trainer.dataset.y_test) == 80
    assert trainer.step == 7
    assert epoch <= trainer.epoch < epoch + 0.1
    assert "test_loss" in trainer.evaluate()


def test_own_points_before_the_first_step_equal_building_with_them():
    new = change(OWN, "data", own=make_own(80))
    changed, built = build_trainer(OWN), build_trainer(new)
    changed.apply(new)
    changed.advance(30)
    built.advance(30)

    assert_same(changed, built)


def test_other_own_classes_or_features_ask_for_a_rebuild():
    trainer = build_trainer(OWN)

    assert not trainer.apply(change(OWN, "data", own=make_own(60, features=("height", "width"))))
    assert not trainer.apply(
        replace(make_experiment("own", data={"own": make_own(60, 3)}), training=TrainingConfig(batch_size=10))
    )


def test_a_state_of_changed_points_continues_to_the_last_digit():
    new = change(OWN, "data", own=make_own(80))
    trainer = build_trainer(OWN)
    trainer.advance(7)
    trainer.apply(new)
    trainer.advance(2)
    other = build_trainer(new)
    other.load(trainer.state())
    trainer.advance(40)
    other.advance(40)

    assert_same(trainer, other)


def test_points_that_are_cleared_are_an_obstacle_until_there_are_some_again():
    trainer = build_trainer(OWN)
    trainer.advance(7)
    before = parameters(trainer)

    assert trainer.apply(change(OWN, "data", own=replace(OWN.data.own, points=())))
    assert "no points" in trainer.obstacle
    assert trainer.evaluate() == {}
    assert trainer.diagnose() == ("", "")
    assert trainer.frame(Demand(mode="train")).arrays["output"].shape == (50, 50)
    assert trainer.apply(OWN)
    assert trainer.obstacle == ""
    assert torch.equal(parameters(trainer), before)
    trainer.advance(20)


# Schedules


def test_the_rate_changes_where_an_epoch_begins():
    experiment = replace(DEFAULT, schedule=ScheduleConfig(name="step", every=1, factor=0.5))
    trainer = build_trainer(experiment)
    rates = []
    for n_steps in (21, 1, 21, 1):
        trainer.advance(n_steps)
        rates.append(trainer.learning_rate)

    assert rates == [0.01, 0.005, 0.005, 0.0025]


def test_slices_change_no_digit_of_a_scheduled_run():
    whole, sliced = build_trainer(RICH), build_trainer(RICH)
    whole.advance(150)
    for n in (1, 22, 24, 3, 100):
        sliced.advance(n)

    assert_same(whole, sliced)


# What is no longer finite


def test_parameters_are_finite_until_one_is_not():
    trainer = build_trainer(DEFAULT)
    assert trainer.is_finite()

    trainer.network.biases[1][2] = math.nan

    assert not trainer.is_finite()
    assert trainer.describe_nonfinite() == "the biases of layer B are no longer finite numbers"


def test_every_part_that_is_not_finite_is_named():
    trainer = build_trainer(DEFAULT)
    trainer.network.weights[0][0, 0] = math.inf
    trainer.network.biases[2][0] = math.nan

    expected = "the weights of layer A and the biases of the output layer are no longer finite numbers"
    assert trainer.describe_nonfinite() == expected


def test_an_overflow_of_the_loss_alone_is_said():
    trainer = build_trainer(DEFAULT)
    for weight in trainer.network.weights:
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


def test_a_network_with_other_layers_has_no_dense_path():
    with pytest.raises(ValueError, match="path is 'dense', but the network has other layers than linear ones"):
        build_trainer(RICH, "dense")


def test_an_unknown_path_is_an_error_that_names_the_known_ones():
    with pytest.raises(ValueError, match="path is 'fast'; accepted: auto, autograd, dense"):
        build_trainer(DEFAULT, "fast")
