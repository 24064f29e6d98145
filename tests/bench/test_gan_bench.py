"""A short run of the GAN's bench: a floor that leaves room for a busy machine."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parent / "gan.py"


@pytest.mark.slow
def test_gan_is_at_least_1_7_times_as_fast_as_the_ordinary_loop():
    command = [sys.executable, BENCH, "--short"]
    process = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
    print(process.stdout)

    assert process.returncode == 0, process.stderr
    (row,) = json.loads(process.stdout)["rows"]
    assert row["networks"] == "2-16-16-2 / 2-16-16-1"
    assert row["times_naive"] >= 1.7
