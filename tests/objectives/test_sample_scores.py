"""Scores of generated samples: closed forms, second implementations, and a perfect generator at the noise floor."""

import math
import time
from functools import lru_cache

import numpy as np
import pytest
import torch
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist

from playground.config import GanDataConfig
from playground.data import DISTRIBUTIONS, draw_real_pairs, load_distribution
from playground.objectives import (
    compute_floor,
    count_modes,
    energy_distance,
    score_samples,
    sliced_wasserstein,
)

CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
POINTS = ((0.0, 0.0), (1.0, 0.5), (-1.0, 0.2))


def draw(*shape, seed=0):
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


def configure(name, **values):
    return GanDataConfig(name=name, points=POINTS if name == "own" else (), **values)


@lru_cache
def prepare(name, seed=0, **values):
    """A distribution, and the noise floor of its scores."""
    config = configure(name, **values)
    real = load_distribution(config, seed)
    return real, compute_floor(draw_real_pairs(config, seed), real.modes, real.spread)


def score(generated, real, floor):
    return score_samples(generated, real.held_out, real.modes, real.spread, floor)


def pass_real_as_generated(name, n):
    """Real samples that are neither trained on nor held out, n times; of digits, the half that is trained on."""
    config = configure(name)
    if name == "digits":
        # No more can be drawn: n experiments, each with halves of its own.
        return [(half.samples[:898], half.held_out) for half in (load_distribution(config, 100 + i) for i in range(n))]
    held_out = load_distribution(config, 0).held_out
    fresh = (DISTRIBUTIONS[name].draw(config, 2500, np.random.default_rng(10_000 + i)) for i in range(n))
    return [(samples, held_out) for samples in fresh]


# Sliced Wasserstein


@pytest.mark.parametrize("shift", [(0.3, 0.0), (0.0, -2.0), (0.6, 0.8)])
def test_a_shift_in_the_plane_gives_two_over_pi_of_its_length(shift):
    a = draw(500, 2).astype(np.float64)

    # The mean of |cos| over the circle is 2 / pi; 128 even directions are off by at most about (pi / 128)^2 / 6.
    expected = 2 / np.pi * np.hypot(*shift)
    assert sliced_wasserstein(a, a + shift) == pytest.approx(expected, rel=2e-4)


def test_a_shift_among_pictures_gives_the_mean_of_a_projection():
    a, shift = draw(50, 64), draw(64, seed=1)
    scores = [sliced_wasserstein(a, a + shift, n_projections=1000, seed=seed) for seed in range(5)]

    # E|theta_1| on the sphere is Gamma(d / 2) / (sqrt(pi) Gamma((d + 1) / 2)); its sd is about 0.75 of that, and
    # 5,000 directions leave 1.1 %: four of it.
    expected = math.exp(math.lgamma(32) - math.lgamma(32.5)) / math.sqrt(math.pi) * np.linalg.norm(shift)
    assert np.mean(scores) == pytest.approx(expected, rel=0.043)


def test_on_a_line_it_is_the_cheapest_assignment():
    a, b = draw(60, 1), draw(60, 1, seed=1) * 2 + 0.3
    cost = cdist(a, b)

    assert sliced_wasserstein(a, b) == pytest.approx(cost[linear_sum_assignment(cost)].mean(), rel=1e-6)


def test_in_the_plane_it_is_the_mean_over_all_directions():
    a, b = draw(40, 2), draw(40, 2, seed=1) * [1.0, 3.0]
    costs = []
    for angle in np.linspace(0, np.pi, 500, endpoint=False):
        direction = np.array([np.cos(angle), np.sin(angle)])
        cost = np.abs((a @ direction)[:, None] - (b @ direction)[None])
        costs.append(cost[linear_sum_assignment(cost)].mean())

    assert sliced_wasserstein(a, b) == pytest.approx(np.mean(costs), rel=2e-3)


def test_the_order_of_samples_does_not_matter():
    a, b = draw(300, 2), draw(300, 2, seed=1)

    assert sliced_wasserstein(a, a[::-1]) == 0
    assert energy_distance(a, a[::-1]) == pytest.approx(0, abs=1e-12)
    assert sliced_wasserstein(a, b) == sliced_wasserstein(b[::-1], a)
    assert energy_distance(a, b) == pytest.approx(energy_distance(b[::-1], a), rel=1e-12)


@pytest.mark.parametrize("shapes", [((3, 2), (4, 2)), ((3, 2), (3, 64)), ((0, 2), (0, 2))])
def test_only_equally_many_samples_are_compared(shapes):
    with pytest.raises(ValueError, match=r"shapes are .*; accepted: two equal ones of at least one sample"):
        sliced_wasserstein(*map(np.zeros, shapes))


# Energy distance


@pytest.mark.parametrize(("n", "m", "d"), [(7, 5, 2), (250, 100, 2), (101, 199, 1), (120, 130, 64)])
def test_energy_is_that_of_its_definition(n, m, d):
    a, b = draw(n, d), draw(m, d, seed=1) + 0.5
    expected = 2 * cdist(a, b).mean() - cdist(a, a).mean() - cdist(b, b).mean()

    assert energy_distance(a, b) == pytest.approx(expected, rel=1e-9)


def test_energy_of_two_points_is_twice_their_distance():
    assert energy_distance(np.float32([[0, 0]]), np.float32([[3, 4]])) == pytest.approx(10)


def test_energy_of_two_normal_distributions():
    shift, n, n_runs = 1.5, 1000, 40

    def mean_size(mean):  # E|z| for z ~ N(mean, 2): the folded normal distribution
        return 2 / math.sqrt(math.pi) * math.exp(-(mean**2) / 4) + mean * math.erf(mean / 2)

    expected = 2 * mean_size(shift) - 2 * mean_size(0.0)
    scores = [energy_distance(draw(n, 1, seed=2 * i), draw(n, 1, seed=2 * i + 1) + shift) for i in range(n_runs)]
    # The V-statistic's own mean is higher by (1/n + 1/n) E|x - x'|, the last 2 / sqrt(pi). Four standard errors.
    expected += 2 / n * 2 / math.sqrt(math.pi)
    assert np.mean(scores) == pytest.approx(expected, abs=4 * np.std(scores) / math.sqrt(n_runs))
    assert expected > 0.9


def test_energy_of_equal_distributions_has_the_mean_of_its_statistic():
    scores = [energy_distance(draw(40, 1, seed=2 * i), draw(60, 1, seed=2 * i + 1)) for i in range(400)]

    # V-statistic: (1/n + 1/m) E|x - x'|, and E|x - x'| of a unit normal is 2 / sqrt(pi). Four standard errors.
    expected = (1 / 40 + 1 / 60) * 2 / math.sqrt(math.pi)
    assert np.mean(scores) == pytest.approx(expected, abs=4 * np.std(scores) / 20)


# Modes


def test_a_sample_counts_within_three_standard_deviations():
    samples = np.array([[0.299, 0.0], [0.0, -0.301], [0.25, 0.25], [1.0, 0.7001], [0.2, 0.2]])
    scores = count_modes(samples, CORNERS, 0.1)

    # 0.25 * sqrt(2) = 0.354 is too far, 0.2 * sqrt(2) = 0.283 is not; 0.7001 is 0.2999 from the corner.
    np.testing.assert_allclose(scores.shares, [0.4, 0, 0, 0.2])
    assert scores.high_quality == pytest.approx(0.6)
    assert (scores.covered, scores.n) == (2, 4)


@pytest.mark.parametrize(("n_near", "covered"), [(4, 1), (5, 2)])
def test_a_mode_counts_from_half_a_percent_of_all_samples(n_near, covered):
    samples = np.repeat(CORNERS[:2], [1000 - n_near, n_near], axis=0)

    assert count_modes(samples, CORNERS, 0.02).covered == covered


def test_samples_far_from_every_mode_dilute_the_shares():
    samples = np.repeat([[0.0, 0.0], [1.0, 0.0], [5.0, 5.0]], [5, 5, 1990], axis=0)
    scores = count_modes(samples, CORNERS, 0.02)

    assert scores.covered == 0
    assert scores.high_quality == pytest.approx(0.005)


def test_without_spread_a_near_hit_still_counts():
    samples = np.array([[0.014, 0.0], [0.016, 0.0]])

    assert count_modes(samples, CORNERS, 0.0).high_quality == 0.5


def test_samples_that_are_not_finite_are_near_no_mode():
    samples = np.array([[np.nan, 0.0], [np.inf, 0.0], [0.0, 0.0], [3e38, 0.0]])

    np.testing.assert_allclose(count_modes(samples, CORNERS, 0.1).shares, [0.25, 0, 0, 0])


def test_without_modes_nothing_is_counted():
    scores = count_modes(draw(10, 2), np.empty((0, 2)), 0.1)

    assert (scores.covered, scores.n, scores.high_quality, scores.shares.shape) == (0, 0, 0, (0,))


@pytest.mark.parametrize(("name", "n"), [("two_gaussians", 2), ("eight_gaussians", 8), ("grid", 25)])
def test_real_samples_cover_all_modes_and_miss_one_percent(name, n):
    real, floor = prepare(name)
    scores = score(real.held_out, real, floor)

    # In the plane exp(-9 / 2) = 1.1 % lie beyond 3 standard deviations; binomial, four standard deviations.
    share, sd = 1 - math.exp(-4.5), math.sqrt(math.exp(-4.5) / 2500)
    assert (scores["modes"], scores["n_modes"]) == (n, n)
    assert scores["high_quality"] == pytest.approx(share, abs=4 * sd)
    assert scores["high_quality_floor"] == pytest.approx(share, abs=4 * sd / 4)  # 16 sets


# The noise floor


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_a_perfect_generator_scores_the_floor(name):
    real, floor = prepare(name)
    n = 16
    scores = [
        score_samples(samples, held_out, real.modes, real.spread, floor)
        for samples, held_out in pass_real_as_generated(name, n)
    ]

    for key in ("sliced_wasserstein", "energy"):
        values = np.array([row[key] for row in scores])
        # Two means of 16 scores each, from sets drawn apart: within four standard errors of their difference.
        error = math.sqrt((values.var(ddof=1) + scores[0][f"{key}_sd"] ** 2) / n)
        assert abs(values.mean() - scores[0][f"{key}_floor"]) < 4 * error, key
        # One in sixteen at least is near the floor or below it: it is a mean, not a bound out of reach.
        assert values.min() < 1.5 * scores[0][f"{key}_floor"], key


@pytest.mark.parametrize("name", ["eight_gaussians", "ring"])
def test_a_perfect_generator_has_any_rank_among_real_samples(name):
    config, n_runs, n_pairs = configure(name), 60, 9
    ranks = []
    for seed in range(n_runs):
        pairs = draw_real_pairs(config, seed, n_pairs)
        generated = DISTRIBUTIONS[name].draw(config, 2500, np.random.default_rng(5000 + seed))
        own = sliced_wasserstein(generated, pairs[0][1], n_projections=16)
        ranks.append(sum(sliced_wasserstein(a, b, n_projections=16) < own for a, b in pairs))

    # Drawn alike, it is equally likely to be anywhere from 0 to 9: mean 4.5, standard deviation sqrt(99 / 12).
    # Four standard errors; whatever the shape of the distribution of scores.
    assert np.mean(ranks) == pytest.approx(4.5, abs=4 * math.sqrt(99 / 12 / n_runs))
    assert {0, 9} <= set(ranks)  # P(one of them missing in 60) < 0.4 %


def make_worse(name, samples):
    if name == "a mode is missing":
        return np.where(np.linalg.norm(samples - [1, 0], axis=1)[:, None] < 0.3, samples * -1, samples)
    if name == "shifted by 0.1":
        return samples + 0.1
    if name == "half as large":
        return samples / 2
    return np.zeros_like(samples)


@pytest.mark.parametrize("fault", ["a mode is missing", "shifted by 0.1", "half as large", "all in one point"])
def test_a_worse_generator_scores_above_the_floor(fault):
    real, floor = prepare("eight_gaussians")
    generated = DISTRIBUTIONS["eight_gaussians"].draw(configure("eight_gaussians"), 2500, np.random.default_rng(1))
    scores = score(make_worse(fault, generated), real, floor)

    # A perfect generator is off by about one sd; its scores have a long tail to the right, and 5 is beyond it.
    for key in ("sliced_wasserstein", "energy"):
        assert scores[key] > scores[f"{key}_floor"] + 5 * scores[f"{key}_sd"], key
    assert scores["modes"] == {"a mode is missing": 7}.get(fault, 0)


def test_a_floor_is_the_mean_and_deviation_of_its_pairs():
    pairs = [(draw(50, 2, seed=i), draw(50, 2, seed=100 + i)) for i in range(4)]
    floor = compute_floor(pairs, np.empty((0, 2)), 0.1)
    energies = [energy_distance(a, b) for a, b in pairs]

    assert floor.energy == pytest.approx(np.mean(energies))
    assert floor.energy_sd == pytest.approx(np.std(energies, ddof=1))
    assert floor.sliced_wasserstein == pytest.approx(np.mean([sliced_wasserstein(a, b) for a, b in pairs]))
    assert floor.n_pairs == 4
    assert math.isnan(floor.high_quality)


# All scores together


def test_scores_draw_nothing_and_change_nothing():
    real, floor = prepare("grid")
    generated = real.samples[:2500].copy()
    torch_state, numpy_state = torch.get_rng_state(), np.random.get_state()
    first = score(generated, real, floor)
    second = score(generated, real, floor)

    assert first == second
    np.testing.assert_array_equal(generated, real.samples[:2500])
    assert torch.equal(torch_state, torch.get_rng_state())
    assert all(np.array_equal(a, b) for a, b in zip(numpy_state, np.random.get_state(), strict=True))


def test_modes_are_left_out_where_none_are_known():
    real, floor = prepare("ring")
    distances = {f"{key}{end}" for key in ("sliced_wasserstein", "energy") for end in ("", "_floor", "_sd")}

    assert set(score(real.samples, real, floor)) == distances


def test_of_more_samples_only_as_many_as_are_held_out_are_compared():
    real, floor = prepare("digits", digit="3")
    generated = draw(2500, 64)
    n = len(real.held_out)

    assert n < 100
    assert score(generated, real, floor) == score(generated[:n], real, floor)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_without_finite_samples_there_are_no_scores(value):
    real, floor = prepare("ring")
    generated = real.samples[:2500].copy()
    generated[7, 1] = value

    assert score(generated, real, floor) == {}
    assert score(generated[:0], real, floor) == {}


def test_samples_very_far_away_still_have_scores():
    real, floor = prepare("eight_gaussians")

    assert all(np.isfinite(list(score(np.full((2500, 2), 3e38, np.float32), real, floor).values())))


def test_with_nothing_painted_there_is_neither_floor_nor_score():
    config = GanDataConfig(name="own")
    real = load_distribution(config, 0)
    floor = compute_floor(draw_real_pairs(config, 0), real.modes, real.spread)

    assert floor.n_pairs == 0
    assert math.isnan(floor.energy)
    assert score(draw(10, 2), real, floor) == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["grid", "digits"])
def test_scores_take_at_most_150_milliseconds(name):
    real, floor = prepare(name)
    generated = draw(2500, real.n_features)
    times = []
    for _ in range(5):
        start = time.process_time()
        score(generated, real, floor)
        times.append(time.process_time() - start)

    assert min(times) < 0.15  # about 0.04 on the machine that this was written on
