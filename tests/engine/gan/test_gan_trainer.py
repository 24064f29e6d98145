"""The trainer of a GAN: what sessions need of it."""

import math
from dataclasses import replace

import pytest
import torch
from gan_experiments import make_gan, make_layers

from playground.config import BatchNormConfig, LinearConfig
from playground.data import DISTRIBUTIONS
from playground.engine.build import build_trainer
from playground.engine.catalog import check_experiment
from playground.engine.run import Run
from playground.fields import replace_at
from playground.frame import Demand, ReportDemand
from playground.objectives import GAN_LOSSES

METRICS = ["d_fake", "d_loss", "d_real", "g_loss"]
POINTS = ((0.5, 0.5), (-0.5, 0.2))


def make_trainer(**fields):
    return build_trainer(make_gan(**fields))


@pytest.mark.parametrize("data", [name for name in DISTRIBUTIONS if name != "own"])
def test_every_distribution_trains(data):
    trainer = make_trainer(data=data, average=0.9)
    trainer.advance(3)

    assert sorted(trainer.evaluate()) == METRICS
    assert all(map(math.isfinite, trainer.evaluate().values()))
    assert trainer.frame(Demand()).step == 3
    assert trainer.report(ReportDemand(metrics=True)).compute_frame().metrics


@pytest.mark.parametrize("loss", GAN_LOSSES)
def test_every_objective_trains(loss):
    trainer = make_trainer(loss=loss, r1=0.01)
    trainer.advance(50)

    assert trainer.is_finite()
    assert trainer.diagnose().notice == ""


def test_evaluation_at_the_start_is_near_equilibrium():
    metrics = make_trainer(d_layers=make_layers(8, 8)).evaluate()

    assert metrics["d_loss"] == pytest.approx(math.log(4), abs=0.1)
    assert metrics["d_real"] == pytest.approx(0.5, abs=0.1)


def test_trainer_counts_iterations():
    trainer = make_trainer(steps=(2, 3), iterations=70)
    trainer.advance(5)

    assert (trainer.step, trainer.epoch, trainer.steps_per_epoch, trainer.length) == (5, 5.0, 1, 70.0)
    metrics = trainer.frame(Demand()).metrics
    assert (metrics["g_updates"], metrics["d_updates"]) == (10, 15)
    assert (metrics["learning_rate"], metrics["learning_rate_d"]) == (0.002, 0.003)


def test_parameters_of_both_players_count():
    # 2-7-5-2 and 2-7-5-1
    assert make_trainer().n_parameters == (21 + 40 + 12) + (21 + 40 + 6)


@pytest.mark.parametrize("name", ["generator", "discriminator"])
def test_a_player_steps_alone(name):
    trainer = make_trainer()
    g, d = (player.flat.values.clone() for player in trainer.game.players)
    trainer.advance_player(name)

    assert trainer.step == 1
    assert torch.equal(trainer.game.generator.flat.values, g) == (name == "discriminator")
    assert torch.equal(trainer.game.discriminator.flat.values, d) == (name == "generator")


def test_an_unknown_player_is_refused():
    with pytest.raises(ValueError, match="player is 'judge'; accepted: generator, discriminator"):
        make_trainer().advance_player("judge")


LIVE = {
    "generator.optimizer.learning_rate": 0.01,
    "generator.optimizer.name": "sgd",
    "discriminator.optimizer.name": "rmsprop",
    "discriminator.optimizer.clip_norm": 0.1,
    "generator.steps": 2,
    "discriminator.steps": 0,
    "generator.layers[0].activation": "tanh",
    "discriminator.layers[1].activation": "silu",
    "objective.r1": 0.5,
    "objective.label_smoothing": 0.2,
    "training.batch_size": 33,
    "training.average": 0.99,
    "data.spread": 0.1,
}


@pytest.mark.parametrize("path", LIVE)
def test_a_live_change_keeps_the_weights_and_changes_what_follows(path):
    changed, kept = make_trainer(r1=0.1), make_trainer(r1=0.1)
    changed.advance(5)
    kept.advance(5)
    values = changed.game.generator.flat.values.clone()

    assert changed.apply(replace_at(changed.experiment, path, LIVE[path]))
    assert torch.equal(changed.game.generator.flat.values, values)
    assert changed.step == 5
    changed.advance(3)
    kept.advance(3)
    assert changed.frame(Demand()).metrics != kept.frame(Demand()).metrics


def test_a_live_change_is_what_a_run_from_there_would_do():
    first = make_trainer()
    first.advance(4)
    second = build_trainer(replace_at(first.experiment, "objective.r1", 0.5))
    second.load(first.state())
    first.apply(second.experiment)
    first.advance(4)
    second.advance(4)

    assert torch.equal(first.game.discriminator.flat.values, second.game.discriminator.flat.values)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("noise.size", 3),
        ("generator.layers[0].units", 9),
        ("objective.loss", "hinge"),
        ("data.name", "ring"),
        ("seed", 1),
    ],
)
def test_other_changes_need_a_new_run(path, value):
    trainer = make_trainer()
    experiment = trainer.experiment

    assert not trainer.apply(replace_at(experiment, path, value))
    assert trainer.experiment is experiment


def test_painted_points_are_taken_live():
    trainer = make_trainer(data="own", points=POINTS)
    trainer.advance(3)
    data = replace(trainer.experiment.data, points=(*POINTS, (1.0, 1.0)))

    assert trainer.apply(replace(trainer.experiment, data=data))
    assert abs(trainer.dataset.samples - 1.0).sum(axis=1).min() < 0.2
    trainer.advance(3)


def test_points_that_are_erased_stand_in_the_way_until_there_are_some_again():
    trainer = make_trainer(data="own", points=POINTS)
    empty = replace(trainer.experiment.data, points=())
    trainer.apply(replace(trainer.experiment, data=empty))

    assert trainer.obstacle
    assert trainer.frame(Demand(stage=3)).arrays["fake"].shape == (128, 2)
    assert trainer.diagnose() == ("", "")
    trainer.apply(make_gan(data="own", points=POINTS))
    assert trainer.obstacle == ""
    trainer.advance(1)


def test_no_steps_at_all_stand_in_the_way():
    run = Run(make_gan(steps=(0, 0)), build_trainer)
    run.advance(math.inf, math.inf)

    assert "0 steps" in run.obstacle
    assert run.step == 0
    assert make_trainer(steps=(0, 1)).obstacle == ""


@pytest.mark.parametrize("optimizer", ["adam", "sgd", "momentum"])
def test_a_rate_of_10_ends_in_a_clear_state(optimizer):
    run = Run(make_gan(optimizer=optimizer, rates=(10.0, 10.0), layers=make_layers(16, 16)), build_trainer)
    run.advance(math.inf, math.inf)
    run.diagnose()

    assert "learning rate" in run.notice
    assert run.status in ("diverged", "finished")
    assert run.viewer.frame(Demand()).arrays["fake"].shape == (128, 2)


def test_what_broke_is_named_with_its_player():
    trainer = make_trainer()
    trainer.game.discriminator.network.biases[1][0] = math.nan

    assert not trainer.is_finite()
    assert trainer.describe_nonfinite() == "in the discriminator, the biases of layer B are no longer finite numbers"


def test_batch_norm_cannot_compare_a_single_sample():
    layers = (LinearConfig(units=4), BatchNormConfig())
    with pytest.raises(ValueError, match="batch norm compares"):
        check_experiment(make_gan(layers=layers, batch_size=1))


def test_weights_are_not_set_by_hand():
    with pytest.raises(ValueError, match="accepted: changes of the experiment"):
        make_trainer().set_parameter("weight", 1, 0, 0, 1.0)


@pytest.mark.parametrize("average", [0.0, 0.9])
def test_weights_that_are_taken_are_those_that_were_given(average):
    first, second = make_trainer(average=average), make_trainer(average=average, seed=9)
    first.advance(6)
    second.take_weights(first.weights(), 6, 6.0)

    assert second.step == 6
    assert {name.partition(".")[0] for name in first.weights()} == (
        {"generator", "discriminator"} | ({"averaged_generator"} if average else set())
    )
    for name, tensor in first.weights().items():
        assert torch.equal(second.weights()[name], tensor)
    second.advance(1)


def test_weights_without_an_average_begin_one():
    first, second = make_trainer(), make_trainer(average=0.9, seed=9)
    first.advance(6)
    second.take_weights(first.weights(), 6, 6.0)

    assert torch.equal(second.game.average.network.weights[0], first.game.generator.network.weights[0])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda weights: {**weights, "judge.weight": torch.ones(1)}, "'judge.weight'"),
        (lambda weights: {**weights, "discriminator.output.bias": torch.ones(3)}, r"discriminator: .*shape"),
        (lambda weights: dict(list(weights.items())[1:]), "generator: .*no tensor"),
    ],
)
def test_weights_that_do_not_fit_change_nothing(change, message):
    trainer = make_trainer()
    weights, given = trainer.weights(), make_trainer(seed=8).weights()

    with pytest.raises(ValueError, match=message):
        trainer.take_weights(change(given), 1, 1.0)
    assert all(torch.equal(tensor, weights[name]) for name, tensor in trainer.weights().items())


def test_looking_does_not_change_the_run():
    watched, alone = make_trainer(average=0.9), make_trainer(average=0.9)
    for _ in range(4):
        watched.advance(2)
        for stage in range(9):
            watched.frame(Demand(stage=stage))
        watched.report(ReportDemand(metrics=True)).compute_frame()
        watched.diagnose()
        watched.evaluate()
    alone.advance(8)

    assert torch.equal(watched.game.generator.flat.values, alone.game.generator.flat.values)
    assert watched.evaluate() == alone.evaluate()


def test_slow_motion_shows_the_players_at_the_end_of_a_stage():
    trainer = make_trainer()
    trainer.advance(4)
    last = trainer.frame(Demand(stage=8))
    before = trainer.frame(Demand()).metrics
    trainer.advance(1)
    after = trainer.frame(Demand())

    assert last.step == 4
    for name in METRICS:
        assert last.metrics[name] == after.metrics[name]
        assert before[name] != after.metrics[name]


def test_a_run_records_and_looks_back():
    run = Run(make_gan(iterations=60, average=0.9), build_trainer)
    run.advance(math.inf, math.inf)

    assert run.status == "finished"
    assert run.records.history.columns()["d_real"].shape == (7,)
    moment = run.records.film.moments[2]
    then = build_trainer(run.experiment)
    then.show(moment.tensors, moment.step)
    assert then.frame(Demand()).metrics["g_updates"] == moment.step
    assert then.evaluate()["d_real"] == moment.metrics["d_real"]
