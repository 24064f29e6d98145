"""The shell of the first-principles labs: states in addresses, questions, what all lessons and stages must have."""

import json
import re

import pytest

from playground.lessons.principles import principle_words, read_principle, say_principle
from playground.principles import PRINCIPLES
from playground.serialization import from_link
from playground.ui.bundle import ASSETS, bundle
from playground.ui.principle_state import MAX_ADDRESS, from_address, open_start, to_address
from playground.ui.principles import NETWORKS, NEURONS, _take_act, _take_question

NAMES = sorted(PRINCIPLES)


@pytest.fixture
def page():
    return open_start(PRINCIPLES["perceptron"])


def test_every_lab_has_its_place_in_the_navigation():
    assert set(PRINCIPLES) <= {*NEURONS, *NETWORKS}
    assert all(say_principle(name) for name in PRINCIPLES)


@pytest.mark.parametrize("name", NAMES)
def test_start_goes_through_an_address(name):
    start = open_start(PRINCIPLES[name]).state

    assert PRINCIPLES[name].read(from_address(to_address(start))) == start


@pytest.mark.parametrize("name", NAMES)
def test_answer_is_json_without_infinities(name):
    json.dumps(open_start(PRINCIPLES[name]).answer, allow_nan=False)


@pytest.mark.parametrize("name", NAMES)
def test_link_opens_an_experiment(name):
    page = open_start(PRINCIPLES[name])

    assert page.link.startswith("./?e=")
    assert from_link(page.link) == PRINCIPLES[name].experiment(page.state)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("!", "cut off or changed"),
        (to_address({"tab": "rule"})[:-3], "cut off or changed"),
        ("x" * (MAX_ADDRESS + 1), "accepted: at most 4,000"),
        (to_address({"a": "b" * 10})[:10] + "é", "cut off or changed"),
    ],
)
def test_address_that_holds_no_state_is_refused(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        from_address(text)


def test_address_that_unpacks_to_megabytes_is_refused():
    with pytest.raises(ValueError, match="cut off or changed"):
        from_address(to_address({"a": "0" * 10**6}))


def test_state_too_long_for_an_address_is_left_out():
    assert to_address({"a": [k**7 % 9973 for k in range(4000)]}) == ""


def test_question_is_answered(page):
    _take_question(page, {"id": 7, "state": {"target": "xor"}})

    assert (page.asked, page.error) == (7, "")
    assert page.state["target"] == "xor"
    assert page.answer["separation"]["separable"] is False


@pytest.mark.parametrize("state", [None, {"tab": "four"}, {"hand": [1]}, "and"])
def test_refused_question_leaves_the_last_good_answer(page, state):
    _take_question(page, {"id": 1, "state": {"target": "or"}})
    before = page.state, page.answer

    _take_question(page, {"id": 2, "state": state})

    assert (page.state, page.answer) == before
    assert "accepted: " in page.error
    assert page.asked == 2


def test_acts_wait_for_the_lab_that_follows_them(page):
    _take_act(page, {"name": "start", "size": 3})
    assert page.acts == [{"name": "start", "size": 3}]

    _take_act(page, {"name": 4})
    assert page.error == "the act is 4; accepted: a name"


@pytest.mark.parametrize("name", NAMES)
def test_lesson_follows_the_rules_of_writing(name):
    lesson = read_principle(name)

    assert lesson["question"].endswith("?")
    assert len(lesson["question"]) <= 50
    assert len(lesson["lede"]) <= 170
    assert len(lesson.get("tabs", [])) <= 3
    assert all(set(reading) == {"year", "text", "url"} for reading in lesson["readings"])
    for item in lesson["tries"]:
        assert 25 <= len(item["text"].replace("**", "")) <= 60, item["text"]
        assert len(item["general"]) <= 150, item["general"]
        assert len(re.sub(r"\{\w+\}|\*\*", "", item["insight"])) <= 150, item["insight"]
        assert "!" not in item["text"] + item["insight"] + item["general"]


@pytest.mark.parametrize("name", NAMES)
def test_every_word_that_a_stage_says_is_there(name):
    spoken = set(re.findall(r'\bsay\("(\w+)"[,)]', bundle(f"{name}_stage.js")))
    # The network lab's parts bring words of their own, which a lesson never asks for.
    borrowed = {*re.findall(r'\bsay\("(\w+)"', (ASSETS / "live/tip.js").read_text(encoding="utf-8"))}

    assert spoken - borrowed <= set(principle_words(name))
