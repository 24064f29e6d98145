import numpy as np
import pytest

from playground.objectives import compute_histogram


def test_counts_and_edges_are_numpys():
    values = np.random.default_rng(0).normal(size=100).astype(np.float32)

    counts, edges = compute_histogram(values, 20)

    expected_counts, expected_edges = np.histogram(values.astype(np.float64), 20)
    np.testing.assert_array_equal(counts, expected_counts)
    np.testing.assert_allclose(edges, expected_edges)


@pytest.mark.parametrize(
    "values", [[0.0], [0.0, 0.0], [1.0, 1.0 - 1.1e-16], [3e38, 3e38], [0.0, 1e-45], [-3e38, 3e38]], ids=str
)
def test_values_that_hardly_differ_are_counted_all_the_same(values):
    counts, edges = compute_histogram(np.array(values), 20)

    assert counts.sum() == len(values)
    assert (np.diff(edges) > 0).all()
