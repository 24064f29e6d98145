import gc
import logging
import math
import threading
import weakref

import numpy as np
import pytest
from fake_trainer import STEPS_PER_EPOCH, Bench

from playground.config import LinearConfig
from playground.engine.film import MAX_BYTES, MAX_MOMENTS
from playground.engine.lease import FREE_SECONDS, LEASE_SECONDS
from playground.engine.marks import MAX_MARKS
from playground.engine.run import CHECK_STEPS
from playground.engine.trainer import Diagnosis
from playground.frame import Demand, ReportDemand
from playground.live.encode import encode

DEMAND = Demand(map_size=4)


# Playing and pausing


def test_a_new_session_is_idle_at_step_0():
    bench = Bench()
    bench.turn()
    frame = bench.session.poll(DEMAND)
    assert (frame.status, frame.step, frame.run) == ("idle", 0, 1)


def test_play_trains_and_pause_stops():
    bench = Bench()
    bench.session.play()
    bench.turn()
    bench.session.pause()
    step = bench.trainer.step
    assert step > 0
    bench.turn()
    assert bench.trainer.step == step
    assert bench.session.poll(DEMAND).status == "paused"


def test_a_session_trains_only_while_it_is_polled():
    bench = Bench()
    bench.session.play()
    bench.clock.now += LEASE_SECONDS - 0.1
    bench.session.poll(DEMAND)
    bench.clock.now += LEASE_SECONDS - 0.1
    bench.turn()
    assert bench.session.status == "running"
    bench.clock.now += LEASE_SECONDS
    step = bench.trainer.step
    bench.turn(2)
    assert bench.session.status == "paused"
    assert bench.trainer.step == step


def test_a_slow_session_is_paused_in_time_too():
    bench = Bench()
    bench.session.set_rate(0.01)
    bench.session.play()
    assert bench.session._lease.seconds_until_due() == LEASE_SECONDS


def test_step_trains_before_it_returns_and_pauses():
    bench = Bench()
    bench.session.play()
    bench.turn()
    step = bench.trainer.step
    bench.session.step(57)
    frame = bench.session.poll(DEMAND)
    assert (frame.step, frame.status) == (step + 57, "paused")


def test_step_epoch_trains_to_the_end_of_the_epoch():
    bench = Bench()
    bench.session.step_epoch()
    assert bench.trainer.step == STEPS_PER_EPOCH
    bench.session.step(3)
    bench.session.step_epoch()
    assert bench.trainer.step == 2 * STEPS_PER_EPOCH


def test_step_stops_where_the_run_ends():
    bench = Bench(epochs=2)
    bench.session.step(1_000)
    assert bench.trainer.step == 2 * STEPS_PER_EPOCH
    bench.session.step()
    assert bench.trainer.step == 2 * STEPS_PER_EPOCH


def test_reset_starts_the_current_experiment_anew_and_pauses():
    bench = Bench()
    bench.session.play()
    bench.turn()
    bench.change("optimizer", learning_rate=0.5)
    bench.session.reset()
    frame = bench.session.poll(DEMAND)
    assert (frame.run, frame.step, frame.status) == (2, 0, "idle")
    assert bench.trainer.experiment.optimizer.learning_rate == 0.5
    assert len(frame.arrays["marks"]) == 0
    assert len(frame.arrays["curve_epoch"]) == 1


# Rates


def test_one_step_a_second_is_one_step_in_a_second():
    bench = Bench()
    bench.session.set_rate(1)
    bench.session.play()
    steps = []
    for _ in range(40):
        bench.clock.now += 0.1
        bench.session.poll(DEMAND)
        bench.turn()
        steps.append(bench.trainer.step)
    assert [steps[9], steps[19], steps[29], steps[39]] == pytest.approx([1, 2, 3, 4], abs=1)
    assert steps[7] == 0


def test_a_rate_that_falls_between_turns_is_kept_on_average():
    bench = Bench(seconds=0.0)
    bench.session.set_rate(300)
    bench.session.play()
    for _ in range(100):
        bench.clock.now += 0.01
        bench.turn()
    assert bench.trainer.step == pytest.approx(300, abs=3)


def test_what_a_slow_machine_missed_is_not_made_up_for():
    bench = Bench(seconds=0.01)  # at most 100 steps a second
    bench.session.set_rate(1_000)
    bench.session.play()
    bench.clock.now += 1
    bench.turn(3)
    bench.session.set_rate(1)
    step = bench.trainer.step
    bench.turn(3)
    assert bench.trainer.step == step


def test_the_rate_can_change_while_running():
    bench = Bench()
    bench.session.set_rate(1)
    bench.session.play()
    bench.turn()
    assert bench.trainer.step == 0
    bench.session.set_rate(None)
    bench.turn()
    assert bench.trainer.step >= 10


def test_setting_the_same_rate_again_delays_nothing():
    bench = Bench()
    bench.session.set_rate(1)
    bench.session.play()
    for _ in range(12):
        bench.clock.now += 0.1
        bench.session.set_rate(1)
        bench.turn()
    assert bench.trainer.step == 1


@pytest.mark.parametrize("rate", [0, -1, math.nan, math.inf])
def test_an_impossible_rate_is_refused_by_name(rate):
    with pytest.raises(ValueError, match=r"steps_per_second is .*; accepted: a number above 0, or None"):
        Bench().session.set_rate(rate)


# Frames


def test_poll_while_running_gives_the_frame_of_the_last_slice():
    bench = Bench()
    bench.session.play()
    first = bench.session.poll(DEMAND)
    bench.session.poll(DEMAND)
    bench.turn()
    second = bench.session.poll(DEMAND)
    assert (first.step, first.status) == (0, "running")
    assert second.step == bench.trainer.step > 0


def test_frames_are_computed_only_when_polled_for():
    bench = Bench()
    bench.session.play()
    bench.session.poll(DEMAND)
    bench.session.poll(DEMAND)
    bench.turn(10)
    assert bench.trainer.n_frames == 2


def test_another_demand_is_met_at_once():
    bench = Bench()
    bench.session.play()
    bench.session.poll(DEMAND)
    assert bench.session.poll(Demand(map_size=7)).arrays["output"].shape == (7, 7)


def test_polling_a_paused_session_gives_the_same_frame_for_free():
    bench = Bench()
    bench.session.play()
    bench.session.poll(DEMAND)
    bench.turn()
    bench.session.pause()
    frame = bench.session.poll(DEMAND)
    assert frame.step == bench.trainer.step
    n_frames = bench.trainer.n_frames
    assert all(bench.session.poll(DEMAND) is frame for _ in range(5))
    assert bench.trainer.n_frames == n_frames


def test_the_curve_ends_at_the_frame_s_own_step():
    bench = Bench()
    bench.session.step(9_001)  # stride 4: not a recorded step
    frame = bench.session.poll(DEMAND)
    assert frame.arrays["curve_epoch"][-1] == pytest.approx(900.1)
    assert frame.arrays["curve_train"][-1] == pytest.approx(frame.metrics["train_loss"])


def test_a_frame_at_step_1_000_000_is_as_large_as_at_step_1_000():
    bench = Bench(seconds=0.0)
    bench.session.step(1_000)
    short = bench.session.poll(Demand())
    bench.session.step(999_000)
    long = bench.session.poll(Demand())
    assert long.step == 1_000_000
    shapes = [{name: array.shape for name, array in frame.arrays.items()} for frame in (short, long)]
    n_moments = [shape.pop(name)[0] for shape in shapes for name in ("film_steps", "film_epochs")]
    assert shapes[0] == shapes[1]
    assert max(n_moments) <= MAX_MOMENTS
    # Two float32 a moment; digits of the step, the epoch, the losses and the time.
    assert abs(len(encode(long)) - len(encode(short))) <= 2 * 4 * MAX_MOMENTS // 2 + 64


# Changes


def test_the_same_experiment_is_no_change():
    bench = Bench()
    frame = bench.session.poll(DEMAND)
    assert bench.session.change(bench.session.experiment) == ""
    assert bench.session.poll(DEMAND) is frame


def test_a_live_change_goes_on_and_leaves_a_mark():
    bench = Bench()
    bench.session.step(25)
    bench.session.play()
    assert bench.change("optimizer", learning_rate=0.1) == "live"
    frame = bench.session.poll(DEMAND)
    assert (frame.run, frame.step, frame.status) == (1, 25, "running")
    assert frame.arrays["marks"].dtype == np.float32
    np.testing.assert_allclose(frame.arrays["marks"], [2.5])


def test_a_change_before_the_first_step_leaves_no_mark():
    bench = Bench()
    bench.change("optimizer", learning_rate=0.1)
    assert len(bench.session.poll(DEMAND).arrays["marks"]) == 0


def test_only_the_newest_marks_are_kept():
    bench = Bench()
    for n in range(40):
        bench.session.step()
        bench.change("optimizer", learning_rate=0.1 + n)
    np.testing.assert_allclose(
        bench.session.poll(DEMAND).arrays["marks"], np.arange(41 - MAX_MARKS, 41) / STEPS_PER_EPOCH, rtol=1e-6
    )


@pytest.mark.parametrize("is_playing", [True, False])
def test_a_rebuild_starts_the_next_run_and_keeps_playing_if_it_played(is_playing):
    bench = Bench()
    bench.session.step(25)
    bench.change("optimizer", learning_rate=0.1)
    if is_playing:
        bench.session.play()
    assert bench.change("model", layers=(LinearConfig(units=3),)) == "rebuilt"
    frame = bench.session.poll(DEMAND)
    assert (frame.run, frame.step) == (2, 0)
    assert frame.status == ("running" if is_playing else "idle")
    assert len(frame.arrays["marks"]) == 0
    assert frame.arrays["curve_epoch"].tolist() == [0]
    assert bench.session.experiment.model.layers[0].units == 3


def test_a_change_that_cannot_be_built_leaves_the_run_as_it_was():
    bench = Bench()
    bench.session.step(5)
    before = bench.session.experiment

    def refuse(experiment):
        raise ValueError("data.name is 'sun'")

    bench.session._player._build = refuse
    with pytest.raises(ValueError, match="sun"):
        bench.change("data", name="sun")
    frame = bench.session.poll(DEMAND)
    assert (frame.run, frame.step) == (1, 5)
    assert bench.session.experiment is before


# Setting parameters by hand


@pytest.mark.parametrize("is_playing", [True, False])
def test_a_parameter_is_set_and_marked_and_the_run_goes_on(is_playing):
    bench = Bench()
    bench.session.step(25)
    if is_playing:
        bench.session.play()
    shown = bench.session.poll(DEMAND)
    bench.session.set_parameter("weight", 1, 2, 0, 0.5)

    frame = bench.session.poll(DEMAND)
    assert bench.trainer.edits == [("weight", 1, 2, 0, 0.5)]
    assert frame is not shown
    assert frame.status == ("running" if is_playing else "paused")
    np.testing.assert_allclose(frame.arrays["marks"], [2.5])


def test_a_refused_parameter_leaves_everything_as_it_was():
    bench = Bench()
    bench.session.step(5)

    def refuse(*change):
        raise ValueError("column is 9; accepted: a whole number from 1 to 3")

    bench.trainer.set_parameter = refuse
    with pytest.raises(ValueError, match="column is 9"):
        bench.session.set_parameter("weight", 9, 0, 0, 0.5)
    assert bench.session.status == "paused"
    assert len(bench.session.poll(DEMAND).arrays["marks"]) == 0


def test_a_diverged_run_takes_no_parameters():
    bench = Bench(breaks_at=3)
    bench.session.step(10)

    with pytest.raises(ValueError, match="has diverged: reset it"):
        bench.session.set_parameter("weight", 1, 0, 0, 0.5)
    assert bench.session.status == "diverged"


# Obstacles


def test_with_an_obstacle_nothing_is_played_and_it_is_said_why():
    bench = Bench()
    bench.options["obstacle"] = "There are no points yet."
    bench.session.reset()

    for action in (bench.session.play, bench.session.step, bench.session.step_epoch):
        with pytest.raises(ValueError, match="There are no points yet"):
            action()
    assert (bench.session.status, bench.trainer.step) == ("idle", 0)
    assert len(bench.session.poll(DEMAND).arrays["curve_epoch"]) == 0


def test_an_obstacle_that_comes_up_pauses_a_playing_run():
    bench = Bench()
    bench.session.play()
    bench.turn(3)
    step = bench.trainer.step
    bench.trainer.obstacle = "There are no points yet."
    assert bench.change("optimizer", learning_rate=0.1) == "live"
    bench.turn(3)

    assert bench.session.status == "paused"
    assert bench.trainer.step == step


# Reports

PANELS = ReportDemand(metrics=True, layers=True)


def test_a_report_is_the_same_object_until_something_changes():
    bench = Bench()
    bench.session.step(5)
    first = bench.session.report(PANELS)

    assert (first.step, first.status, first.run) == (5, "paused", 1)
    assert all(bench.session.report(PANELS) is first for _ in range(3))
    assert bench.trainer.n_reports == 1
    assert bench.session.report(ReportDemand(metrics=True)) is not first
    bench.session.step()
    assert bench.session.report(PANELS).step == 6
    bench.change("optimizer", learning_rate=0.1)
    bench.session.report(PANELS)
    assert bench.trainer.n_reports == 4


def test_without_reports_no_layer_is_ever_measured():
    bench = Bench()
    bench.session.play()
    for _ in range(100):
        bench.clock.now += 0.1
        bench.session.poll(DEMAND)
        bench.turn()
    assert bench.trainer.n_measured == bench.trainer.n_reports == 0

    bench.session.report(PANELS)
    bench.clock.now += 1
    bench.turn()
    assert bench.trainer.n_measured == 2
    assert bench.session.report(PANELS).arrays["layer_weights"].shape == (2, 2, 5)


def test_training_goes_on_while_a_report_is_computed():
    bench = Bench()
    bench.session.play()
    make_report = bench.trainer.report

    class Slow:
        def __init__(self, report):
            self.frame = report.frame

        def compute_frame(self):
            step = bench.trainer.step
            bench.turn()
            assert bench.trainer.step > step, "the lock is free"
            return self.frame

    bench.session._run.viewer.report = lambda demand, moment: Slow(make_report(demand))
    assert bench.session.report(PANELS).status == "running"


def test_a_freed_session_gives_its_last_report_and_stays_asleep():
    bench = Bench()
    bench.session.step(5)
    report = bench.session.report(PANELS)
    bench.clock.now += FREE_SECONDS + 1
    bench.turn()
    assert bench.session.report(PANELS) is report
    assert bench.session._lease.seconds_until_due() == math.inf


# The end of a run


def test_who_reads_that_a_run_is_over_polls_its_last_frame():
    bench = Bench(epochs=3)
    session = bench.session
    frames = []

    def poll_as_another_thread_would():
        reader = threading.Thread(target=lambda: frames.append((session.status, session.poll(DEMAND).status)))
        reader.start()
        reader.join(0.05)  # it may have to wait for the slice that calls this
        readers.append(reader)
        return Diagnosis()

    readers = []
    session.poll(DEMAND)
    session.play()
    session.poll(DEMAND)
    bench.trainer.diagnose = poll_as_another_thread_would
    bench.turn(20)
    for reader in readers:
        reader.join()
    assert [frame for status, frame in frames if status == "finished"] == ["finished"]


@pytest.mark.parametrize("seconds", [0.01, 0.0001])
def test_training_finishes_exactly_at_the_last_step(seconds):
    bench = Bench(epochs=30, seconds=seconds)
    bench.session.play()
    bench.turn(200 if seconds == 0.01 else 20)
    frame = bench.session.poll(DEMAND)
    assert (frame.step, frame.status) == (30 * STEPS_PER_EPOCH, "finished")
    bench.session.play()
    assert bench.session.status == "finished"


def test_raising_the_epochs_lets_a_finished_run_go_on():
    bench = Bench(epochs=2)
    bench.session.step_epoch()
    bench.session.step_epoch()
    assert bench.session.status == "finished"
    assert bench.change("training", epochs=3) == "live"
    assert bench.session.status == "paused"
    bench.session.play()
    bench.turn(2)
    assert bench.session.status == "finished"
    assert bench.trainer.step == 3 * STEPS_PER_EPOCH


def test_lowering_the_epochs_below_the_present_finishes():
    bench = Bench()
    bench.session.play()
    bench.turn(5)
    step = bench.trainer.step
    bench.change("training", epochs=1)
    assert bench.session.status == "finished"
    assert bench.trainer.step == step


# Divergence


@pytest.mark.parametrize("breaks_at", [1, 2, 37, 4_097, 9_001, 100_000, 600_129])
def test_divergence_is_found_at_the_first_bad_step(breaks_at):
    bench = Bench(seconds=0.00001, breaks_at=breaks_at)
    bench.session.play()
    while bench.session.status == "running":
        bench.session.poll(DEMAND)
        bench.turn()
    frame = bench.session.poll(DEMAND)
    assert (frame.status, frame.step) == ("diverged", breaks_at)
    assert f"The loss became NaN at step {breaks_at:,}: the weights of layer 1. Try" in frame.notice
    assert np.isfinite(frame.arrays["curve_train"]).all()


def test_divergence_between_two_checks_is_seen_by_step_and_poll():
    bench = Bench(breaks_at=600_001, seconds=0.0)
    bench.session.step(600_000)
    bench.session.step(2)
    assert bench.session.status == "diverged"
    assert bench.session.poll(DEMAND).step == 600_001


def test_a_check_is_never_further_away_than_the_steps_repeated():
    bench = Bench(seconds=0.0)
    bench.session.step(7_000 * CHECK_STEPS)
    assert bench.session._run.take_steps(math.inf) == CHECK_STEPS


def test_a_diverged_run_does_not_go_on_but_a_change_starts_the_next():
    bench = Bench(breaks_at=3)
    bench.session.step(10)
    bench.session.play()
    bench.session.step()
    assert (bench.session.status, bench.trainer.step) == ("diverged", 3)
    assert bench.change("optimizer", learning_rate=0.001) == "rebuilt"
    assert (bench.session.status, bench.session.notice, bench.trainer.step) == ("idle", "", 0)


def test_a_diagnosis_becomes_the_notice_and_goes_when_it_no_longer_holds():
    bench = Bench()
    bench.session.play()
    bench.trainer.advice = "All weights are zero."
    bench.clock.now += 1
    bench.turn()
    assert bench.session.notice == "All weights are zero."
    bench.trainer.advice = ""
    bench.clock.now += 1
    bench.turn()
    assert bench.session.notice == ""


def test_a_hint_comes_with_the_frame():
    bench = Bench()
    bench.trainer.hint = "Dead units in layer A: 3 of 10."
    bench.session.step(20)

    frame = bench.session.poll(DEMAND)
    assert (frame.notice, frame.hint) == ("", "Dead units in layer A: 3 of 10.")


def test_an_error_in_a_slice_hurts_only_its_session(caplog):
    broken = Bench(fails_at=5)
    healthy = Bench(scheduler=broken.scheduler, clock=broken.clock)
    broken.session.play()
    healthy.session.play()
    with caplog.at_level(logging.ERROR):
        broken.turn(3)
    assert broken.session.status == "diverged"
    assert "out of memory" in broken.session.notice
    assert "out of memory" in caplog.text
    assert healthy.session.status == "running"
    assert healthy.trainer.step > 10


# Memory


def test_a_long_idle_session_frees_its_trainer_and_wakes_where_it_was():
    bench = Bench()
    bench.session.step(42)
    before = bench.session.poll(DEMAND)
    trainer = weakref.ref(bench.trainers.pop())
    bench.clock.now += FREE_SECONDS + 1
    bench.turn()
    gc.collect()
    assert trainer() is None
    assert bench.session.poll(DEMAND) is before
    assert bench.session._lease.seconds_until_due() == math.inf
    bench.session.step()
    assert bench.session.poll(DEMAND).step == 43


def test_a_session_that_nobody_holds_disappears():
    bench = Bench()
    scheduler = bench.scheduler
    bench.session.play()
    bench.turn()
    assert len(scheduler) == 1
    del bench
    gc.collect()
    assert len(scheduler) == 0
    assert scheduler.turn() == math.inf


def test_a_run_of_a_million_steps_stays_bounded():
    bench = Bench(seconds=0.0)
    bench.session.step(1_000)
    records = bench.session._run.records
    size = records.history.nbytes
    bench.session.step(999_000)

    assert records.history.nbytes == size
    assert len(records.film) <= MAX_MOMENTS
    assert records.film.nbytes <= MAX_BYTES
    assert bench.session.poll(DEMAND).arrays["film_steps"][[0, -1]].tolist() == [0, 1_000_000]
