"""Experiments for tests: a default one for every data set, with a loss that fits."""

import dataclasses

import numpy as np

from playground.config import DataConfig, Experiment, ObjectiveConfig, OwnData, TrainingConfig
from playground.engine.catalog import task_of
from playground.objectives import losses_for


def make_own(n=60, n_classes=2, seed=0, **fields):
    """Clouds around the corners of a polygon."""
    generator = np.random.default_rng(seed)
    label = np.arange(n) % n_classes
    angle = 2 * np.pi * label / n_classes
    X = np.stack([np.cos(angle), np.sin(angle)], axis=1) + generator.normal(0, 0.2, size=(n, 2))
    points = tuple((float(x1), float(x2), float(k)) for (x1, x2), k in zip(X, label, strict=True))
    return OwnData(points=points, classes=tuple(f"class {k}" for k in range(n_classes)), **fields)


def make_experiment(name="moons", *, data=None, loss=None, **parts):
    """The default experiment of a data set; `data` holds further fields of its configuration."""
    fields = {"own": make_own()} if name == "own" else {}
    config = DataConfig(name=name, **(fields | (data or {})))
    objective = parts.pop("objective", ObjectiveConfig(loss=loss or losses_for(task_of(config))[0]))
    training = parts.pop("training", TrainingConfig())
    return Experiment(data=config, objective=objective, training=training, **parts)


def change(experiment, part, **fields):
    """Another value for some fields of one part."""
    return dataclasses.replace(experiment, **{part: dataclasses.replace(getattr(experiment, part), **fields)})
