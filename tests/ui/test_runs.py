"""The runs of a session as the stage is told them: kept, pinned, compared with the present one, and brought back."""

import base64
import json
from dataclasses import replace

import numpy as np
import pytest

from playground.config import (
    DataConfig,
    Experiment,
    LinearConfig,
    ModelConfig,
    ObjectiveConfig,
    OptimizerConfig,
    OwnData,
)
from playground.engine.session import Session
from playground.fields import replace_at
from playground.frame import Demand
from playground.ui.changes import change_seeds, make_change, open_experiment
from playground.ui.describe import describe
from playground.ui.fit import fit_to_data
from playground.ui.gestures import take_gesture
from playground.ui.network_lab import LAB
from playground.ui.picture import describe_once
from playground.ui.state import LabState

SMALL = Experiment(data=DataConfig(n_samples=60), model=ModelConfig(layers=(LinearConfig(units=3),)))


def train(state, experiment=None, steps=3):
    if experiment is not None:
        open_experiment(state, experiment, "open")
    state.session.step(steps)


@pytest.fixture
def state():
    """A run of three steps, and a new one that stands at step 0."""
    state = LabState(lab=LAB, session=Session(SMALL))
    train(state)
    make_change(state, lambda experiment: replace_at(experiment, "data.noise", 0.3))
    return state


def runs_of(state):
    return json.loads(json.dumps(describe(state)["runs"], allow_nan=False))


def pin(state, number, value=True):
    take_gesture(state, {"action": "pin_run", "run": number, "value": value})


def restore(state, number):
    take_gesture(state, {"action": "restore_run", "run": number})


def test_runs_are_listed_newest_first_with_their_numbers(state):
    state.session.step(2)
    present, former = runs_of(state)
    assert (present["number"], present["present"], present["step"]) == (2, True, 2)
    assert (former["number"], former["present"], former["step"]) == (1, False, 3)
    assert former["name"] == "3 ReLU · Adam 0.01"
    assert former["data"] == "Moons"
    assert former["parameters"] == 13
    assert former["status"] == "paused"
    assert former["score_kind"] == "accuracy"
    assert 0 <= former["score"] <= 1
    assert min(former["train_loss"], former["test_loss"], former["seconds"], former["epoch"]) > 0
    assert not former["pinned"]
    assert (former["letter"], former["curve"], former["map"]) == (None, None, None)


def test_differences_are_told_against_the_present_run(state):
    assert runs_of(state)[1]["differences"] == [{"label": "Noise", "here": "0.3", "there": "0.1"}]
    assert runs_of(state)[0]["differences"] == []


def test_pinned_run_brings_its_curve_and_its_map(state):
    pin(state, 1)
    former = runs_of(state)[1]
    assert (former["pinned"], former["letter"]) == (True, "P")
    assert "Run 1 is pinned as P" in state.news
    assert state.is_changed
    curve = former["curve"]
    assert curve["epoch"][0] == 0
    assert {len(values) for values in curve.values()} == {len(curve["epoch"])}
    assert curve["train"][-1] == pytest.approx(former["train_loss"], rel=1e-4)
    values = np.frombuffer(base64.b64decode(former["map"]["data"]), "<u2").reshape(former["map"]["shape"])
    restore(state, 1)
    assert (values == state.session.poll(Demand()).arrays["output"]).all()
    assert former["map"]["extent"] == list(state.session.dataset.extent)
    assert (former["map"]["kind"], former["map"]["limit"]) == ("probability", 8.0)


def test_pinned_seeds_bring_the_range_of_their_test_losses(state):
    change_seeds(state, 3)
    train(state)
    pin(state, state.session.run)
    change_seeds(state, 1)
    (curve,) = (run["curve"] for run in runs_of(state) if run["curve"])
    assert len({len(values) for values in curve.values()}) == 1
    rows = zip(curve["test_low"], curve["test"], curve["test_high"], strict=True)
    assert all(low <= test <= high and low < high for low, test, high in rows)


def test_present_run_is_not_laid_over_itself(state):
    state.session.step()
    pin(state, 2)
    present = runs_of(state)[0]
    assert (present["letter"], present["curve"], present["map"]) == ("P", None, None)


def test_letter_stays_while_others_come_and_go(state):
    state.session.step()
    pin(state, 1)
    pin(state, 2)
    pin(state, 1, False)
    assert "no longer pinned" in state.news
    assert [run["letter"] for run in runs_of(state)] == ["Q", None]
    pin(state, 1)
    assert [run["letter"] for run in runs_of(state)] == ["Q", "P"]


def test_fourth_pin_and_a_run_at_step_0_are_refused(state):
    pin(state, 2)
    assert "train it" in state.refusal
    for seed in (1, 2, 3):
        train(state, replace(SMALL, seed=seed))
    for number in (1, 3, 4, 5):
        pin(state, number)
    assert state.refusal
    assert sum(run["pinned"] for run in runs_of(state)) == 3


@pytest.mark.parametrize(
    ("experiment", "sentences", "has_map"),
    [
        (replace(SMALL, optimizer=OptimizerConfig(name="sgd")), (), True),
        (replace(SMALL, seed=1), ("other points",), True),
        (replace(SMALL, data=DataConfig(name="circles", n_samples=60)), ("other points",), True),
        (replace(SMALL, data=DataConfig(n_samples=60, own=OwnData(points=((0, 0, 0),)))), (), True),
        (replace(SMALL, objective=ObjectiveConfig(label_smoothing=0.1)), ("another loss",), True),
        (replace(SMALL, objective=ObjectiveConfig(loss="hinge")), ("another loss", "cannot be drawn"), False),
        (fit_to_data(SMALL, DataConfig(name="blobs", n_samples=60)), ("other points", "cannot be drawn"), False),
        (fit_to_data(SMALL, DataConfig(name="sine", n_samples=60)), ("other points", "cannot be drawn"), False),
    ],
    ids=["optimizer", "seed", "data", "unused points", "smoothing", "loss", "classes", "curve"],
)
def test_runs_that_compare_only_in_part_say_so(experiment, sentences, has_map):
    state = LabState(lab=LAB, session=Session(experiment))
    train(state)
    pin(state, 1)
    train(state, SMALL)
    former = runs_of(state)[1]
    assert all(sentence in former["note"] for sentence in sentences)
    assert bool(former["note"]) is bool(sentences)
    assert (former["map"] is not None) is has_map
    assert former["curve"]
    assert former["score_kind"] == ("r2" if experiment.data.name == "sine" else "accuracy")


def test_restored_run_is_the_present_one_and_the_other_is_kept(state):
    state.session.step(5)
    restore(state, 1)
    assert state.session.experiment == SMALL
    assert (state.session.status, state.is_changed) == ("paused", True)
    assert "Run 1 is back as it was: 3 ReLU · Adam 0.01." in state.news
    assert [(run["number"], run["step"]) for run in runs_of(state)] == [(2, 5), (1, 3)]
    assert [run["present"] for run in runs_of(state)] == [False, True]


def test_own_points_outlive_a_run_that_is_restored(state):
    take_gesture(state, {"action": "paint", "points": [[0, 0, 1]]})
    restore(state, 1)
    assert len(state.own.points) == 61


def test_diverged_run_is_listed_without_numbers_that_json_does_not_know():
    linear = ModelConfig(layers=(LinearConfig(units=3, activation="linear"),))
    sine = fit_to_data(replace(SMALL, model=linear), DataConfig(name="sine", n_samples=60))
    state = LabState(
        lab=LAB, session=Session(replace(sine, optimizer=OptimizerConfig(name="sgd", learning_rate=100.0)))
    )
    train(state, steps=100)
    pin(state, 1)
    train(state, SMALL)
    former = runs_of(state)[1]
    assert (former["status"], former["test_loss"], former["map"]) == ("diverged", None, None)


@pytest.mark.parametrize(
    ("gesture", "sentence"),
    [
        ({"action": "restore_run"}, "the run is None; accepted: 0 to"),
        ({"action": "restore_run", "run": 9}, "run 9 is not kept"),
        ({"action": "pin_run", "run": 9, "value": True}, "run 9 is not kept"),
        ({"action": "pin_run", "run": 1, "value": 1}, "the value is 1; accepted: True or False"),
    ],
)
def test_bad_gesture_on_a_run_is_refused(state, gesture, sentence):
    before = state.session.experiment
    take_gesture(state, gesture)
    assert sentence in state.refusal
    assert state.session.experiment == before


@pytest.mark.parametrize("act", [lambda state: pin(state, 1), lambda state: state.session.reset()])
def test_description_is_made_anew_when_the_runs_change(state, act):
    state.session.step()
    former = describe_once(state)
    state.session.step()
    assert describe_once(state) is former
    act(state)
    assert describe_once(state) is not former
