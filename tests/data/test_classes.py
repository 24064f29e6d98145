"""Imbalance and label noise: exact numbers of points, and nothing else changes."""

import numpy as np
import pytest
from sklearn.datasets import make_moons

from playground.config import DataConfig
from playground.data import DATASETS, load_dataset
from playground.data.classes import compute_counts, mislabel
from playground.seeding import make_generator

BALANCED = [name for name in DATASETS if "imbalance" in DATASETS[name].uses]


@pytest.mark.parametrize(
    ("n_samples", "n_classes", "imbalance", "counts"),
    [
        # Shares 1 : 0.5, so 9 points beyond one each are 6 and 3.
        (11, 2, 0.5, (7, 4)),
        # Shares 1 : sqrt(0.25) : 0.25 = 4 : 2 : 1, so 70 points beyond one each are 40, 20 and 10.
        (73, 3, 0.75, (41, 21, 11)),
        (100, 4, 0.0, (25, 25, 25, 25)),
        # The rarest class would have half a point.
        (10, 2, 0.95, (9, 1)),
    ],
)
def test_classes_get_their_shares(n_samples, n_classes, imbalance, counts):
    assert compute_counts(n_samples, n_classes, imbalance) == counts


@pytest.mark.parametrize("n_classes", [2, 3, 6])
@pytest.mark.parametrize("imbalance", [0.0, 0.3, 0.95])
def test_counts_add_up_and_leave_no_class_empty(n_classes, imbalance):
    for n_samples in (10, 37, 1000):
        counts = compute_counts(n_samples, n_classes, imbalance)
        assert sum(counts) == n_samples
        assert min(counts) >= 1
        assert list(counts) == sorted(counts, reverse=True)


@pytest.mark.parametrize("name", BALANCED)
def test_an_imbalanced_set_has_those_counts(name):
    config = DataConfig(name=name, n_samples=200, imbalance=0.8, classes=3)
    X, y = DATASETS[name].make(config, 0)
    n_classes = len(DATASETS[name].describe(config).class_names)

    assert len(X) == 200
    assert tuple(np.bincount(y)) == compute_counts(200, n_classes, 0.8)


def test_imbalanced_moons_are_exactly_those_of_scikit_learn():
    X, _ = DATASETS["moons"].make(DataConfig(n_samples=100, imbalance=0.5), 3)

    np.testing.assert_array_equal(X, make_moons((66, 34), noise=0.1, random_state=3)[0].astype(np.float32))


def test_imbalanced_xor_still_fills_all_quadrants():
    X, y = DATASETS["xor"].make(DataConfig(name="xor", n_samples=100, imbalance=0.7, noise=0.0), 0)

    np.testing.assert_array_equal(y, X[:, 0] * X[:, 1] < 0)
    assert len(set(map(tuple, np.sign(X).tolist()))) == 4


@pytest.mark.parametrize("n_classes", [2, 3, 6])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5])
def test_exactly_that_share_of_the_points_gets_another_class(n_classes, share):
    y = np.arange(600) % n_classes
    noisy = mislabel(y, share, n_classes, make_generator(0, "test"))

    assert (noisy != y).sum() == round(share * 600)
    assert set(noisy) <= set(range(n_classes))


def test_wrong_classes_are_spread_evenly_over_the_others():
    noisy = mislabel(np.zeros(5000, dtype=np.int64), 0.5, 6, make_generator(0, "test"))

    # 500 expected of each; five standard deviations of a binomial are 5 * sqrt(2500 * 0.2 * 0.8) = 100.
    np.testing.assert_allclose(np.bincount(noisy), [2500, 500, 500, 500, 500, 500], atol=100)


def test_label_noise_moves_no_point():
    clean, noisy = (load_dataset(DataConfig(label_noise=share), seed=5) for share in (0.0, 0.2))

    np.testing.assert_array_equal(noisy.X_train, clean.X_train)
    np.testing.assert_array_equal(noisy.X_test, clean.X_test)
    n_wrong = (noisy.y_train != clean.y_train).sum() + (noisy.y_test != clean.y_test).sum()
    assert n_wrong == 200
