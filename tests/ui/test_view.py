"""What is looked at: read from a browser that nobody trusts, and asked of the engine only as far as it is there."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.config import DataConfig, Experiment, LinearConfig, ModelConfig
from playground.frame import Demand, ReportDemand
from playground.ui.view import PANELS, ViewState, demand_frames, demand_report, read_view

# 3 inputs, columns of 4 and 2 units, 3 outputs.
NETWORK = Experiment(
    data=DataConfig(name="blobs", classes=3),
    model=ModelConfig(inputs=("x1", "x2", "product"), layers=(LinearConfig(units=4), LinearConfig(units=2))),
)


def test_view_is_read():
    told = {"mode": "train", "panels": ["runs", "metrics", "inspect"], "unit": [1, 3], "point": 7, "step": 120}
    panels = ("inspect", "metrics", "runs")
    assert read_view(told) == ViewState(mode="train", panels=panels, unit=(1, 3), point=7, step=120)
    assert read_view({}) == ViewState()
    assert read_view({"unit": None, "point": None, "step": None, "threshold": 0.4}) == ViewState()


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (None, "the view is None; accepted: an object in braces"),
        ({"mode": "test"}, "the mode is 'test'; accepted: eval, train"),
        ({"mode": []}, "the mode is []; accepted: eval, train"),
        ({"panels": "metrics"}, "the open panels are 'metrics'; accepted: some of inspect, layers, metrics, runs"),
        ({"panels": ["code"]}, "the open panels are ['code']; accepted: some of inspect"),
        ({"panels": [[]]}, "the open panels are [[]]; accepted: some of inspect"),
        ({"unit": 3}, "the unit is 3; accepted: its column and its index"),
        ({"unit": [0, -1]}, "the unit's index is -1; accepted: 0 to 100,000"),
        ({"unit": [True, 0]}, "the unit's column is True; accepted: 0 to 100,000"),
        ({"point": 1.0}, "the point is 1.0; accepted: 0 to 100,000"),
        ({"step": -1}, "the step is -1; accepted: 0 to 1,000,000,000"),
        ({"step": 10**9 + 1}, "the step is 1000000001; accepted: 0 to 1,000,000,000"),
        ({"step": float("nan")}, "the step is nan; accepted: 0 to 1,000,000,000"),
    ],
)
def test_bad_view_is_refused_in_one_sentence(value, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}"):
        read_view(value)


ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
ANY_FIELD = ANYTHING | st.lists(ANYTHING | st.sampled_from(PANELS), max_size=3)


@given(st.dictionaries(st.sampled_from(["mode", "panels", "unit", "point", "step"]), ANY_FIELD))
def test_whatever_comes_is_a_view_or_a_refusal(value):
    try:
        view = read_view(value)
    except ValueError:
        return
    demand_report(view, NETWORK, 10)


def test_closed_panels_ask_for_nothing():
    assert demand_report(ViewState(), NETWORK, 10) is None
    # Pinned on the diagram, but nothing of it is open.
    assert demand_report(ViewState(unit=(1, 0), point=3, step=5), NETWORK, 10) is None
    # The table of runs comes with the description.
    assert demand_report(ViewState(panels=("runs",)), NETWORK, 10) is None
    assert demand_report(ViewState(panels=("inspect",)), NETWORK, 10) is None


def test_open_panels_ask_for_what_they_show():
    assert demand_report(ViewState(panels=("metrics",)), NETWORK, 10) == ReportDemand(metrics=True)
    assert demand_report(ViewState(panels=("layers",)), NETWORK, 10) == ReportDemand(layers=True)
    view = ViewState(panels=("inspect",), unit=(1, 3), point=9)
    assert demand_report(view, NETWORK, 10) == ReportDemand(unit=(1, 3), point=9)


@pytest.mark.parametrize(
    ("unit", "is_there"),
    [
        ((0, 2), True),
        ((0, 3), False),
        ((1, 3), True),
        ((2, 2), False),
        ((3, 2), True),
        ((3, 3), False),
        ((4, 0), False),
    ],
)
def test_unit_that_a_change_took_away_is_not_asked_for(unit, is_there):
    demand = demand_report(ViewState(panels=("inspect",), unit=unit), NETWORK, 10)
    assert demand == (ReportDemand(unit=unit) if is_there else None)


def test_point_that_a_change_took_away_is_not_asked_for():
    assert demand_report(ViewState(panels=("inspect",), point=10), NETWORK, 10) is None


def test_mode_reaches_the_frames():
    assert demand_frames(ViewState()) == Demand()
    assert demand_frames(ViewState(mode="train")) == Demand(mode="train")


def test_moment_reaches_frames_and_reports():
    assert demand_frames(ViewState(step=7)) == Demand(step=7)
    assert demand_report(ViewState(panels=("metrics",), step=7), NETWORK, 10) == ReportDemand(metrics=True, step=7)
