"""Error against width and depth: trained for real, by the shared engine."""

import math

import numpy as np
import pytest
import torch

from playground.engine.build import build_trainer
from playground.principles.approximation.experiment import make_experiment
from playground.principles.approximation.functions import GRID, sample_function
from playground.principles.approximation.measure import (
    BUDGET_UNITS,
    DEPTHS,
    WIDTHS,
    count_parameters,
    list_shapes,
    match_depth,
    measure,
)
from playground.principles.approximation.state import START, read_state


def state_of(**changes):
    return read_state({**START, **changes})


def run(work):
    shares = []
    while True:
        try:
            shares.append(next(work))
        except StopIteration as stop:
            return shares, stop.value


@pytest.mark.parametrize("shape", [(1,), (6,), (64,), (12, 12), (3, 5, 2)])
def test_parameters_are_counted_as_the_network_has_them(shape):
    assert count_parameters(shape) == build_trainer(make_experiment(state_of(), shape)).n_parameters


def test_depths_are_compared_at_about_as_many_parameters():
    # 56 units: 3 * 56 + 1 = 169; 11 + 11: 22 + 132 + 12 = 166; three of 8: 16 + 72 + 72 + 9 = 169.
    assert [match_depth(169, depth) for depth in DEPTHS] == [(56,), (11, 11), (8, 8, 8)]
    for budget in (count_parameters((units,)) for units in BUDGET_UNITS):
        for depth in DEPTHS:
            assert abs(count_parameters(match_depth(budget, depth)) - budget) <= 0.03 * budget


def test_shapes_are_those_of_the_two_questions():
    assert list_shapes("width") == [(width,) for width in WIDTHS]
    assert len(list_shapes("depth")) == len(DEPTHS) * len(BUDGET_UNITS)
    with pytest.raises(ValueError, match="kind is 'height'; accepted: width, depth"):
        list_shapes("height")


def test_every_seed_is_measured_as_its_own_run_would_be():
    done = []

    shares, rungs = run(measure(state_of(), [(3,), (4, 4)], done, seeds=2, steps=60))

    assert rungs is done
    assert [rung.shape for rung in done] == [(3,), (4, 4)]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    for rung in done:
        for k in range(2):
            trainer = build_trainer(make_experiment(state_of(seed=k), rung.shape))
            trainer.advance(60)
            with torch.no_grad():
                curve = trainer.network(torch.tensor(GRID).unsqueeze(1)).squeeze(1).numpy()
            error = math.sqrt(np.mean((curve - np.array(sample_function("sine", []))) ** 2))
            np.testing.assert_allclose(rung.curves[k], curve, atol=1e-4)
            assert rung.errors[k] == pytest.approx(error, abs=1e-4)


def test_seeds_that_diverge_are_told_and_not_drawn():
    done = []

    run(measure(state_of(optimizer="sgd", rate=100.0, activation="relu"), [(16,)], done, seeds=2, steps=200))

    assert done[0].errors == [math.inf, math.inf]
    assert done[0].curves == [[], []]


@pytest.mark.parametrize("drawn", [[], [0.5, *[None] * 80]])
def test_a_curve_of_one_point_is_refused(drawn):
    with pytest.raises(ValueError, match="point"):
        run(measure(state_of(function="own", drawn=drawn), [(2,)], []))


def test_wider_layers_come_closer_to_two_waves():
    # A tanh unit turns once: two waves have four turns, so one unit cannot follow and 16 can (0.7 is the curve's size).
    done = []

    run(measure(state_of(), [(1,), (16,)], done, seeds=3, steps=1500))

    assert min(done[0].errors) > 0.4
    assert max(done[1].errors) < 0.05


def test_a_sum_of_linear_units_stays_a_line():
    # The best line through sin(pi x) on [-2, 2] has slope 12 a / (b - a)^3-type least squares: computed here by NumPy.
    done, heights = [], np.array(sample_function("sine", []))
    slope, offset = np.polyfit(GRID, heights, 1)
    best = math.sqrt(np.mean((slope * np.array(GRID) + offset - heights) ** 2))

    run(measure(state_of(activation="linear"), [(1,), (16,)], done, seeds=2, steps=800))

    for rung in done:
        assert min(rung.errors) == pytest.approx(best, rel=0.02)
