"""Which points a run learns from: a set that is drawn, or the reader's own."""

from __future__ import annotations

import math
from dataclasses import dataclass

from playground.checks import show
from playground.config.record import (
    Checked,
    choice_field,
    list_field,
    name_field,
    number_field,
    part_field,
)

MAX_POINTS = 5000
MAX_CLASSES = 6
IRIS_SIZE = 150
IRIS_FEATURES = ("sepal length", "sepal width", "petal length", "petal width")


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnData(Checked):
    """Points that the reader painted or brought along in a file, as the network gets them.

    A row of `points` is ``(x1, x2, y)``, or ``(x1, y)`` with a single feature; with `classes`, y is the index of a
    class. Each feature, and the target of a regression, is what the file says minus its center, divided by its scale.
    """

    points: tuple[tuple[float, ...], ...] = list_field(
        (), "row", 0, MAX_POINTS, label="Points", help="Rows of features and target."
    )
    features: tuple[str, ...] = list_field(
        ("x1", "x2"), "text", 1, 2, label="Features", help="Names of the coordinates."
    )
    target: tuple[str, ...] = list_field(("class",), "text", 1, 1, label="Target", help="Name of what is predicted.")
    classes: tuple[str, ...] = list_field(
        ("class 0", "class 1"), "text", 0, MAX_CLASSES, label="Classes", help="Names of the classes; none: regression."
    )
    centers: tuple[float, ...] = list_field(
        (), "number", 0, 3, label="Centers", help="What was subtracted from each column, the target's last."
    )
    scales: tuple[float, ...] = list_field(
        (), "number", 0, 3, label="Scales", help="What each column was divided by then, the target's last."
    )
    extent: tuple[float, ...] = list_field(
        (), "number", 0, 4, label="Extent", help="Left, right, lower and upper edge of the map that was painted on."
    )

    def __post_init__(self) -> None:
        Checked.__post_init__(self)
        width = len(self.features) + 1
        if len(self.classes) == 1:
            raise ValueError(f"classes is {show(self.classes)}; accepted: none for a regression, or 2 to {MAX_CLASSES}")
        if len(self.features) == 1 and self.classes:
            raise ValueError(f"features is {show(self.features)}; accepted: two names, or one for a regression")
        for name in ("centers", "scales"):
            values = getattr(self, name)
            if values and len(values) != width:
                raise ValueError(f"{name} is {show(values)}; accepted: {width} numbers, or none")
        if self.extent and not (
            len(self.extent) == 4 and self.extent[0] < self.extent[1] and self.extent[2] < self.extent[3]
        ):
            raise ValueError(f"extent is {show(self.extent)}; accepted: left, right, lower and upper edge, or none")
        if any(scale <= 0 for scale in self.scales):
            raise ValueError(f"scales is {show(self.scales)}; accepted: numbers above 0")
        for i, row in enumerate(self.points):
            self._check_row(row, f"points[{i}]", width)

    def _check_row(self, row: tuple[float, ...], path: str, width: int) -> None:
        if len(row) != width:
            raise ValueError(f"{path} is {show(list(row))}; accepted: {width} numbers")
        if self.classes and row[-1] not in range(len(self.classes)):
            last = len(self.classes) - 1
            raise ValueError(f"{path} is {show(list(row))}; accepted: a class from 0 to {last} as its last number")


@dataclass(frozen=True, kw_only=True, slots=True)
class DataConfig(Checked):
    """Which points are drawn, and how they are split."""

    name: str = name_field("moons", "datasets", label="Data set", help="Where the points come from.")
    n_samples: int = number_field(
        1000, 10, MAX_POINTS, step=10, label="Points", help="Training and test points together."
    )
    noise: float = number_field(
        0.1, 0.0, 0.5, step=0.01, label="Noise", help="Standard deviation of the noise added to each point."
    )
    test_size: float = number_field(
        0.3, 0.05, 0.9, step=0.05, label="Test share", help="Share of the points held out for testing."
    )
    classes: int = number_field(3, 2, MAX_CLASSES, step=1, label="Classes", help="Number of clouds or arms.")
    label_noise: float = number_field(
        0.0, 0.0, 0.5, step=0.01, label="Label noise", help="Share of the points that get a wrong class."
    )
    imbalance: float = number_field(
        0.0,
        0.0,
        0.95,
        step=0.05,
        label="Imbalance",
        help="How much rarer the last class is than the first; those between follow evenly.",
    )
    feature_x: str = choice_field(
        "petal length", IRIS_FEATURES, label="Horizontal", help="Feature of the iris set along x₁."
    )
    feature_y: str = choice_field(
        "petal width", IRIS_FEATURES, label="Vertical", help="Feature of the iris set along x₂."
    )
    own: OwnData = part_field(OwnData, label="Own points", help="Painted, or from a file.")

    def __post_init__(self) -> None:
        Checked.__post_init__(self)
        if self.feature_x == self.feature_y:
            others = ", ".join(repr(name) for name in IRIS_FEATURES if name != self.feature_x)
            raise ValueError(f"feature_y is {self.feature_y!r}, as is feature_x; accepted: {others}")

    @property
    def n_train(self) -> int:
        """Number of training points; scikit-learn rounds the test set up, own points are held out one by one."""
        if self.name == "own":
            n = len(self.own.points)
            return n - math.floor(self.test_size * n + 1e-9)  # 0.29 * 100 is a little less than 29
        n = min(self.n_samples, IRIS_SIZE) if self.name == "iris" else self.n_samples
        return n - math.ceil(self.test_size * n)
