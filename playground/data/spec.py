"""What the registry says of a data set, and what its columns are called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.config import DataConfig

Points = tuple[NDArray[np.float32], NDArray[Any]]

TWO_CLASSES = "Two classes"
SEVERAL_CLASSES = "Several classes"
REGRESSION = "Regression"
CURVES = "Curves"
OWN_DATA = "Own data"


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """The columns of a data set, known before any point is drawn.

    Parameters
    ----------
    features : tuple of str
        Names of the coordinates, one or two.
    target : str
        Name of what is predicted.
    class_names : tuple of str
        In the order of the class indices; none for a regression.
    centers, scales : tuple of float
        What was subtracted from each feature and then the target, and what it was divided by;
        a value in its own unit is ``value * scale + center``.
    """

    features: tuple[str, ...]
    target: str
    class_names: tuple[str, ...]
    centers: tuple[float, ...]
    scales: tuple[float, ...]

    @property
    def task(self) -> str:
        """``"binary"`` (two classes), ``"multiclass"`` (more) or ``"regression"``."""
        if not self.class_names:
            return "regression"
        return "binary" if len(self.class_names) == 2 else "multiclass"

    @property
    def n_outputs(self) -> int:
        """Outputs that a network needs: one per class if there are more than two, else one."""
        return len(self.class_names) if self.task == "multiclass" else 1


@dataclass(frozen=True, kw_only=True, slots=True)
class DatasetSpec:
    """One data set of the registry.

    Parameters
    ----------
    make : callable
        ``make(config, seed) -> (X, y)`` with X float32 of shape (n, n_features) and y of shape (n,), int64
        for classes and float32 for a regression.
    task : {"classification", "regression"}
        What is predicted; the reader's own data decide by themselves.
    n_features : {1, 2}
        Coordinates of a point.
    class_names : tuple of str
        Empty for a regression, and where `classes` says how many there may be.
    classes : tuple of int, optional
        Smallest and largest accepted value of ``data.classes``.
    uses : tuple of str
        Fields of `DataConfig` that change the points; the others have no effect.
    size : int, optional
        How many points there are, of a set that is not drawn.
    group : str
        Heading in the menu.
    header : callable, optional
        ``header(config) -> Header`` of sets whose columns depend on the configuration.
    """

    label: str
    summary: str
    make: Callable[[DataConfig, int], Points]
    uses: tuple[str, ...]
    group: str
    formula: str = ""
    reference: str = ""
    task: str = "classification"
    n_features: int = 2
    class_names: tuple[str, ...] = ()
    classes: tuple[int, int] | None = None
    size: int | None = None
    header: Callable[[DataConfig], Header] | None = None

    def describe(self, config: DataConfig) -> Header:
        """Names, task and units of the columns."""
        if self.header:
            return self.header(config)
        features = ("x1", "x2")[: self.n_features]
        is_regression = self.task == "regression"
        n_classes = config.classes if self.classes else 0
        return Header(
            features=features,
            target="y" if is_regression else "class",
            class_names=self.class_names or tuple(f"class {k}" for k in range(n_classes)),
            centers=(0.0,) * (self.n_features + 1),
            scales=(1.0,) * (self.n_features + 1),
        )
