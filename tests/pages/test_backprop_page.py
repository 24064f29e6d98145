"""The backpropagation page without a browser: what it opens with, and what an address may bring."""

import pytest
from page import SCRIPT
from streamlit.testing.v1 import AppTest

from playground.principles import PRINCIPLES
from playground.ui.principle_state import to_address

LAB = PRINCIPLES["backprop"]


def open_lab(**query):
    at = AppTest.from_file(SCRIPT, default_timeout=30)
    at.run()
    for name, value in query.items():
        at.query_params[name] = value
    at.switch_page("pages/backprop.py").run()
    assert not at.exception
    return at.session_state["playground"].principles["backprop"]


def test_page_opens_with_the_first_sample_and_its_gradients():
    page = open_lab()

    assert page.state == LAB.read(dict(LAB.start))
    assert page.answer == LAB.answer(page.state)
    assert page.error == ""
    assert page.link.startswith("./?e=")


def test_address_brings_back_a_network_after_two_updates():
    state = LAB.read({"sizes": [1, 3, 2], "x": [0.5], "t": [0.0, 1.0], "loss": "cross_entropy", "hidden": "relu",
                      "parameters": [0.5] * 14, "route": [0, 0], "rates": [0.5, 0.5], "step": 6})  # fmt: skip
    page = open_lab(s=to_address(state))

    assert page.state == state
    assert len(page.answer["trail"]["losses"]) == 3


@pytest.mark.parametrize("change", [{"sizes": [9, 9]}, {"parameters": [1e9] * 9}])
def test_address_out_of_bounds_leaves_the_start_and_says_why(change):
    page = open_lab(s=to_address({**LAB.start, **change}))

    assert page.state == LAB.read(dict(LAB.start))
    assert "accepted:" in page.error
