"""The approximation page, opened through the entry script without a browser."""

import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from playground.lessons.principles import principle_words
from playground.principles.approximation.fit import DEMAND
from playground.principles.approximation.functions import N_PLACES
from playground.ui.principle_state import to_address

SCRIPT = Path(__file__).parents[2] / "streamlit_app.py"
WORDS = principle_words("approximation")


def open_page(**query):
    at = AppTest.from_file(SCRIPT, default_timeout=30)
    at.run()
    for name, value in query.items():
        at.query_params[name] = value
    at.switch_page("pages/approximation.py")
    return run(at)


def run(at):
    at.run()
    assert not at.exception
    return at


def page_of(at):
    return at.session_state["playground"].principles["approximation"]


def session_of(at):
    return page_of(at).kept["fit"].session


def act(at, name, **detail):
    """As the stage's trigger leaves it."""
    page_of(at).acts.append({"name": name, "id": time.monotonic_ns(), **detail})
    return run(at)


def show(at, **changes):
    page = page_of(at)
    page.show({**page.state, **changes})
    return run(at)


@pytest.fixture
def at():
    return open_page()


def test_page_opens_with_a_sum_that_is_wrong_and_stands_still(at):
    assert session_of(at).status == "idle"
    assert session_of(at).experiment.model.layers[0].units == 6
    assert page_of(at).error == ""


def test_steps_are_the_shared_engines(at):
    act(at, "step")
    act(at, "step")

    assert session_of(at).status == "paused"
    assert session_of(at).weights()[1] == 2


def test_an_act_that_arrives_twice_counts_once(at):
    again = {"name": "step", "id": 7}
    page_of(at).acts += [again, dict(again)]
    run(at)

    assert session_of(at).weights()[1] == 1


def test_playing_trains_and_pausing_keeps_the_place(at):
    act(at, "play")
    assert session_of(at).status == "running"
    while session_of(at).poll(DEMAND).step == 0:
        time.sleep(0.01)
    act(at, "pause")
    assert session_of(at).status == "paused"


def test_reset_begins_again_with_the_same_weights(at):
    before = session_of(at).weights()[3]
    act(at, "step")
    act(at, "reset")
    after = session_of(at).weights()[3]

    assert session_of(at).status == "idle"
    assert all((before[name] == after[name]).all() for name in before)


def test_a_unit_set_by_hand_has_these_weights(at):
    act(at, "set", unit=2, w=3.0, b=-1.5, v=0.75, n=11)
    act(at, "set", c=0.5, n=12)
    weights = list(session_of(at).weights()[3].values())
    w, b, v, c = weights

    assert (w[2, 0], b[2], v[0, 2], c[0]) == (3.0, -1.5, 0.75, 0.5)
    assert page_of(at).kept["fit"].edit == 12


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        ({"unit": 6, "w": 1, "b": 1, "v": 1}, "unit is 6; accepted: a whole number from 0 to 5"),
        ({"unit": "0", "w": 1, "b": 1, "v": 1}, "unit is '0'"),
        ({"unit": 0, "w": 1e9, "b": 1, "v": 1}, "w is 1000000000.0; accepted: a number from -1,000 to 1,000"),
        ({"unit": 0, "w": float("nan"), "b": 1, "v": 1}, "w is nan"),
        ({"unit": 0, "w": 1, "b": 1}, "v is None"),
        ({"c": "much"}, "c is 'much'"),
    ],
)
def test_an_edit_that_cannot_be_is_refused_and_changes_nothing(at, edit, sentence):
    before = session_of(at).weights()[3]
    act(at, "set", **edit)

    assert sentence in page_of(at).error
    assert all((value == before[name]).all() for name, value in session_of(at).weights()[3].items())


@pytest.mark.parametrize(("drawn", "word"), [([], "empty"), ([0.5, *[None] * (N_PLACES - 1)], "one_point")])
@pytest.mark.parametrize("name", ["play", "step", "measure"])
def test_nothing_is_trained_on_less_than_two_points(at, drawn, word, name):
    show(at, function="own", drawn=drawn)
    act(at, name, kind="width")

    assert page_of(at).error == WORDS[word]
    assert session_of(at).status == "idle"
    assert not page_of(at).kept["fit"].measurements


def test_a_curve_drawn_over_goes_on_with_the_weights(at):
    act(at, "step")
    show(at, function="own", drawn=[0.2] * N_PLACES)

    assert session_of(at).weights()[1] == 1
    assert session_of(at).dataset.y_train.tolist() == pytest.approx([0.2] * 77)  # 4 of 81 are held out


def test_another_width_begins_again(at):
    act(at, "step")
    show(at, units=64)

    assert session_of(at).weights()[1] == 0
    assert session_of(at).status == "idle"


def test_a_measurement_runs_beside_and_can_be_cancelled(at):
    act(at, "measure", kind="width")
    job = page_of(at).kept["fit"].measurements["width"].job
    assert job.poll().status == "running"
    act(at, "cancel")

    assert job.poll().status == "cancelled"


def test_a_measurement_of_something_else_is_refused(at):
    act(at, "measure", kind="height")

    assert "kind is 'height'; accepted: width, depth" in page_of(at).error


def test_an_act_that_is_unknown_does_nothing(at):
    act(at, "explode")

    assert session_of(at).status == "idle"


def test_address_brings_back_what_was_drawn():
    at = open_page(s=to_address({"function": "own", "drawn": [0.31] * N_PLACES, "units": 9}))

    assert page_of(at).error == ""
    assert session_of(at).experiment.model.layers[0].units == 9
    assert len(session_of(at).experiment.data.own.points) == N_PLACES


def test_broken_address_says_so_and_shows_the_start():
    page = page_of(open_page(s="nonsense"))

    assert "not opened" in page.error
    assert page.state["function"] == "sine"
