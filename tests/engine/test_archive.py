"""The runs of a session: kept, told, pinned, restored, dropped."""

import dataclasses

import numpy as np
import pytest
from experiments import change, make_experiment, make_own
from fake_trainer import Bench, ManualScheduler

from playground.config import BatchNormConfig, DropoutConfig, Experiment, LinearConfig, ModelConfig, TrainingConfig
from playground.engine import archive as module
from playground.engine.archive import MAX_BYTES, MAX_KEPT, MAX_PINNED
from playground.engine.session import Session
from playground.frame import Demand

DEMAND = Demand(map_size=50)
DEEP = (LinearConfig(units=6), BatchNormConfig(), DropoutConfig(rate=0.2))


def make_session(experiment=None):
    return Session(experiment or Experiment(), ManualScheduler())


def numbers(session):
    return [record.number for record in session.runs]


def make_runs(session, n_runs, n_steps=5):
    """So many runs one after the other, the last one present."""
    for n in range(n_runs):
        if n:
            session.reset()
        session.step(n_steps)


# Keeping


def test_the_present_run_is_told_last_even_at_step_0():
    bench = Bench()
    (record,) = bench.session.runs
    assert (record.number, record.is_present, record.status, record.step) == (1, True, "idle", 0)


def test_a_replaced_run_is_kept_and_one_at_step_0_is_not():
    bench = Bench()
    bench.session.step(5)
    bench.session.reset()
    bench.session.reset()
    bench.session.step(3)
    assert [(r.number, r.step, r.is_present) for r in bench.session.runs] == [(1, 5, False), (3, 3, True)]


def test_a_record_tells_how_the_run_ended():
    bench = Bench(epochs=2, seconds=0.5)
    bench.session.step(100)
    bench.session.reset()
    record = bench.session.runs[0]

    assert (record.status, record.step, record.epoch, record.seconds) == ("finished", 20, 2, 10)
    assert record.metrics["train_loss"] == 1 / 21
    assert (record.n_parameters, record.members, record.task) == (3, 1, "binary")
    assert (record.output_scale.kind, record.output) == ("probability", None)
    assert len(record.extent) == 4
    assert record.curve["curve_epoch"][-1] == 2
    assert not record.is_changed


def test_a_run_replaced_while_it_plays_is_told_up_to_its_last_step():
    bench = Bench()
    bench.session.play()
    bench.turn(3)
    step = bench.trainer.step
    bench.change("model", layers=(LinearConfig(units=3),))
    record = bench.session.runs[0]

    assert (record.status, record.step) == ("paused", step)
    assert record.metrics["train_loss"] == 1 / (1 + step)
    assert bench.session.status == "running"


def test_a_diverged_run_is_kept_with_what_broke_it():
    bench = Bench(breaks_at=3)
    bench.session.step(10)
    bench.session.pin(1, True)
    bench.session.reset()
    record = bench.session.runs[0]

    assert (record.status, record.step, record.output) == ("diverged", 3, None)
    assert np.isnan(record.metrics["train_loss"])


@pytest.mark.parametrize("act", ["live change", "weight by hand"])
def test_a_run_changed_mid_run_says_so(act):
    bench = Bench()
    bench.session.step(5)
    assert not bench.session.is_changed
    if act == "live change":
        bench.change("optimizer", learning_rate=0.5)
    else:
        bench.session.set_parameter("weight", 1, 0, 0, 0.5)
    assert bench.session.is_changed
    assert bench.session.runs[0].is_changed
    bench.session.reset()
    assert [record.is_changed for record in bench.session.runs] == [True, False]


def test_a_change_before_the_first_step_is_no_change_of_the_run():
    bench = Bench()
    bench.change("optimizer", learning_rate=0.5)
    assert not bench.session.is_changed


def test_kept_runs_hold_no_trainer():
    bench = Bench()
    make_runs(bench.session, 4)
    assert not any(run.is_awake for run, _ in bench.session._player.archive._kept.values())


def test_records_are_the_same_objects_until_something_changes():
    bench = Bench()
    make_runs(bench.session, 3)
    before = bench.session.runs
    assert all(a is b for a, b in zip(before, bench.session.runs, strict=True))
    bench.session.step()
    after = bench.session.runs
    assert [a is b for a, b in zip(before, after, strict=True)] == [True, True, False]


# Bounds


def test_beyond_the_limit_the_run_left_longest_ago_goes():
    bench = Bench()
    make_runs(bench.session, MAX_KEPT + 3)
    assert numbers(bench.session) == list(range(3, MAX_KEPT + 4))


def test_pinned_runs_stay():
    bench = Bench()
    make_runs(bench.session, 2)
    bench.session.pin(1, True)
    make_runs(bench.session, MAX_KEPT + 5)
    kept = numbers(bench.session)[:-1]
    assert kept[0] == 1
    assert len(kept) == MAX_KEPT


def test_a_restored_run_counts_as_newly_left():
    bench = Bench()
    make_runs(bench.session, 3)
    bench.session.restore(1)
    make_runs(bench.session, MAX_KEPT + 1)
    assert numbers(bench.session)[:2] == [1, 4]


def test_beyond_the_memory_older_runs_go(monkeypatch):
    bench = Bench()
    make_runs(bench.session, 2)
    size = bench.session._player.archive.nbytes
    monkeypatch.setattr(module, "MAX_BYTES", 3 * size)
    make_runs(bench.session, 8)
    assert len(bench.session.runs) == 4
    monkeypatch.setattr(module, "MAX_BYTES", 0)
    bench.session.reset()
    assert len(bench.session.runs) == 2, "the newest is never lost"


def test_kept_runs_of_large_networks_stay_within_the_memory():
    layers = tuple(LinearConfig(units=64) for _ in range(8))
    session = make_session(Experiment(model=ModelConfig(layers=layers)))
    for n in range(6):
        session.step(40)
        session.change(dataclasses.replace(session.experiment, seed=n))
    assert session._player.archive.nbytes <= MAX_BYTES
    assert len(session.runs) >= 3


# Pinning


def test_a_pinned_run_tells_its_map_as_its_frame_shows_it():
    session = make_session()
    session.step(30)
    frame = session.poll(DEMAND)
    session.pin(1, True)
    present = session.runs[0]
    session.reset()
    kept = session.runs[0]
    session.pin(1, False)

    assert present.is_pinned
    assert kept.is_pinned
    for record in (present, kept):
        np.testing.assert_array_equal(record.output, frame.arrays["output"])
        assert record.output.dtype == np.uint16
    assert (session.runs[0].output, session.runs[0].is_pinned) == (None, False)


def test_a_kept_run_pinned_afterwards_tells_the_same_map():
    session = make_session()
    session.step(30)
    frame = session.poll(DEMAND)
    session.reset()
    session.pin(1, True)

    np.testing.assert_array_equal(session.runs[0].output, frame.arrays["output"])
    assert session.runs[0].status == "paused"


@pytest.mark.parametrize(
    ("experiment", "shape"),
    [
        (make_experiment("own", data={"own": make_own(n_classes=4)}), (4, 50, 50)),
        (make_experiment("sine"), (1, 200)),
    ],
    ids=["several classes", "one feature"],
)
def test_maps_of_other_tasks(experiment, shape):
    session = make_session(experiment)
    session.step(3)
    session.pin(1, True)
    assert session.runs[0].output.shape == shape


def test_a_pinned_run_that_trains_on_tells_its_newest_map():
    session = make_session()
    session.step(5)
    session.pin(1, True)
    before = session.runs[0].output
    session.step(100)
    after = session.runs[0].output
    assert not np.array_equal(before, after)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (9, "run 9 is not kept .*; accepted: 1, 2, 3, 4, 5"),
        (5, "has not trained yet: train it"),
        (4, r"3 runs are pinned already \(1, 2, 3\): unpin one"),
    ],
)
def test_what_cannot_be_pinned_is_refused_with_what_to_do(number, words):
    bench = Bench()
    make_runs(bench.session, 4)
    bench.session.reset()
    for pinned in range(1, MAX_PINNED + 1):
        bench.session.pin(pinned, True)
    version = bench.session.version
    with pytest.raises(ValueError, match=words):
        bench.session.pin(number, True)
    assert bench.session.version == version


def test_pinning_twice_is_pinning_once():
    bench = Bench()
    bench.session.step(5)
    bench.session.pin(1, True)
    version = bench.session.version
    bench.session.pin(1, True)
    assert (bench.session.version, bench.session.runs[0].is_pinned) == (version, True)


# Restoring

OWN = make_experiment("own", data={"own": make_own()}, training=TrainingConfig(batch_size=4))


@pytest.mark.parametrize("experiment", [Experiment(), OWN], ids=["moons", "own points changed within an epoch"])
def test_a_restored_run_goes_on_as_if_it_had_never_been_left(experiment):
    session, other = make_session(experiment), make_session(experiment)
    for s in (session, other):
        s.step(27)
        s.change(change(s.experiment, "optimizer", learning_rate=0.03))
        if s.experiment.data.own.points:
            own = s.experiment.data.own
            s.change(change(s.experiment, "data", own=dataclasses.replace(own, points=own.points[3:])))
        s.step(6)
    before = session.poll(DEMAND)
    session.reset()
    session.step(9)
    session.restore(1)
    after = session.poll(DEMAND)

    assert (after.run, after.status, after.step, after.metrics) == (1, "paused", 33, before.metrics)
    assert before.arrays.keys() == after.arrays.keys()
    for name, array in before.arrays.items():
        np.testing.assert_array_equal(after.arrays[name], array, err_msg=name)
    session.step(40)
    other.step(40)
    mine, theirs = session._run.trainer.state().tensors, other._run.trainer.state().tensors
    assert all(mine[name].equal(tensor) for name, tensor in theirs.items())


def test_the_run_that_a_restored_one_replaces_is_kept():
    bench = Bench()
    make_runs(bench.session, 3)
    bench.session.restore(1)
    records = bench.session.runs
    assert [(record.number, record.is_present) for record in records] == [(2, False), (3, False), (1, True)]
    bench.session.reset()
    assert bench.session.run == 4


def test_a_finished_run_comes_back_finished_with_its_stop():
    bench = Bench(epochs=2)
    bench.change("training", target_loss=0.2)
    bench.session.step(100)
    notice = bench.session.notice
    assert bench.session.is_stopped
    bench.session.reset()
    bench.session.restore(1)
    assert (bench.session.status, bench.session.is_stopped, bench.session.notice) == ("finished", True, notice)


def test_restoring_while_another_run_plays_pauses():
    bench = Bench()
    make_runs(bench.session, 2)
    bench.session.play()
    bench.session.restore(1)
    assert bench.session.status == "paused"
    assert [record.status for record in bench.session.runs] == ["paused", "paused"]


def test_restoring_the_present_run_changes_nothing():
    bench = Bench()
    bench.session.step(5)
    version = bench.session.version
    bench.session.restore(1)
    assert (bench.session.version, bench.session.run, bench.trainer.step) == (version, 1, 5)


def test_a_run_that_is_not_kept_cannot_be_restored():
    bench = Bench()
    bench.session.step(5)
    with pytest.raises(ValueError, match="run 4 is not kept"):
        bench.session.restore(4)
    assert bench.session.run == 1


# Versions


def test_the_version_grows_with_all_but_training():
    bench = Bench()
    versions = [bench.session.version]
    bench.session.step(5)
    assert bench.session.version == versions[0]
    for act in (
        bench.session.reset,
        lambda: bench.session.restore(1),
        lambda: bench.session.pin(1, True),
        lambda: bench.session.pin(1, False),
        lambda: bench.change("optimizer", learning_rate=0.5),
        lambda: bench.session.set_members(4),
        lambda: bench.session.open(Experiment()),
    ):
        act()
        versions.append(bench.session.version)
    assert versions == sorted(set(versions))


# Members


@pytest.mark.parametrize("is_playing", [True, False])
def test_another_number_of_members_is_a_new_run_that_keeps_playing(is_playing):
    bench = Bench()
    bench.session.step(5)
    if is_playing:
        bench.session.play()
    bench.session.set_members(8)
    assert (bench.session.members, bench.session.run, bench.trainer.members) == (8, 2, 8)
    assert bench.session.status == ("running" if is_playing else "idle")
    bench.session.set_members(8)
    assert bench.session.run == 2


def test_a_run_keeps_its_number_of_members():
    bench = Bench()
    bench.session.set_members(8)
    bench.session.step(5)
    bench.change("model", layers=(LinearConfig(units=3),))
    assert bench.session.members == 8
    bench.session.set_members(1)
    bench.session.step(5)
    bench.session.restore(2)
    assert bench.session.members == 8
    assert [record.members for record in bench.session.runs] == [1, 8]


def test_a_number_of_members_that_is_refused_leaves_the_run_as_it_was():
    bench = Bench()
    bench.session.step(5)

    def refuse(experiment, members=1):
        raise ValueError("members is 40; accepted: 1 to 16")

    bench.session._player._build = refuse
    with pytest.raises(ValueError, match="accepted: 1 to 16"):
        bench.session.set_members(40)
    assert (bench.session.members, bench.session.run, bench.trainer.step) == (1, 1, 5)


def test_the_losses_of_an_ensemble_have_a_band():
    bench = Bench()
    bench.session.set_members(4)
    bench.session.step(9)
    arrays = bench.session.poll(DEMAND).arrays
    np.testing.assert_allclose(arrays["curve_train_low"], arrays["curve_train"] / 2)
    np.testing.assert_allclose(arrays["curve_test_high"], arrays["curve_test"] * 2)
    bench.session.set_members(1)
    assert not {name for name in bench.session.poll(DEMAND).arrays if name.endswith(("_low", "_high"))}


@pytest.mark.parametrize("layers", [(LinearConfig(units=6),), DEEP], ids=["dense", "batch norm and dropout"])
def test_a_restored_ensemble_goes_on_as_if_it_had_never_been_left(layers):
    session, other = (make_session(Experiment(model=ModelConfig(layers=layers))) for _ in range(2))
    for s in (session, other):
        s.set_members(3)
        s.step(27)
    before = session.poll(DEMAND)
    session.set_members(1)
    session.restore(2)
    for name, array in session.poll(DEMAND).arrays.items():
        np.testing.assert_array_equal(array, before.arrays[name], err_msg=name)
    session.step(40)
    other.step(40)
    mine, theirs = session._run.trainer.state().tensors, other._run.trainer.state().tensors
    assert all(mine[name].equal(tensor) for name, tensor in theirs.items())
    again = session.poll(dataclasses.replace(DEMAND, step=0))
    assert (again.step, again.arrays["members"].shape) == (0, (3, 2))


# Changing a pinned run


CHANGES = {
    "live": lambda session: session.change(change(session.experiment, "optimizer", learning_rate=0.3)),
    "by hand": lambda session: session.set_parameter("bias", 1, 0, 0, 0.5),
}


@pytest.mark.parametrize("make_change", CHANGES.values(), ids=CHANGES)
def test_a_pinned_run_stays_as_it_was_and_the_change_goes_on_in_a_run_of_its_own(make_change):
    session = make_session()
    session.step(30)
    session.pin(1, True)
    before, weights = session.runs[0], session.weights()[3]
    make_change(session)
    session.step(30)
    kept, present = session.runs

    assert (kept.number, kept.step, kept.is_pinned, kept.is_changed) == (1, 30, True, False)
    assert (present.number, present.step, present.is_pinned, present.is_changed) == (2, 60, False, True)
    assert (kept.experiment, kept.metrics) == (before.experiment, before.metrics)
    np.testing.assert_array_equal(kept.curve["curve_train"], before.curve["curve_train"])
    session.restore(1)
    assert all(bool((weights[name] == value).all()) for name, value in session.weights()[3].items())


def test_a_pinned_run_that_was_changed_trains_on_as_if_it_had_not_been():
    alone, session = make_session(), make_session()
    alone.step(60)
    session.step(30)
    session.pin(1, True)
    session.change(change(session.experiment, "optimizer", learning_rate=0.3))
    session.step(7)
    session.restore(1)
    session.step(30)

    assert session.runs[-1].metrics["train_loss"] == alone.runs[-1].metrics["train_loss"]


def test_only_the_first_change_of_a_pinned_run_makes_another():
    session = make_session()
    session.step(5)
    session.pin(1, True)
    for rate in (0.2, 0.3):
        session.change(change(session.experiment, "optimizer", learning_rate=rate))
    assert numbers(session) == [1, 2]
