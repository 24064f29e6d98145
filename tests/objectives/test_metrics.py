"""Scores and predictions, against scikit-learn and by hand."""

import numpy as np
import pytest
import torch
from sklearn import metrics

from playground.objectives import compute_predictions, compute_scores

TARGETS = torch.tensor([[0.0], [1.0], [1.0], [0.0]])


def test_accuracy_is_the_share_on_the_right_side_of_output_0():
    assert compute_scores("binary", torch.tensor([[-1.0], [2.0], [-0.1], [-3.0]]), TARGETS) == {"accuracy": 0.75}


def test_a_logit_that_is_not_a_number_counts_as_class_0():
    assert compute_scores("binary", torch.full((4, 1), torch.nan), TARGETS) == {"accuracy": 0.5}


def test_of_several_classes_the_largest_output_is_the_answer():
    outputs = torch.tensor([[0.1, 0.3, 0.2], [3.0, -1.0, 2.0], [0.0, 0.0, 1.0]])

    assert compute_scores("multiclass", outputs, torch.tensor([1, 2, 2])) == {"accuracy": pytest.approx(2 / 3)}


def test_r2_equals_scikit_learns():
    generator = torch.Generator().manual_seed(0)
    outputs, targets = torch.randn(50, 1, generator=generator), torch.randn(50, 1, generator=generator)

    assert compute_scores("regression", outputs, targets)["r2"] == pytest.approx(metrics.r2_score(targets, outputs))


@pytest.mark.parametrize("output", [0.5, 0.7])
def test_r2_of_equal_targets_is_scikit_learns_choice(output):
    outputs, targets = torch.full((4, 1), output), torch.full((4, 1), 0.5)

    assert compute_scores("regression", outputs, targets) == {"r2": metrics.r2_score(targets, outputs)}


@pytest.mark.parametrize(
    ("task", "n", "targets"),
    [
        ("binary", 0, torch.empty(0, 1)),
        ("multiclass", 0, torch.empty(0, dtype=torch.int64)),
        ("regression", 0, torch.empty(0, 1)),
        ("regression", 1, torch.ones(1, 1)),
    ],
)
def test_there_is_no_score_without_points(task, n, targets):
    assert compute_scores(task, torch.zeros(n, 3 if task == "multiclass" else 1), targets) == {}


def test_predictions_are_probabilities_where_the_loss_makes_them_so():
    logits = torch.tensor([[0.0, np.log(2.0), np.log(5.0)]])

    np.testing.assert_allclose(compute_predictions("multiclass", True, logits), [[1 / 8, 2 / 8, 5 / 8]], rtol=1e-6)
    np.testing.assert_allclose(compute_predictions("binary", True, logits[:, 1:2]), [[2 / 3]], rtol=1e-6)
    for task in ("binary", "multiclass", "regression"):
        np.testing.assert_array_equal(compute_predictions(task, False, logits), logits)
