"""The activations' page through the entry script: state, address, answers and refusals."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from playground.principles.activation.state import START
from playground.ui.principle_state import from_address, to_address

SCRIPT = Path(__file__).parents[2] / "streamlit_app.py"


def open_page(address=""):
    at = AppTest.from_file(SCRIPT, default_timeout=30)
    at.run()
    if address:
        at.query_params["s"] = address
    at.switch_page("pages/activation.py").run()
    assert not at.exception
    return at


def page_of(at):
    return at.session_state["playground"].principles["activation"]


def test_page_opens_with_pytorch_s_numbers():
    page = page_of(open_page())

    assert page.state == START
    # 1 / (1 + e^-1.5) = 0.8176, and 0.8176 (1 - 0.8176) = 0.1491
    assert page.answer["point"]["value"] == pytest.approx(0.8176, abs=1e-4)
    assert page.answer["point"]["slope"] == pytest.approx(0.1491, abs=1e-4)
    assert page.link.startswith("./?e=")


def test_address_brings_a_state_back():
    state = {**START, "tab": "softmax", "logits": [0.0, 3.0, 1.0]}

    at = open_page(to_address(state))

    assert page_of(at).state == state
    value = at.query_params["s"]
    assert from_address(value[0] if isinstance(value, list) else value) == state


def test_refused_address_says_why_and_shows_the_start():
    page = page_of(open_page(to_address({"depth": 31})))

    assert "depth is 31; accepted: a whole number from 1 to 30" in page.error
    assert page.state == START
