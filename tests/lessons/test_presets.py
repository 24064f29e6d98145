"""What the menu offers: valid experiments that solve their set while one watches, or fail as they say."""

import math

import pytest

from playground.data import DATASETS
from playground.engine.build import build_trainer
from playground.engine.catalog import REGISTRIES, check_experiment
from playground.engine.run import Run
from playground.fields import replace_at
from playground.lessons.presets import FAILURES, NETWORK_LAB, PRESETS
from playground.models import ACTIVATIONS
from playground.serialization import from_json, from_link, to_json, to_link

SOLUTIONS = [name for name in PRESETS if name not in FAILURES]
# Watched for half a minute at the pace of a class, 60 steps a second, every preset has become good.
WATCHED_STEPS = 1800
# The preset that the page opens with goes on for long, and learns some noise by heart after a while.
LASTING = [name for name in SOLUTIONS if PRESETS[name].experiment != NETWORK_LAB]


def score_of(metrics):
    """Test score, as a share of what issue and lessons promise: accuracy 0.95, R² 0.9."""
    return metrics["test_accuracy"] / 0.95 if "test_accuracy" in metrics else metrics["test_r2"] / 0.9


def train(experiment):
    run = Run(experiment, build_trainer)
    run.advance(math.inf, math.inf)
    return run


@pytest.mark.parametrize("name", PRESETS)
def test_preset_is_an_experiment_that_can_be_run(name):
    check_experiment(PRESETS[name].experiment)
    assert build_trainer(PRESETS[name].experiment).obstacle == ""


@pytest.mark.parametrize("name", PRESETS)
def test_preset_says_what_to_watch(name):
    preset = PRESETS[name]

    assert name.isidentifier()
    assert preset.label
    assert preset.summary.endswith(".")
    assert len(preset.summary) <= 250


@pytest.mark.parametrize("name", PRESETS)
def test_preset_survives_file_and_link(name):
    experiment = PRESETS[name].experiment

    assert from_json(to_json(experiment)) == experiment
    assert from_link(to_link(experiment)) == experiment


def test_the_menu_begins_with_the_experiment_that_the_page_opens_with():
    assert next(iter(PRESETS.values())).experiment == NETWORK_LAB
    assert PRESETS["moons"].label == "Moons"


def test_labels_differ():
    assert len({preset.label for preset in PRESETS.values()}) == len(PRESETS)


def test_every_set_but_the_reader_s_own_has_a_preset_that_solves_it_for_good():
    solved = {PRESETS[name].experiment.data.name for name in LASTING}

    assert solved == set(DATASETS) - {"own"}


@pytest.mark.parametrize("name", SOLUTIONS)
def test_preset_becomes_good_while_one_watches(name):
    trainer = build_trainer(PRESETS[name].experiment)
    epochs = min(PRESETS[name].experiment.training.epochs, WATCHED_STEPS // trainer.steps_per_epoch)
    scores = []
    for _ in range(epochs):
        trainer.advance(trainer.steps_per_epoch)
        scores.append(score_of(trainer.evaluate()))

    assert max(scores) >= 1


@pytest.mark.parametrize("name", LASTING)
def test_preset_is_good_at_its_end(name):
    run = train(PRESETS[name].experiment)

    assert run.is_finished
    assert score_of(run.trainer.evaluate()) >= 1
    assert run.trainer.diagnose().notice == ""
    assert run.trainer.diagnose().hint == ""


def test_patience_ends_the_iris_run():
    run = train(PRESETS["iris"].experiment)

    assert run.stop.kind == "patience"


@pytest.mark.parametrize("name", ["dead_relus", "vanishing_gradients"])
def test_a_failure_of_learning_is_named(name):
    trainer = train(PRESETS[name].experiment).trainer

    assert trainer.evaluate()["train_accuracy"] < 0.7
    assert trainer.diagnose().notice


def test_vanishing_gradients_leave_the_loss_where_it_began():
    trainer = train(PRESETS["vanishing_gradients"].experiment).trainer

    # A guess of one half costs log 2.
    assert trainer.evaluate()["train_loss"] == pytest.approx(math.log(2), abs=0.01)


def test_overfitting_learns_the_training_points_by_heart():
    metrics = train(PRESETS["overfitting"].experiment).trainer.evaluate()

    assert metrics["train_accuracy"] > 0.97
    assert metrics["train_loss"] < 0.1
    assert metrics["test_accuracy"] < 0.75
    assert metrics["test_loss"] > 1


@pytest.mark.parametrize(
    ("name", "advice", "accuracy"),
    [
        ("dead_relus", {"optimizer.learning_rate": 0.1}, 0.95),
        (
            "vanishing_gradients",
            {f"model.layers[{i}].activation": "tanh" for i in range(8)} | {"model.initializer": "xavier_uniform"},
            0.95,
        ),
        # 15% of the labels are wrong.
        ("overfitting", {"objective.l2": 0.01}, 0.79),
        ("overfitting", {"data.n_samples": 2000}, 0.79),
    ],
)
def test_the_advice_of_a_failure_helps(name, advice, accuracy):
    experiment = PRESETS[name].experiment
    for path, value in advice.items():
        experiment = replace_at(experiment, path, value)

    assert train(experiment).trainer.evaluate()["test_accuracy"] >= accuracy


def test_l1_leaves_only_the_squares_of_the_saddle():
    trainer = train(PRESETS["saddle"].experiment).trainer
    x1, x2, x1_squared, x2_squared, product = trainer.network.linears[-1].weight[0].tolist()

    assert max(map(abs, (x1, x2, product))) < 0.01
    # The saddle is (x1² - x2²) / 2.25; the penalty takes a little off.
    assert (x1_squared, x2_squared) == pytest.approx((1 / 2.25, -1 / 2.25), abs=0.05)


def test_presets_show_the_range_of_the_app():
    experiments = [preset.experiment for preset in PRESETS.values()]
    kinds = {layer.kind for experiment in experiments for layer in experiment.model.layers}
    activations = {
        getattr(layer, "activation", None) for experiment in experiments for layer in experiment.model.layers
    }

    assert kinds == set(REGISTRIES["layers"])
    assert {experiment.objective.loss for experiment in experiments} == set(REGISTRIES["losses"])
    assert {experiment.schedule.name for experiment in experiments} == set(REGISTRIES["schedules"])
    assert len({experiment.optimizer.name for experiment in experiments}) >= 8
    assert len(activations & set(ACTIVATIONS)) >= 7
