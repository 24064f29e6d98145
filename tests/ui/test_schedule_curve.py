"""The curve of the learning rate: within its frame, from the first epoch to the last."""

import base64
import re

import pytest

from playground.config import ScheduleConfig
from playground.schedules import SCHEDULES
from playground.ui.schedule_curve import schedule_curve


def points_of(html):
    svg = base64.b64decode(re.search(r"base64,([^)]*)\)", html).group(1)).decode()
    return [tuple(map(float, point.split(","))) for point in re.search(r'points="([^"]*)"', svg).group(1).split()]


@pytest.mark.parametrize("epochs", [1, 2, 100, 100_000])
@pytest.mark.parametrize("name", SCHEDULES)
def test_curve_stays_in_its_frame(name, epochs):
    points = points_of(schedule_curve(ScheduleConfig(name=name), 0.01, epochs))
    assert 1 <= len(points) <= 200
    assert points[0][0] == 0.0
    assert points[-1][0] == (240.0 if epochs > 1 else 0.0)
    assert all(0 <= y <= 64 for _, y in points)
    assert min(y for _, y in points) == 2.0  # the highest rate touches the upper edge


def test_curve_names_its_ends():
    html = schedule_curve(ScheduleConfig(name="step", every=10, factor=0.5), 0.08, 31)
    # 0.08 halved after 10, 20 and 30 epochs: 0.01 in the last of 31.
    assert 'aria-label="Learning rate from 0.08 to 0.01 over 31 epochs"' in html
    assert "<b>0.08</b>" in html
    assert "31 epochs" in html
