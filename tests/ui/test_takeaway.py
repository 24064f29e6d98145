"""What can be taken along, made as the download buttons make it; or the reason why it cannot."""

import io
import json
from dataclasses import replace

import pytest
from PIL import Image

from playground.config import DataConfig, Experiment, LinearConfig, ModelConfig, OptimizerConfig, OwnData
from playground.engine.session import Session
from playground.export.weights import read_weights
from playground.ui.fit import fit_to_data
from playground.ui.gestures import take_gesture
from playground.ui.network_lab import LAB
from playground.ui.network_takeaway import TAKEAWAYS
from playground.ui.state import LabState
from playground.ui.takeaway import CODE, find_obstacle, write_code

SMALL = Experiment(data=DataConfig(n_samples=60), model=ModelConfig(layers=(LinearConfig(units=3),)))


def lab(experiment=SMALL, steps=12):
    state = LabState(lab=LAB, session=Session(experiment))
    state.session.step(steps)
    return state


def make(state, name):
    assert find_obstacle(state, name) == ""
    return TAKEAWAYS[name].make(state)


@pytest.mark.parametrize("name", TAKEAWAYS)
def test_every_form_says_what_it_is(name):
    form = TAKEAWAYS[name]
    assert form.label
    assert form.summary.endswith(".")
    assert "." in form.file_name
    assert "/" in form.mime


@pytest.mark.parametrize("name", TAKEAWAYS)
def test_every_form_is_made_of_a_run_at_step_0_and_of_one_that_trains(name):
    state = LabState(lab=LAB, session=Session(replace(SMALL, training=replace(SMALL.training, epochs=100_000))))
    assert make(state, name)
    state.session.play()
    assert make(state, name)
    state.session.pause()


@pytest.mark.parametrize("name", ["pytorch", "keras"])
def test_scripts_compile_and_are_shown(name):
    assert TAKEAWAYS[name].is_shown
    compile(make(lab(), name), name, "exec")


def test_notebook_is_json():
    assert json.loads(make(lab(), "notebook"))["nbformat"] == 4


def test_code_is_written_once_for_each_experiment():
    state = lab()
    script = write_code("pytorch", state)
    state.session.step()
    assert write_code("pytorch", state) is script
    state.session.change(replace(SMALL, optimizer=OptimizerConfig(learning_rate=0.25)))
    assert "0.25" in write_code("pytorch", state)


def test_weights_are_those_of_the_moment_that_is_shown():
    state = lab()
    now, (_, _, _, tensors) = read_weights(make(state, "weights")), state.session.weights()
    assert now.step == 12
    assert all((now.weights[name] == tensor).all() for name, tensor in tensors.items())
    take_gesture(state, {"action": "view", "value": {"step": 0}})
    past = read_weights(make(state, "weights"))
    assert (past.step, past.epoch, len(past.history)) == (0, 0.0, 1)


def test_history_has_a_row_for_each_recorded_step():
    header, *rows = make(lab(), "history").splitlines()
    assert header == "step,epoch,train_loss,test_loss"
    assert rows[-1].startswith("12,")


def test_film_of_one_moment_stands_still_and_a_longer_one_moves():
    assert Image.open(io.BytesIO(make(lab(steps=0), "film"))).n_frames == 1
    assert Image.open(io.BytesIO(make(lab(), "film"))).n_frames > 1


@pytest.mark.parametrize("name", ["blobs", "sine", "plane"])
def test_film_is_made_of_every_kind_of_output(name):
    assert Image.open(io.BytesIO(make(lab(fit_to_data(SMALL, DataConfig(name=name, n_samples=60))), "film")))


def test_diverged_weights_are_not_offered_but_those_before_are():
    linear = ModelConfig(layers=(LinearConfig(units=3, activation="linear"),))
    sine = fit_to_data(replace(SMALL, model=linear), DataConfig(name="sine", n_samples=60))
    state = lab(replace(sine, optimizer=OptimizerConfig(name="sgd", learning_rate=100.0)), steps=200)
    assert state.session.status == "diverged"
    assert "Look back" in find_obstacle(state, "weights")
    take_gesture(state, {"action": "view", "value": {"step": 0}})
    assert read_weights(make(state, "weights")).step == 0
    assert make(state, "film")


@pytest.mark.parametrize("name", CODE)
def test_code_for_points_that_cannot_be_learned_says_why_not(name):
    own = DataConfig(name="own", own=OwnData(points=((0, 0, 0),)))
    state = LabState(lab=LAB, session=Session(replace(SMALL, data=own)))
    assert "point" in find_obstacle(state, name)
