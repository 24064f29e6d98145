"""Every data set keeps the registry's contract; those of scikit-learn are exactly scikit-learn's."""

import numpy as np
import pytest
from sklearn.datasets import make_blobs, make_circles, make_moons
from sklearn.model_selection import train_test_split

from playground.config import DataConfig
from playground.data import DATASETS, load_dataset

NAMES = list(DATASETS)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("n_samples", [10, 11, 500])
def test_points_have_the_promised_shape_and_type(name, n_samples):
    X, y = DATASETS[name].make(n_samples, 0.1, 0)

    assert (X.shape, X.dtype) == ((n_samples, 2), np.float32)
    assert (y.shape, y.dtype) == ((n_samples,), np.int64)
    assert np.isfinite(X).all()


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_gives_the_same_points(name):
    X, y = DATASETS[name].make(100, 0.1, 7)
    again_X, again_y = DATASETS[name].make(100, 0.1, 7)
    other_X, _ = DATASETS[name].make(100, 0.1, 8)

    np.testing.assert_array_equal(X, again_X)
    np.testing.assert_array_equal(y, again_y)
    assert not np.array_equal(X, other_X)


@pytest.mark.parametrize("name", NAMES)
def test_both_classes_are_equally_frequent(name):
    _, y = DATASETS[name].make(1000, 0.1, 3)

    np.testing.assert_array_equal(np.bincount(y), [500, 500])


@pytest.mark.parametrize("name", NAMES)
def test_sets_fill_about_the_same_square(name):
    X, _ = DATASETS[name].make(1000, 0.0, 0)

    assert 0.9 < np.abs(X).max() < 3


@pytest.mark.parametrize("name", NAMES)
def test_every_set_can_be_drawn_at_the_limits_of_its_fields(name):
    for noise in (0.0, 0.5):
        X, _ = DATASETS[name].make(5000, noise, 2**31 - 1)
        assert np.isfinite(X).all()


def test_moons_are_exactly_those_of_scikit_learn():
    X, y = make_moons(1000, noise=0.1, random_state=42)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=42)

    dataset = load_dataset(DataConfig(), seed=42)

    np.testing.assert_array_equal(dataset.X_train, X_train.astype(np.float32))
    np.testing.assert_array_equal(dataset.X_test, X_test.astype(np.float32))
    np.testing.assert_array_equal(dataset.y_train, y_train)
    np.testing.assert_array_equal(dataset.y_test, y_test)


def test_circles_and_gaussians_are_exactly_those_of_scikit_learn():
    circles, _ = make_circles(200, noise=0.1, factor=0.5, random_state=1)
    blobs, _ = make_blobs(200, centers=[(-1, -1), (1, 1)], cluster_std=0.5, random_state=1)

    np.testing.assert_array_equal(DATASETS["circles"].make(200, 0.1, 1)[0], circles.astype(np.float32))
    np.testing.assert_array_equal(DATASETS["gaussians"].make(200, 0.1, 1)[0], blobs.astype(np.float32))


def test_xor_is_class_1_exactly_where_the_signs_differ():
    X, y = DATASETS["xor"].make(400, 0.0, 5)

    np.testing.assert_array_equal(y, X[:, 0] * X[:, 1] < 0)


def test_spiral_points_lie_on_their_arm():
    X, y = DATASETS["spiral"].make(400, 0.0, 5)
    radius = np.hypot(X[:, 0], X[:, 1]) / 1.5

    # An arm is the ray of angle 2.5 pi r, plus half a turn for class 1.
    angle = 2.5 * np.pi * radius + np.pi * y
    np.testing.assert_allclose(np.stack([np.cos(angle), np.sin(angle)], 1) * 1.5 * radius[:, None], X, atol=1e-5)


@pytest.mark.parametrize("name", NAMES)
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


def test_an_unknown_set_is_an_error_that_names_the_known_ones():
    with pytest.raises(ValueError, match=r"data\.name is 'mons'; accepted: moons, circles"):
        load_dataset(DataConfig(name="mons"), seed=0)
