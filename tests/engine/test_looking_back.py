"""Frames and reports of recorded moments are what was seen live."""

import dataclasses

import numpy as np
import pytest
from experiments import change, make_experiment, make_own
from fake_trainer import Bench, ManualScheduler

from playground.config import (
    BatchNormConfig,
    DropoutConfig,
    Experiment,
    LinearConfig,
    ModelConfig,
    ScheduleConfig,
    TrainingConfig,
)
from playground.engine.session import Session
from playground.frame import Demand, ReportDemand

LAYERS = (LinearConfig(units=6), BatchNormConfig(), DropoutConfig(rate=0.2), LinearConfig(units=4))
# What the stage draws of the whole run, whatever moment is looked at.
OF_THE_PRESENT = ("curve_", "marks", "film_")
PANELS = ReportDemand(metrics=True, unit=(1, 0), point=3)


def make_session(experiment):
    return Session(experiment, ManualScheduler())


def look(session, step=None):
    return session.poll(Demand(map_size=20, step=step))


def read(session, step=None):
    return session.report(dataclasses.replace(PANELS, step=step))


def watch(session, n_times, n_steps, see=look):
    """Frames as they were seen live, by step."""
    frames = {}
    for _ in range(n_times):
        session.step(n_steps)
        frame = see(session)
        frames[frame.step] = frame
    return frames


def assert_same(past, live):
    assert (past.step, past.epoch, past.metrics) == (live.step, live.epoch, live.metrics)
    names = {name for name in live.arrays if not name.startswith(OF_THE_PRESENT)}
    assert {name for name in past.arrays if not name.startswith(OF_THE_PRESENT)} == names
    for name in names:
        np.testing.assert_array_equal(past.arrays[name], live.arrays[name], err_msg=name)


EXPERIMENTS = {
    "dense": Experiment(),
    "batch norm and dropout": make_experiment(
        "circles", model=ModelConfig(layers=LAYERS), schedule=ScheduleConfig(name="cosine")
    ),
    "several classes": make_experiment("own", data={"own": make_own(n_classes=4)}),
}


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_a_recorded_moment_shows_what_was_seen_live(name):
    session = make_session(EXPERIMENTS[name])
    first = look(session)
    frames = watch(session, 8, session._run.trainer.steps_per_epoch)

    for step, live in frames.items():
        assert_same(look(session, step), live)
    assert_same(look(session, 0), first)
    assert_same(look(session), frames[max(frames)])


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_a_report_of_a_recorded_moment_is_what_was_read_live(name):
    session = make_session(EXPERIMENTS[name])
    reports = watch(session, 4, session._run.trainer.steps_per_epoch, read)

    for step, live in reports.items():
        assert_same(read(session, step), live)


def test_what_has_been_changed_since_is_not_seen():
    own = make_own()
    experiment = make_experiment("own", data={"own": own}, training=TrainingConfig(batch_size=4))
    layers = tuple(dataclasses.replace(layer, activation="elu") for layer in experiment.model.layers)
    rounded = change(change(experiment, "model", layers=layers), "optimizer", learning_rate=0.3)
    # Beyond the map, which has to grow.
    grown = change(rounded, "data", own=dataclasses.replace(own, points=(*own.points, (9.0, 9.0, 1.0))))
    session = make_session(experiment)
    frames = watch(session, 3, 2)
    for changed in (rounded, grown):
        assert session.change(changed) == "live"
        frames[session._run.step] = look(session)
        frames |= watch(session, 3, 2)
    session.step(2)
    session.set_parameter("weight", 1, 0, 0, 5.0)

    assert list(frames) == [2, 4, 6, 8, 10, 12, 14, 16, 18]
    for step, live in frames.items():
        assert_same(look(session, step), live)


def test_looking_back_changes_no_digit_of_the_run():
    session, other = make_session(Experiment()), make_session(Experiment())
    session.step(50)
    look(session, 10)
    read(session, 20)
    list(session.film(5, Demand()))
    session.step(50)
    other.step(100)

    assert look(session).metrics | {"seconds": 0} == look(other).metrics | {"seconds": 0}
    np.testing.assert_array_equal(look(session).arrays["weights"], look(other).arrays["weights"])


def test_weights_of_a_moment_are_those_that_the_run_had_then():
    session = make_session(Experiment())
    session.step(22)
    then = session.weights()
    session.step(22)

    experiment, step, epoch, weights = session.weights(22)
    assert (experiment, step, epoch) == then[:3] == (Experiment(), 22, 1.0)
    assert all(weights[name].equal(tensor) for name, tensor in then[3].items())
    assert not weights["output.weight"].equal(session.weights()[3]["output.weight"])


# What sessions make of it, with a trainer whose numbers are known


def test_the_nearest_recorded_step_is_shown_with_the_present_curve():
    bench = Bench()
    bench.session.step(2_000)  # every fourth or eighth step is recorded
    frame = look(bench.session, 1_003)

    assert abs(frame.step - 1_003) <= 4
    assert frame.metrics["train_loss"] == 1 / (1 + frame.step)
    assert frame.epoch == frame.step / 10
    assert frame.arrays["curve_epoch"][-1] == 200
    assert frame.step in frame.arrays["film_steps"]


def test_only_a_run_that_stands_still_tells_its_film():
    bench = Bench()
    bench.session.step(5)
    assert look(bench.session).arrays["film_steps"].tolist() == [0, 1, 2, 3, 4, 5]
    bench.session.play()
    assert not {"film_steps", "film_epochs"} & look(bench.session, 2).arrays.keys()


def test_while_it_runs_the_present_is_shown():
    bench = Bench()
    bench.session.step(5)
    bench.session.play()
    assert look(bench.session, 2).step == 5
    assert read(bench.session, 2).step == 5


def test_one_trainer_is_built_for_all_moments_of_an_experiment_and_dropped_on_play():
    bench = Bench()
    bench.session.step(20)
    for step in range(20):
        look(bench.session, step)
    assert len(bench.trainers) == 2
    bench.session.play()
    bench.session.pause()
    assert look(bench.session, 3).step == 3
    assert len(bench.trainers) == 3


def test_a_diverged_run_shows_its_sound_moments():
    bench = Bench(breaks_at=7)
    bench.session.step(20)
    frame = look(bench.session, 5)

    assert (frame.status, frame.step) == ("diverged", 5)
    assert frame.arrays["film_steps"].tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert look(bench.session).step == 7


def test_the_film_of_a_run_that_cannot_start_is_empty():
    bench = Bench(obstacle="There are no points yet.")

    assert len(look(bench.session, 3).arrays["film_steps"]) == 0
    assert list(bench.session.film(10, Demand())) == []


@pytest.mark.parametrize(("n_steps", "n_frames", "expected"), [(0, 5, [0]), (4, 3, [0, 2, 4]), (4, 1, [4])])
def test_a_film_has_so_many_frames_evenly_spread(n_steps, n_frames, expected):
    bench = Bench()
    bench.session.step(n_steps) if n_steps else None
    frames = list(bench.session.film(n_frames, Demand(map_size=3)))

    assert [frame.step for frame in frames] == expected
    assert [frame.arrays["output"][0, 0] for frame in frames] == expected


def test_a_film_goes_on_with_its_run_when_another_one_has_begun():
    bench = Bench()
    bench.session.step(4)
    film = bench.session.film(5, Demand(map_size=3))
    next(film)
    bench.session.reset()

    assert [frame.step for frame in film] == [1, 2, 3, 4]


def test_training_time_is_counted_and_recorded():
    bench = Bench(seconds=0.5)
    bench.session.step(4)
    bench.clock.now += 100
    bench.session.step(4)

    assert look(bench.session).metrics["seconds"] == 4
    assert look(bench.session, 3).metrics["seconds"] == 1.5
