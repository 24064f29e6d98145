"""What each lab opens with: a valid experiment that learns what it shows."""

import pytest

from playground.config import Experiment
from playground.engine.build import build_trainer
from playground.engine.catalog import check_names
from playground.lessons import presets
from playground.serialization import from_json, from_link, to_json, to_link

PRESETS = {name: value for name, value in vars(presets).items() if isinstance(value, Experiment)}
# Watched for half a minute at the pace of a class, 60 steps a second, every preset has become good.
STEPS, ACCURACY = 1800, 0.9


@pytest.mark.parametrize("name", PRESETS)
def test_names_exist(name):
    check_names(PRESETS[name])


@pytest.mark.parametrize("name", PRESETS)
def test_preset_survives_file_and_link(name):
    assert from_json(to_json(PRESETS[name])) == PRESETS[name]
    assert from_link(to_link(PRESETS[name])) == PRESETS[name]


@pytest.mark.parametrize("name", PRESETS)
def test_preset_becomes_good_while_one_watches(name):
    trainer = build_trainer(PRESETS[name])
    trainer.advance(STEPS)
    assert trainer.epoch < PRESETS[name].training.epochs
    assert trainer.evaluate()["test_accuracy"] >= ACCURACY
    assert trainer.diagnose() == ""


def test_there_is_a_preset_for_the_page_that_opens():
    assert "NETWORK_LAB" in PRESETS
