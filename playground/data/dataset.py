"""Dataset: the points of one experiment, drawn, split and framed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import train_test_split

from playground.config import DataConfig
from playground.data.classes import mislabel
from playground.data.extent import compute_extent
from playground.data.registry import DATASETS, describe_data
from playground.data.spec import Header
from playground.registry import lookup
from playground.seeding import make_generator


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Dataset:
    """Training and test points of one experiment.

    Parameters
    ----------
    X_train, X_test : ndarray of shape (n_train, n_features) and (n_test, n_features), float32
        Coordinates of each point; the reader's own data may have none.
    y_train, y_test : ndarray of shape (n_train,) and (n_test,)
        Class of each point (int64, an index into `class_names`), or its target value (float32).
    extent : tuple of float
        ``(x_min, x_max, y_min, y_max)`` of what a map shows: a square of the plane or, with one feature,
        ranges of the feature and of the target.
    header : Header
        What the columns are called, and in which units.
    """

    X_train: NDArray[np.float32]
    y_train: NDArray[Any]
    X_test: NDArray[np.float32]
    y_test: NDArray[Any]
    extent: tuple[float, float, float, float]
    header: Header

    @property
    def task(self) -> str:
        """``"binary"``, ``"multiclass"`` or ``"regression"``."""
        return self.header.task

    @property
    def n_outputs(self) -> int:
        """Outputs that a network needs: one per class if there are more than two, else one."""
        return self.header.n_outputs

    @property
    def class_names(self) -> tuple[str, ...]:
        """In the order of the class indices; none for a regression."""
        return self.header.class_names

    @property
    def feature_names(self) -> tuple[str, ...]:
        """Names of the coordinates."""
        return self.header.features

    @property
    def target_name(self) -> str:
        """Name of what is predicted."""
        return self.header.target

    @property
    def centers(self) -> tuple[float, ...]:
        """What was subtracted from each feature and from the target, the target's last."""
        return self.header.centers

    @property
    def scales(self) -> tuple[float, ...]:
        """What each feature and the target was divided by then, the target's last."""
        return self.header.scales

    @property
    def value_limit(self) -> float:
        """Largest target of a regression in size, rounded up to one decimal and at least 1: shown in full color.

        With one feature the larger of the chart's lower and upper edge, so that a fit that overshoots is seen to.
        """
        largest = max((float(np.abs(y).max()) for y in (self.y_train, self.y_test) if len(y)), default=0.0)
        if len(self.feature_names) == 1:
            largest = max(map(abs, self.extent[2:]))
        return max(1.0, round(math.ceil(largest * 10 - 1e-6) / 10, 1))

    @property
    def obstacle(self) -> str:
        """Why nothing can be learned from these points, and what to do; empty if something can."""
        n_points = len(self.y_train) + len(self.y_test)
        more = "add more" if self.task == "regression" else "add more, of at least two classes"
        if n_points == 0:
            return "There are no points yet: paint some on the map, or open a CSV file."
        if n_points == 1:
            return f"There is a single point: {more}."
        if len(self.y_train) == 1:
            return f"There is a single training point: {more}, or hold out a smaller share for testing."
        if self.class_names and len(np.unique(self.y_train)) == 1:
            only = self.class_names[int(self.y_train[0])]
            n_train = f"{len(self.y_train):,}"
            return f"All {n_train} training points are of '{only}': add points of another class."
        return ""


def load_dataset(config: DataConfig, seed: int) -> Dataset:
    """Draw the points of an experiment and split them as scikit-learn does.

    The reader's own points are split in their order instead, so that adding one moves no other to the other side:
    a point that the network has not seen remains unseen.

    Parameters
    ----------
    config : DataConfig
        Which set, how many points, how noisy, which share is held out.
    seed : int
        The experiment's seed; it decides the points and the split.
    """
    spec = lookup(DATASETS, config.name, "data.name")
    header = describe_data(config)
    X, y = spec.make(config, seed)
    if config.label_noise > 0 and "label_noise" in spec.uses:
        y = mislabel(y, config.label_noise, len(header.class_names), make_generator(seed, "data/label_noise"))
    is_own = "own" in spec.uses
    if is_own:
        X_train, X_test, y_train, y_test = _split_in_order(X, y, config.test_size)
    else:
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=config.test_size, random_state=seed)
    extent = compute_extent(X, y, config.own if is_own else None)
    return Dataset(X_train=X_train, y_train=y_train, X_test=X_test, y_test=y_test, extent=extent, header=header)


def _split_in_order(X: NDArray[np.float32], y: NDArray[Any], test_size: float) -> tuple[Any, ...]:
    """Hold out a point whenever the share of those so far allows one more, never the first."""
    held_out = np.floor(test_size * np.arange(len(X) + 1) + 1e-9)  # 0.29 * 100 is a little less than 29
    is_test = np.diff(held_out) > 0
    return X[~is_test], X[is_test], y[~is_test], y[is_test]
