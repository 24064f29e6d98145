"""Seeds, former runs, moments, and what is taken along, through the entry script."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from page import bring, experiment_of, open_page, own_page, press, read, run, session_of, state_of

from playground.config import DataConfig, Experiment, LinearConfig, ModelConfig
from playground.engine.session import Session
from playground.export.weights import write_weights
from playground.lessons import say
from playground.lessons.presets import NETWORK_LAB, PRESETS
from playground.serialization import to_link
from playground.ui.dialogs import open_dialog
from playground.ui.gestures import take_gesture
from playground.ui.network_takeaway import TAKEAWAYS
from playground.ui.view import demand_frames

SMALL = Experiment(data=DataConfig(n_samples=60), model=ModelConfig(layers=(LinearConfig(units=3),)))


def toast_of(at):
    return " ".join(toast.value for toast in at.toast)


def test_seeds_are_chosen_and_travel_in_the_address():
    at = open_page(SMALL)
    assert at.button_group(key="seeds").value == 1
    assert "seeds" not in at.query_params
    at.button_group(key="seeds").set_value(4)
    run(at)
    assert session_of(at).members == 4
    assert read(at, "seeds") == "4"
    assert "training starts again" in toast_of(at)
    assert experiment_of(at) == SMALL
    at.button_group(key="seeds").set_value(1)
    assert "seeds" not in run(at).query_params


def test_seeds_of_the_address_are_trained_and_stay_with_a_preset():
    at = open_page(SMALL, seeds="8")
    assert session_of(at).members == at.button_group(key="seeds").value == 8
    assert not toast_of(at)
    at.selectbox(key="preset").set_value(next(iter(PRESETS)))
    assert session_of(run(at)).members == 8
    at.query_params.clear()  # Back, to the page as it was before
    assert session_of(run(at)).members == 1


@pytest.mark.parametrize("seeds", ["3", "0", "eight", "9" * 5000])
def test_bad_seeds_are_told_and_the_page_opens_with_one(seeds):
    at = open_page(SMALL, seeds=seeds)
    (error,) = at.error
    assert error.value.startswith("seeds is ")
    assert "accepted: 1, 2, 4, 8, 16" in error.value
    assert session_of(at).members == 1
    assert "seeds" not in at.query_params
    assert experiment_of(at) == SMALL


def test_bad_link_and_bad_seeds_are_both_told():
    at = open_page(e="nonsense", seeds="3")
    assert "This link was not opened" in at.error[0].value
    assert "seeds is " in at.error[0].value
    assert session_of(at).experiment == NETWORK_LAB


def test_seeds_too_many_for_a_large_network_are_refused():
    at = open_page(replace(SMALL, model=ModelConfig(layers=(LinearConfig(units=64),) * 10)))
    at.button_group(key="seeds").set_value(16)
    run(at)
    assert "400,000" in at.error[0].value
    assert at.button_group(key="seeds").value == 1


def test_scrubbed_run_plays_on_from_where_it_stands():
    at = open_page(SMALL)
    state = state_of(at)
    state.session.step(30)
    take_gesture(state, {"action": "view", "value": {"step": 10}})
    assert state.session.poll(demand_frames(state.view)).step == 10
    press(at, "step")
    assert state.session.poll(demand_frames(state.view)).step == 31
    for key in ("step_epoch", "play", "reset"):
        take_gesture(state, {"action": "view", "value": {"step": 20}})
        press(at, key)
        assert state.view.step is None


def test_former_run_is_restored_with_all_controls():
    at = press(open_page(SMALL), "step_epoch")
    at.number_input(key="units_A").set_value(9)
    run(at)
    take_gesture(state_of(at), {"action": "restore_run", "run": 1})
    run(at)
    assert experiment_of(at) == SMALL
    assert at.number_input(key="units_A").value == 3
    assert "Run 1 is back" in toast_of(at)
    take_gesture(state_of(at), {"action": "pin_run", "run": 1, "value": True})
    assert "Run 1 is pinned as P" in toast_of(run(at))


@pytest.mark.parametrize("name", TAKEAWAYS)
def test_every_form_is_offered_with_its_summary(name):
    at = open_page(SMALL)
    at.selectbox(key="export_format").set_value(name)
    run(at)
    assert TAKEAWAYS[name].summary in [caption.value for caption in at.caption]
    assert [button.key for button in at.button if button.key == "show_code"] == ["show_code"] * TAKEAWAYS[name].is_shown
    assert run(at).selectbox(key="export_format").value == name


def test_code_is_shown_until_it_is_closed():
    at = press(open_page(SMALL), "show_code")
    assert "import torch" in at.code[0].value
    assert at.code[0].language == "python"
    at.number_input(key="units_A").set_value(7)  # a rerun, as when the run ends meanwhile
    assert "nn.Linear(2, 7)" in run(at).code[0].value
    open_dialog(state_of(at), "")
    assert not run(at).code


def test_code_of_a_run_that_was_changed_says_what_it_trains():
    at = press(open_page(SMALL), "step")
    at.selectbox(key="learning_rate").set_value(0.1)
    assert say("script_of_changed") in [caption.value for caption in run(at).caption]


def test_code_for_no_points_says_why_there_is_none():
    at = open_page(Experiment(data=DataConfig(name="own")))
    assert any("point" in caption.value for caption in at.caption)
    assert "point" in press(at, "show_code").error[0].value


def test_address_is_shared_with_what_it_needs():
    at = press(open_page(SMALL, seeds="2", speed="max"), "share")
    query = parse_qs(urlsplit(at.code[0].value).query)
    assert query == {"e": [to_link(SMALL)], "seeds": ["2"], "speed": ["max"]}
    assert "speed" not in parse_qs(urlsplit(press(open_page(SMALL), "share").code[0].value).query)


def test_address_too_long_to_share_says_what_to_do():
    at = press(own_page(2000), "share")
    assert "too many for a link" in at.warning[0].value
    assert not at.code


def test_address_too_long_for_a_qr_code_is_shared_without():
    at = press(own_page(450), "share")
    assert len(at.code[0].value) > 2953
    assert say("qr_too_long") in [caption.value for caption in at.caption]


def test_weights_are_opened_from_a_file():
    session = Session(SMALL)
    session.step(7)
    experiment, step, epoch, weights = session.weights()
    data = write_weights(experiment, weights, step, epoch, session.history())
    at = bring(open_page(), data, "weights.safetensors")
    assert experiment_of(at) == SMALL
    assert session_of(at).status == "paused"
    assert "at step 7" in toast_of(at)
    at = bring(at, data[:100], "cut.safetensors")
    assert len(at.error) == 1
    assert (experiment_of(at), session_of(at).run) == (SMALL, 2)
