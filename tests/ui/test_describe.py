"""What the stage is told: of every data set, complete and as plain as JSON; anew only when the picture changes."""

import json

import pytest

from playground.config import BatchNormConfig, DataConfig, DropoutConfig, Experiment, LinearConfig, ModelConfig, OwnData
from playground.data import DATASETS
from playground.engine.session import Session
from playground.lessons import read_words
from playground.ui.describe import describe
from playground.ui.fit import fit_to_data
from playground.ui.gestures import take_gesture
from playground.ui.network_lab import LAB
from playground.ui.picture import describe_once
from playground.ui.state import LabState
from playground.ui.view import ViewState

LAYERS = (
    DropoutConfig(rate=0.1),
    LinearConfig(units=4),
    BatchNormConfig(activation="tanh"),
    LinearConfig(units=4, residual=True),
    LinearConfig(units=5),
)


def lab(data=None, layers=LAYERS):
    experiment = fit_to_data(Experiment(model=ModelConfig(layers=layers)), data or DataConfig(n_samples=50))
    return LabState(lab=LAB, session=Session(experiment))


@pytest.mark.parametrize("name", DATASETS)
def test_every_data_set_is_described_as_json(name):
    state = lab(DataConfig(name=name, n_samples=50))
    described = json.loads(json.dumps(describe(state), allow_nan=False))
    dataset = state.session.dataset
    n = len(dataset.y_train) + len(dataset.y_test)
    target = "label" if dataset.class_names else "value"

    assert described["task"] == dataset.task
    assert described["classes"] == list(dataset.class_names)
    assert set(described["points"]) == {"x", "y", target, "test"}
    assert {len(values) for values in described["points"].values()} == {n}
    assert sum(described["points"]["test"]) == len(dataset.y_test)
    assert len(described["features"]) == described["n_features"]
    assert described["output"]["limit"] > 0
    assert described["own"] is (name == "own")


def test_point_of_a_curve_stands_at_its_value():
    points = describe(lab(DataConfig(name="sine", n_samples=50)))["points"]
    assert points["y"] == points["value"]


def test_only_inputs_that_the_points_have_are_offered():
    described = describe(lab(DataConfig(name="sine", n_samples=50)))
    assert described["inputs"] == ["x₁"]
    assert [choice["name"] for choice in described["input_choices"]] == ["x1", "x1_squared", "sin_x1", "cos_x1"]


def test_layers_stand_in_columns_with_what_is_behind_them():
    described = describe(lab())
    assert described["input_extras"] == [{"kind": "dropout", "rate": 0.1, "label": "Dropout", "index": 0}]
    first, second, third = described["layers"]
    assert (first["units"], first["index"], second["index"], third["index"]) == (4, 1, 3, 4)
    norm = {"kind": "batch_norm", "activation": "tanh", "label": "Batch normalization", "index": 2}
    assert (first["extras"], second["extras"]) == ([norm], [])
    assert [layer["residual"] for layer in described["layers"]] == [False, True, False]
    assert [layer["can_be_residual"] for layer in described["layers"]] == [False, True, False]


def test_own_columns_keep_their_names_and_units():
    own = OwnData(
        points=((0, 0, 0), (1, 1, 1)), features=("x2", "width"), target=("kind",), centers=(1, 2, 0), scales=(3, 4, 1)
    )
    described = describe(lab(DataConfig(name="own", own=own)))
    assert described["features"][1] == {"name": "width", "center": 2.0, "scale": 4.0}
    assert described["target"] == {"name": "kind", "center": 0.0, "scale": 1.0}


def test_words_are_the_stages():
    assert describe(lab())["words"] == read_words()["stage"]


@pytest.mark.parametrize(
    "gesture",
    [
        {"action": "units", "layer": 2, "value": 2},
        {"action": "rate", "index": 0, "value": 0.3},
        {"action": "paint", "points": [[0, 0, 1]]},
    ],
)
def test_change_that_shows_gives_the_next_picture(gesture):
    state = lab()
    former = json.loads(describe_once(state))["picture"]
    take_gesture(state, gesture)
    assert json.loads(describe_once(state))["picture"] == former + 1


def test_what_does_not_show_leaves_the_description():
    state = lab()
    take_gesture(state, {"action": "bias", "column": 1, "to": 0, "value": 1})
    former = describe_once(state)
    state.session.step()
    take_gesture(state, {"action": "bias", "column": 1, "to": 0, "value": 2})
    take_gesture(state, {"action": "view", "value": {"panels": ["metrics"]}})
    assert describe_once(state) is former


def test_stage_mounted_anew_hears_the_view_on_the_same_picture():
    state = lab()
    former = json.loads(describe_once(state))
    state.told_view = ViewState(mode="train", unit=(1, 2))
    described = json.loads(describe_once(state))
    assert described["picture"] == former["picture"]
    assert described["view"] == {"mode": "train", "panels": [], "unit": [1, 2], "point": None, "step": None}
