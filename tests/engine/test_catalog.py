from dataclasses import replace

import pytest
from experiments import change, make_experiment, make_own

from playground.config import (
    BatchNormConfig,
    DataConfig,
    Experiment,
    LinearConfig,
    ModelConfig,
    ObjectiveConfig,
    OptimizerConfig,
    OwnData,
    ScheduleConfig,
    TrainingConfig,
)
from playground.data import DATASETS, load_dataset
from playground.engine.catalog import REGISTRIES, check_experiment, check_names, task_of

UNKNOWN = {
    "data.name": Experiment(data=DataConfig(name="x")),
    "model.layers[1].activation": Experiment(model=ModelConfig(layers=(LinearConfig(), LinearConfig(activation="x")))),
    "model.inputs[1]": Experiment(model=ModelConfig(inputs=("x1", "x"))),
    "model.layers[0].activation": Experiment(model=ModelConfig(layers=(BatchNormConfig(activation="x"),))),
    "model.initializer": Experiment(model=ModelConfig(initializer="x")),
    "objective.loss": Experiment(objective=ObjectiveConfig(loss="x")),
    "optimizer.name": Experiment(optimizer=OptimizerConfig(name="x")),
    "schedule.name": Experiment(schedule=ScheduleConfig(name="x")),
}


def test_the_default_names_are_known():
    check_names(Experiment())


@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_name_is_an_error_with_its_path_and_the_accepted_names(path):
    with pytest.raises(ValueError, match="is 'x'; accepted: ") as error:
        check_names(UNKNOWN[path])

    assert str(error.value).startswith(f"{path} is 'x'")


@pytest.mark.parametrize("name", REGISTRIES["initializers"])
def test_every_registered_name_is_accepted(name):
    check_names(replace(Experiment(), model=ModelConfig(initializer=name)))


@pytest.mark.parametrize("registry", REGISTRIES)
def test_every_entry_has_a_label_and_one_sentence(registry):
    for spec in REGISTRIES[registry].values():
        assert spec.label
        assert spec.summary.endswith(".")
        assert isinstance(spec.formula, str)
        assert isinstance(spec.reference, str)


@pytest.mark.parametrize("name", DATASETS)
def test_the_task_is_known_without_drawing_a_point(name):
    config = make_experiment(name).data

    assert task_of(config) == load_dataset(config, 42).task
    check_experiment(make_experiment(name))


def test_the_number_of_classes_decides_the_task():
    assert task_of(DataConfig(name="blobs", classes=2)) == "binary"
    assert task_of(DataConfig(name="blobs", classes=3)) == "multiclass"
    assert task_of(DataConfig(name="own", own=OwnData(classes=()))) == "regression"


REFUSED = {
    "objective.loss is 'mse', which is for regression; accepted for two classes: 'binary_cross_entropy', 'hinge'": (
        Experiment(objective=ObjectiveConfig(loss="mse"))
    ),
    "objective.loss is 'binary_cross_entropy', which is for two classes; accepted for several classes: ": Experiment(
        data=DataConfig(name="blobs")
    ),
    "data.classes is 6; accepted for the set 'spirals': 3 to 5": change(make_experiment("spirals"), "data", classes=6),
    "model.inputs is ['x2'], but the points have one coordinate; accepted: some of x1": make_experiment(
        "sine", model=ModelConfig(inputs=("x2",))
    ),
    "training.batch_size is 1, but batch norm compares the points of a batch; accepted: 2 or more": make_experiment(
        model=ModelConfig(layers=(BatchNormConfig(),)), training=TrainingConfig(batch_size=1)
    ),
}


@pytest.mark.parametrize("message", REFUSED)
def test_parts_that_do_not_go_together_are_refused_with_what_would(message):
    check_names(REFUSED[message])
    with pytest.raises(ValueError, match="accepted") as error:
        check_experiment(REFUSED[message])

    assert str(error.value).startswith(message)


def test_own_points_that_are_too_few_are_no_error():
    for n in range(3):
        check_experiment(make_experiment("own", data={"own": make_own(n)}))
