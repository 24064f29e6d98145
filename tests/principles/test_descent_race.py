"""Races: surfaces, rules against closed forms, the stability limit, and runners that leave."""

import math

import numpy as np
import pytest
import torch

from playground.optim import OPTIMIZERS
from playground.principles.descent.race import (
    FARTHEST,
    Runner,
    differentiate,
    draw_noise,
    evaluate,
    find_limit,
    run_race,
)
from playground.principles.descent.surfaces import SURFACES

QUADRATICS = ["bowl", "ravine"]
START = (-3.2, 2.4)


def places_on(spec, n=200):
    generator = np.random.default_rng(0)
    left, right, low, high = spec.extent
    return torch.tensor(np.stack([generator.uniform(left, right, n), generator.uniform(low, high, n)], axis=1))


@pytest.mark.parametrize("name", SURFACES)
def test_lowest_is_reached_at_the_minima_and_nowhere_undercut(name):
    spec = SURFACES[name]
    minima = torch.tensor(spec.minima, dtype=torch.float64)

    # Himmelblau's minima are known to six decimals.
    assert evaluate(spec, minima).numpy() == pytest.approx(spec.lowest, abs=1e-9)
    assert (evaluate(spec, places_on(spec)) >= spec.lowest).all()


@pytest.mark.parametrize("name", SURFACES)
def test_slope_equals_finite_differences(name):
    spec, h = SURFACES[name], 1e-6
    places = places_on(spec)
    steps = torch.tensor([[h, 0.0], [0.0, h]], dtype=torch.float64)
    rises = [(evaluate(spec, places + step) - evaluate(spec, places - step)) / (2 * h) for step in steps]

    torch.testing.assert_close(differentiate(spec, places), torch.stack(rises, dim=1), rtol=1e-5, atol=1e-4)


@pytest.mark.parametrize("name", ["bowl", "ravine", "ridge"])
def test_curvatures_are_the_eigenvalues_of_the_hessian(name):
    spec = SURFACES[name]
    hessian = torch.autograd.functional.hessian(
        lambda p: evaluate(spec, p[None])[0], torch.tensor([0.3, -0.7], dtype=torch.float64)
    )

    assert torch.linalg.eigvalsh(hessian).tolist() == pytest.approx(spec.curvatures, abs=1e-12)


@pytest.mark.parametrize("name", SURFACES)
def test_start_lies_on_the_map_and_plain_descent_comes_down_at_the_usual_rate(name):
    spec = SURFACES[name]
    left, right, low, high = spec.extent
    (trail,) = run_race(spec, spec.start, [Runner(rule="sgd", rate=spec.rate)], 200)

    assert left < spec.start[0] < right
    assert low < spec.start[1] < high
    assert trail.left_at is None
    assert trail.losses[-1] - spec.lowest < 0.9 * (trail.losses[0] - spec.lowest)


@pytest.mark.parametrize("name", QUADRATICS)
@pytest.mark.parametrize("rate", [0.001, 0.05, 0.15, 0.19])
def test_gradient_descent_follows_its_closed_form(name, rate):
    """x_t = (1 - eta lambda)^t x_0 along each axis of a quadratic."""
    spec, t = SURFACES[name], np.arange(201)[:, None]
    (trail,) = run_race(spec, START, [Runner(rule="sgd", rate=rate)], 200)

    expected = (1 - rate * np.array(spec.curvatures)) ** t * np.array(START)
    assert np.abs(trail.points - expected).max() < 1e-10


@pytest.mark.parametrize("name", QUADRATICS)
@pytest.mark.parametrize(("rate", "momentum"), [(0.01, 0.9), (0.1, 0.8), (0.15, 0.5), (0.03, 0.3)])
def test_momentum_follows_its_closed_form(name, rate, momentum):
    """x_t = A r1^t + B r2^t with the roots of r^2 - (1 + mu - eta lambda) r + mu, and x_1 = (1 - eta lambda) x_0.

    Goh, Why momentum really works (2017); the roots may be complex, x_t is real.
    """
    spec, t = SURFACES[name], np.arange(201)
    (trail,) = run_race(spec, START, [Runner(rule="momentum", rate=rate, momentum=momentum)], 200)

    for axis, curvature in enumerate(spec.curvatures):
        first, second = np.roots([1, -(1 + momentum - rate * curvature), momentum]).astype(complex)
        x0, x1 = START[axis], (1 - rate * curvature) * START[axis]
        b = (x1 - first * x0) / (second - first)
        expected = ((x0 - b) * first**t + b * second**t).real
        assert np.abs(trail.points[:, axis] - expected).max() < 1e-10


@pytest.mark.parametrize("name", QUADRATICS)
@pytest.mark.parametrize("rule", ["sgd", "momentum", "nesterov"])
@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
def test_divergence_begins_exactly_past_the_marked_limit(name, rule, momentum):
    """From beside the limit by a thousandth, the steepest direction alone shrinks or grows.

    The growth near it is slow: 200 steps change the distance by a factor that two hundred times a small share gives, so
    the last hundred steps are compared with the first.
    """
    spec = SURFACES[name]
    limit = find_limit(rule, momentum, max(spec.curvatures))

    def compare(rate):
        (trail,) = run_race(spec, (0.0, 1e-3), [Runner(rule=rule, rate=rate, momentum=momentum)], 200)
        distances = np.abs(trail.points[:, 1])
        return distances[101:].max() / distances[1:101].max()

    assert compare(limit * 0.999) < 1 < compare(limit * 1.001)


@pytest.mark.parametrize("name", QUADRATICS)
def test_gradient_descent_grows_from_a_billionth_past_the_limit(name):
    """The factor is then 1 + 2e-9 in size: 200 steps change the distance by 4e-7 of itself."""
    spec = SURFACES[name]
    limit = find_limit("sgd", 0.0, max(spec.curvatures))
    runners = [Runner(rule="sgd", rate=limit * (1 + share)) for share in (-1e-9, 1e-9)]
    below, past = run_race(spec, (0.0, 1.0), runners, 200)

    assert abs(below.points[-1, 1]) == pytest.approx(1 - 4e-7, abs=1e-9)
    assert abs(past.points[-1, 1]) == pytest.approx(1 + 4e-7, abs=1e-9)


@pytest.mark.parametrize("name", QUADRATICS)
def test_at_the_limit_gradient_descent_jumps_to_and_fro_for_ever(name):
    spec = SURFACES[name]
    (trail,) = run_race(spec, START, [Runner(rule="sgd", rate=2 / max(spec.curvatures))], 200)

    assert np.abs(trail.points[:, 1]) == pytest.approx(START[1], abs=1e-10)


def test_limit_of_the_bowl_is_one_half_for_gradient_descent_and_none_for_adam():
    # 2 / 4, from the definition of the bowl: x^2 / 2 + 2 y^2.
    assert find_limit("sgd", 0.9, 4.0) == 0.5
    assert find_limit("adam", 0.9, 4.0) == math.inf


@pytest.mark.parametrize("rule", OPTIMIZERS)
@pytest.mark.parametrize("name", SURFACES)
@pytest.mark.parametrize("rate", [1e-4, 10.0])
def test_extreme_rates_leave_a_finite_picture(rule, name, rate):
    spec = SURFACES[name]
    (trail,) = run_race(spec, spec.start, [Runner(rule=rule, rate=rate)], 60)

    assert np.isfinite(trail.points).all()
    assert np.isfinite(trail.losses).all()
    assert np.abs(trail.points).max() <= FARTHEST
    assert len(trail.points) == (61 if trail.left_at is None else trail.left_at)


def test_runners_do_not_disturb_each_other():
    spec = SURFACES["beale"]
    alone = [run_race(spec, spec.start, [Runner(rule=rule, rate=0.01)], 50)[0] for rule in ("adam", "momentum")]
    together = run_race(spec, spec.start, [Runner(rule=rule, rate=0.01) for rule in ("adam", "sgd", "momentum")], 50)

    np.testing.assert_array_equal(together[0].points, alone[0].points)
    np.testing.assert_array_equal(together[2].points, alone[1].points)


def test_noise_is_standard_normal_and_the_same_again_whatever_the_length():
    noise = draw_noise(200)

    np.testing.assert_array_equal(noise[:50], draw_noise(50))
    # Standard error of the mean of 400 values: 0.05; of their deviation: 0.035.
    assert abs(noise.mean()) < 0.15
    assert noise.std() == pytest.approx(1.0, abs=0.11)


def test_noise_keeps_runners_from_rest_and_a_smaller_rate_calms_them():
    spec = SURFACES["ridge"]
    rough, calm = run_race(spec, (0.0, 0.0), [Runner(rule="sgd", rate=rate) for rate in (0.3, 0.03)], 200)

    assert rough.losses[100:].mean() > 3 * calm.losses[100:].mean() > 0
