"""Jobs: advanced in slices, cancelled, dropped when nobody asks, failing by themselves only."""

import threading
import time

import pytest

from playground.engine.job import LEASE_SECONDS, Job
from playground.engine.scheduler import Scheduler


class Clock:
    """Seconds that pass only when told to."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def idle():
    """A scheduler whose turns are given by hand."""
    scheduler = Scheduler()
    scheduler.wake = lambda: None
    return scheduler


def count(clock, n=10, seconds=0.005, closed=None):
    try:
        for i in range(1, n + 1):
            clock.now += seconds
            yield i / n
        return "counted"
    finally:
        if closed is not None:
            closed.append(True)


def test_a_slice_advances_for_about_its_time(idle, clock):
    job = Job(count(clock), idle, clock)
    idle.turn()

    # Slices take 12 ms: three pieces of 5 ms.
    assert job.poll().progress == pytest.approx(0.3)
    assert job.poll().status == "running"


def test_result_is_there_at_the_end_and_no_slice_is_wanted_then(idle, clock):
    job = Job(count(clock), idle, clock)
    for _ in range(5):
        idle.turn()
    report = job.poll()

    assert (report.status, report.progress, report.result) == ("done", 1.0, "counted")
    assert idle.turn() == float("inf")


def test_cancel_closes_the_work_and_keeps_the_progress(idle, clock):
    closed = []
    job = Job(count(clock, closed=closed), idle, clock)
    idle.turn()
    job.cancel()
    idle.turn()

    assert (job.poll().status, job.poll().result) == ("cancelled", None)
    assert job.poll().progress == pytest.approx(0.3)
    assert closed == [True]


def test_cancelling_what_is_done_changes_nothing(idle, clock):
    job = Job(count(clock, n=1), idle, clock)
    idle.turn()
    job.cancel()

    assert job.poll().result == "counted"


def test_work_that_nobody_asks_about_is_dropped(idle, clock):
    closed = []
    job = Job(count(clock, n=10_000, closed=closed), idle, clock)
    clock.now += LEASE_SECONDS - 0.1
    job.poll()
    clock.now += LEASE_SECONDS - 0.1
    idle.turn()
    assert job.poll().status == "running"
    clock.now += LEASE_SECONDS
    idle.turn()

    assert job.poll().status == "dropped"
    assert closed == [True]


def test_an_error_is_the_jobs_own(idle, clock):
    def fail():
        yield 0.5
        raise ValueError("there are no points")

    job, other = Job(fail(), idle, clock), Job(count(clock), idle, clock)
    idle.turn()

    assert (job.poll().status, job.poll().error, job.poll().progress) == ("failed", "there are no points", 0.5)
    assert other.poll().progress > 0


def test_an_error_without_words_says_its_kind(idle, clock):
    def fail():
        raise ZeroDivisionError
        yield 0.0

    job = Job(fail(), idle, clock)
    idle.turn()

    assert job.poll().error == "ZeroDivisionError"


def test_a_job_that_nobody_keeps_disappears(idle, clock):
    Job(count(clock), idle, clock)

    assert len(idle) == 0


def test_the_schedulers_thread_computes_and_cancel_from_another_thread_ends_it_soon():
    scheduler, threads = Scheduler(), set()

    def work():
        for _ in range(100_000):
            threads.add(threading.current_thread().name)
            time.sleep(0.001)
            yield 0.0

    job = Job(work(), scheduler)
    try:
        deadline = time.monotonic() + 5
        while not threads and time.monotonic() < deadline:
            time.sleep(0.01)
        start = time.monotonic()
        job.cancel()
        assert time.monotonic() - start < 1
    finally:
        scheduler.stop()
    assert threads == {"training"}
    assert job.poll().status == "cancelled"
