"""A gesture on the diagram, from a browser that nobody trusts, as a change of the experiment."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.config import (
    LAYER_KINDS,
    MAX_HIDDEN_LAYERS,
    MAX_LAYERS,
    MAX_UNITS,
    BatchNormConfig,
    DataConfig,
    DropoutConfig,
    Experiment,
    LayerNormConfig,
    LinearConfig,
    ModelConfig,
    OwnData,
)
from playground.config import TrainingConfig as Training
from playground.data import FEATURES
from playground.ui.edits import ACTIONS, EXTRA_KINDS, apply_edit, change_field

TWO = Experiment(model=ModelConfig(layers=(LinearConfig(units=3, activation="tanh"), LinearConfig(units=5))))
EMPTY = Experiment(model=ModelConfig(layers=()))
FULL = Experiment(model=ModelConfig(layers=(LinearConfig(units=1),) * MAX_HIDDEN_LAYERS))
WIDE = Experiment(model=ModelConfig(layers=(LinearConfig(units=MAX_UNITS),)))
NARROW = Experiment(model=ModelConfig(layers=(LinearConfig(units=1),)))

# Of every kind: batch norm behind the inputs, two extras behind A, none behind B, one behind C.
A, B, C = LinearConfig(units=3), LinearConfig(units=3, residual=True), LinearConfig(units=5)
RICH = Experiment(
    model=ModelConfig(layers=(BatchNormConfig(), A, DropoutConfig(), LayerNormConfig(), B, C, DropoutConfig(rate=0.5)))
)
CROWDED = Experiment(model=ModelConfig(layers=(DropoutConfig(),) * MAX_LAYERS))


def edited(experiment, **edit):
    return apply_edit(experiment, edit).model.layers


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
        (RICH, {"action": "units", "layer": 3}, "the layer to edit is 3; accepted: 0 to 2"),
        (RICH, {"action": "add_extra", "layer": -2, "value": "dropout"}, "the layer to edit is -2; accepted: -1 to 2"),
        (RICH, {"action": "add_extra", "layer": 0, "value": "linear"}, "the kind of layer is 'linear'; accepted: drop"),
        (RICH, {"action": "add_extra", "layer": 0, "value": ["dropout"]}, "the kind of layer is ['dropout']; accepted"),
        (RICH, {"action": "remove_extra", "index": 1}, "the layer at 1 is of kind 'linear'; accepted: dropout, "),
        (RICH, {"action": "remove_extra", "index": 7}, "the layer to edit is 7; accepted: 0 to 6"),
        (
            RICH,
            {"action": "rate", "index": 0, "value": 0.5},
            "model.layers[0].rate is an unknown field; accepted: kind",
        ),
        (RICH, {"action": "rate", "index": 2, "value": 1.5}, "rate is 1.5; accepted: a number from 0.0 to 1.0"),
        (RICH, {"action": "extra_activation", "index": 2, "value": "relu"}, "[2].activation is an unknown field"),
        (RICH, {"action": "residual", "layer": 2, "value": True}, "5 units after 3 units; accepted: False, or"),
        (RICH, {"action": "residual", "layer": 1, "value": 1}, "residual is 1; accepted: False, True"),
        (TWO, {"action": "inputs", "value": []}, "model.inputs is (); accepted: a list of 1 to 16 texts"),
        (TWO, {"action": "inputs", "value": "x1"}, "model.inputs is 'x1'; accepted: a list of 1 to 16 texts"),
        (TWO, {"action": "inputs", "value": [["x1"]]}, "model.inputs is (['x1'],); accepted: a list of 1 to 16 texts"),
        (CROWDED, {"action": "add_layer", "layer": 0}, "accepted: a list of at most 30 layers"),
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


@pytest.mark.parametrize("kind", EXTRA_KINDS)
def test_layer_of_another_kind_goes_behind_the_last_of_its_column(kind):
    extra = LAYER_KINDS[kind]()
    layers = RICH.model.layers

    assert edited(RICH, action="add_extra", layer=-1, value=kind) == (layers[0], extra, *layers[1:])
    assert edited(RICH, action="add_extra", layer=0, value=kind) == (*layers[:4], extra, *layers[4:])
    assert edited(RICH, action="add_extra", layer=1, value=kind) == (*layers[:5], extra, *layers[5:])
    assert edited(RICH, action="add_extra", layer=2, value=kind) == (*layers, extra)


def test_extra_is_changed_and_removed_by_its_place():
    layers = RICH.model.layers

    assert edited(RICH, action="rate", index=2, value=0.4)[2] == DropoutConfig(rate=0.4)
    assert edited(RICH, action="extra_activation", index=3, value="tanh")[3] == LayerNormConfig(activation="tanh")
    assert edited(RICH, action="remove_extra", index=3) == (*layers[:3], *layers[4:])


def test_hidden_layer_is_removed_with_what_is_behind_it():
    before, a, dropout, norm, b, c, last = RICH.model.layers

    assert edited(RICH, action="remove_layer", layer=1) == (before, a, dropout, norm, c, last)
    assert edited(RICH, action="remove_layer", layer=2) == (before, a, dropout, norm, b)


def test_new_hidden_layer_leaves_each_extra_behind_its_layer():
    before, a, dropout, norm, b, c, last = RICH.model.layers

    assert edited(RICH, action="add_layer", layer=0) == (before, a, a, dropout, norm, b, c, last)
    assert edited(RICH, action="add_layer", layer=1) == (before, a, dropout, norm, a, b, c, last)
    assert edited(RICH, action="add_layer", layer=3) == (before, a, dropout, norm, b, c, last, c)


@pytest.mark.parametrize(
    "edit",
    [
        {"action": "units", "layer": 0, "value": 4},
        {"action": "units", "layer": 1, "value": 4},
        {"action": "remove_layer", "layer": 0},
    ],
)
def test_residual_connection_that_no_longer_fits_is_switched_off(edit):
    assert not any(getattr(layer, "residual", False) for layer in edited(RICH, **edit))


def test_residual_connection_is_switched():
    assert edited(RICH, action="residual", layer=1, value=False)[4] == LinearConfig(units=3)
    same = change_field(RICH, "model.layers[5].units", 3)
    assert edited(same, action="residual", layer=2, value=True)[5].residual


def test_inputs_come_in_the_order_of_the_registry():
    names = list(FEATURES)
    assert apply_edit(TWO, {"action": "inputs", "value": names[::-1]}).model.inputs == tuple(names)


def test_unhashable_action_is_refused_like_any_other():
    with pytest.raises(ValueError, match="the edit is"):
        apply_edit(TWO, {"action": ["units"], "layer": 0})


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([*ACTIONS, "relu"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(
    st.fixed_dictionaries({}, optional={"action": ANYTHING, "layer": ANYTHING, "index": ANYTHING, "value": ANYTHING})
)
def test_whatever_comes_is_an_experiment_within_the_limits_or_a_refusal(edit):
    try:
        layers = apply_edit(TWO, edit).model.layers
    except ValueError:
        return
    assert 1 <= len(layers) <= 3
    assert all(isinstance(layer, tuple(LAYER_KINDS.values())) for layer in layers)


def test_batch_follows_a_training_set_that_became_smaller():
    experiment = Experiment(data=DataConfig(n_samples=1000), training=Training(batch_size=256))
    smaller = change_field(experiment, "data.n_samples", 100)
    assert (smaller.data.n_train, smaller.training.batch_size) == (70, 70)
    assert change_field(smaller, "data.n_samples", 1000).training.batch_size == 70


def test_features_of_iris_change_places():
    iris = Experiment(data=DataConfig(name="iris", feature_x="sepal length", feature_y="petal width"))

    swapped = change_field(iris, "data.feature_x", "petal width").data
    assert (swapped.feature_x, swapped.feature_y) == ("petal width", "sepal length")
    assert change_field(iris, "data.feature_y", "sepal length").data == swapped


def test_own_points_leave_the_experiment_with_their_set():
    own = OwnData(points=((0, 0, 0), (1, 1, 1)))
    experiment = change_field(Experiment(data=DataConfig(name="own", own=own)), "data.noise", 0.2)

    assert experiment.data.own == own
    assert change_field(experiment, "data.name", "moons").data.own == OwnData()


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
        ("data.name", "sun"),
        ("data.classes", 7),
    ],
)
def test_bad_value_is_refused_and_named(path, value):
    with pytest.raises(ValueError, match=re.escape(path.removesuffix(".units"))):
        change_field(TWO, path, value)
