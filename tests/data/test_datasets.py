"""Every data set keeps the registry's contract; those of scikit-learn are exactly scikit-learn's."""

import dataclasses

import numpy as np
import pytest
from sklearn.datasets import load_iris, make_blobs, make_circles, make_moons
from sklearn.model_selection import train_test_split

from playground.config import IRIS_FEATURES, DataConfig
from playground.data import DATASETS, describe_data, load_dataset

DRAWN = [name for name in DATASETS if name != "own"]
NOISY = [name for name in DRAWN if "noise" in DATASETS[name].uses]
BALANCED = [name for name in DRAWN if "imbalance" in DATASETS[name].uses]
CLASSES = [name for name in DRAWN if DATASETS[name].task == "classification"]
REGRESSION = [name for name in DRAWN if DATASETS[name].task == "regression"]


def make(name, seed=0, **values):
    return DATASETS[name].make(DataConfig(name=name, **values), seed)


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("n_samples", [10, 11, 500])
def test_points_have_the_promised_shape_and_type(name, n_samples):
    spec = DATASETS[name]
    X, y = make(name, n_samples=n_samples)
    n = min(n_samples, spec.size or n_samples)

    assert (X.shape, X.dtype) == ((n, spec.n_features), np.float32)
    assert (y.shape, y.dtype) == ((n,), np.float32 if spec.task == "regression" else np.int64)
    assert np.isfinite(X).all()
    assert np.isfinite(y).all()


@pytest.mark.parametrize("name", NOISY)
def test_the_same_seed_gives_the_same_points(name):
    X, y = make(name, seed=7, n_samples=100)
    again_X, again_y = make(name, seed=7, n_samples=100)
    other_X, _ = make(name, seed=8, n_samples=100)

    np.testing.assert_array_equal(X, again_X)
    np.testing.assert_array_equal(y, again_y)
    assert not np.array_equal(X, other_X)


@pytest.mark.parametrize("name", BALANCED)
def test_classes_are_equally_frequent(name):
    _, y = make(name, seed=3, n_samples=1200)
    n_classes = len(describe_data(DataConfig(name=name)).class_names)

    np.testing.assert_array_equal(np.bincount(y), [1200 // n_classes] * n_classes)


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_has_a_name_and_points(name):
    accepted = DATASETS[name].classes or (3, 3)
    for n_classes in range(accepted[0], accepted[1] + 1):
        config = DataConfig(name=name, classes=n_classes)
        _, y = DATASETS[name].make(config, 0)
        names = describe_data(config).class_names

        assert len(names) == (n_classes if DATASETS[name].classes else len(DATASETS[name].class_names))
        np.testing.assert_array_equal(np.unique(y), range(len(names)))


@pytest.mark.parametrize("name", DRAWN)
def test_sets_fill_about_the_same_square(name):
    X, _ = make(name, noise=0.0)

    assert 0.9 < np.abs(X).max() < 3


@pytest.mark.parametrize("name", REGRESSION)
def test_targets_fill_about_the_same_range(name):
    _, y = make(name, noise=0.0)

    assert y.min() < -0.5
    assert y.max() > 0.8
    assert np.abs(y).max() <= 1


@pytest.mark.parametrize("name", REGRESSION)
def test_the_noise_of_a_regression_is_in_its_targets(name):
    X, y = make(name, noise=0.0)
    noisy_X, noisy_y = make(name, noise=0.2)

    np.testing.assert_array_equal(noisy_X, X)
    # Standard error of a standard deviation from 1,000 points: 0.2 / sqrt(2000) = 0.0045.
    assert np.std(noisy_y - y) == pytest.approx(0.2, abs=0.02)


@pytest.mark.parametrize("name", DRAWN)
def test_every_set_can_be_drawn_at_the_limits_of_its_fields(name):
    for values in ({"noise": 0.0}, {"noise": 0.5}, {"imbalance": 0.95, "label_noise": 0.5, "n_samples": 10}):
        dataset = load_dataset(DataConfig(name=name, **{"n_samples": 5000, "classes": 5} | values), 2**31 - 1)
        assert np.isfinite(dataset.X_train).all()


@pytest.mark.parametrize("name", DRAWN)
def test_only_the_fields_that_a_set_uses_change_it(name):
    changes = {"n_samples": 20, "noise": 0.3, "classes": 4, "label_noise": 0.3, "imbalance": 0.5}
    changes |= {"feature_x": "sepal length", "feature_y": "sepal width"}
    before = load_dataset(DataConfig(name=name), seed=1)

    for field, value in changes.items():
        after = load_dataset(dataclasses.replace(DataConfig(name=name), **{field: value}), seed=1)
        is_same = np.array_equal(after.X_train, before.X_train) and np.array_equal(after.y_train, before.y_train)
        assert is_same == (field not in DATASETS[name].uses), field


@pytest.mark.parametrize("name", DATASETS)
def test_the_spec_agrees_with_its_description(name):
    spec = DATASETS[name]
    header = describe_data(DataConfig(name=name))

    assert set(spec.uses) <= {f.name for f in dataclasses.fields(DataConfig)} - {"name", "test_size"}
    assert len(header.features) == spec.n_features
    assert len(header.centers) == len(header.scales) == spec.n_features + 1
    assert (header.task == "regression") == (spec.task == "regression")
    assert header.n_outputs == (len(header.class_names) if header.task == "multiclass" else 1)


def test_two_blobs_are_a_task_of_two_classes():
    assert describe_data(DataConfig(name="blobs", classes=2)).task == "binary"
    assert describe_data(DataConfig(name="blobs", classes=6)).n_outputs == 6


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
    gaussians, _ = make_blobs(200, centers=[(-1, -1), (1, 1)], cluster_std=0.5, random_state=1)

    np.testing.assert_array_equal(make("circles", 1, n_samples=200)[0], circles.astype(np.float32))
    np.testing.assert_array_equal(make("gaussians", 1, n_samples=200)[0], gaussians.astype(np.float32))


def test_blobs_are_exactly_those_of_scikit_learn_around_points_of_a_circle():
    centers = [(1.3, 0), (0, 1.3), (-1.3, 0), (0, -1.3)]
    X, y = make_blobs(200, centers=centers, cluster_std=0.25, random_state=1)

    blobs_X, blobs_y = make("blobs", 1, n_samples=200, classes=4)

    np.testing.assert_allclose(blobs_X, X, atol=1e-6)
    np.testing.assert_array_equal(blobs_y, y)


def test_iris_is_that_of_scikit_learn_and_tells_its_units():
    config = DataConfig(name="iris", feature_x="sepal length", feature_y="petal width")
    X, y = DATASETS["iris"].make(config, 0)
    header = describe_data(config)
    iris = load_iris()

    np.testing.assert_allclose(X * header.scales[:2] + header.centers[:2], iris.data[:, [0, 3]], atol=1e-5)
    np.testing.assert_allclose(X.mean(axis=0), 0, atol=1e-6)
    np.testing.assert_allclose(X.std(axis=0), 1, atol=1e-6)
    np.testing.assert_array_equal(y, iris.target)
    assert header.features == ("sepal length (cm)", "petal width (cm)")
    assert [f"{name} (cm)" for name in IRIS_FEATURES] == list(iris.feature_names)


def test_fewer_iris_flowers_are_a_sample_that_depends_on_the_seed():
    X, y = make("iris", 0, n_samples=30)
    other_X, _ = make("iris", 1, n_samples=30)

    assert len(set(y)) == 3
    assert not np.array_equal(X, other_X)


def test_xor_is_class_1_exactly_where_the_signs_differ():
    X, y = make("xor", 5, n_samples=400, noise=0.0)

    np.testing.assert_array_equal(y, X[:, 0] * X[:, 1] < 0)


def test_checkerboard_is_class_1_exactly_where_the_signs_of_two_sines_differ():
    X, y = make("checkerboard", 5, n_samples=400, noise=0.0)

    np.testing.assert_array_equal(y, np.prod(np.sin(np.pi * X), axis=1) < 0)
    assert len(set(map(tuple, np.floor(X).tolist()))) == 16


def test_rings_alternate_in_class():
    X, y = make("rings", 5, n_samples=400, noise=0.0)
    radius = np.hypot(X[:, 0], X[:, 1])

    np.testing.assert_allclose(radius[y == 1], 1, atol=1e-6)
    np.testing.assert_allclose(np.unique(np.round(radius[y == 0], 5)), [0.5, 1.5])


@pytest.mark.parametrize(("name", "n_arms"), [("spiral", 2), ("spirals", 3), ("spirals", 5)])
def test_spiral_points_lie_on_their_arm(name, n_arms):
    X, y = make(name, 5, n_samples=400, noise=0.0, classes=max(n_arms, 3))
    radius = np.hypot(X[:, 0], X[:, 1]) / 1.5

    # An arm is the ray of angle 5 pi r / K, turned by y / K of a full turn.
    angle = (5 * np.pi * radius + 2 * np.pi * y) / n_arms
    np.testing.assert_allclose(np.stack([np.cos(angle), np.sin(angle)], 1) * 1.5 * radius[:, None], X, atol=1e-5)


@pytest.mark.parametrize(
    ("name", "x", "value"),
    [
        ("plane", (1.2, 0.6), 0.6),
        ("bump", (0.5, 0.5), 2 / np.e - 1),
        ("saddle", (1.5, 0.75), 0.75),
        ("ridge", (0.5, 0.25), np.sin(1.5)),
        ("sine", (0.5,), 1.0),
        ("step", (-0.1,), -1.0),
        ("x_sin_x", (np.pi / 8,), np.pi / 16),
    ],
)
def test_targets_follow_their_formula(name, x, value):
    """Beside each set: a point, and its target worked out by hand."""
    X, y = make(name, n_samples=5000, noise=0.0)
    nearest = np.argmin(np.abs(X - np.float32(x)).max(axis=1))

    # 5,000 points in a square of side 3 are about 0.04 apart, and no set is steeper than 4.
    assert y[nearest] == pytest.approx(value, abs=0.1)


def test_an_unknown_set_is_an_error_that_names_the_known_ones():
    with pytest.raises(ValueError, match=r"data\.name is 'mons'; accepted: moons, circles"):
        load_dataset(DataConfig(name="mons"), seed=0)
