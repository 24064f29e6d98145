"""Reports against direct calls of scikit-learn, and on sets for which little is defined."""

import numpy as np
import pytest
from sklearn import metrics
from sklearn.calibration import calibration_curve

from playground.objectives import TASKS, compute_report

N = 400
CURVES = {"table", "roc", "pr", "calibration"}


def draw_binary(n=N, seed=0):
    """Probabilities that know something of the classes, and have ties."""
    generator = np.random.default_rng(seed)
    y = generator.integers(0, 2, n)
    p = 1 / (1 + np.exp(-(2 * y - 1 + generator.normal(size=n))))
    return p.round(2).astype(np.float32).reshape(-1, 1), y


def draw_multiclass(n=N, n_classes=4):
    generator = np.random.default_rng(1)
    y = generator.integers(0, n_classes, n)
    z = generator.normal(size=(n, n_classes)) + 1.5 * np.eye(n_classes)[y]
    return (np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)).astype(np.float32), y


def draw_regression(n=N):
    generator = np.random.default_rng(2)
    y = generator.normal(size=n).astype(np.float32)
    return (y + 0.3 * generator.normal(size=n)).astype(np.float32).reshape(-1, 1), y


DRAWS = {"binary": draw_binary, "multiclass": draw_multiclass, "regression": draw_regression}


def test_numbers_of_two_classes_are_scikit_learns():
    p, y = draw_binary()
    predicted, p1 = p[:, 0] > 0.5, p[:, 0]

    numbers, _ = compute_report("binary", True, p, y, "test")

    assert numbers == pytest.approx(
        {
            "test_accuracy": metrics.accuracy_score(y, predicted),
            "test_precision": metrics.precision_score(y, predicted),
            "test_recall": metrics.recall_score(y, predicted),
            "test_f1": metrics.f1_score(y, predicted),
            "test_roc_auc": metrics.roc_auc_score(y, p1),
            "test_average_precision": metrics.average_precision_score(y, p1),
            "test_brier": metrics.brier_score_loss(y, p1),
        },
        abs=1e-7,
    )


def test_every_row_of_the_table_is_what_scikit_learn_says_of_that_threshold():
    p, y = draw_binary()
    table = compute_report("binary", True, p, y, "test")[1]["test_table"]

    np.testing.assert_array_equal(table[:, 0], np.unique(p)[::-1])
    for threshold, tp, fp, fn, tn, *ratios in table:
        predicted = p[:, 0] >= threshold
        assert metrics.confusion_matrix(y, predicted).tolist() == [[tn, fp], [fn, tp]]
        expected = [score(y, predicted) for score in (metrics.precision_score, metrics.recall_score, metrics.f1_score)]
        assert ratios == pytest.approx([*expected, metrics.accuracy_score(y, predicted)], abs=1e-6)


def test_curves_of_two_classes_enclose_scikit_learns_areas():
    p, y = draw_binary()
    numbers, arrays = compute_report("binary", True, p, y, "train")
    roc, pr, calibration = (arrays[f"train_{name}"] for name in ("roc", "pr", "calibration"))

    assert metrics.auc(*roc.T) == pytest.approx(numbers["train_roc_auc"])
    assert -(np.diff(pr[:, 0]) * pr[:-1, 1]).sum() == pytest.approx(numbers["train_average_precision"])
    shares, means = calibration_curve(y, p[:, 0], n_bins=10)
    np.testing.assert_allclose(calibration[:, :2], np.column_stack([means, shares]), rtol=1e-6)
    assert calibration[:, 2].sum() == N


def test_scores_that_are_no_probabilities_begin_class_1_above_0():
    p, y = draw_binary()
    scores = np.log(p / (1 - p))

    numbers, arrays = compute_report("binary", False, scores, y, "test")
    of_probabilities, _ = compute_report("binary", True, p, y, "test")

    assert numbers == pytest.approx({k: v for k, v in of_probabilities.items() if k != "test_brier"})
    assert set(arrays) == {"test_table", "test_roc", "test_pr"}


@pytest.mark.parametrize("is_probability", [True, False])
def test_numbers_of_several_classes_are_scikit_learns(is_probability):
    p, y = draw_multiclass()
    predicted, macro = p.argmax(axis=1), {"average": "macro"}
    # Scores shifted and stretched as a whole: neither answers nor areas change.
    outputs = p if is_probability else 5 * p - 2

    numbers, arrays = compute_report("multiclass", is_probability, outputs, y, "test")

    assert numbers == pytest.approx(
        {
            "test_accuracy": metrics.accuracy_score(y, predicted),
            "test_precision_macro": metrics.precision_score(y, predicted, **macro),
            "test_recall_macro": metrics.recall_score(y, predicted, **macro),
            "test_f1_macro": metrics.f1_score(y, predicted, **macro),
            "test_roc_auc_macro": metrics.roc_auc_score(y, p, multi_class="ovr"),
        },
        abs=1e-6,
    )
    np.testing.assert_array_equal(arrays["test_confusion"], metrics.confusion_matrix(y, predicted))
    expected = np.column_stack(metrics.precision_recall_fscore_support(y, predicted))
    np.testing.assert_allclose(arrays["test_classes"], expected, rtol=1e-6)
    assert ("test_calibration" in arrays) == is_probability


def test_curves_of_several_classes_are_each_against_the_rest():
    p, y = draw_multiclass()
    arrays = compute_report("multiclass", True, p, y, "test")[1]

    assert arrays["test_rocs"].shape == (4, 50, 2)
    for k, curve in enumerate(arrays["test_rocs"]):
        # Fifty points of a curve with hundreds of corners: the area agrees to a percent.
        assert metrics.auc(*curve.T) == pytest.approx(metrics.roc_auc_score(y == k, p[:, k]), abs=0.01)
        assert arrays["test_areas"][k] == pytest.approx(metrics.roc_auc_score(y == k, p[:, k]), abs=1e-6)
    shares, means = calibration_curve(p.argmax(axis=1) == y, p.max(axis=1), n_bins=10)
    np.testing.assert_allclose(arrays["test_calibration"][:, :2], np.column_stack([means, shares]), rtol=1e-6)


def test_numbers_of_a_regression_are_scikit_learns():
    outputs, y = draw_regression()

    numbers, arrays = compute_report("regression", False, outputs, y, "test")

    assert numbers == pytest.approx(
        {
            "test_r2": metrics.r2_score(y, outputs),
            "test_mse": metrics.mean_squared_error(y, outputs),
            "test_mae": metrics.mean_absolute_error(y, outputs),
            "test_rmse": metrics.root_mean_squared_error(y, outputs),
        }
    )
    np.testing.assert_allclose(arrays["test_residuals"].sum(axis=1), y, atol=1e-6)
    counts, edges = np.histogram(y.astype(float) - outputs[:, 0], 20)
    np.testing.assert_array_equal(arrays["test_residual_counts"], counts)
    np.testing.assert_allclose(arrays["test_residual_edges"], edges, rtol=1e-6)


def test_long_tables_are_thinned_from_the_first_row_to_the_last():
    generator = np.random.default_rng(0)
    p, y = generator.random((5000, 1)).astype(np.float32), generator.integers(0, 2, 5000)
    numbers, arrays = compute_report("binary", True, p, y, "test")

    assert {name: len(arrays[f"test_{name}"]) for name in ("table", "roc", "pr")} == dict.fromkeys(
        ("table", "roc", "pr"), 512
    )
    assert arrays["test_table"][[0, -1], 0].tolist() == [p.max(), p.min()]
    assert arrays["test_roc"][[0, -1]].tolist() == [[0, 0], [1, 1]]
    assert metrics.auc(*arrays["test_roc"].T) == pytest.approx(numbers["test_roc_auc"], abs=1e-3)
    assert len(compute_report("regression", False, p, y, "test")[1]["test_residuals"]) == 500


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("n", [1, 2, N])
def test_arrays_are_float32_and_bounded_and_metrics_plain_numbers(task, n):
    outputs, y = DRAWS[task](n)

    numbers, arrays = compute_report(task, True, outputs, y, "test")

    assert numbers
    assert arrays
    assert all(type(value) is float for value in numbers.values())
    assert all(name.startswith("test_") for name in (*numbers, *arrays))
    assert all(array.dtype == np.float32 for array in arrays.values())


@pytest.mark.parametrize("task", TASKS)
def test_nothing_is_said_without_points(task):
    outputs, y = DRAWS[task]()

    assert compute_report(task, True, outputs[:0], y[:0], "test") == ({}, {})


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_nothing_is_said_of_outputs_that_are_no_finite_numbers(task, value):
    outputs, y = DRAWS[task]()
    outputs[3] = value

    assert compute_report(task, True, outputs, y, "test") == ({}, {})


@pytest.mark.parametrize(("only", "defined"), [(0, {"table", "calibration"}), (1, {"table", "pr", "calibration"})])
def test_with_one_class_only_areas_are_undefined_and_counts_hold(only, defined):
    p, _ = draw_binary()
    y = np.full(N, only)

    numbers, arrays = compute_report("binary", True, p, y, "test")

    assert np.isnan(numbers["test_roc_auc"])
    assert np.isnan(numbers["test_average_precision"]) == (only == 0)
    assert numbers["test_accuracy"] == ((p[:, 0] > 0.5) == only).mean()
    assert numbers["test_brier"] == pytest.approx(((p[:, 0].astype(float) - only) ** 2).mean())
    assert set(arrays) == {f"test_{name}" for name in defined}
    assert all(np.isfinite(array).all() for array in arrays.values())


def test_one_value_for_all_is_one_row():
    _, y = draw_binary()

    arrays = compute_report("binary", True, np.full((N, 1), 0.5, dtype=np.float32), y, "test")[1]

    share = np.float32(y.mean())
    threshold, tp, fp, fn, tn, precision, recall, _, accuracy = arrays["test_table"][0]
    assert len(arrays["test_table"]) == 1
    assert (threshold, tp, fp, fn, tn) == (0.5, y.sum(), N - y.sum(), 0, 0)
    assert (precision, recall, accuracy) == (share, 1, share)
    assert arrays["test_roc"].tolist() == [[0, 0], [1, 1]]


def test_a_class_without_points_leaves_the_areas_undefined_but_not_the_rest():
    p, y = draw_multiclass()
    p, y = p[y != 2], y[y != 2]

    numbers, arrays = compute_report("multiclass", True, p, y, "test")

    assert np.isnan(numbers["test_roc_auc_macro"])
    assert np.isnan(arrays["test_rocs"][2]).all()
    assert np.isfinite(arrays["test_rocs"][[0, 1, 3]]).all()
    assert arrays["test_confusion"].shape == (4, 4)
    assert arrays["test_classes"][2].tolist() == [0, 0, 0, 0]


def test_equal_targets_and_huge_values_of_a_regression_are_numbers():
    for y, outputs in ((np.ones(5), np.full((5, 1), 1 + 1e-7)), (np.zeros(5), np.full((5, 1), -3e38))):
        numbers, arrays = compute_report("regression", False, outputs.astype(np.float32), y, "test")

        assert np.isfinite(list(numbers.values())).all()
        assert all(np.isfinite(array).all() for array in arrays.values())
        assert arrays["test_residual_counts"].sum() == 5
