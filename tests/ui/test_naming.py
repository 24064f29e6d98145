"""Runs by name, and what two of them differ in: every field that counts, in the words that readers know."""

import dataclasses

import pytest

from playground.config import (
    BatchNormConfig,
    DataConfig,
    DropoutConfig,
    Experiment,
    LayerNormConfig,
    LinearConfig,
    ModelConfig,
    ObjectiveConfig,
    OptimizerConfig,
    OwnData,
    ScheduleConfig,
    TrainingConfig,
)
from playground.fields import field_at, fields_of, replace_at
from playground.ui.naming import list_differences, name_run

# An experiment in which each field counts that some data set, optimizer, schedule or loss leaves aside.
WHERE = {
    "data.classes": Experiment(data=DataConfig(name="blobs")),
    "data.feature_x": Experiment(data=DataConfig(name="iris", n_samples=150)),
    "data.feature_y": Experiment(data=DataConfig(name="iris", n_samples=150)),
    "data.own": Experiment(data=DataConfig(name="own")),
    "optimizer.momentum": Experiment(optimizer=OptimizerConfig(name="momentum")),
    "optimizer.weight_decay": Experiment(optimizer=OptimizerConfig(name="adamw")),
    "schedule.every": Experiment(schedule=ScheduleConfig(name="step")),
    "schedule.factor": Experiment(schedule=ScheduleConfig(name="step")),
}
OTHER = {
    "data.name": "circles",
    "data.feature_x": "sepal length",
    "data.feature_y": "sepal width",
    "data.own": OwnData(points=((0, 0, 0), (1, 1, 1))),
    "model.inputs": ("x1", "product"),
    "model.layers": (LinearConfig(units=3),),
    "model.initializer": "xavier_uniform",
    "objective.loss": "hinge",
    "optimizer.name": "sgd",
    "schedule.name": "cosine",
}


def paths(record=Experiment, prefix=""):
    for name, f in fields_of(record).items():
        is_part = "record" in f.metadata and name != "own"
        yield from paths(f.metadata["record"], f"{name}.") if is_part else (f"{prefix}{name}",)


def change(experiment, path):
    part, _, name = path.rpartition(".")
    value = OTHER.get(path, field_at(path).metadata.get("maximum"))
    if not part:
        return dataclasses.replace(experiment, **{name: value})
    if part == "data":
        value = {"n_samples": 500, "noise": 0.2, "test_size": 0.5}.get(name, value)
    if path == "training.batch_size":
        value = 64
    return replace_at(experiment, path, value)


@pytest.mark.parametrize("path", [path for path in paths() if path != "version"])
def test_every_field_that_counts_is_told_with_both_values(path):
    here = WHERE.get(path, Experiment())
    (row,) = list_differences(here, change(here, path))
    assert row["label"].endswith(field_at(path).metadata["label"])
    assert row["here"] != row["there"]
    assert row["here"]
    assert row["there"]


def test_same_experiments_do_not_differ():
    assert list_differences(Experiment(), Experiment()) == []


@pytest.mark.parametrize("path", ["data.classes", "data.feature_x", "optimizer.momentum", "schedule.every", "data.own"])
def test_field_that_counts_in_neither_is_not_told(path):
    assert list_differences(Experiment(), change(Experiment(), path)) == []


def test_values_are_told_as_the_controls_show_them():
    here = Experiment(data=DataConfig(n_samples=2000), objective=ObjectiveConfig(l2=0.01))
    there = Experiment(data=DataConfig(name="xor", n_samples=2000), training=TrainingConfig(epochs=5000))
    assert list_differences(here, there) == [
        {"label": "Data set", "here": "Moons", "there": "XOR"},
        {"label": "L2", "here": "0.01", "there": "off"},
        {"label": "Epochs", "here": "100", "there": "5,000"},
    ]


def test_layers_are_told_one_by_one():
    layers = (
        LinearConfig(units=4),
        DropoutConfig(rate=0.1),
        LinearConfig(units=4, residual=True),
        BatchNormConfig(),
        LayerNormConfig(activation="tanh"),
    )
    (row,) = list_differences(Experiment(model=ModelConfig(layers=layers)), Experiment(model=ModelConfig(layers=())))
    assert row["here"] == "4 ReLU, Dropout 0.1, 4 ReLU + residual, BatchNorm, LayerNorm Tanh"
    assert row["there"] == "no hidden layer"


def test_as_many_own_points_elsewhere_are_told_as_others():
    here, there = (Experiment(data=DataConfig(name="own", own=OwnData(points=((x, 0, 0),) * 2))) for x in (0, 1))
    assert list_differences(here, there) == [
        {"label": "Own points", "here": "2 points", "there": "2 points, but others"}
    ]


@pytest.mark.parametrize(
    ("experiment", "members", "name"),
    [
        (Experiment(), 1, "10-10 ReLU · Adam 0.01"),
        (Experiment(optimizer=OptimizerConfig(name="sgd", learning_rate=0.3)), 8, "10-10 ReLU · SGD 0.3 · 8 seeds"),
        (Experiment(model=ModelConfig(layers=())), 1, "no hidden layer · Adam 0.01"),
        (
            Experiment(
                model=ModelConfig(
                    layers=(LinearConfig(units=3), DropoutConfig(), LinearConfig(units=2, activation="tanh"))
                )
            ),
            1,
            "3-2 ReLU/Tanh + Dropout · Adam 0.01",
        ),
    ],
)
def test_name_tells_network_and_optimizer(experiment, members, name):
    assert name_run(experiment, members) == name
