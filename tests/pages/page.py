"""Opens the network lab through the entry script, without a browser, and uses it as a reader does."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from playground.config import DataConfig, OwnData
from playground.serialization import from_link, to_link
from playground.ui.network_changes import replace_points

SCRIPT = Path(__file__).parents[2] / "streamlit_app.py"
SECTIONS = ("more_data", "regularization", "schedules", "stops", "files")


def open_page(experiment=None, **query):
    at = AppTest.from_file(SCRIPT, default_timeout=30)
    for section in SECTIONS:
        at.session_state[section] = True  # unfolded
    for name, value in query.items():
        at.query_params[name] = value
    if experiment is not None:
        at.query_params["e"] = to_link(experiment)
    return run(at)


def run(at):
    at.run()
    assert not at.exception
    return at


def press(at, key):
    at.button(key=key).click()
    return run(at)


def read(at, name="e"):
    value = at.query_params[name]
    return value[0] if isinstance(value, list) else value


def experiment_of(at):
    """What the address bar holds; the session must hold the same."""
    experiment = from_link(read(at))
    assert session_of(at).experiment == experiment
    return experiment


def state_of(at, lab="network"):
    return at.session_state["playground"].states[lab]


def session_of(at, lab="network"):
    return state_of(at, lab).session


def own_page(n_points=4):
    points = tuple((i / n_points, (i * 7 % n_points) / n_points, i % 2) for i in range(n_points))
    at = open_page()
    replace_points(state_of(at), lambda experiment: DataConfig(name="own", own=OwnData(points=points)))
    return run(at)


def bring(at, data, name="pets.csv"):
    at.file_uploader(key="file").set_value((name, data, "text/plain"))
    return run(at)
