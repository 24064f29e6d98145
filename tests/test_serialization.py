"""Dictionary, JSON, link and path: every way round is lossless, and every error is one sentence with a full path."""

import base64
import dataclasses
import json
import math
import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.config import (
    IRIS_FEATURES,
    LAYER_KINDS,
    MAX_CLASSES,
    MAX_HIDDEN_LAYERS,
    MAX_UNITS,
    BatchNormConfig,
    DataConfig,
    DropoutConfig,
    Experiment,
    LinearConfig,
    ModelConfig,
    OwnData,
)
from playground.fields import field_at, replace_at, value_at
from playground.serialization import (
    from_dict,
    from_json,
    from_link,
    load,
    to_dict,
    to_json,
    to_link,
)

DESIGN_JSON = """
{"version": 1, "seed": 42,
 "data": {"name": "moons", "n_samples": 1000, "noise": 0.1, "test_size": 0.3},
 "model": {"layers": [{"kind": "linear", "units": 10, "activation": "relu"},
                      {"kind": "linear", "units": 10, "activation": "relu"}]},
 "objective": {"loss": "binary_cross_entropy"},
 "optimizer": {"name": "adam", "learning_rate": 0.01},
 "training": {"batch_size": 32, "epochs": 100}}
"""


def pack(text):
    """A version-1 link around any text."""
    return "1." + base64.urlsafe_b64encode(zlib.compress(text.encode())).decode().rstrip("=")


TEXT = st.text(min_size=1, max_size=64)
SIZES = st.floats(-1e6, 1e6)
ITEMS = {"text": TEXT, "number": SIZES, "row": st.lists(SIZES, min_size=2, max_size=3).map(tuple)}


def values_of(f):
    """Every value that a field accepts, drawn from the same metadata as its check."""
    meta = f.metadata
    if "choices" in meta:
        return st.sampled_from(meta["choices"])
    if "registry" in meta:
        return st.text(max_size=64)
    if "kinds" in meta:
        return st.lists(st.one_of(*map(records, meta["kinds"].values())), max_size=meta["maximum"]).map(tuple)
    if "list" in meta:
        return st.lists(ITEMS[meta["list"]], min_size=meta["least"], max_size=min(meta["most"], 8)).map(tuple)
    if "record" in meta:
        return records(meta["record"])
    make = st.integers if f.type == "int" else st.floats
    return make(meta["minimum"], meta["maximum"])


def records(record):
    """Any record that its own checks accept; where fields depend on each other, `TOGETHER` draws them."""
    if record in TOGETHER:
        return TOGETHER[record]()
    return st.builds(record, **{f.name: values_of(f) for f in dataclasses.fields(record)})


def parts_of(draw, record, **given):
    others = {f.name: draw(values_of(f)) for f in dataclasses.fields(record) if f.name not in given}
    return record(**others, **given)


@st.composite
def own_data(draw):
    n_features = draw(st.integers(1, 2))
    n_classes = draw(st.sampled_from([0, 2, 3, MAX_CLASSES])) if n_features == 2 else 0
    target = st.integers(0, n_classes - 1).map(float) if n_classes else SIZES
    width = n_features + 1
    scales = st.lists(st.floats(1e-6, 1e6), min_size=width, max_size=width)
    edges = st.tuples(*[st.lists(SIZES, min_size=2, max_size=2, unique=True).map(sorted)] * 2)
    return OwnData(
        points=tuple(draw(st.lists(st.tuples(*[SIZES] * n_features, target), max_size=8))),
        features=tuple(draw(st.lists(TEXT, min_size=n_features, max_size=n_features))),
        target=(draw(TEXT),),
        classes=tuple(draw(st.lists(TEXT, min_size=n_classes, max_size=n_classes))),
        centers=tuple(draw(st.just([]) | st.lists(SIZES, min_size=width, max_size=width))),
        scales=tuple(draw(st.just([]) | scales)),
        extent=tuple(draw(st.just([]) | edges.map(lambda pair: [*pair[0], *pair[1]]))),
    )


@st.composite
def data_configs(draw):
    x, y = draw(st.permutations(IRIS_FEATURES))[:2]
    return parts_of(draw, DataConfig, feature_x=x, feature_y=y)


@st.composite
def models(draw):
    """Networks of all kinds of layers; a residual connection where it may be."""
    f = {f.name: f for f in dataclasses.fields(ModelConfig)}
    layers, width, n_hidden = [], None, 0
    for layer in draw(values_of(f["layers"])):
        if layer.kind == "linear":
            n_hidden += 1
            layer = dataclasses.replace(layer, residual=layer.residual and layer.units == width)
            width = layer.units
        if layer.kind != "linear" or n_hidden <= MAX_HIDDEN_LAYERS:
            layers.append(layer)
    inputs = draw(st.lists(TEXT, min_size=1, max_size=16, unique=True))
    return parts_of(draw, ModelConfig, layers=tuple(layers), inputs=tuple(inputs))


TOGETHER = {
    OwnData: own_data,
    DataConfig: data_configs,
    ModelConfig: models,
    LinearConfig: lambda: st.builds(
        LinearConfig,
        units=st.integers(1, MAX_UNITS) | st.just(3),
        activation=st.text(max_size=64),
        residual=st.booleans(),
    ),
}


@st.composite
def experiments(draw):
    parts = {f.name: draw(values_of(f)) for f in dataclasses.fields(Experiment)}
    if parts["data"].name != "own":
        batch_size = draw(st.integers(1, parts["data"].n_train))
        parts["training"] = dataclasses.replace(parts["training"], batch_size=batch_size)
    return Experiment(**parts)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(experiments())
def test_json_round_trip_is_lossless_and_stable(experiment):
    text = to_json(experiment)

    assert from_json(text) == experiment
    assert to_json(from_json(text)) == text


@given(experiments())
def test_link_round_trip_is_lossless_and_stable(experiment):
    link = to_link(experiment)

    assert from_link(link) == experiment
    assert to_link(from_link(link)) == link


@given(experiments())
def test_load_tells_json_link_and_address_apart(experiment):
    link = to_link(experiment)

    assert load(to_json(experiment)) == experiment
    assert load(to_json(experiment).encode()) == experiment
    assert load(link) == experiment
    assert load(f"http://localhost:8501/network?speed=max&e={link}#top") == experiment


def test_design_json_is_the_default_experiment():
    assert from_json(DESIGN_JSON) == Experiment()


def test_file_with_a_byte_order_mark_is_read():
    assert load(b"\xef\xbb\xbf" + DESIGN_JSON.encode()) == Experiment()


def test_json_and_dictionary_write_every_field():
    def names(record, value):
        assert list(value) == [f.name for f in dataclasses.fields(record)]

    value = to_dict(Experiment())
    names(Experiment, value)
    names(DataConfig, value["data"])
    names(ModelConfig, value["model"])
    names(LinearConfig, value["model"]["layers"][0])
    assert json.loads(to_json(Experiment())) == value


def test_missing_fields_take_defaults_at_every_level():
    experiment = from_dict({"data": {"noise": 0.2}, "model": {"layers": [{"units": 3}, {}]}})

    assert experiment.data == DataConfig(noise=0.2)
    assert experiment.model.layers == (LinearConfig(units=3), LinearConfig())


def test_links_of_version_1_keep_their_meaning():
    # Written when version 1 was young. Never change these: they stand in lessons, mails and bookmarks.
    assert from_link("1.eNqrrgUAAXUA-Q") == Experiment()
    link = "1.eNqrVsrNT0nNUbKqVspJrEwtKlayiq6u1alWKs3LLAFyDI1qY2t1lPILSjJzM6tSi8AKUxOL8jLz0uOLEktSgUr0DGprAZ_pGWM"
    # Each field that is younger than the link, with the value that changes nothing.
    assert to_dict(from_link(link)) == {
        "version": 1,
        "seed": 42,
        "data": {
            "name": "moons",
            "n_samples": 1000,
            "noise": 0.1,
            "test_size": 0.3,
            "classes": 3,
            "label_noise": 0.0,
            "imbalance": 0.0,
            "feature_x": "petal length",
            "feature_y": "petal width",
            "own": {
                "points": [],
                "features": ["x1", "x2"],
                "target": ["class"],
                "classes": ["class 0", "class 1"],
                "centers": [],
                "scales": [],
                "extent": [],
            },
        },
        "model": {
            "inputs": ["x1", "x2"],
            "layers": [
                {"kind": "linear", "units": 10, "activation": "relu", "residual": False},
                {"kind": "linear", "units": 12, "activation": "relu", "residual": False},
            ],
            "initializer": "pytorch",
        },
        "objective": {"loss": "binary_cross_entropy", "l1": 0.0, "l2": 0.0, "label_smoothing": 0.0},
        "optimizer": {"name": "adam", "learning_rate": 1.0, "momentum": 0.9, "weight_decay": 0.01, "clip_norm": 0.0},
        "schedule": {"name": "constant", "every": 30, "factor": 0.5},
        "training": {"batch_size": 32, "epochs": 100, "target_loss": 0.0, "target_score": 0.0, "patience": 0},
    }


@pytest.mark.parametrize("kind", LAYER_KINDS)
def test_layer_of_each_kind_takes_its_own_defaults(kind):
    assert from_dict({"model": {"layers": [{"kind": kind}]}}).model.layers == (LAYER_KINDS[kind](),)
    link = to_link(Experiment(model=ModelConfig(layers=(LAYER_KINDS[kind](),))))
    assert from_link(link).model.layers == (LAYER_KINDS[kind](),)


def test_own_points_travel_in_link_and_file():
    own = OwnData(points=((0.5, -1.25, 0.0), (1.0, 2.0, 1.0)), classes=("no", "yes"))
    experiment = Experiment(data=DataConfig(name="own", own=own))

    assert from_link(to_link(experiment)) == from_json(to_json(experiment)) == experiment


def test_name_with_half_a_character_is_refused():
    text = '{"data": {"name": "own", "own": {"features": ["\\ud83d", "b"]}}}'

    with pytest.raises(ValueError, match=r"^data\.own\.features is .*ud83d', 'b'\); accepted: ") as caught:
        from_json(text)
    str(caught.value).encode()
    assert from_json(text.replace("ud83d", "ud83d\\ude00")).data.own.features[0] == "\N{GRINNING FACE}"


def test_link_holds_only_what_differs():
    packed = to_link(replace_at(Experiment(), "data.noise", 0.2)).removeprefix("1.")

    assert zlib.decompress(base64.urlsafe_b64decode(packed + "==")) == b'{"data":{"noise":0.2}}'


def test_link_needs_no_percent_encoding_and_is_short():
    layers = tuple(LinearConfig(units=64 - i, activation="leaky_relu") for i in range(10))
    link = to_link(Experiment(model=ModelConfig(layers=layers)))

    assert re.fullmatch(r"[\w.-]+", link, re.ASCII)
    assert len(link) < 300


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "the experiment is None; accepted: an object in braces"),
        ([], "the experiment is []; accepted: an object in braces"),
        ({"version": 2, "new": 1}, "version is 2; accepted: 1"),
        ({"version": 1.0}, "version is 1.0; accepted: 1"),
        ({"version": True}, "version is True; accepted: 1"),
        ({"seed": -1}, "seed is -1; accepted: a whole number from 0 to 2,147,483,647"),
        ({"data": {"noise": 9}}, "data.noise is 9; accepted: a number from 0.0 to 0.5"),
        ({"data": {"noise": "0.1"}}, "data.noise is '0.1'; accepted: a number from 0.0 to 0.5"),
        ({"data": {"noise": math.nan}}, "data.noise is nan; accepted: a number from 0.0 to 0.5"),
        ({"data": {"noise": math.inf}}, "data.noise is inf; accepted: a number from 0.0 to 0.5"),
        ({"data": {"name": 5}}, "data.name is 5; accepted: a name of at most 64 characters, in quotes"),
        ({"data": None}, "data is None; accepted: an object in braces"),
        ({"model": {"layers": {}}}, "model.layers is {}; accepted: a list of at most 30 layers"),
        ({"model": {"layers": [{}, 5]}}, "model.layers[1] is 5; accepted: an object in braces"),
        (
            {"model": {"layers": [{"units": 0}]}},
            "model.layers[0].units is 0; accepted: a whole number from 1 to 64",
        ),
        (
            {"model": {"layers": [{}, {"kind": "dense"}]}},
            "model.layers[1].kind is 'dense'; accepted: 'linear', 'dropout', 'batch_norm', 'layer_norm'",
        ),
        (
            {"data": {"nois": 9}},
            "data.nois (9) is an unknown field; accepted: name, n_samples, noise, test_size, classes, label_noise, "
            "imbalance, feature_x, feature_y, own; did you mean data.noise?",
        ),
        (
            {"model": {"layers": [{"zzz": {}}]}},
            "model.layers[0].zzz ({}) is an unknown field; accepted: kind, units, activation, residual",
        ),
        (
            {"model": {"layers": [{"kind": "dropout", "units": 3}]}},
            "model.layers[0].units (3) is an unknown field; accepted: kind, rate",
        ),
        ({"model": {"layers": [{"residual": 1}]}}, "model.layers[0].residual is 1; accepted: False, True"),
        ({"model": {"inputs": []}}, "model.inputs is (); accepted: a list of 1 to 16 texts of 1 to 64 characters"),
        ({"model": {"inputs": "x1"}}, "model.inputs is 'x1'; accepted: a list of 1 to 16 texts of 1 to 64 characters"),
        (
            {"data": {"feature_x": "petal"}},
            "data.feature_x is 'petal'; accepted: 'sepal length', 'sepal width', 'petal length', 'petal width'",
        ),
        (
            {"training": {"batch_size": 701}},
            "training.batch_size is 701, but the training set has 700 points; accepted: 1 to 700",
        ),
    ],
)
def test_error_names_path_value_and_what_is_accepted(value, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        from_dict(value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"data": {"noise": NaN}}', "data.noise is nan; accepted: a number"),
        ('{"data": {"noise": 1e999}}', "data.noise is inf; accepted: a number"),
        ('{"seed": -Infinity}', "seed is -inf; accepted: a whole number"),
        ('{"data": {"noise": 0.1, "noise": 0.2}}', "data.noise is given more than once; accepted: once"),
        ('{"model": {"layers": [{}, {"units": 1, "units": 1}]}}', "model.layers[1].units is given more than once"),
        ('{"seed": ' + "9" * 4_000 + "}", "seed is 999"),
        ('{"seed": ' + "9" * 100_000 + "}", "seed is '999"),
        ("[" * 500_000, "the text '[[["),
        ('{"data":' * 200_000, "the text '{"),
        (" " * 2_000_001, "the text has 2,000,001 characters; accepted: at most 2,000,000"),
        ('{"seed": 1', "the text '{\"seed\": 1' is no JSON at line 1, column 11: "),
        ('{"a\\nb": 1}', "'a\\nb' (1) is an unknown field"),
        ('{"' + "a" * 1_000_000 + '": 1}', "'aaa"),
    ],
    ids=range(13),
)
def test_json_error_is_one_short_sentence(text, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}") as caught:
        from_json(text)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the link is ''; accepted: an experiment's link, such as 1."),
        ("hello", "the link is 'hello'; accepted: an experiment's link"),
        ("1.", "the link '1.' is cut off or changed"),
        ("1.hello", "the link '1.hello' is cut off or changed"),
        ("1.☃", "the link '1.☃' is cut off or changed"),
        ("2.hello", "version is 2; accepted: 1"),
        (pack("{}") + "AAAA", "the link '1."),
        (pack("{}" + " " * 50_000_000), "the link '1."),
        (pack("[]"), "the experiment is []"),
        (pack('{"data":{"noise":9}}'), "data.noise is 9; accepted: "),
        ("1." + "A" * 2_000_000, "the link has 2,000,002 characters; accepted: at most 2,000,000"),
        (
            "http://localhost:8501/",
            "the address 'http://localhost:8501/' holds the parameter e 0 times; accepted: once",
        ),
        ("http://localhost/?e=1.a&e=1.b", "the address 'http://localhost/?e=1.a&e=1.b' holds the parameter e 2 times"),
        ("http://[/?e=1.a", "the address 'http://[/?e=1.a' holds the parameter e 0 times"),
        ("?" + "a=1&" * 1_000, "the address '?a=1&"),
    ],
    ids=range(15),
)
def test_link_error_is_one_short_sentence(text, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}") as caught:
        from_link(text)
    assert len(str(caught.value)) < 300


def test_every_truncation_of_a_link_is_noticed():
    link = to_link(replace_at(Experiment(), "data.noise", 0.2))

    for length in range(len(link)):
        with pytest.raises(ValueError, match="accepted: "):
            from_link(link[:length])


@given(st.data())
def test_edited_link_gives_the_same_experiment_or_an_error(data):
    experiment = replace_at(Experiment(), "data.noise", 0.2)
    link = to_link(experiment)
    place = data.draw(st.integers(2, len(link) - 1))
    edited = link[:place] + data.draw(st.sampled_from("ABCabc019-_")) + link[place + 1 :]

    # base64's last bits can change without changing what is said.
    assert error_of(from_link, edited) or from_link(edited) == experiment


def error_of(read, value):
    """The text of the ValueError that reading raises, or nothing; any other exception fails the test."""
    try:
        read(value)
    except ValueError as error:
        return str(error)
    return ""


def is_one_sentence(error):
    return len(error) < 400 and len(error.splitlines()) == 1 and "; accepted: " in error


@given(st.text(max_size=60) | st.binary(max_size=60))
def test_any_text_is_read_or_refused_in_one_line(text):
    error = error_of(load, text)
    assert not error or is_one_sentence(error)


@given(JSON_VALUES)
def test_any_json_is_read_or_refused_in_one_line(value):
    error = error_of(from_json, json.dumps(value))
    assert not error or is_one_sentence(error)
    error = error_of(from_link, pack(json.dumps(value)))
    assert not error or is_one_sentence(error)


@given(st.data())
def test_any_wrong_value_in_any_field_is_read_or_refused_in_one_line(data):
    value = to_dict(Experiment())
    parts = [value, value["data"], value["data"]["own"], value["model"], value["model"]["layers"][1]]
    parent = data.draw(st.sampled_from([*parts, value["schedule"]]))
    key = data.draw(st.sampled_from(list(parent)) | st.text(max_size=8))
    parent[key] = data.draw(JSON_VALUES)

    error = error_of(from_dict, value)
    assert not error or is_one_sentence(error)


def test_text_that_is_not_utf_8_is_refused():
    with pytest.raises(ValueError, match=r"^the text .* is not UTF-8; accepted: "):
        load(b"\x89PNG\r\n\x1a\n\xff")


@pytest.mark.parametrize(
    ("path", "label"),
    [("seed", "Seed"), ("data", "Data"), ("data.noise", "Noise"), ("model.layers[9].units", "Units")],
)
def test_field_at_finds_the_field_of_a_path(path, label):
    assert field_at(path).metadata["label"] == label


def test_replace_at_changes_one_field_and_nothing_else():
    experiment = Experiment()
    changed = replace_at(experiment, "model.layers[1].units", 3)

    assert changed.model.layers == (LinearConfig(), LinearConfig(units=3))
    assert replace_at(changed, "model.layers[1].units", 10) == experiment == Experiment()


def test_paths_lead_to_layers_of_every_kind():
    experiment = Experiment(model=ModelConfig(layers=(LinearConfig(), BatchNormConfig(), DropoutConfig())))

    assert value_at(experiment, "model.layers[1].activation") == "linear"
    assert replace_at(experiment, "model.layers[2].rate", 0.5).model.layers[2] == DropoutConfig(rate=0.5)
    with pytest.raises(ValueError, match=r"^model\.layers\[2\]\.activation is an unknown field; accepted: kind, rate"):
        value_at(experiment, "model.layers[2].activation")


def test_replace_at_takes_a_whole_tuple_of_layers():
    assert replace_at(Experiment(), "model.layers", ()).model.layers == ()


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("data.noise", 9, "data.noise is 9; accepted: a number from 0.0 to 0.5"),
        ("model.layers[1].units", 0, "model.layers[1].units is 0; accepted: a whole number from 1 to 64"),
        ("model.layers[2].units", 1, "model.layers[2] is not there; accepted: an index below 2"),
        ("model.layers[0]", 1, "the path 'model.layers[0]' ends in an item; accepted: "),
        ("model.layers.units", 1, "model.layers of the path 'model.layers.units' is no such part; accepted: "),
        ("data[0].noise", 1, "data of the path 'data[0].noise' is no such part; accepted: "),
        ("data.nois", 1, "data.nois is an unknown field; accepted: "),
        ("data noise", 1, "the path is 'data noise'; accepted: "),
        ("", 1, "the path is ''; accepted: "),
        ("model.layers[1].rate", 0.5, "model.layers[1].rate is an unknown field; accepted: kind, units, "),
        ("data.n_samples", 10, "training.batch_size is 32, but the training set has 7 points; accepted: 1 to 7"),
    ],
)
def test_replace_at_names_the_full_path(path, value, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        replace_at(Experiment(), path, value)
