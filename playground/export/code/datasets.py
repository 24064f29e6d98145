"""Data sets: the code that draws the points of each, with the settings of one experiment written out.

Each leaves ``X`` of shape (n_samples, n_features) and ``y`` of shape (n_samples,) behind: NumPy arrays of the numbers
that the maker in `playground.data` gives, digit by digit. A test compares them.
"""

from __future__ import annotations

from collections.abc import Callable

from playground.config import IRIS_FEATURES, IRIS_SIZE, DataConfig
from playground.data.classes import split_points
from playground.data.planar import ARM_SPACING
from playground.export.code.job import Job
from playground.export.code.own_points import write_own

Writer = Callable[[Job], str]


def write_moons(job: Job) -> str:
    """scikit-learn's own call."""
    data = job.experiment.data
    return f"X, y = make_moons({split_points(data, 2)}, noise={data.noise}, random_state={job.experiment.seed})\n"


def write_circles(job: Job) -> str:
    """scikit-learn's own call."""
    data, seed = job.experiment.data, job.experiment.seed
    arguments = f"{split_points(data, 2)}, noise={data.noise}, factor=0.5, random_state={seed}"
    return f"X, y = make_circles({arguments})\n"


def write_gaussians(job: Job) -> str:
    """scikit-learn's own call."""
    data = job.experiment.data
    return (
        "centers = [(-1, -1), (1, 1)]\n"
        + f"X, y = make_blobs({split_points(data, 2)}, centers=centers, "
        + f"cluster_std=0.4 + {data.noise}, random_state={job.experiment.seed})\n"
    )


def write_blobs(job: Job) -> str:
    """Centers on a circle, then scikit-learn's own call."""
    data, k = job.experiment.data, job.experiment.data.classes
    return (
        f"angle = 2 * np.pi * np.arange({k}) / {k}\n"
        "centers = 1.3 * np.stack([np.cos(angle), np.sin(angle)], axis=1)\n"
        f"n_samples = {split_points(data, k)}\n"
        f"X, y = make_blobs(n_samples, centers=centers, "
        f"cluster_std=0.15 + {data.noise}, random_state={job.experiment.seed})\n"
    )


def write_iris(job: Job) -> str:
    """Two measures of scikit-learn's flowers, standardized; some of the flowers if fewer are asked for."""
    data = job.experiment.data
    columns = [IRIS_FEATURES.index(data.feature_x), IRIS_FEATURES.index(data.feature_y)]
    code = (
        "iris = load_iris()\n"
        f"X, y = iris.data[:, {columns}], iris.target  # {data.feature_x} and {data.feature_y}\n"
        "X = (X - X.mean(axis=0)) / X.std(axis=0)\n"
    )
    if data.n_samples < IRIS_SIZE:
        code += (
            f"chosen = {_make_generator(job)}.permutation({IRIS_SIZE})[:{data.n_samples}]\n"
            "X, y = X[chosen], y[chosen]\n"
        )
    return code


def write_xor(job: Job) -> str:
    """Four squares, one a quadrant."""
    data = job.experiment.data
    if data.imbalance:
        quadrant = (
            f"y = {_write_classes(data, 2)}\n"
            f"quadrant = np.array([[0, 3], [1, 2]])[y, np.arange({data.n_samples}) % 2]\n"
        )
    else:
        quadrant = f"quadrant = np.arange({data.n_samples}) % 4\n"
    return (
        f"generator = {_make_generator(job)}\n"
        f"{quadrant}"
        "signs = np.stack([1 - 2 * (quadrant % 2), 1 - 2 * (quadrant // 2)], axis=1)\n"
        f"X = signs * generator.uniform(0.2, 1.5, size=({data.n_samples}, 2))\n"
        f"{_write_noise(data)}"
        "y = (signs[:, 0] != signs[:, 1]).astype(int)  # class 1 where the signs differ\n"
    )


def write_checkerboard(job: Job) -> str:
    """Sixteen squares of alternating class, with gaps between them."""
    n = job.experiment.data.n_samples
    return (
        f"generator = {_make_generator(job)}\n"
        f"y = {_write_classes(job.experiment.data, 2)}\n"
        f"column = generator.integers(0, 4, size={n})\n"
        f"row = 2 * generator.integers(0, 2, size={n}) + (column + y) % 2\n"
        f"X = np.stack([column, row], axis=1) - 2 + generator.uniform(0.05, 0.95, size=({n}, 2))\n"
        f"{_write_noise(job.experiment.data)}"
    )


def write_rings(job: Job) -> str:
    """Three rings; the outer one gets three times as many points as the inner."""
    n = job.experiment.data.n_samples
    return (
        f"generator = {_make_generator(job)}\n"
        f"y = {_write_classes(job.experiment.data, 2)}\n"
        f"is_inner = generator.uniform(size={n}) < 0.25  # the outer ring is three times as long\n"
        "radius = np.where(y == 1, 1.0, np.where(is_inner, 0.5, 1.5))\n"
        f"angle = generator.uniform(0, 2 * np.pi, size={n})\n"
        "X = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)\n"
        f"{_write_noise(job.experiment.data)}"
    )


def write_arms(job: Job) -> str:
    """Spiral arms, one a class."""
    n, k = job.experiment.data.n_samples, len(job.header.class_names)
    return (
        f"generator = {_make_generator(job)}\n"
        f"y = {_write_classes(job.experiment.data, k)}\n"
        "# Uniform in the squared radius: equally many points along each stretch of an arm\n"
        f"radius = np.sqrt(generator.uniform(0.1**2, 1.0, size={n}))\n"
        f"angle = 2 * np.pi * (radius / ({k} * {ARM_SPACING}) + y / {k})\n"
        "X = 1.5 * radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)\n"
        f"{_write_noise(job.experiment.data)}"
    )


def write_surface(function: str) -> Writer:
    """Points of a square, and a function of x1 and x2 with noise."""

    def write(job: Job) -> str:
        n = job.experiment.data.n_samples
        return (
            f"generator = {_make_generator(job)}\n"
            f"X = generator.uniform(-1.5, 1.5, size=({n}, 2))\n"
            "x1, x2 = X.T\n"
            f"y = {function}\n"
            f"{_write_noise(job.experiment.data, 'y')}"
        )

    return write


def write_curve(function: str) -> Writer:
    """Points of a line, and a function of x with noise."""

    def write(job: Job) -> str:
        return (
            f"generator = {_make_generator(job)}\n"
            f"x = generator.uniform(-2, 2, size={job.experiment.data.n_samples})\n"
            f"y = {function}\n"
            f"{_write_noise(job.experiment.data, 'y')}"
            "X = x.reshape(-1, 1)\n"
        )

    return write


def _make_generator(job: Job) -> str:
    return f"np.random.default_rng({job.derive_seed('data/' + job.experiment.data.name)})"


def _write_classes(data: DataConfig, n_classes: int) -> str:
    """In turn, or class after class if some are rarer."""
    counts = split_points(data, n_classes)
    if isinstance(counts, int):
        return f"np.arange({counts}) % {n_classes}"
    return f"np.repeat(np.arange({n_classes}), {list(counts)})"


def _write_noise(data: DataConfig, name: str = "X") -> str:
    return f"{name} += generator.normal(0, {data.noise}, size={name}.shape)\n" if data.noise else ""


DATASETS: dict[str, Writer] = {
    "moons": write_moons,
    "circles": write_circles,
    "xor": write_xor,
    "gaussians": write_gaussians,
    "spiral": write_arms,
    "checkerboard": write_checkerboard,
    "rings": write_rings,
    "blobs": write_blobs,
    "spirals": write_arms,
    "iris": write_iris,
    "plane": write_surface("(x1 + x2) / 3"),
    "bump": write_surface("2 * np.exp(-2 * (x1**2 + x2**2)) - 1"),
    "saddle": write_surface("(x1**2 - x2**2) / 2.25"),
    "ridge": write_surface("np.sin(2 * (x1 + x2))"),
    "sine": write_curve("np.sin(np.pi * x)"),
    "step": write_curve("np.where(x < 0, -1.0, 1.0)"),
    "x_sin_x": write_curve("x * np.sin(4 * x) / 2"),
    "own": write_own,
}
"""Name -> what writes its code."""
