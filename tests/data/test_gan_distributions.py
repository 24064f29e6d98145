"""Every distribution keeps the registry's contract; the samples follow the formulas; held-out ones are apart."""

import numpy as np
import pytest
from sklearn.datasets import load_digits, make_moons, make_s_curve

from playground.config import GanDataConfig
from playground.data import (
    DISTRIBUTIONS,
    draw_real_pairs,
    load_distribution,
    preview_distribution,
)
from playground.seeding import derive_seed

THREE = ((0.0, 0.0), (1.0, 0.5), (-1.0, 0.2))
DRAWN = [name for name in DISTRIBUTIONS if name != "digits"]
WITH_MODES = {"two_gaussians": 2, "eight_gaussians": 8, "grid": 25}


def configure(name, **values):
    return GanDataConfig(name=name, **{"points": THREE if name == "own" else (), **values})


def load(name, seed=0, **values):
    return load_distribution(configure(name, **values), seed)


def place(name, u):
    return DISTRIBUTIONS[name].place(configure(name), np.asarray(u, dtype=float))


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_arrays_have_the_promised_shape_and_type(name):
    distribution = load(name, n_samples=300)
    # scikit-learn has 1,797 digits; an odd one is trained on.
    n, n_held_out, d = (899, 898, 64) if name == "digits" else (300, 2500, 2)

    assert (distribution.samples.shape, distribution.samples.dtype) == ((n, d), np.float32)
    assert (distribution.held_out.shape, distribution.held_out.dtype) == ((n_held_out, d), np.float32)
    assert distribution.modes.dtype == np.float32
    assert distribution.n_features == d
    assert distribution.is_image == (d == 64)
    assert np.isfinite(distribution.samples).all()
    assert distribution.obstacle == ""


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_the_same_seed_gives_the_same_samples(name):
    one, again, other = load(name, 7), load(name, 7), load(name, 8)

    np.testing.assert_array_equal(one.samples, again.samples)
    np.testing.assert_array_equal(one.held_out, again.held_out)
    assert not np.array_equal(one.samples, other.samples)
    assert not np.array_equal(one.held_out, other.held_out)


@pytest.mark.parametrize("name", DRAWN)
def test_the_pool_comes_from_the_stream_for_real_samples(name):
    config = configure(name)
    rng = np.random.default_rng(derive_seed(3, "real"))
    drawn = DISTRIBUTIONS[name].draw(config, config.n_samples, rng)

    np.testing.assert_array_equal(load_distribution(config, 3).samples, drawn)


@pytest.mark.parametrize("name", DRAWN)
def test_no_sample_is_both_trained_on_and_held_out(name):
    distribution = load(name)
    both = np.concatenate([distribution.samples, distribution.held_out])

    assert len(np.unique(both, axis=0)) == len(both)


@pytest.mark.parametrize("name", DRAWN)
def test_samples_fit_into_the_square_and_fill_much_of_it(name):
    reach = np.abs(load(name, spread=0.02).samples).max()

    assert 0.7 < reach < 1.6
    assert load(name, spread=0.02).extent == (-1.6, 1.6, -1.6, 1.6)


@pytest.mark.parametrize("name", DRAWN)
def test_spread_is_the_standard_deviation_around_the_skeleton(name):
    on_skeleton = load(name, spread=0.0).samples.astype(float)
    around = load(name, spread=0.1).samples - on_skeleton

    # 5,000 x 2 normal numbers: their standard deviation is itself known within 1/sqrt(2 * 10,000) = 0.7 %; four of it.
    assert around.std() == pytest.approx(0.1, rel=0.03)
    assert abs(around.mean()) < 4 * 0.1 / 100


@pytest.mark.parametrize("name", DRAWN)
def test_a_wider_spread_widens_the_map_except_under_the_brush(name):
    half = load(name, spread=0.5).extent[1]

    if name == "own":
        assert half == 1.6
    else:
        assert half == pytest.approx(np.ceil(10 * np.abs(load(name, spread=0.0).samples).max()) / 10 + 1.5, abs=0.11)


def test_points_painted_beyond_the_map_widen_it():
    assert load("own", points=((0.0, 0.0), (0.3, -2.34))).extent == (-2.4, 2.4, -2.4, 2.4)


@pytest.mark.parametrize(("name", "n"), WITH_MODES.items())
def test_modes_are_the_centers_and_equally_frequent(name, n):
    distribution = load(name, n_samples=5000)
    distances = np.linalg.norm(distribution.samples[:, None] - distribution.modes, axis=2)
    counts = np.bincount(distances.argmin(axis=1), minlength=n)
    expected = 5000 / n

    assert distribution.modes.shape == (n, 2)
    assert distances.min(axis=1).max() < 6 * distribution.spread  # P(beyond 6 sd) = exp(-18) for each of 5,000
    # Binomial: within four standard deviations of the mean.
    assert np.abs(counts - expected).max() < 4 * np.sqrt(expected)


@pytest.mark.parametrize("name", ["line", "ring", "moons", "spiral", "s_curve"])
def test_curves_have_no_modes(name):
    assert load(name).modes.shape == (0, 2)
    assert DISTRIBUTIONS[name].modes(configure(name)) is None


def test_modes_are_as_the_issue_says():
    eight, grid = load("eight_gaussians").modes, load("grid").modes

    np.testing.assert_allclose(np.linalg.norm(eight, axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(np.abs(eight[1]), [np.sqrt(0.5)] * 2, atol=1e-6)
    assert {tuple(row) for row in grid.tolist()} == {(i / 2, j / 2) for i in range(-2, 3) for j in range(-2, 3)}


# Neighbors are 2 sin(pi / 8) = 0.765 apart on the circle, and half a unit on the grid; six spreads must be less.
@pytest.mark.parametrize(("name", "apart", "merged"), [("eight_gaussians", 0.127, 0.128), ("grid", 0.083, 0.084)])
def test_modes_that_run_into_each_other_are_not_told_apart(name, apart, merged):
    assert len(load(name, spread=apart).modes) == WITH_MODES[name]
    assert load(name, spread=merged).modes.shape == (0, 2)


def test_moons_and_s_are_those_of_scikit_learn():
    along = np.linspace(0, 0.5, 50)[:-1]  # its half circles have 50 points each, and include their ends
    moons = make_moons(100, shuffle=False)[0].reshape(2, 50, 2)[:, :-1].reshape(-1, 2)
    np.testing.assert_allclose(place("moons", [*along, *(along + 0.5)]) / 0.8 + [0.5, 0.25], moons, atol=1e-12)

    curve, t = make_s_curve(200, random_state=0)
    np.testing.assert_allclose(place("s_curve", t / (3 * np.pi) + 0.5) / 0.6, curve[:, [0, 2]], atol=1e-12)


def test_ring_line_and_spiral_follow_their_formulas():
    u = np.random.default_rng(0).random(1000)
    ring, line, spiral = (place(name, u) for name in ("ring", "line", "spiral"))
    radius = np.linalg.norm(spiral, axis=1) / 1.3
    angle = np.arctan2(spiral[:, 1], spiral[:, 0])

    np.testing.assert_allclose(np.linalg.norm(ring, axis=1), 1)
    np.testing.assert_array_equal(line[:, 0], line[:, 1])
    np.testing.assert_allclose(np.cos(angle - 3 * np.pi * radius), 1)
    np.testing.assert_allclose(place("spiral", [0, 1])[:, 0], [0.13 * np.cos(0.3 * np.pi), -1.3])


def test_samples_lie_evenly_along_the_spiral():
    points = place("spiral", np.linspace(0, 1, 1001))
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)

    # Beyond the innermost tenth of the samples, whose stretch of the arm is bent most.
    assert steps[100:].max() / steps[100:].min() < 1.1


def test_digits_are_halved_without_overlap():
    distribution = load("digits", seed=5)
    original = load_digits().data / 8 - 1
    both = np.concatenate([distribution.samples, distribution.held_out])

    def order(rows):
        return rows[np.lexsort(rows.T)]

    np.testing.assert_array_equal(order(both), order(original.astype(np.float32)))
    assert (both.min(), both.max()) == (-1, 1)


@pytest.mark.parametrize("digit", [str(k) for k in range(10)])
def test_one_kind_of_digit_is_all_of_that_kind(digit):
    distribution = load("digits", digit=digit)
    digits = load_digits()
    allowed = {row.tobytes() for row in (digits.data[digits.target == int(digit)] / 8 - 1).astype(np.float32)}
    both = [*distribution.samples, *distribution.held_out]

    assert {row.tobytes() for row in both} == allowed
    assert len(both) == (digits.target == int(digit)).sum()


def test_samples_scatter_around_the_painted_points_only():
    distribution = load("own", spread=0.0)

    assert {tuple(row) for row in distribution.samples.tolist()} == {tuple(row) for row in np.float32(THREE).tolist()}
    np.testing.assert_array_equal(distribution.modes, np.float32(THREE))


def test_a_point_painted_twice_is_one():
    distribution = load("own", points=(*THREE, THREE[0]))

    np.testing.assert_array_equal(distribution.samples, load("own").samples)
    assert distribution.modes.shape == (3, 2)


@pytest.mark.parametrize(
    ("points", "n_samples", "sentence"),
    [
        ((), 0, "There are no points yet: paint some on the map, and real samples scatter around them."),
        (((0.5, 0.5),), 100, "There is a single painted point: add more, so that there is a shape to imitate."),
        (((0.5, 0.5),) * 2, 100, "There is a single painted point: add more, so that there is a shape to imitate."),
        (((0.5, 0.5), (0.0, 0.0)), 100, ""),
    ],
)
def test_too_few_painted_points_are_an_obstacle(points, n_samples, sentence):
    distribution = load("own", points=points, n_samples=100)

    assert distribution.obstacle == sentence
    assert distribution.samples.shape == (n_samples, 2)
    assert distribution.modes.shape == ((2, 2) if not sentence else (0, 2))
    assert distribution.extent == (-1.6, 1.6, -1.6, 1.6)


def test_a_broad_stroke_of_many_points_has_no_modes():
    points = tuple((x, 0.0) for x in np.linspace(-1.5, 1.5, 51).tolist())

    assert load("own", points=points[:-1], spread=0.001).modes.shape == (50, 2)
    assert load("own", points=points, spread=0.001).modes.shape == (0, 2)


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_pairs_are_real_samples_as_many_as_are_held_out(name):
    config = configure(name)
    distribution = load_distribution(config, 1)
    pairs = draw_real_pairs(config, 1, 3)

    assert len(pairs) == 3
    for i, (a, b) in enumerate(pairs):
        assert a.shape == b.shape == distribution.held_out.shape
        rows = np.concatenate([a, b])
        assert len(np.unique(rows, axis=0)) == len(rows)  # also: digits are not on both sides
        if name != "digits":
            np.testing.assert_array_equal(b, distribution.held_out)
            assert not np.array_equal(a, distribution.samples[:2500])
        assert all(not np.array_equal(a, other) for other, _ in pairs[:i])


def test_pairs_of_nothing_painted_are_empty():
    assert [(len(a), len(b)) for a, b in draw_real_pairs(configure("own", points=()), 0, 2)] == [(0, 0)] * 2


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_what_is_said_to_have_no_effect_has_none(name):
    changed = {"n_samples": 700, "spread": 0.07, "digit": "4", "points": ((0.1, 0.1), (0.2, 0.9))}
    before = load(name).samples

    for field, value in changed.items():
        has_effect = not np.array_equal(before, load(name, **{field: value}).samples)
        assert has_effect == (field in DISTRIBUTIONS[name].uses), field


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_thumbnails_have_few_points_and_repeat(name):
    points = preview_distribution(name)

    assert points.shape[1:] == (2,)
    assert 20 <= len(points) <= 48
    assert 0.9 < np.abs(points).max() <= 1.6
    np.testing.assert_array_equal(points, preview_distribution(name))


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_entries_are_told_apart_by_label_and_fit_a_thumbnail(name):
    spec = DISTRIBUTIONS[name]

    assert len(spec.short) <= 7
    assert spec.summary.endswith(".")
    assert [other.label for other in DISTRIBUTIONS.values()].count(spec.label) == 1
    assert (spec.place is None) != (spec.pool is None)


@pytest.mark.parametrize("load_or_draw", [load_distribution, draw_real_pairs])
def test_unknown_names_are_refused_with_the_known_ones(load_or_draw):
    with pytest.raises(ValueError, match=r"data\.name is .*nine.*accepted: line, ring, two_gaussians"):
        load_or_draw(GanDataConfig(name="nine"), 0)
    with pytest.raises(ValueError, match=r"data\.name is .*nine"):
        preview_distribution("nine")
