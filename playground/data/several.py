"""Several classes: clouds, spiral arms, and the iris flowers."""

from __future__ import annotations

import numpy as np
from sklearn.datasets import load_iris, make_blobs

from playground.config import IRIS_FEATURES, IRIS_SIZE, DataConfig
from playground.data.classes import split_points
from playground.data.planar import as_points, draw_arms
from playground.data.spec import SEVERAL_CLASSES, DatasetSpec, Header, Points
from playground.seeding import make_generator


def make_clouds(config: DataConfig, seed: int) -> Points:
    """Normal clouds around evenly spaced points of a circle of radius 1.3, drawn by scikit-learn.

    Their standard deviation is 0.15 + noise.
    """
    angle = 2 * np.pi * np.arange(config.classes) / config.classes
    centers = 1.3 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    n_samples = split_points(config, config.classes)
    return as_points(*make_blobs(n_samples, centers=centers, cluster_std=0.15 + config.noise, random_state=seed))


def make_spirals(config: DataConfig, seed: int) -> Points:
    """Spiral arms of radius 0.15 to 1.5, as far apart as those of the set with two."""
    return draw_arms(config, config.classes, make_generator(seed, "data/spirals"))


def make_iris(config: DataConfig, seed: int) -> Points:
    """Two of Fisher's four measures of 150 flowers, each standardized over all of them."""
    iris = load_iris()
    columns = _iris_columns(config)
    header = describe_iris(config)
    X = (iris.data[:, columns] - header.centers[:2]) / header.scales[:2]
    if config.n_samples >= IRIS_SIZE:
        return as_points(X, iris.target)
    chosen = make_generator(seed, "data/iris").permutation(IRIS_SIZE)[: config.n_samples]
    return as_points(X[chosen], iris.target[chosen])


def describe_iris(config: DataConfig) -> Header:
    """The chosen measures, with their means and standard deviations in centimeters."""
    iris = load_iris()
    measures = iris.data[:, _iris_columns(config)]
    return Header(
        features=(f"{config.feature_x} (cm)", f"{config.feature_y} (cm)"),
        target="species",
        class_names=tuple(str(name) for name in iris.target_names),
        centers=(*measures.mean(axis=0).tolist(), 0.0),
        scales=(*measures.std(axis=0).tolist(), 1.0),
    )


def _iris_columns(config: DataConfig) -> list[int]:
    return [IRIS_FEATURES.index(config.feature_x), IRIS_FEATURES.index(config.feature_y)]


SEVERAL: dict[str, DatasetSpec] = {
    "blobs": DatasetSpec(
        label="Blobs",
        summary="Round clouds on a circle, one a class: a boundary between each and the next.",
        make=make_clouds,
        uses=("n_samples", "noise", "classes", "label_noise", "imbalance"),
        group=SEVERAL_CLASSES,
        classes=(2, 6),
        formula=r"x \sim \mathcal{N}\left(1.3\,(\cos\varphi_y, \sin\varphi_y), (0.15 + \sigma)^2 I\right),"
        r"\quad \varphi_y = 2\pi y / K",
        reference="scikit-learn, sklearn.datasets.make_blobs",
    ),
    "spirals": DatasetSpec(
        label="Spirals",
        summary="Three to five arms wound around each other: hard, as every class is long and thin.",
        make=make_spirals,
        uses=("n_samples", "noise", "classes", "label_noise", "imbalance"),
        group=SEVERAL_CLASSES,
        classes=(3, 5),
        formula=r"\varphi = \frac{5 \pi r + 2 \pi y}{K}",
        reference="CS231n, Stanford (2015): minimal neural network case study",
    ),
    "iris": DatasetSpec(
        label="Iris",
        summary="Three species of iris, 50 flowers each, by two of their four measures.",
        make=make_iris,
        uses=("n_samples", "label_noise", "feature_x", "feature_y"),
        group=SEVERAL_CLASSES,
        class_names=("setosa", "versicolor", "virginica"),
        size=IRIS_SIZE,
        header=describe_iris,
        reference="Fisher, The use of multiple measurements in taxonomic problems (1936)",
    ),
}
