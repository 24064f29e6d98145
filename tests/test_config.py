"""The records: what they accept, how they say no, and how they behave as data."""

import dataclasses

import pytest

from playground.checks import show
from playground.config import (
    LAYER_KINDS,
    MAX_HIDDEN_LAYERS,
    MAX_LAYERS,
    MAX_POINTS,
    DataConfig,
    DropoutConfig,
    Experiment,
    LinearConfig,
    ModelConfig,
    OptimizerConfig,
    OwnData,
    TrainingConfig,
)

RECORDS = [Experiment, *(f.metadata["record"] for f in dataclasses.fields(Experiment) if "record" in f.metadata)]
RECORDS += [OwnData, *LAYER_KINDS.values()]
NUMBERS = [(record, f) for record in RECORDS for f in dataclasses.fields(record) if "minimum" in f.metadata]
NUMBER_IDS = [f"{record.__name__}.{f.name}" for record, f in NUMBERS]


def test_defaults_are_the_documented_experiment():
    experiment = Experiment()

    # The values of the design's example, which the README shows too.
    assert (experiment.version, experiment.seed) == (1, 42)
    assert experiment.data == DataConfig(name="moons", n_samples=1000, noise=0.1, test_size=0.3)
    assert experiment.model.layers == (LinearConfig(units=10, activation="relu"),) * 2
    assert (experiment.optimizer.name, experiment.optimizer.learning_rate) == ("adam", 0.01)
    assert experiment.training == TrainingConfig(batch_size=32, epochs=100)


@pytest.mark.parametrize(("record", "f"), NUMBERS, ids=NUMBER_IDS)
def test_number_accepts_both_ends_of_its_range(record, f):
    if record is Experiment:
        assert Experiment(seed=f.metadata["minimum"]).seed == 0
    for end in (f.metadata["minimum"], f.metadata["maximum"]):
        assert getattr(record(**{f.name: end}), f.name) == end


@pytest.mark.parametrize(("record", "f"), NUMBERS, ids=NUMBER_IDS)
@pytest.mark.parametrize("off", ["below", "above", "nan", "text", "boolean", "nothing", "list"])
def test_number_rejects_what_is_out_of_range_or_of_another_type(record, f, off):
    wrong = {"below": f.metadata["minimum"] - 1, "above": f.metadata["maximum"] + 1, "nan": float("nan")}
    value = {**wrong, "text": "1", "boolean": True, "nothing": None, "list": [1]}[off]

    with pytest.raises(ValueError, match=rf"^{f.name} is .*; accepted: a (whole )?number from .* to "):
        record(**{f.name: value})


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_says_what_it_is(record):
    for f in dataclasses.fields(record):
        assert f.metadata["label"], f.name
        assert f.metadata["help"].endswith("."), f.name


def test_suggestions_are_accepted_values():
    for _record, f in NUMBERS:
        assert all(f.metadata["minimum"] <= value <= f.metadata["maximum"] for value in f.metadata["suggestions"])


def test_whole_number_given_for_a_decimal_one_is_stored_as_decimal():
    assert repr(OptimizerConfig(learning_rate=1).learning_rate) == "1.0"


def test_negative_zero_is_stored_as_zero():
    assert repr(DataConfig(noise=-0.0).noise) == "0.0"


def test_decimal_number_is_rejected_where_a_whole_one_is_due():
    with pytest.raises(ValueError, match=r"^units is 3\.0; accepted: a whole number from 1 to 64$"):
        LinearConfig(units=3.0)


def test_batch_larger_than_the_training_set_is_rejected():
    with pytest.raises(ValueError, match=r"^training\.batch_size is 701, .* 700 points; accepted: 1 to 700$"):
        Experiment(training=TrainingConfig(batch_size=701))


def test_part_of_another_kind_is_rejected():
    with pytest.raises(ValueError, match=r"^data is TrainingConfig\(.*; accepted: an object in braces$"):
        Experiment(data=TrainingConfig())


def test_layers_are_limited_in_number():
    with pytest.raises(ValueError, match=r"^layers is .*; accepted: a list of at most 30 layers$"):
        ModelConfig(layers=(DropoutConfig(),) * (MAX_LAYERS + 1))
    with pytest.raises(ValueError, match=r"^layers has 11 of kind 'linear'; accepted: at most 10$"):
        ModelConfig(layers=(LinearConfig(),) * (MAX_HIDDEN_LAYERS + 1))


@pytest.mark.parametrize("name", LAYER_KINDS)
def test_kind_of_a_layer_is_its_name(name):
    assert LAYER_KINDS[name]().kind == name
    with pytest.raises(ValueError, match=f"^kind is 'dense'; accepted: {name!r}$"):
        LAYER_KINDS[name](kind="dense")


def test_residual_joins_hidden_layers_of_one_width():
    wide, residual = LinearConfig(units=5), LinearConfig(units=5, residual=True)

    assert ModelConfig(layers=(wide, DropoutConfig(), residual)).layers[2].residual
    with pytest.raises(ValueError, match=r"^layers\[0\]\.residual is True, .* after the inputs; accepted: False, or "):
        ModelConfig(layers=(residual,))
    with pytest.raises(ValueError, match=r"^layers\[1\]\.residual is True, .* 5 units after 4 units; accepted: "):
        ModelConfig(layers=(LinearConfig(units=4), residual))


def test_inputs_are_named_once():
    with pytest.raises(ValueError, match=r"^inputs is \['x1', 'x1'\]; accepted: each name once$"):
        ModelConfig(inputs=("x1", "x1"))


def test_iris_shows_two_different_features():
    with pytest.raises(ValueError, match=r"^feature_y is 'sepal width', as is feature_x; accepted: 'sepal length', "):
        DataConfig(feature_x="sepal width", feature_y="sepal width")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"classes": ("one",)}, r"classes is \('one',\); accepted: none for a regression, or 2 to 6"),
        ({"features": ("x1",)}, r"features is \('x1',\); accepted: two names, or one for a regression"),
        ({"points": ((0.0, 1.0),)}, r"points\[0\] is \[0\.0, 1\.0\]; accepted: 3 numbers"),
        ({"points": ((0, 0, 0), (0, 0, 2))}, r"points\[1\] is .*; accepted: a class from 0 to 1 as its last number"),
        ({"points": ((0, 0, 0.5),)}, r"points\[0\] is .*; accepted: a class from 0 to 1"),
        ({"points": ((0, float("nan"), 0),)}, r"points is .*; accepted: a list of 0 to 5,000 rows of 2 or 3 numbers"),
        ({"points": ((0, 2e6, 0),)}, r"points is .*; accepted: a list of 0 to 5,000 rows of 2 or 3 numbers"),
        ({"points": ((0, 10**400, 0),)}, r"points is .*; accepted: a list of 0 to 5,000 rows of 2 or 3 numbers"),
        ({"points": ((0, 0, 0),) * (MAX_POINTS + 1)}, r"points is .*; accepted: a list of 0 to 5,000 rows"),
        ({"points": ((0, True, 0),)}, r"points is .*; accepted: a list of 0 to 5,000 rows"),
        ({"centers": (0.0,)}, r"centers is \(0\.0,\); accepted: 3 numbers, or none"),
        ({"extent": (0, 1, 2)}, r"extent is .*; accepted: left, right, lower and upper edge, or none"),
        ({"extent": (0, 1, 2, 2)}, r"extent is .*; accepted: left, right, lower and upper edge, or none"),
        ({"scales": (1, 0, 1)}, r"scales is \(1\.0, 0\.0, 1\.0\); accepted: numbers above 0"),
    ],
    ids=range(14),
)
def test_own_data_that_contradict_themselves_are_rejected(change, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        OwnData(**change)


def test_own_data_may_have_no_point_and_one_feature():
    assert DataConfig(name="own").n_train == 0
    curve = OwnData(features=("x",), classes=(), target=("y",), points=((0, 1), (2, 3)))
    assert curve.points == ((0.0, 1.0), (2.0, 3.0))


def test_batch_of_own_points_may_be_larger_than_their_number():
    assert Experiment(data=DataConfig(name="own"), training=TrainingConfig(batch_size=256)).training.batch_size == 256


@pytest.mark.parametrize("n_samples", [10, 11, 13, 99, 5000])
@pytest.mark.parametrize("test_size", [0.05, 0.3, 0.9])
def test_n_train_is_what_scikit_learn_splits(n_samples, test_size):
    from sklearn.model_selection import train_test_split

    train, _ = train_test_split(range(n_samples), test_size=test_size)

    assert DataConfig(n_samples=n_samples, test_size=test_size).n_train == len(train)


def test_records_are_frozen_and_hashable():
    experiment = Experiment()

    with pytest.raises(dataclasses.FrozenInstanceError):
        experiment.seed = 1
    assert len({experiment, Experiment()}) == 1


@pytest.mark.parametrize("value", [10**5000, "a\nb" * 1000, [[[]]], object(), "\ud800\u2028"], ids=range(5))
def test_show_prints_any_value_on_one_short_line(value):
    assert len(show(value)) <= 60
    assert len(show(value).splitlines()) == 1


def test_show_survives_deep_nesting():
    value = []
    for _ in range(100_000):
        value = [value]

    assert show(value) == "a huge list"
