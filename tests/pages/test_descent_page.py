"""The gradient descent page, opened through the entry script: answers, background work and the 3-D picture."""

import json
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from playground.config import Experiment
from playground.principles.descent.lab import NETWORK
from playground.principles.descent.state import START, read_state
from playground.serialization import to_link
from playground.ui.principle_state import to_address

SCRIPT = Path(__file__).parents[2] / "streamlit_app.py"


@pytest.fixture
def open_page():
    def open_page(state=None, **query):
        at = AppTest.from_file(str(SCRIPT), default_timeout=30)
        at.run()
        at.switch_page("pages/descent.py")
        if state:
            query["s"] = to_address(read_state(state))
        if "e" in at.query_params:  # a browser leaves the network lab's parameters behind
            del at.query_params["e"]
        for name, value in query.items():
            at.query_params[name] = value
        return run(at)

    return open_page


def run(at):
    at.run()
    assert not at.exception
    return at


def page_of(at):
    return at.session_state["playground"].principles["descent"]


def wait_for_landscape(at, seconds=30):
    deadline = time.monotonic() + seconds
    while not page_of(at).kept.get("landscapes"):
        assert time.monotonic() < deadline
        time.sleep(0.1)
        run(at)
    return next(reversed(page_of(at).kept["landscapes"].values()))


def test_opens_as_it_starts(open_page):
    at = open_page()

    assert page_of(at).state == START
    assert len(page_of(at).answer["trails"]) == 3


def test_address_opens_its_state(open_page):
    at = open_page({"surface": "himmelblau", "start": [1, 1]})

    assert page_of(at).state["surface"] == "himmelblau"


def test_a_damaged_address_leaves_the_start_and_says_why(open_page):
    at = open_page(s="nonsense")

    assert page_of(at).state == START
    assert "nonsense" in page_of(at).error


def test_network_tab_computes_in_the_background_what_the_link_holds(open_page):
    small = Experiment(data=NETWORK.data, training=NETWORK.training, seed=7)
    at = open_page({"tab": "network", "link": to_link(small)})
    landscape = wait_for_landscape(at)

    # 700 training points in batches of 32 are 22 steps, 40 epochs of them 880.
    assert landscape.updates == 880
    assert landscape.losses.shape == (41, 41)


def test_link_of_the_network_lab_in_the_address_opens_its_landscape(open_page):
    at = open_page(e=to_link(NETWORK))

    assert page_of(at).state["tab"] == "network"
    assert page_of(at).state["link"] == to_link(NETWORK)


def test_a_damaged_link_is_told_and_changes_nothing(open_page):
    at = open_page(e="1.broken")

    assert page_of(at).state["tab"] == "race"
    assert page_of(at).kept["refusal"]


def test_cancel_ends_the_work_and_start_begins_it_again(open_page):
    at = open_page({"tab": "network", "link": to_link(Experiment(seed=9))})
    page = page_of(at)
    page.acts.append({"name": "cancel"})
    run(at)
    assert page.kept["job"].poll().status == "cancelled"
    page.acts.append({"name": "start"})
    run(at)

    assert page.kept["job"].poll().status in ("running", "done")
    page.acts.append({"name": "cancel"})
    run(at)


def test_my_network_is_the_one_that_the_network_lab_shows(open_page):
    at = open_page({"tab": "network"})
    page = page_of(at)
    page.acts.append({"name": "adopt"})
    run(at)
    shown = at.session_state["playground"].states["network"].session.experiment

    assert page.state["link"] == to_link(shown)
    page.acts.append({"name": "cancel"})
    run(at)


def test_picture_in_three_dimensions_stands_below_only_when_asked_for(open_page):
    at = open_page()
    assert not at.get("plotly_chart")
    page_of(at).acts.append({"name": "plot"})
    run(at)
    figure = json.loads(at.get("plotly_chart")[0].proto.spec)
    assert [trace["type"] for trace in figure["data"]] == ["surface", "scatter3d", "scatter3d", "scatter3d"]

    page_of(at).acts.append({"name": "plot_hide"})
    run(at)
    assert not at.get("plotly_chart")
