"""Points: the code that draws the data, gives them their inputs and splits them; alike in every script."""

from __future__ import annotations

from collections.abc import Mapping

from playground.export.code.datasets import DATASETS
from playground.export.code.job import Job
from playground.export.code.script import write_list


def write_points(job: Job) -> list[str]:
    """Blocks that leave X of shape (n, n_features) and y of shape (n,), as NumPy arrays."""
    data = job.experiment.data
    blocks = [DATASETS[data.name](job)]
    if data.label_noise and "label_noise" in job.spec.uses:
        blocks.append(_write_label_noise(job))
    return blocks


def write_inputs(job: Job, spelling: Mapping[str, str], stack: str) -> str:
    """The lines that make the network's inputs of X; none if they are the coordinates.

    Parameters
    ----------
    job : Job
    spelling : Mapping[str, str]
        Name of a feature -> expression of x1 and x2.
    stack : str
        Joins a list of them, such as ``"torch.stack({}, dim=1)"``.
    """
    coordinates = ("x1", "x2")[: len(job.header.features)]
    if job.inputs == coordinates:
        return ""
    inputs = write_list([spelling[name] for name in job.inputs])
    stacked = (
        f"X = {stack.format(inputs)}" if "\n" not in inputs else f"inputs = {inputs}\nX = {stack.format('inputs')}"
    )
    unpacked = "x1, x2 = X.T" if len(coordinates) == 2 else "x1 = X[:, 0]"
    return f"# What the network is given of each point\n{unpacked}\n{stacked}\n"


def write_split(job: Job) -> str:
    """The lines that part training and test points."""
    data = job.experiment.data
    if not job.n_test:
        return "X_train, y_train = X, y  # too few points to hold any out\n"
    if "own" in job.spec.uses:
        return (
            "# Held out in their order: a point that is added moves no other to the other side\n"
            f"is_test = np.diff(np.floor({data.test_size} * np.arange(len(X) + 1) + 1e-9)) > 0\n"
            "X_train, X_test, y_train, y_test = X[~is_test], X[is_test], y[~is_test], y[is_test]\n"
        )
    return (
        "X_train, X_test, y_train, y_test = "
        f"train_test_split(X, y, test_size={data.test_size}, random_state={job.experiment.seed})\n"
    )


def _write_label_noise(job: Job) -> str:
    n_classes = len(job.header.class_names)
    n_wrong = round(job.experiment.data.label_noise * (job.n_train + job.n_test))
    wrong = "1 - y[wrong]"
    if n_classes > 2:
        wrong = f"(y[wrong] + generator.integers(1, {n_classes}, size={n_wrong})) % {n_classes}"
    return (
        f"# Some points, picked at random, get a wrong class\n"
        f"generator = np.random.default_rng({job.derive_seed('data/label_noise')})\n"
        f"wrong = generator.permutation(len(y))[:{n_wrong}]\n"
        f"y[wrong] = {wrong}\n"
    )
