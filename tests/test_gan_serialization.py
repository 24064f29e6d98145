"""A GAN's experiment as JSON and as a link, and its fields by path."""

from dataclasses import replace

import pytest

from playground.config import BatchNormConfig, GanDataConfig, GanExperiment, GanTrainingConfig, NoiseConfig
from playground.engine.catalog import check_experiment
from playground.fields import field_at, replace_at, value_at
from playground.serialization import from_dict, from_json, from_link, to_dict, to_json, to_link
from playground.serialization.defaults import GAN_DEFAULTS

CHANGED = replace(
    GanExperiment(seed=7),
    data=GanDataConfig(name="own", points=((0.5, -1.0), (0.25, 1.0))),
    noise=NoiseConfig(size=5, distribution="uniform"),
    generator=replace(GanExperiment().generator, layers=(BatchNormConfig(),), steps=0),
    training=GanTrainingConfig(average=0.99),
)


@pytest.mark.parametrize("experiment", [GanExperiment(), CHANGED], ids=["default", "changed"])
def test_json_and_link_come_back_the_same(experiment):
    assert from_json(to_json(experiment)) == experiment
    assert from_link(to_link(experiment)) == experiment


def test_what_files_of_version_1_leave_out():
    # Frozen: once the defaults of the configuration move on, only this row stays.
    assert to_dict(GanExperiment()) == GAN_DEFAULTS
    assert from_dict({"kind": "gan"}) == GanExperiment()


def test_link_written_when_version_1_of_a_gan_was_young_keeps_its_meaning():
    # Never change it: it stands in lessons, mails and bookmarks.
    assert from_link("1.eNqrVsrOzEtRslJKT8xTqgUAIt0Elw") == GanExperiment()


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({"kind": "cnn"}, "kind is 'cnn'; accepted: 'gan', or no such field"),
        ({"kind": []}, "kind is []; accepted: 'gan', or no such field"),
        ({"kind": "gan", "generator": {"steps": 11}}, "generator.steps is 11; accepted: a whole number from 0 to 10"),
        ({"kind": "gan", "noise": {"sise": 3}}, "did you mean noise.size?"),
        ({"kind": "gan", "model": {}}, "model ({}) is an unknown field"),
        ({"kind": "gan", "data": {"points": [[1, 2, 3]]}}, "points[0] is [1.0, 2.0, 3.0]; accepted: 2 numbers"),
    ],
)
def test_what_is_wrong_is_named(value, sentence):
    with pytest.raises(ValueError, match="accepted") as error:
        from_dict(value)
    assert sentence in str(error.value)


def test_fields_are_read_and_changed_by_path():
    path = "discriminator.layers[1].units"
    changed = replace_at(GanExperiment(), path, 8)

    assert (value_at(changed, path), value_at(changed, "discriminator.layers[0].units")) == (8, 64)
    assert field_at("generator.optimizer.learning_rate", GanExperiment).metadata["live"]
    assert changed.generator == GanExperiment().generator


@pytest.mark.parametrize("player", ["generator", "discriminator"])
def test_batch_norm_needs_batches_of_two(player):
    layers = (BatchNormConfig(),)
    experiment = replace_at(replace_at(GanExperiment(), f"{player}.layers", layers), "training.batch_size", 1)

    with pytest.raises(ValueError, match="batch norm"):
        check_experiment(experiment)
