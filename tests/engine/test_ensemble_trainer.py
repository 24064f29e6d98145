"""The trainer of a seed ensemble: what it shows, keeps and refuses."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from experiments import change, make_experiment, make_own

from playground.config import (
    BatchNormConfig,
    DataConfig,
    DropoutConfig,
    Experiment,
    LinearConfig,
    ModelConfig,
    ObjectiveConfig,
    OptimizerConfig,
    OwnData,
)
from playground.engine.build import build_trainer
from playground.engine.ensemble.agreement import compute_agreement
from playground.engine.ensemble.trainer import NO_EDIT
from playground.engine.outputs import OutputScale
from playground.engine.run import Run
from playground.engine.supervised import SupervisedTrainer
from playground.frame import Demand, ReportDemand

K = 4
RICH = make_experiment(
    "blobs", model=ModelConfig(layers=(LinearConfig(units=8), BatchNormConfig(), DropoutConfig(rate=0.2)))
)
AGREEMENT = Demand(mode="agreement", map_size=12, unit_bytes=0)
LINE = OwnData(
    points=((-1.0, 0.0), (0.0, 0.5), (1.0, 1.0), (0.5, 0.2), (0.7, 0.4), (0.2, 0.1)), features=("x",), classes=()
)


def make_ensemble(experiment=None, members=K, n_steps=30):
    trainer = build_trainer(experiment or Experiment(), members=members)
    trainer.advance(n_steps)
    return trainer


def break_member(trainer, k):
    """Give one member weights that are no numbers."""
    state = trainer.state()
    state.tensors["parameters"][k] = math.nan
    trainer.load(state)


def assert_same(first, second):
    assert all(torch.equal(value, second.state().tensors[name]) for name, value in first.state().tensors.items())
    assert (first.step, first.epoch) == (second.step, second.epoch)


# How many


def test_one_member_is_a_run_as_ever():
    assert isinstance(build_trainer(Experiment(), members=1), SupervisedTrainer)


@pytest.mark.parametrize("members", [0, -1, 17, 10**9])
def test_a_number_of_members_out_of_range_is_an_error_that_names_the_range(members):
    with pytest.raises(ValueError, match=rf"the number of seeds is {members}; accepted: 1 to 16"):
        build_trainer(Experiment(), members=members)


def test_too_large_networks_are_an_error_that_says_how_many_would_do():
    experiment = Experiment(model=ModelConfig(layers=(LinearConfig(units=64),) * 10))
    n = build_trainer(experiment).n_parameters  # 64 * 3 + 9 * 64 * 65 + 65

    with pytest.raises(ValueError, match=rf"16 networks of {n:,} parameters .* accepted: 400,000, which are 10 seeds"):
        build_trainer(experiment, members=16)
    assert build_trainer(experiment, members=10).members == 10


# What it shows


@pytest.mark.parametrize("experiment", [Experiment(), RICH], ids=["dense", "rich"])
def test_member_0_is_shown_as_if_it_were_alone(experiment):
    ensemble, alone = make_ensemble(experiment), build_trainer(experiment)
    alone.advance(30)
    demand, report_demand = Demand(), ReportDemand(metrics=True, layers=True, unit=(1, 2), point=3)
    frame, expected = ensemble.frame(demand), alone.frame(demand)
    report, expected_report = ensemble.report(report_demand).frame, alone.report(report_demand).frame

    assert (frame.step, frame.epoch) == (expected.step, expected.epoch)
    assert {name: frame.metrics[name] for name in expected.metrics} == pytest.approx(expected.metrics, abs=1e-5)
    assert set(frame.arrays) == {*expected.arrays, "members"}
    np.testing.assert_allclose(frame.arrays["weights"], expected.arrays["weights"], atol=1e-5)
    np.testing.assert_allclose(frame.arrays["output"] / 65535, expected.arrays["output"] / 65535, atol=1e-3)
    assert (report.step, report.epoch) == (expected_report.step, expected_report.epoch)
    assert report.metrics == pytest.approx(expected_report.metrics, rel=1e-3)
    assert ensemble.weights().keys() == alone.weights().keys()


@pytest.mark.parametrize("name", ["moons", "blobs", "saddle"])
def test_a_frame_tells_test_loss_and_score_of_every_member(name):
    experiment = make_experiment(name, data={"n_samples": 300})
    ensemble = make_ensemble(experiment)
    rows = []
    for k in range(K):
        trainer = build_trainer(replace(experiment, seed=experiment.seed + k))
        trainer.advance(30)
        metrics = trainer.evaluate()
        rows.append([metrics["test_loss"], metrics.get("test_accuracy", metrics.get("test_r2"))])
    members = ensemble.frame(Demand()).arrays["members"]

    assert members.dtype == np.float32
    np.testing.assert_allclose(members, rows, atol=1e-4)


def test_bounds_enclose_the_losses_of_all():
    ensemble = make_ensemble()
    metrics, losses = ensemble.evaluate(), ensemble.frame(Demand()).arrays["members"][:, 0]

    assert metrics["test_loss_low"] == pytest.approx(losses.min())
    assert metrics["test_loss_high"] == pytest.approx(losses.max())
    assert metrics["train_loss_low"] <= metrics["train_loss"] <= metrics["train_loss_high"]


def test_without_test_points_there_are_no_test_losses():
    experiment = change(make_experiment("own"), "data", test_size=0.05, own=make_own(n=15))
    ensemble = make_ensemble(experiment)

    assert not any(name.startswith("test") for name in ensemble.evaluate())
    assert np.isnan(ensemble.frame(Demand()).arrays["members"]).all()


def test_without_points_it_says_what_to_do():
    ensemble = build_trainer(Experiment(data=DataConfig(name="own")), members=K)
    ensemble.load(ensemble.state())

    assert "no points yet" in ensemble.obstacle
    assert ensemble.evaluate() == {}
    assert "output_agreement" in ensemble.frame(AGREEMENT).arrays
    assert ensemble.diagnose() == ("", "")


# Agreement


@pytest.mark.parametrize(
    ("name", "loss"), [("moons", None), ("moons", "hinge"), ("blobs", None), ("blobs", "hinge"), ("saddle", None)]
)
def test_agreement_is_drawn_as_the_output_is(name, loss):
    arrays = make_ensemble(make_experiment(name, loss=loss)).frame(AGREEMENT).arrays

    assert arrays["output_agreement"].dtype == arrays["output"].dtype
    assert arrays["output_agreement"].shape == arrays["output"].shape


def test_agreement_is_only_computed_if_it_is_wanted():
    ensemble = make_ensemble()

    assert "output_agreement" not in ensemble.frame(Demand()).arrays
    assert "output_agreement" not in ensemble.frame(replace(AGREEMENT, map_size=0)).arrays


def test_along_a_line_every_member_draws_its_curve():
    data = DataConfig(name="own", own=LINE)
    experiment = Experiment(data=data, objective=ObjectiveConfig(loss="mse"))
    ensemble = make_ensemble(experiment, n_steps=5)
    arrays = ensemble.frame(AGREEMENT).arrays

    assert arrays["output"].shape == (1, 48)
    assert arrays["output_agreement"].shape == (K, 48)
    assert np.abs(arrays["output_agreement"][0].astype(int) - arrays["output"][0]).max() <= 1
    break_member(ensemble, 2)
    assert ensemble.frame(AGREEMENT).arrays["output_agreement"].shape == (K - 1, 48)


SCORES = torch.tensor([[2.0, -1.0, 5.0], [1.0, -2.0, -1.0], [3.0, -3.0, 1.0], [0.5, -9.0, 4.0]]).unsqueeze(2)


@pytest.mark.parametrize(
    ("kind", "limit", "expected"),
    [
        # Of 4 members, 4, 0 and 3 say class 1: the logit of 3/4 is ln 3.
        ("probability", 8.0, [8.0, -8.0, math.log(3)]),
        ("score", 2.0, [2.0, -2.0, 1.0]),
        ("value", 3.0, [6.5 / 4, -15 / 4, 9 / 4]),
    ],
)
def test_members_agree_by_votes_or_mean(kind, limit, expected):
    values = compute_agreement(SCORES, OutputScale(kind=kind, limit=limit), is_line=False)

    torch.testing.assert_close(values, torch.tensor(expected).unsqueeze(1))


def test_several_classes_share_the_votes():
    outputs = torch.tensor([[[1.0, 0.0, 0.0]], [[2.0, 1.0, 0.0]], [[5.0, 4.0, 4.5]], [[0.0, 3.0, 0.0]]])
    values = compute_agreement(outputs, OutputScale(kind="classes", limit=8.0), is_line=False)

    torch.testing.assert_close(values, torch.tensor([[3 / 4, 1 / 4, 1e-3]]).log())


# What diverges


def test_a_diverged_member_is_left_out_and_named():
    ensemble = make_ensemble()
    break_member(ensemble, 2)
    ensemble.advance(10)
    members, metrics = ensemble.frame(AGREEMENT).arrays["members"], ensemble.evaluate()

    assert np.isnan(members).all(axis=1).tolist() == [False, False, True, False]
    assert math.isfinite(metrics["train_loss_high"])
    assert ensemble.is_finite()
    assert ensemble.diagnose().hint.startswith("Seed 44 has diverged and is left out: 3 of 4 seeds remain.")


def test_the_others_learn_as_if_it_were_there():
    whole, broken = make_ensemble(RICH), make_ensemble(RICH)
    break_member(broken, 1)
    for trainer in (whole, broken):
        trainer.advance(40)
    expected, rows = (trainer.state().tensors["parameters"][[0, 2, 3]] for trainer in (whole, broken))

    assert torch.equal(rows, expected)


def test_several_diverged_members_are_named_together():
    ensemble = make_ensemble()
    for k in (1, 2, 3):
        break_member(ensemble, k)

    assert ensemble.diagnose().hint.startswith(
        "Seeds 43, 44 and 45 have diverged and are left out: 1 of 4 seeds remain."
    )


def test_a_run_goes_on_without_a_member_that_diverged():
    run = Run(Experiment(), build_trainer, members=K)
    break_member(run.trainer, 3)
    run.advance(50, math.inf)

    assert (run.step, run.is_diverged) == (50, False)
    assert "Seed 45 has diverged" in run.trainer.diagnose().hint


def test_a_run_ends_at_the_step_at_which_member_0_diverges():
    optimizer = OptimizerConfig(name="sgd", learning_rate=100.0)
    run = Run(make_experiment("saddle", optimizer=optimizer), build_trainer, members=K)
    run.advance(500, math.inf)

    assert run.is_diverged
    assert run.notice.startswith(f"The loss became infinite at step {run.step}:")
    assert run.step < 500


# What it keeps


@pytest.mark.parametrize("experiment", [Experiment(), RICH], ids=["dense", "rich"])
def test_a_state_continues_to_the_last_digit(experiment):
    first = make_ensemble(experiment)
    state = first.state()
    first.advance(50)
    second = build_trainer(experiment, members=K)
    second.load(state)
    second.advance(50)

    assert_same(first, second)


def test_restoring_takes_weights_and_leaves_the_counters():
    ensemble = make_ensemble()
    state = ensemble.state()
    ensemble.advance(10)
    ensemble.restore(state)

    assert ensemble.step == 40
    assert torch.equal(ensemble.state().tensors["parameters"], state.tensors["parameters"])


@pytest.mark.parametrize("experiment", [Experiment(), RICH], ids=["dense", "rich"])
def test_a_snapshot_shows_the_same_frame_again(experiment):
    ensemble = make_ensemble(experiment)
    snapshot, expected = ensemble.snapshot(), ensemble.frame(AGREEMENT).arrays
    viewer = build_trainer(experiment, members=K)
    viewer.show(snapshot, 30)
    frame = viewer.frame(AGREEMENT)

    assert frame.step == 30
    assert all(np.array_equal(frame.arrays[name], expected[name]) for name in expected)


def test_looking_changes_nothing():
    looked_at, left_alone = make_ensemble(RICH), make_ensemble(RICH)
    for mode in ("eval", "train", "agreement"):
        looked_at.frame(Demand(mode=mode))
    looked_at.report(ReportDemand(metrics=True, layers=True))
    looked_at.measure_layers()
    looked_at.diagnose()
    for trainer in (looked_at, left_alone):
        trainer.advance(20)

    assert_same(looked_at, left_alone)


# What it refuses


def test_weights_are_neither_set_by_hand_nor_opened():
    ensemble = make_ensemble()

    with pytest.raises(ValueError, match=NO_EDIT):
        ensemble.set_parameter("weight", 1, 0, 0, 1.0)
    with pytest.raises(ValueError, match="single run only"):
        ensemble.take_weights(ensemble.weights(), 30, 1.0)


def test_another_network_needs_a_rebuild():
    ensemble = make_ensemble()

    assert not ensemble.apply(change(Experiment(), "model", layers=(LinearConfig(units=3),)))
    assert not ensemble.apply(replace(Experiment(), seed=43))
