"""The perceptron's page, opened through the entry script without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from playground.ui.principle_state import to_address

SCRIPT = Path(__file__).parents[2] / "streamlit_app.py"


def open_page(**query):
    at = AppTest.from_file(SCRIPT, default_timeout=30)
    at.run()
    for name, value in query.items():
        at.query_params[name] = value
    at.switch_page("pages/perceptron.py").run()
    assert not at.exception
    return at


def page_of(at):
    return at.session_state["playground"].principles["perceptron"]


def test_page_opens_with_the_line_that_is_slightly_wrong():
    page = page_of(open_page())

    assert page.state["target"] == "and"
    assert page.answer["hand"]["gives"] == [0, 0, 1, 1]  # (1, 0) is on the wrong side


def test_address_brings_back_a_state():
    page = page_of(open_page(s=to_address({"tab": "rule", "target": "xor", "samples": 40})))

    assert page.answer["rule"]["samples"] == 40
    assert page.answer["separation"]["separable"] is False
    assert page.error == ""


@pytest.mark.parametrize("address", ["nonsense", to_address({"tab": "four"}), to_address([1])])
def test_bad_address_shows_the_start_and_says_why(address):
    page = page_of(open_page(s=address))

    assert page.state == page.principle.read(dict(page.principle.start))
    assert page.error.startswith("This address was not opened: ")


def test_state_survives_a_visit_to_another_page():
    at = open_page(s=to_address({"target": "nand"}))
    at.switch_page("pages/network_lab.py").run()
    at.switch_page("pages/perceptron.py").run()

    assert not at.exception
    assert page_of(at).state["target"] == "nand"
