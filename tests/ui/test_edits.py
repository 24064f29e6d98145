"""A gesture on the diagram, from a browser that nobody trusts, as a change of the experiment."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.config import MAX_HIDDEN_LAYERS, MAX_UNITS, DataConfig, Experiment, LinearConfig, ModelConfig
from playground.config import TrainingConfig as Training
from playground.ui.edits import ACTIONS, apply_edit, change_field

TWO = Experiment(model=ModelConfig(layers=(LinearConfig(units=3, activation="tanh"), LinearConfig(units=5))))
EMPTY = Experiment(model=ModelConfig(layers=()))
FULL = Experiment(model=ModelConfig(layers=(LinearConfig(units=1),) * MAX_HIDDEN_LAYERS))
WIDE = Experiment(model=ModelConfig(layers=(LinearConfig(units=MAX_UNITS),)))
NARROW = Experiment(model=ModelConfig(layers=(LinearConfig(units=1),)))


def layers_after(experiment, **edit):
    return [(layer.units, layer.activation) for layer in apply_edit(experiment, edit).model.layers]


@pytest.mark.parametrize(
    ("edit", "layers"),
    [
        ({"action": "units", "layer": 0, "value": 4}, [(4, "tanh"), (5, "relu")]),
        ({"action": "units", "layer": 1, "value": 4}, [(3, "tanh"), (4, "relu")]),
        ({"action": "remove_layer", "layer": 0}, [(5, "relu")]),
        ({"action": "activation", "layer": 1, "value": "elu"}, [(3, "tanh"), (5, "elu")]),
        # A new layer is like its left neighbor; the first one like the layer that was first.
        ({"action": "add_layer", "layer": 0}, [(3, "tanh"), (3, "tanh"), (5, "relu")]),
        ({"action": "add_layer", "layer": 1}, [(3, "tanh"), (3, "tanh"), (5, "relu")]),
        ({"action": "add_layer", "layer": 2}, [(3, "tanh"), (5, "relu"), (5, "relu")]),
    ],
)
def test_edit_changes_the_layers(edit, layers):
    assert layers_after(TWO, **edit) == layers


def test_edit_changes_nothing_but_the_layers():
    changed = apply_edit(TWO, {"action": "units", "layer": 0, "value": 4})
    assert (changed.data, changed.optimizer, changed.training) == (TWO.data, TWO.optimizer, TWO.training)
    assert changed.model.initializer == TWO.model.initializer


def test_first_layer_of_a_network_without_one():
    assert layers_after(EMPTY, action="add_layer", layer=0) == [(4, "tanh")]


@pytest.mark.parametrize(
    ("experiment", "edit", "sentence"),
    [
        (TWO, {}, "the edit is None; accepted: add_layer, "),
        (TWO, {"action": "explode", "layer": 0}, "the edit is 'explode'; accepted: add_layer, "),
        (TWO, {"action": "units"}, "the layer to edit is None; accepted: 0 to 1"),
        (TWO, {"action": "units", "layer": -1}, "the layer to edit is -1; accepted: 0 to 1"),
        (TWO, {"action": "units", "layer": 2}, "the layer to edit is 2; accepted: 0 to 1"),
        (TWO, {"action": "units", "layer": True}, "the layer to edit is True; accepted: 0 to 1"),
        (TWO, {"action": "units", "layer": 0.0}, "the layer to edit is 0.0; accepted: 0 to 1"),
        (TWO, {"action": "add_layer", "layer": 3}, "the layer to edit is 3; accepted: 0 to 2"),
        (TWO, {"action": "activation", "layer": 0, "value": 7}, "activation is 7; accepted: a name"),
        (TWO, {"action": "activation", "layer": 0, "value": "x" * 65}, "accepted: a name of at most 64 characters"),
        (FULL, {"action": "add_layer", "layer": 0}, "10 hidden layers; accepted: at most 10"),
        (WIDE, {"action": "units", "layer": 0, "value": 65}, "units is 65; accepted: a whole number from 1 to 64"),
        (NARROW, {"action": "units", "layer": 0, "value": 0}, "units is 0; accepted: a whole number from 1 to 64"),
    ],
)
def test_bad_edit_is_refused_in_one_sentence(experiment, edit, sentence):
    with pytest.raises(ValueError, match=r"^[^\n]*$") as refusal:
        apply_edit(experiment, edit)
    assert sentence in str(refusal.value)


def test_unhashable_action_is_refused_like_any_other():
    with pytest.raises(ValueError, match="the edit is"):
        apply_edit(TWO, {"action": ["units"], "layer": 0})


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([*ACTIONS, "relu"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.fixed_dictionaries({}, optional={"action": ANYTHING, "layer": ANYTHING, "value": ANYTHING}))
def test_whatever_comes_is_an_experiment_within_the_limits_or_a_refusal(edit):
    try:
        layers = apply_edit(TWO, edit).model.layers
    except ValueError:
        return
    assert 1 <= len(layers) <= 3
    assert all(isinstance(layer, LinearConfig) for layer in layers)


def test_batch_follows_a_training_set_that_became_smaller():
    experiment = Experiment(data=DataConfig(n_samples=1000), training=Training(batch_size=256))
    smaller = change_field(experiment, "data.n_samples", 100)
    assert (smaller.data.n_train, smaller.training.batch_size) == (70, 70)
    assert change_field(smaller, "data.n_samples", 1000).training.batch_size == 70


def test_batch_stays_where_it_fits():
    assert change_field(TWO, "data.noise", 0.3).training == TWO.training
    assert change_field(TWO, "optimizer.learning_rate", 1).optimizer.learning_rate == 1


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("data.n_samples", 9),
        ("data.n_samples", "many"),
        ("data.noise", float("nan")),
        ("data.test_size", 1.0),
        ("training.batch_size", 701),
        ("model.layers[2].units", 3),
    ],
)
def test_bad_value_is_refused_and_named(path, value):
    with pytest.raises(ValueError, match=re.escape(path.removesuffix(".units"))):
        change_field(TWO, path, value)
