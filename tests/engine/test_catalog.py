from dataclasses import replace

import pytest

from playground.config import DataConfig, Experiment, LinearConfig, ModelConfig, ObjectiveConfig, OptimizerConfig
from playground.engine.catalog import REGISTRIES, check_names

UNKNOWN = {
    "data.name": Experiment(data=DataConfig(name="x")),
    "model.layers[1].activation": Experiment(model=ModelConfig(layers=(LinearConfig(), LinearConfig(activation="x")))),
    "model.initializer": Experiment(model=ModelConfig(initializer="x")),
    "objective.loss": Experiment(objective=ObjectiveConfig(loss="x")),
    "optimizer.name": Experiment(optimizer=OptimizerConfig(name="x")),
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
