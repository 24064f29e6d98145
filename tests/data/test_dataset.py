"""Dataset: how points are split and framed, and what is said when nothing can be learned."""

import math

import numpy as np
import pytest

from playground.config import DataConfig, OwnData
from playground.data import DATASETS, load_dataset

PLANAR = [name for name in DATASETS if DATASETS[name].n_features == 2 and name != "own"]
CURVES = [name for name in DATASETS if DATASETS[name].n_features == 1]


def load_own(points, test_size=0.3, **values):
    return load_dataset(DataConfig(name="own", test_size=test_size, own=OwnData(points=points, **values)), seed=0)


def count(n):
    """Points that alternate in class."""
    return tuple((i / 100, 0.5, i % 2) for i in range(n))


@pytest.mark.parametrize("name", PLANAR)
def test_the_extent_is_a_square_around_all_points_with_a_margin(name):
    dataset = load_dataset(DataConfig(name=name), seed=42)
    x_min, x_max, y_min, y_max = dataset.extent
    X = np.concatenate([dataset.X_train, dataset.X_test])
    reach = (X.max(axis=0) - X.min(axis=0)).max() / 2

    assert x_max - x_min == pytest.approx(y_max - y_min)
    assert all(round(side, 1) == side for side in dataset.extent)
    assert (X.min(axis=0) > [x_min, y_min]).all()
    assert (X.max(axis=0) < [x_max, y_max]).all()
    # 15% of margin, and at most two roundings of a tenth on top.
    assert 1.1 * reach < (x_max - x_min) / 2 < 1.2 * reach + 0.2


@pytest.mark.parametrize("name", CURVES)
def test_the_extent_of_a_curve_is_its_range_and_that_of_its_targets(name):
    dataset = load_dataset(DataConfig(name=name), seed=42)
    x_min, x_max, y_min, y_max = dataset.extent
    X, y = np.concatenate([dataset.X_train, dataset.X_test]), np.concatenate([dataset.y_train, dataset.y_test])

    for values, low, high in ((X[:, 0], x_min, x_max), (y, y_min, y_max)):
        half = np.ptp(values) / 2
        assert low < values.min() < values.max() < high
        assert (high - low) / 2 < 1.2 * half + 0.2


def test_the_canvas_stays_while_points_are_painted_on_it():
    for points in ((), ((1.5, -1.5, 0),), count(100)):
        assert load_own(points).extent == (-1.5, 1.5, -1.5, 1.5)


def test_points_beyond_the_canvas_widen_it_to_a_square():
    x_min, x_max, y_min, y_max = load_own(((0, 0, 0), (4, 1, 1))).extent

    assert x_min <= -1.5
    assert y_min <= -1.5
    assert x_max >= 4.3
    assert y_max >= 1.5
    assert x_max - x_min == pytest.approx(y_max - y_min)


def test_the_map_that_was_painted_on_stays_while_all_points_are_on_it():
    inside, beyond = ((2.4, -0.9, 0.0), (0.0, 0.0, 1.0)), ((2.6, 0.0, 0.0), (0.0, 0.0, 1.0))
    extent = (-1.5, 2.5, -1.8, 2.2)
    assert load_own(inside, extent=extent).extent == extent
    assert load_own(beyond, extent=extent).extent[1] > 2.6


def test_the_extent_of_an_own_curve_reaches_its_targets():
    x_min, x_max, y_min, y_max = load_own(((0, 7), (1, -2)), features=("t",), classes=(), target=("h",)).extent

    assert (x_min, x_max) == (-1.5, 1.5)
    assert y_min < -2
    assert y_max > 7


def test_own_points_at_the_limits_of_size_are_framed():
    x_min, x_max, _, _ = load_own(((-1e6, 1e6, 0), (1e6, 0, 1))).extent

    assert x_min < -1e6
    assert x_max > 1e6


@pytest.mark.parametrize("test_size", [0.05, 0.29, 0.3, 0.9])
@pytest.mark.parametrize("n", [0, 1, 2, 3, 10, 100])
def test_own_points_are_held_out_one_by_one(n, test_size):
    dataset = load_own(count(n), test_size)

    assert len(dataset.X_test) == math.floor(n * test_size + 1e-9)
    assert len(dataset.X_train) == DataConfig(name="own", test_size=test_size, own=OwnData(points=count(n))).n_train
    assert len(dataset.X_train) + len(dataset.X_test) == n


def test_a_new_own_point_moves_no_other_to_the_other_side():
    for n in range(2, 60):
        before, after = load_own(count(n)), load_own(count(n + 1))
        np.testing.assert_array_equal(after.X_train[: len(before.X_train)], before.X_train)
        np.testing.assert_array_equal(after.X_test[: len(before.X_test)], before.X_test)


@pytest.mark.parametrize("name", DATASETS)
def test_the_configuration_knows_the_number_of_training_points(name):
    for n_samples in (10, 100, 300):
        config = DataConfig(name=name, n_samples=n_samples, test_size=0.35)
        assert len(load_dataset(config, seed=0).X_train) == config.n_train


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ((), "There are no points yet: paint some on the map, or open a CSV file."),
        (((0, 0, 1),), "There is a single point: add more, of at least two classes."),
        (((0, 0, 1), (1, 1, 1)), "All 2 training points are of 'class 1': add points of another class."),
        (((0, 0, 1), (1, 1, 0)), ""),
    ],
)
def test_own_points_that_cannot_be_learned_say_what_is_missing(points, sentence):
    assert load_own(points).obstacle == sentence


def test_a_single_training_point_is_an_obstacle():
    assert "a single training point" in load_own(count(2), test_size=0.6).obstacle
    assert "a single training point" in load_dataset(DataConfig(n_samples=10, test_size=0.9), seed=0).obstacle


def test_a_regression_needs_two_points():
    def load(points):
        return load_own(points, classes=(), target=("y",))

    assert load(((0, 0, 0.5),)).obstacle == "There is a single point: add more."
    assert load(((0, 0, 0.5), (1, 1, 0.5))).obstacle == ""


@pytest.mark.parametrize("name", [name for name in DATASETS if name != "own"])
def test_sets_that_are_drawn_can_be_learned(name):
    assert load_dataset(DataConfig(name=name), seed=0).obstacle == ""


def test_own_points_keep_their_names_and_units():
    own = OwnData(
        points=((0.0, 1.0, 2),),
        features=("age", "height"),
        target=("kind",),
        classes=("a", "b", "c"),
        centers=(30.0, 170.0, 0.0),
        scales=(10.0, 5.0, 1.0),
    )
    dataset = load_dataset(DataConfig(name="own", own=own), seed=0)

    assert (dataset.task, dataset.n_outputs) == ("multiclass", 3)
    assert dataset.feature_names == ("age", "height")
    assert dataset.target_name == "kind"
    assert dataset.class_names == ("a", "b", "c")
    assert (dataset.centers, dataset.scales) == (own.centers, own.scales)


def test_values_without_units_are_as_they_are():
    dataset = load_own(count(3))

    assert (dataset.centers, dataset.scales) == ((0, 0, 0), (1, 1, 1))


@pytest.mark.parametrize(("largest", "limit"), [(0.5, 1.0), (1.0, 1.0), (1.02, 1.1), (1.1, 1.1), (37.01, 37.1)])
def test_full_color_means_the_largest_target_rounded_up(largest, limit):
    points = ((0, 0, 0.1), (1, 0, -largest), (1, 1, 0.2))

    assert load_own(points, classes=(), target=("y",)).value_limit == limit


def test_a_curve_is_shown_as_far_as_its_chart_reaches():
    dataset = load_dataset(DataConfig(name="x_sin_x"), seed=0)
    assert dataset.value_limit >= max(map(abs, dataset.extent[2:]))


def test_without_points_full_color_means_1():
    assert load_own((), classes=(), target=("y",)).value_limit == 1.0
