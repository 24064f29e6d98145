import subprocess
import sys
import threading
import time

import pytest
from fake_trainer import Bench, FakeTrainer

from playground.config import Experiment, TrainingConfig
from playground.engine.scheduler import SLICE_SECONDS, Scheduler
from playground.engine.session import Session
from playground.frame import Demand

DEMAND = Demand(map_size=4)
LONG = Experiment(training=TrainingConfig(epochs=100_000))


@pytest.fixture
def scheduler():
    scheduler = Scheduler()
    yield scheduler
    scheduler.stop()


class SlowTrainer(FakeTrainer):
    """Computes for about half a millisecond a step, as a small network does."""

    def advance(self, n_steps):
        until = time.perf_counter() + 0.0005 * n_steps
        while time.perf_counter() < until:
            pass
        super().advance(n_steps)


def play_for(seconds, sessions):
    for session in sessions:
        session.play()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for session in sessions:
            session.poll(DEMAND)
        time.sleep(0.05)
    for session in sessions:
        session.pause()
    return [session.poll(DEMAND).step for session in sessions]


def test_each_due_session_gets_one_slice_a_turn():
    benches = [Bench(seconds=0.0005)]
    benches += [Bench(scheduler=benches[0].scheduler, clock=benches[0].clock, seconds=0.0005) for _ in range(3)]
    for bench in benches:
        bench.session.play()
    benches[0].scheduler.turn()
    assert [bench.trainer.step for bench in benches] == pytest.approx([SLICE_SECONDS / 0.0005] * 4, abs=3)


def test_an_idle_scheduler_is_never_due():
    assert Scheduler().turn() == float("inf")


def test_the_thread_starts_on_first_use_and_stop_joins_it(scheduler):
    session = Session(LONG, scheduler, SlowTrainer)
    assert scheduler._thread is None
    session.play()
    started = time.monotonic()
    scheduler.stop()
    assert time.monotonic() - started < 1
    assert not scheduler._thread.is_alive()


def test_a_stopped_scheduler_stays_stopped(scheduler):
    session = Session(LONG, scheduler, SlowTrainer)
    scheduler.stop()
    session.play()
    assert scheduler._thread is None


def test_an_idle_thread_stops_at_once(scheduler):
    session = Session(LONG, scheduler, SlowTrainer)
    session.play()
    session.pause()
    time.sleep(0.05)
    started = time.monotonic()
    scheduler.stop()
    assert time.monotonic() - started < 0.5


def test_play_wakes_a_waiting_thread(scheduler):
    session = Session(LONG, scheduler, SlowTrainer)
    session.play()
    session.pause()
    time.sleep(0.05)
    assert play_for(0.3, [session])[0] > 50


def test_four_sessions_share_the_machine_evenly(scheduler):
    steps = play_for(1.5, [Session(LONG, scheduler, SlowTrainer) for _ in range(4)])
    assert min(steps) >= 0.7 * sum(steps) / 4


def test_one_step_a_second_by_the_real_clock(scheduler):
    session = Session(LONG, scheduler, SlowTrainer)
    session.set_rate(1)
    assert play_for(1.5, [session]) == [1]


def test_a_slow_session_beside_a_fast_one_keeps_its_rate(scheduler):
    slow, fast = (Session(LONG, scheduler, SlowTrainer) for _ in range(2))
    slow.set_rate(20)
    steps = play_for(1.0, [slow, fast])
    assert 14 <= steps[0] <= 22
    assert steps[1] > 200


def test_requests_never_wait_for_more_than_about_a_slice(scheduler):
    session = Session(LONG, scheduler, SlowTrainer)
    session.play()
    seconds = []
    for _ in range(30):
        time.sleep(0.011)
        started = time.perf_counter()
        session.pause()
        seconds.append(time.perf_counter() - started)
        session.play()
    assert sorted(seconds)[15] < 2 * SLICE_SECONDS


def test_a_long_build_holds_up_nobody_else(scheduler):
    may_build = threading.Event()

    def build_slowly(experiment):
        if may_build.is_set():
            time.sleep(0.5)
        return SlowTrainer(experiment)

    builder, other = Session(LONG, scheduler, build_slowly), Session(LONG, scheduler, SlowTrainer)
    builder.play()
    may_build.set()
    thread = threading.Thread(target=builder.reset)
    thread.start()
    steps = play_for(0.4, [other])
    thread.join()
    assert steps[0] > 100


def test_a_session_dropped_while_it_trains_disappears(scheduler):
    session = Session(LONG, scheduler, SlowTrainer)
    session.play()
    time.sleep(0.05)
    del session
    time.sleep(0.1)
    assert len(scheduler) == 0


EXIT_WHILE_TRAINING = """
import time
from playground.config import Experiment, TrainingConfig
from playground.engine.session import Session
session = Session(Experiment(training=TrainingConfig(epochs=100_000)))
session.play()
time.sleep(0.3)
assert session.status == "running"
"""


def test_the_interpreter_exits_cleanly_while_training():
    result = subprocess.run([sys.executable, "-c", EXIT_WHILE_TRAINING], capture_output=True, text=True, timeout=60)
    assert (result.returncode, result.stderr) == (0, "")
