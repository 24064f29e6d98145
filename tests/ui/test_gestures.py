"""Gestures on the stage, from a browser that nobody trusts, on a real run: taken, or refused and nothing lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.config import DataConfig, Experiment, LinearConfig, ModelConfig, OwnData
from playground.engine.session import Session
from playground.fields import replace_at
from playground.frame import Demand, ReportDemand
from playground.ui import state as module
from playground.ui.changes import change_seeds, make_change, open_experiment, show_present
from playground.ui.edits import ACTIONS
from playground.ui.gestures import GESTURES, take_gesture
from playground.ui.network_changes import choose_dataset
from playground.ui.network_lab import LAB
from playground.ui.painting import STROKES
from playground.ui.state import HEARD, MAX_STROKES, LabState
from playground.ui.view import ViewState, demand_frames

SMALL = Experiment(data=DataConfig(n_samples=60), model=ModelConfig(layers=(LinearConfig(units=3),)))
OWN = Experiment(data=DataConfig(name="own", own=OwnData(points=((0, 0, 0), (1, 1, 1), (0, 1, 0), (1, 0, 1)))))


def lab(experiment=SMALL):
    return LabState(lab=LAB, session=Session(experiment))


def do(state, action, **gesture):
    take_gesture(state, {"action": action, **gesture})
    return state


def own_points(state):
    return state.session.experiment.data.own.points


def test_edit_of_the_diagram_changes_the_network():
    state = do(lab(), "units", layer=0, value=5)
    assert state.session.experiment.model.layers == (LinearConfig(units=5),)
    assert state.is_changed
    assert "training starts again" in state.news


def test_first_stroke_makes_the_points_own_and_says_so():
    state = do(lab(), "paint", points=[[0, 0, 1]])
    assert state.session.experiment.data.name == "own"
    assert len(own_points(state)) == 61
    assert "your own now" in state.news
    assert "your own now" not in do(state, "paint", points=[[0, 0, 1]]).news


def test_stroke_keeps_the_weights_and_a_third_class_does_not():
    state = lab(OWN)
    state.session.step()
    assert do(state, "paint", points=[[2, 2, 1]]).news == ""
    assert state.session.status == "paused"
    do(state, "paint", points=[[2, 2, 2]])
    assert state.session.status == "idle"
    assert state.session.dataset.task == "multiclass"
    assert "The loss is Cross-entropy now" in state.news


def test_strokes_are_taken_back_one_by_one_to_the_set_they_began_with():
    state = lab()
    do(state, "paint", points=[[0, 0, 2]])
    do(state, "erase", points=[[0, 0]], radius=100)
    do(state, "clear_points")
    assert own_points(state) == ()
    do(state, "undo_points")
    assert len(own_points(state)) == 61
    assert do(state, "undo_points").session.experiment == SMALL
    do(state, "undo_points")
    assert "no stroke to take back" in state.refusal


def test_so_many_strokes_are_remembered():
    state = lab(OWN)
    for i in range(MAX_STROKES + 5):
        do(state, "paint", points=[[i / 100, 0, 1]])
    for _ in range(MAX_STROKES):
        do(state, "undo_points")
        assert state.refusal == ""
    assert len(own_points(state)) == 4 + 5
    assert "no stroke" in do(state, "undo_points").refusal


def test_points_that_something_else_replaced_are_not_taken_back():
    state = do(lab(), "paint", points=[[0, 0, 1]])
    choose_dataset(state, "circles")
    do(state, "undo_points")
    assert state.session.experiment.data.name == "circles"
    assert "no stroke to take back" in state.refusal


def test_other_changes_of_own_points_leave_the_strokes():
    state = do(lab(OWN), "paint", points=[[2, 2, 1]])
    do(state, "inputs", value=["x1", "product"])
    do(state, "undo_points")
    assert own_points(state) == OWN.data.own.points
    assert state.session.experiment.model.inputs == ("x1", "product")


def test_own_points_come_back_with_their_set():
    state = do(lab(), "paint", points=[[0, 0, 1]])
    painted = own_points(state)
    choose_dataset(state, "spiral")
    choose_dataset(state, "xor")
    assert state.session.experiment.data.own == OwnData()
    choose_dataset(state, "own")
    assert own_points(state) == painted


def test_own_points_outlive_an_experiment_that_is_opened():
    state = lab(OWN)
    open_experiment(state, SMALL, "open")
    choose_dataset(state, "own")
    assert own_points(state) == OWN.data.own.points


def test_own_data_begin_empty_and_say_what_is_missing():
    state = lab()
    choose_dataset(state, "own")
    assert own_points(state) == ()
    with pytest.raises(ValueError, match="point"):
        state.session.play()


def test_weight_and_bias_are_set_by_hand():
    state = lab()
    do(state, "weight", column=1, to=2, **{"from": 1}, value=0.75)
    do(state, "bias", column=2, to=0, value=-3)
    network = state.session._run.trainer.network
    assert network.weights[0][2, 1].item() == 0.75
    assert network.biases[1][0].item() == -3
    assert not state.is_changed  # the sidebar shows no weights


def test_view_is_kept_and_changes_nothing_else():
    state = do(lab(), "view", value={"mode": "train", "panels": ["metrics"], "unit": [1, 0], "point": None})
    assert state.view == ViewState(mode="train", panels=("metrics",), unit=(1, 0))
    assert state.session.experiment == SMALL
    assert not state.is_changed


def look_back(state, step):
    return do(state, "view", value={"step": step})


def shown_step(state):
    return state.session.poll(demand_frames(state.view)).step


@pytest.fixture
def past():
    """A run of 40 steps that is looked at as it was at step 20."""
    state = lab()
    state.session.step(40)
    return look_back(state, 20)


def test_former_moment_is_shown_and_the_present_again(past):
    assert shown_step(past) == 20
    assert shown_step(look_back(past, None)) == 40


def test_looking_back_pauses():
    state = lab(replace_at(SMALL, "training.epochs", 100_000))
    state.session.step()
    state.session.play()
    look_back(state, 0)
    assert state.session.status == "paused"
    assert shown_step(state) == 0


@pytest.mark.parametrize(
    ("action", "gesture"), [("weight", {"column": 1, "to": 0, "from": 0}), ("bias", {"column": 1, "to": 0})]
)
def test_weights_of_the_past_cannot_be_set(past, action, gesture):
    do(past, action, value=1, **gesture)
    assert "step 20 is past" in past.refusal
    assert not past.session.is_changed


@pytest.mark.parametrize(
    "change",
    [
        lambda state: do(state, "units", layer=0, value=5),
        lambda state: open_experiment(state, SMALL, "open"),
        lambda state: change_seeds(state, 2),
        lambda state: do(do(state, "units", layer=0, value=5), "restore_run", run=1),
    ],
    ids=["rebuild", "open", "seeds", "restore"],
)
def test_another_run_is_shown_as_it_is_now(past, change):
    change(past)
    assert past.view.step is None
    assert past.refusal == ""


def test_moment_that_the_browser_repeats_late_is_not_taken(past, monkeypatch):
    monkeypatch.setattr(module.st, "session_state", {HEARD: str(past.replacements)})
    show_present(past)
    look_back(past, 20)
    assert past.view.step is None
    look_back(past, 10)
    assert shown_step(past) == 10


def test_live_change_leaves_the_moment_in_sight(past):
    make_change(past, lambda experiment: replace_at(experiment, "optimizer.learning_rate", 0.1))
    assert shown_step(past) == 20


@pytest.mark.parametrize(
    ("gesture", "sentence"),
    [
        ({}, "the edit is None; accepted: add_layer, "),
        ({"action": ["paint"]}, "the edit is ['paint']; accepted: add_layer, "),
        ({"action": "explode"}, "the edit is 'explode'; accepted: add_layer, "),
        ({"action": "weight", "column": 1, "to": 0, "value": 1}, "the from is None; accepted: 0 to 100,000"),
        ({"action": "weight", "column": 1, "to": 0, "from": 0, "value": "1"}, "the value is '1'; accepted: a number"),
        ({"action": "bias", "column": 1, "to": 3, "value": 1}, "to is 3; accepted: a whole number from 0 to 2"),
        ({"action": "bias", "column": 1, "to": 0, "value": 1001}, "the bias is 1001.0; accepted: a number from -1,000"),
        ({"action": "bias", "column": 1, "to": 0, "value": float("nan")}, "the value is nan; accepted: a number"),
        ({"action": "view", "value": {"mode": "x-ray"}}, "the mode is 'x-ray'; accepted: eval, train"),
        ({"action": "paint", "points": [[0, 0, 9]]}, "the class to paint is 9; accepted: 0 to 5"),
        ({"action": "add_extra", "layer": 4, "value": "dropout"}, "the layer to edit is 4; accepted: -1 to 0"),
    ],
)
def test_bad_gesture_is_refused_and_nothing_is_lost(gesture, sentence):
    state = lab()
    take_gesture(state, gesture)
    assert sentence in state.refusal
    assert "\n" not in state.refusal
    assert state.session.experiment == SMALL
    assert state.is_changed
    assert not state.strokes


def test_refusal_is_gone_with_the_next_change():
    state = do(lab(), "explode")
    assert do(state, "units", layer=0, value=4).refusal == ""


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.integers(0, 3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["mode", "unit"]), inner, max_size=2),
    max_leaves=6,
)
FIELDS = ["layer", "index", "value", "points", "radius", "column", "to", "from", "run"]


@settings(max_examples=60)
@given(
    st.sampled_from([*ACTIONS, *STROKES, *GESTURES]),
    st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, ANYTHING)),
)
def test_whatever_comes_leaves_a_run_that_shows(action, gesture):
    state = lab(OWN)
    take_gesture(state, {**gesture, "action": action})
    assert state.session.poll(Demand()).status in ("idle", "diverged")
    state.session.report(ReportDemand(metrics=True))
