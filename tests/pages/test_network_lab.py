"""The network lab through the entry script, without a browser: every control changes the experiment and the link."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from playground.config import DataConfig, Experiment, TrainingConfig
from playground.fields import value_at
from playground.lessons.presets import NETWORK_LAB
from playground.serialization import from_link, to_link

SCRIPT = Path(__file__).parents[2] / "streamlit_app.py"
CONTROLS = [
    ("radio", "dataset", "spiral", "data.name"),
    ("slider", "n_samples", 500, "data.n_samples"),
    ("slider", "noise", 0.05, "data.noise"),
    ("slider", "test_size", 0.5, "data.test_size"),
    ("selectbox", "optimizer", "sgd", "optimizer.name"),
    ("selectbox", "learning_rate", 0.1, "optimizer.learning_rate"),
    ("selectbox", "batch_size", 10, "training.batch_size"),
    ("number_input", "epochs", 7, "training.epochs"),
    ("selectbox", "initializer", "xavier_uniform", "model.initializer"),
    ("number_input", "units_A", 9, "model.layers[0].units"),
    ("selectbox", "activation_B", "gelu", "model.layers[1].activation"),
    ("number_input", "seed", 123, "seed"),
]


def open_page(experiment=None, **query):
    at = AppTest.from_file(SCRIPT, default_timeout=30)
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


def session_of(at):
    return at.session_state["playground"].session


def test_page_opens_with_the_preset_at_step_0():
    at = open_page()
    assert experiment_of(at) == NETWORK_LAB
    assert session_of(at).status == "idle"
    assert not at.error


@pytest.mark.parametrize(("kind", "key", "value", "path"), CONTROLS, ids=[key for _, key, _, _ in CONTROLS])
def test_control_changes_its_field_and_nothing_else(kind, key, value, path):
    at = open_page()
    assert value_at(NETWORK_LAB, path) != value
    getattr(at, kind)(key=key).set_value(value)
    run(at)
    changed = experiment_of(at)
    assert value_at(changed, path) == value
    others = [other for *_, other in CONTROLS if other != path]
    assert all(value_at(changed, other) == value_at(NETWORK_LAB, other) for other in others)
    assert getattr(run(at), kind)(key=key).value == value


@pytest.mark.parametrize(
    ("optimizer", "key"), [("momentum", "momentum"), ("nesterov", "momentum"), ("adamw", "weight_decay")]
)
def test_optimizer_brings_its_own_controls(optimizer, key):
    at = open_page()
    at.selectbox(key="optimizer").set_value(optimizer)
    run(at).slider(key=key).set_value(0.5)
    assert value_at(experiment_of(run(at)), f"optimizer.{key}") == 0.5


def test_layers_are_added_and_removed():
    at = press(open_page(), "add_layer")
    assert len(experiment_of(at).model.layers) == 4
    assert at.number_input(key="units_D").value == NETWORK_LAB.model.layers[-1].units
    for n in (3, 2, 1, 0):
        assert len(experiment_of(press(at, "remove_layer")).model.layers) == n
    assert at.button(key="remove_layer").disabled
    for n in range(1, 11):
        assert len(experiment_of(press(at, "add_layer")).model.layers) == n
    assert at.button(key="add_layer").disabled


def test_new_seed_changes_the_seed_alone():
    seeds = {experiment_of(press(at, "new_seed")).seed for at in [open_page()] for _ in range(3)}
    assert len(seeds | {NETWORK_LAB.seed}) > 2


def test_speed_is_in_the_address_and_not_in_the_experiment():
    at = open_page(speed="slow")
    assert at.select_slider(key="speed").value == "slow"
    at.select_slider(key="speed").set_value("max")
    run(at)
    assert read(at, "speed") == "max"
    assert experiment_of(at) == NETWORK_LAB


def test_unknown_speed_is_left_aside():
    assert read(open_page(speed="warp"), "speed") == "normal"


def test_link_opens_its_experiment():
    experiment = Experiment(seed=3, data=DataConfig(name="xor", n_samples=120))
    assert experiment_of(open_page(experiment)) == experiment


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        (to_link(Experiment(seed=9))[:-3], "cut off or changed"),
        ("nonsense", "the link is 'nonsense'; accepted:"),
        ("2.x", "version is 2; accepted: 1"),
        ("1." + "A" * 100_000, "cut off or changed"),
        (to_link(Experiment(data=DataConfig(name="sun"))), "data.name is 'sun'; accepted: moons"),
    ],
    ids=["truncated", "foreign", "other version", "huge", "unknown name"],
)
def test_bad_link_leaves_the_preset_and_says_why(link, sentence):
    at = open_page(e=link)
    assert experiment_of(at) == NETWORK_LAB
    (error,) = at.error
    assert error.value.startswith("This link was not opened: ")
    assert sentence in error.value
    assert "\n" not in error.value


def test_bad_link_while_open_leaves_the_last_good_experiment():
    experiment = Experiment(seed=3)
    at = open_page(experiment)
    at.query_params["e"] = "nonsense"
    assert experiment_of(run(at)) == experiment
    assert len(at.error) == 1
    at.selectbox(key="learning_rate").set_value(0.1)
    assert not run(at).error


def test_batch_size_follows_a_smaller_data_set():
    at = open_page(Experiment(training=TrainingConfig(batch_size=256)))
    at.slider(key="n_samples").set_value(100)
    assert experiment_of(run(at)).training.batch_size == 70
    assert at.selectbox(key="batch_size").value == 70
    at.slider(key="test_size").set_value(0.9)
    assert experiment_of(run(at)).training.batch_size == 10


def test_steps_and_reset():
    at = press(press(open_page(Experiment()), "step"), "step")
    session = session_of(at)
    assert (session.status, session._run.trainer.step) == ("paused", 2)
    press(at, "step_epoch")
    assert session._run.trainer.step == 22  # 700 training points in batches of 32
    press(at, "reset")
    assert (session.status, session._run.trainer.step) == ("idle", 0)


def test_play_and_pause():
    at = press(open_page(Experiment(training=TrainingConfig(epochs=100_000))), "play")
    assert session_of(at).status == "running"
    assert at.button(key="play").label == "Pause"
    press(at, "play")
    assert session_of(at).status in ("idle", "paused")
    assert at.button(key="play").label == "Play"


def test_play_after_the_end_trains_on():
    at = open_page(Experiment(data=DataConfig(n_samples=50), training=TrainingConfig(epochs=1)), speed="slow")
    press(at, "step_epoch")
    assert session_of(at).status == "finished"
    press(at, "play")
    assert session_of(at).status == "running"
    assert experiment_of(at).training.epochs == 2
    press(at, "play")


def test_rebuild_is_told_and_a_live_change_is_not():
    at = press(open_page(), "step")
    at.selectbox(key="learning_rate").set_value(0.1)
    assert not run(at).toast
    at.slider(key="noise").set_value(0.3)
    assert "training starts again at step 0" in run(at).toast[0].value
    assert not run(at).toast


def test_two_readers_have_a_run_each():
    first, second = open_page(), open_page()
    first.slider(key="noise").set_value(0.4)
    press(run(first), "step")
    assert experiment_of(run(second)) == NETWORK_LAB
    assert session_of(second).status == "idle"
