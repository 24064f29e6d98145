"""Report: everything that scikit-learn can say about predictions, for one split, as numbers and arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn import metrics
from sklearn.calibration import calibration_curve

from playground.objectives.histogram import compute_histogram

MAX_ROWS = 512
MAX_RESIDUALS = 500
N_BINS, N_RESIDUAL_BINS, N_ROC_POINTS = 10, 20, 50

Array = NDArray[Any]
Floats = NDArray[np.float64]
Classes = NDArray[np.int64]
Report = tuple[dict[str, float], dict[str, Array]]


def compute_report(task: str, is_probability: bool, outputs: Array, targets: Array, split: str) -> Report:
    """Metrics of one split.

    Parameters
    ----------
    task : str
        A key of `playground.objectives.TASKS`.
    is_probability : bool
        Whether the outputs of classes are probabilities; otherwise they are scores, and class 1 of two begins above 0.
    outputs : ndarray of shape (n, n_outputs)
        As `playground.objectives.compute_predictions` gives them.
    targets : ndarray of shape (n,)
        Classes, or values.
    split : str
        ``"train"`` or ``"test"``: goes before every name, with an underscore between.

    Returns
    -------
    metrics : dict of str to float
        A ratio without anything in its denominator is 0; an area that needs a class which is absent is NaN, as is the
        R2 of a single point.

        - Two classes: ``accuracy``, ``precision``, ``recall``, ``f1``, ``roc_auc``, ``average_precision``, ``brier``
          (of probabilities).
        - Several: ``accuracy``, ``precision_macro``, ``recall_macro``, ``f1_macro``, ``roc_auc_macro`` (one-vs-rest).
        - Regression: ``r2``, ``mse``, ``mae``, ``rmse``.
    arrays : dict of str to ndarray, float32
        Curves that need a class which is absent are left out.

        - Two classes: ``table`` (m, 9): threshold, tp, fp, fn, tn, precision, recall, f1, accuracy at every distinct
          output, falling; ``roc`` (m, 2): false and true positive rate; ``pr`` (m, 2): recall, precision;
          ``calibration`` (b, 3): mean probability, share of positives and points in each of ten equal bins that is
          not empty.
        - Several: ``confusion`` (K, K), rows the true classes; ``classes`` (K, 4): precision, recall, f1,
          support; ``rocs`` (K, 50, 2), one-vs-rest, and ``areas`` (K,) under them, NaN where undefined;
          ``calibration`` of the likeliest class.
        - Regression: ``residuals`` (n, 2): predicted, actual minus predicted, at most 500 points;
          ``residual_counts`` (20,) and ``residual_edges`` (21,): their histogram.

        Tables and curves keep at most 512 rows, evenly spaced.

    Without points, or with an output that is not finite, nothing is defined and both are empty.
    """
    if len(targets) == 0 or not np.isfinite(outputs).all():
        return {}, {}
    outputs = outputs.astype(np.float64)
    if task == "regression":
        numbers, arrays = _report_regression(outputs[:, 0], targets.astype(np.float64))
    elif task == "multiclass":
        numbers, arrays = _report_multiclass(outputs, targets.astype(np.int64), is_probability)
    else:
        numbers, arrays = _report_binary(outputs[:, 0], targets.astype(np.int64), is_probability)
    named = {f"{split}_{name}": float(value) for name, value in numbers.items()}
    return named, {f"{split}_{name}": array.astype(np.float32) for name, array in arrays.items()}


def _report_binary(outputs: Floats, targets: Classes, is_probability: bool) -> Report:
    predicted = (outputs > (0.5 if is_probability else 0.0)).astype(np.int64)
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(
        targets, predicted, average="binary", zero_division=0.0
    )
    has_positive, has_both = 1 in targets, len(np.unique(targets)) == 2
    numbers = {
        "accuracy": metrics.accuracy_score(targets, predicted),
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "roc_auc": metrics.roc_auc_score(targets, outputs) if has_both else np.nan,
        "average_precision": metrics.average_precision_score(targets, outputs) if has_positive else np.nan,
    }
    arrays: dict[str, Array] = {"table": _thin(_compute_table(outputs, targets), MAX_ROWS)}
    if has_both:
        arrays["roc"] = _thin(np.column_stack(metrics.roc_curve(targets, outputs)[:2]), MAX_ROWS)
    if has_positive:
        precisions, recalls, _ = metrics.precision_recall_curve(targets, outputs, drop_intermediate=True)
        arrays["pr"] = _thin(np.column_stack([recalls, precisions]), MAX_ROWS)
    if is_probability:
        numbers["brier"] = metrics.brier_score_loss(targets, outputs, pos_label=1)
        arrays["calibration"] = _compute_calibration(outputs, targets)
    return numbers, arrays


def _report_multiclass(outputs: Floats, targets: Classes, is_probability: bool) -> Report:
    predicted, labels = outputs.argmax(axis=1), range(outputs.shape[1])
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(
        targets, predicted, average="macro", zero_division=0.0
    )
    by_class = metrics.precision_recall_fscore_support(targets, predicted, labels=labels, zero_division=0.0)
    splits = [(targets == k).astype(np.int64) for k in labels]
    is_defined = [0 < members.sum() < len(members) for members in splits]
    areas = np.array([metrics.roc_auc_score(splits[k], outputs[:, k]) if is_defined[k] else np.nan for k in labels])
    numbers = {
        "accuracy": metrics.accuracy_score(targets, predicted),
        "precision_macro": precision,
        "recall_macro": recall,
        "f1_macro": f1,
        "roc_auc_macro": areas.mean(),
    }
    arrays = {
        "confusion": metrics.confusion_matrix(targets, predicted, labels=labels),
        "classes": np.column_stack(by_class),
        "areas": areas,
        "rocs": np.full((len(labels), N_ROC_POINTS, 2), np.nan),
    }
    for k in np.flatnonzero(is_defined):
        arrays["rocs"][k] = _compute_even_roc(outputs[:, k], splits[k])
    if is_probability:
        arrays["calibration"] = _compute_calibration(outputs.max(axis=1), (predicted == targets).astype(np.int64))
    return numbers, arrays


def _report_regression(outputs: Floats, targets: Floats) -> Report:
    residuals = targets - outputs
    counts, edges = compute_histogram(residuals, N_RESIDUAL_BINS)
    numbers = {
        "r2": metrics.r2_score(targets, outputs) if len(targets) > 1 else np.nan,
        "mse": metrics.mean_squared_error(targets, outputs),
        "mae": metrics.mean_absolute_error(targets, outputs),
        "rmse": metrics.root_mean_squared_error(targets, outputs),
    }
    points = _thin(np.column_stack([outputs, residuals]), MAX_RESIDUALS)
    return numbers, {"residuals": points, "residual_counts": counts, "residual_edges": edges}


def _compute_table(outputs: Floats, targets: Classes) -> Floats:
    """The counts, and what follows from them, if class 1 begins at each distinct output."""
    tn, fp, fn, tp, thresholds = metrics.confusion_matrix_at_thresholds(targets, outputs, pos_label=1)
    precision, accuracy = tp / (tp + fp), (tp + tn) / len(targets)  # tp + fp: at least the output that is the threshold
    recall, f1 = tp / max(tp[-1], 1), 2 * tp / (2 * tp + fp + fn)
    return np.column_stack([thresholds, tp, fp, fn, tn, precision, recall, f1, accuracy])


def _compute_even_roc(outputs: Floats, targets: Classes) -> Floats:
    fpr, tpr, _ = metrics.roc_curve(targets, outputs)
    even = np.linspace(0, 1, N_ROC_POINTS)
    return np.column_stack([even, np.interp(even, fpr, tpr)])


def _compute_calibration(probabilities: Floats, targets: Classes) -> Floats:
    probabilities = probabilities.clip(0, 1)  # a softmax in single precision may be a hair above
    shares, means = calibration_curve(targets, probabilities, n_bins=N_BINS, pos_label=1)
    bins = np.searchsorted(np.linspace(0, 1, N_BINS + 1)[1:-1], probabilities)  # as calibration_curve
    return np.column_stack([means, shares, np.unique(bins, return_counts=True)[1]])


def _thin(rows: Floats, most: int) -> Floats:
    """Rows at even distances, the first and the last among them."""
    if len(rows) <= most:
        return rows
    kept: Floats = rows[np.linspace(0, len(rows) - 1, most).round().astype(int)]
    return kept
