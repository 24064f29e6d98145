"""Short runs of both benches: what must hold on any machine, and floors that leave room for a busy one.

What is promised (dense at least 7, autograd 2.5 and dense at 64-64 10 times the ordinary loop; 45 painted and 15 data
frames/s, 1,500 steps/s, clicks below 100 ms) is measured by the full runs by hand; the figures of these short
ones are in the report of `pytest -rP`.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parent


def run(name):
    command = [sys.executable, BENCH / f"{name}.py", "--short"]
    process = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
    print(process.stdout)
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout)


@pytest.fixture(scope="module")
def engine():
    return {(row["network"], row["path"]): row["times_naive"] for row in run("engine")["rows"]}


@pytest.fixture(scope="module")
def live():
    if shutil.which("chromium") is None:
        report = pytest.fail if os.environ.get("CI") else pytest.skip
        report("no chromium on the PATH; install it, for example: apt-get install chromium")
    return run("live")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("network", "path", "least"),
    [
        ("2-10-10-1", "dense", 7),
        ("2-10-10-1", "autograd", 2.5),
        ("2-64-64-1", "autograd", 2.5),
        ("2-64-64-1", "dense", 8),  # promised and measured at rest: 10; the margin there is 2%
    ],
)
def test_steps_are_that_many_times_faster_than_the_ordinary_loop(engine, network, path, least):
    assert engine[network, path] >= least


@pytest.mark.slow
@pytest.mark.browser
class TestLive:
    """One short run in the browser, looked at from several sides."""

    def test_frames_flow_and_each_is_a_new_state(self, live):
        assert live["painted_per_second"] >= 15
        assert live["data_frames_per_second"] >= 5
        assert live["new_states_per_second"] >= 0.8 * live["data_frames_per_second"]
        assert live["steps_per_second"] >= 1000

    def test_frame_is_small_and_stays_so(self, live):
        assert live["kb_per_data_frame"] <= 25
        first, last = live["bytes"]
        assert abs(last - first) <= 64  # digits of the step and of the losses in the header

    def test_paused_view_is_silent(self, live):
        assert live["paused_messages"] == 0

    def test_every_click_is_answered(self, live):
        assert live["clicks_lost"] == 0
        assert live["click_ms_median"] < 1000

    def test_page_does_not_grow(self, live):
        nodes, heap = live["nodes"], live["heap_mb"]
        assert nodes[1] <= nodes[0] + 100
        assert heap[1] <= heap[0] + 5

    def test_console_is_clean(self, live):
        assert live["console_errors"] == []
