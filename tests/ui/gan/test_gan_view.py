"""What the reader of the GAN lab looks at, told by a browser that nobody trusts, and what frames have to hold then."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.config import GanExperiment, NoiseConfig
from playground.frame import Demand, ReportDemand
from playground.ui.gan.view import LAYERS, GanView, demand_frames, demand_report, read_view

EXPERIMENT = GanExperiment()


def demand(view, experiment=EXPERIMENT, is_running=False):
    return demand_frames(view, experiment, is_running=is_running)


def test_what_is_left_out_is_as_in_a_new_view():
    assert read_view({}) == GanView()


def test_view_is_read_whole():
    told = {"step": 20, "stage": 3, "noise": [0.5, -1], "between": [4, 7], "layers": ["half", "real"], "followed": 9}
    expected = GanView(step=20, stage=3, noise=(0.5, -1.0), between=(4, 7), layers=("real", "half"), followed=9)
    assert read_view(told) == expected


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (None, "the view is None; accepted: an object in braces"),
        ({"step": -1}, "the step is -1; accepted: 0 to 1,000,000,000"),
        ({"stage": 9}, "the stage is 9; accepted: 0 to 8"),
        ({"stage": True}, "the stage is True; accepted: 0 to 8"),
        ({"noise": []}, "the noise is []; accepted: a list of 1 to 64 numbers of at most 100 in size"),
        ({"noise": [0.0] * 65}, "accepted: a list of 1 to 64 numbers"),
        ({"noise": [float("nan")]}, "the noise is [nan]; accepted: a list of 1 to 64 numbers"),
        ({"between": [0]}, "the images to go between are [0]; accepted: two of 0 to 35"),
        ({"between": [0, 36]}, "the image to go from or to is 36; accepted: 0 to 35"),
        ({"layers": ["real", "x-ray"]}, "accepted: some of real, generated, manifold, gradient, field, half"),
        ({"followed": 128}, "the followed sample is 128; accepted: 0 to 127"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(told, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        read_view(told)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.sampled_from(LAYERS),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(["step", "stage", "noise", "between", "layers", "followed"]), ANYTHING))
def test_whatever_comes_is_refused_or_can_be_demanded(told):
    try:
        view = read_view(told)
    except ValueError:
        return
    assert isinstance(demand(view), Demand)


def test_frames_hold_what_is_looked_at():
    view = GanView(stage=4, noise=(1.0, 2.0), between=(2, 3))
    assert demand(view) == Demand(stage=4, noise=(1.0, 2.0), between=(2, 3))
    assert demand(GanView(step=30)) == Demand(step=30)


def test_stage_is_shown_only_of_the_next_iteration_of_a_run_that_stands_still():
    assert demand(GanView(stage=4), is_running=True).stage == 0
    assert demand(GanView(stage=4, step=20)).stage == 0


def test_noise_that_the_generator_no_longer_takes_is_not_followed():
    view = GanView(noise=(1.0, 2.0))
    assert demand(view, GanExperiment(noise=NoiseConfig(size=3))).noise == ()


def test_scores_are_those_of_the_moment_that_is_looked_at():
    assert demand_report(GanView(step=30)) == ReportDemand(metrics=True, step=30)
