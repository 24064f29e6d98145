"""10,000 links and files that a page might be given: each is refused in one sentence, or is an experiment that is
checked, can be trained and comes back the same from its own file and link."""

import base64
import copy
import dataclasses
import json
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.config import LAYER_KINDS, DataConfig, Experiment, GanDataConfig, GanExperiment, OwnData
from playground.engine.catalog import REGISTRIES, check_experiment
from playground.lessons.presets import PRESETS
from playground.lessons.presets.gan import GAN_PRESETS
from playground.serialization import from_json, from_link, load, to_dict, to_json, to_link

pytestmark = pytest.mark.slow

PAINTED = OwnData(points=((0.5, -1.25, 0.0), (1.0, 2.0, 1.0), (0.25, 0.0, 1.0)), classes=("no", "'yes'\n"))
EXPERIMENTS = [
    Experiment(),
    Experiment(data=DataConfig(name="own", own=PAINTED)),
    *(preset.experiment for preset in PRESETS.values()),
    GanExperiment(),
    GanExperiment(data=GanDataConfig(name="own", points=((0.5, -1.25), (1.0, 0.0)))),
    *(preset.experiment for preset in GAN_PRESETS.values()),
]
TREES = [to_dict(experiment) for experiment in EXPERIMENTS]
TEXTS = [json.dumps(tree) for tree in TREES]
LINKS = [to_link(experiment) for experiment in EXPERIMENTS]

KNOWN = [name for registry in REGISTRIES.values() for name in registry]
NAMES = st.sampled_from([*KNOWN, "half a character: \ud800"]) | st.text(max_size=5)
NUMBERS = st.sampled_from([0, -1, 1, 2, 0.5, 64, 65, 1e6, 1e308, -0.0, float("nan"), float("inf"), 2**31, 10**400])
LEAVES = st.none() | st.booleans() | NUMBERS | st.integers(0, 40) | st.floats() | NAMES
VALUES = LEAVES | st.lists(LEAVES, max_size=3) | st.dictionaries(NAMES, LEAVES, max_size=2)


def many(n):
    return settings(max_examples=n, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


def assert_refused_or_sound(given_):
    """What a page does with a file or a link; any exception but a ValueError with one sentence fails the test."""
    try:
        experiment = load(given_)
        check_experiment(experiment)
    except ValueError as error:
        sentence = str(error)
        assert "accepted" in sentence
        assert len(sentence) < 400
        assert len(sentence.splitlines()) == 1
        return
    json.dumps(to_dict(experiment), ensure_ascii=False).encode()  # as a page sends its texts to the browser
    text, link = to_json(experiment), to_link(experiment)
    assert from_json(text) == from_link(link) == experiment
    assert to_json(from_link(link)) == text
    assert to_link(from_json(text)) == link


def pack(text):
    """A version-1 link around any text."""
    return "1." + base64.urlsafe_b64encode(zlib.compress(text.encode(), 1)).decode().rstrip("=")


def values_near(f):
    """Mostly what a field accepts; also the edges of its range, and what lies beyond."""
    meta = f.metadata
    if "choices" in meta:
        return st.sampled_from([*meta["choices"], "no"])
    if "registry" in meta:
        return st.sampled_from([*REGISTRIES[meta["registry"]], "no"])
    if "kinds" in meta:
        return st.lists(
            st.one_of([records_near(record, kind=kind) for kind, record in LAYER_KINDS.items()]), max_size=4
        )
    if "record" in meta:
        return records_near(meta["record"])
    if "list" in meta:
        items = {"text": NAMES, "number": NUMBERS, "row": st.lists(st.sampled_from([0, 1, -0.5]), max_size=3)}
        return st.lists(items[meta["list"]], max_size=4)
    low, high = meta["minimum"], meta["maximum"]
    within = st.integers(low, min(high, low + 99)) if f.type == "int" else st.floats(low, high)
    return within | st.sampled_from([low, high, low - 1, high + 1])


def records_near(record, **given_):
    fields = {f.name: values_near(f) for f in dataclasses.fields(record) if f.name not in given_}
    return st.fixed_dictionaries({name: st.just(value) for name, value in given_.items()}, optional=fields)


def parts_of(tree):
    """Every object and list within a tree, itself included."""
    yield tree
    for value in tree.values() if isinstance(tree, dict) else tree:
        if isinstance(value, dict | list) and value:
            yield from parts_of(value)


@many(3000)
@given(st.sampled_from(TREES), st.lists(st.tuples(st.integers(0), st.integers(0), VALUES), min_size=1, max_size=3))
def test_good_files_with_some_values_changed(tree, changes):
    tree = copy.deepcopy(tree)
    for part, key, value in changes:
        parts = list(parts_of(tree))
        chosen = parts[part % len(parts)]
        keys = list(chosen) if isinstance(chosen, dict) else range(len(chosen))
        chosen[keys[key % len(keys)]] = value

    assert_refused_or_sound(json.dumps(tree))


@many(1000)
@given(records_near(Experiment) | records_near(GanExperiment, kind="gan"))
def test_files_near_the_schema(tree):
    assert_refused_or_sound(json.dumps(tree))


@many(1500)
@given(
    st.sampled_from(TEXTS),
    st.lists(st.tuples(st.integers(0), st.integers(0, 3), st.text(max_size=3)), min_size=1, max_size=3),
    st.sampled_from([str, pack]),
)
def test_good_files_and_links_around_them_with_characters_changed(text, edits, wrap):
    for place, n_lost, new in edits:
        start = place % len(text)
        text = text[:start] + new + text[start + n_lost :]

    assert_refused_or_sound(wrap(text))


@many(2500)
@given(
    st.sampled_from(LINKS),
    st.sampled_from(["{}", "http://localhost:8501/?e={}&speed=max", "?e={}", " {}\n", "{}#", "?e={}&e=1.a"]),
    st.lists(st.tuples(st.integers(0), st.integers(0, 9), st.text("AZaz09-_.=&?%", max_size=3)), max_size=2),
)
def test_good_links_and_addresses_with_characters_changed(link, address, edits):
    for place, n_lost, new in edits:
        start = place % len(link)
        link = link[:start] + new + link[start + n_lost :]

    assert_refused_or_sound(address.format(link))


@many(2000)
@given(st.text(max_size=80) | st.binary(max_size=80) | st.text('{}[]":,.0123456789aeinu\\', max_size=40))
def test_any_text_and_any_bytes(given_):
    assert_refused_or_sound(given_)
