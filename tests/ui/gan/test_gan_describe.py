"""What the GAN's stage is told: of every distribution and objective, complete and as plain as JSON."""

import json
import math

import pytest

from playground.config import GanDataConfig, GanExperiment, GanObjectiveConfig, NoiseConfig
from playground.data import DISTRIBUTIONS
from playground.engine.session import Session
from playground.fields import replace_at
from playground.lessons import read_words
from playground.objectives import GAN_LOSSES
from playground.ui.changes import make_change
from playground.ui.gan.describe import describe
from playground.ui.gan.gestures import take_gesture
from playground.ui.gan.lab import LAB
from playground.ui.gan.state import GanState
from playground.ui.gan.view import GanView
from playground.ui.picture import describe_once


def lab(experiment=None):
    return GanState(lab=LAB, session=Session(experiment or GanExperiment()))


def told(state):
    return json.loads(json.dumps(describe(state), allow_nan=False))


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_every_distribution_is_described_as_json(name):
    described = told(lab(GanExperiment(data=GanDataConfig(name=name, n_samples=100))))
    assert described["dataset"] == {"name": name, "label": DISTRIBUTIONS[name].label}
    assert described["is_image"] is (name == "digits")
    assert described["is_own"] is (name == "own")
    assert described["points"] == ([] if name == "own" else None)
    n_features = 64 if name == "digits" else 2
    assert described["generator"]["sizes"] == [2, 64, 64, n_features]
    assert described["discriminator"]["sizes"] == [n_features, 64, 64, 1]
    assert described["names"] == ([] if name == "digits" else ["x₁", "x₂"])


@pytest.mark.parametrize("name", GAN_LOSSES)
def test_every_objective_tells_what_its_axes_mean(name):
    loss = told(lab(GanExperiment(objective=GanObjectiveConfig(loss=name))))["loss"]
    assert loss["label"] == GAN_LOSSES[name].label
    assert loss["d_terms"]
    assert loss["g_terms"]
    assert set(loss["equilibrium"]) == {"d_loss", "g_loss"}


def test_equilibrium_of_the_usual_objective_is_the_textbooks():
    equilibrium = told(lab())["loss"]["equilibrium"]
    assert equilibrium["d_loss"]["value"] == pytest.approx(math.log(4))  # Goodfellow et al. (2014), theorem 1
    assert equilibrium["g_loss"]["value"] == pytest.approx(math.log(2))


def test_painted_points_are_listed_and_can_be_taken_back():
    state = lab(GanExperiment(data=GanDataConfig(name="own", n_samples=100)))
    take_gesture(state, {"action": "paint", "points": [[0.5, 0], [1, 1]]})
    described = told(state)
    assert described["points"] == [[0.5, 0], [1, 1]]
    assert described["can_undo"] is True


def test_players_averages_and_lengths_are_told():
    experiment = replace_at(GanExperiment(), "discriminator.steps", 3)
    experiment = replace_at(experiment, "training.average", 0.9)
    described = told(lab(experiment))
    assert described["steps"] == {"d": 3, "g": 1}
    assert (described["average"], described["iterations"], described["seed"]) == (0.9, 8000, 42)
    assert described["discriminator"]["layers"][0] == {"units": 64, "activation": "leaky_relu", "label": "Leaky ReLU"}
    assert described["words"] == read_words()["stage"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("data.spread", 0.1),
        ("noise", NoiseConfig(size=3)),
        ("generator.layers", ()),
        ("discriminator.layers[0].activation", "tanh"),
        ("generator.steps", 0),
        ("objective.label_smoothing", 0.1),
        ("training.average", 0.9),
        ("training.iterations", 9000),
    ],
)
def test_change_of_anything_told_gives_the_next_picture(path, value):
    state = lab()
    former = json.loads(describe_once(state))
    make_change(state, lambda experiment: replace_at(experiment, path, value))
    changed = json.loads(describe_once(state))
    assert changed.pop("picture") == former.pop("picture") + 1
    assert changed != former


@pytest.mark.parametrize("path", ["generator.optimizer.learning_rate", "training.batch_size"])
def test_what_is_not_told_leaves_the_description(path):
    state = lab()
    state.session.step()
    former = describe_once(state)
    take_gesture(state, {"action": "view", "value": {"followed": 3}})
    assert describe_once(state) is former
    make_change(state, lambda experiment: replace_at(experiment, path, 1))
    assert describe_once(state) == former


def test_stage_mounted_anew_hears_the_view_on_the_same_picture():
    state = lab()
    former = json.loads(describe_once(state))
    state.told_view = GanView(stage=3, noise=(0.5, 1.0))
    described = json.loads(describe_once(state))
    assert described["picture"] == former["picture"]
    assert described["view"] == {
        "step": None,
        "stage": 3,
        "noise": [0.5, 1.0],
        "between": [0, 1],
        "layers": ["real", "generated", "manifold", "gradient", "field", "half"],
        "followed": 0,
    }
