"""What a widget sends counts, unless it repeats what stood there before a change made elsewhere."""

from types import SimpleNamespace

import pytest

from playground.ui import state as module
from playground.ui.network_lab import LAB
from playground.ui.state import (
    HEARD,
    LabState,
    is_repeated,
    note_tick,
    press,
    show_value,
    take_trigger,
    take_value,
)


@pytest.fixture
def widgets(monkeypatch):
    """The values that Streamlit holds, by key."""
    values = {}
    monkeypatch.setattr(module.st, "session_state", values)
    return values


@pytest.fixture
def state():
    return LabState(lab=LAB, session=None)


@pytest.fixture
def hear(widgets, state):
    """The browser hears of everything that was replaced until now."""

    def hear():
        widgets[HEARD] = str(state.replacements)

    hear()
    return hear


def test_value_of_the_reader_is_taken(widgets, state):
    show_value(state, "noise", 0.1)
    assert widgets["noise"] == 0.1
    widgets["noise"] = 0.2
    assert take_value(state, "noise") == 0.2


def test_echo_of_a_value_that_was_changed_elsewhere_is_not_taken(widgets, hear, state):
    show_value(state, "units_A", 4)
    show_value(state, "units_A", 5)  # a unit was added on the diagram
    widgets["units_A"] = 4  # the browser had sent this before it heard of it
    assert take_value(state, "units_A") is None


def test_every_value_on_the_way_may_echo(widgets, hear, state):
    for units in (4, 5, 6):
        show_value(state, "units_A", units)
    widgets["units_A"] = 5
    assert take_value(state, "units_A") is None
    widgets["units_A"] = 4
    assert take_value(state, "units_A") is None


def test_former_value_chosen_again_is_taken_at_once(widgets, hear, state):
    show_value(state, "units_A", 4)
    show_value(state, "units_A", 5)
    hear()
    widgets["units_A"] = 4
    assert take_value(state, "units_A") == 4


def test_browser_that_has_heard_of_one_replacement_may_still_repeat_what_another_replaced(widgets, hear, state):
    show_value(state, "units_A", 4)
    show_value(state, "units_A", 5)
    hear()
    show_value(state, "units_A", 4)
    widgets["units_A"] = 5
    assert take_value(state, "units_A") is None


def test_after_the_readers_own_choice_nothing_is_an_echo(widgets, hear, state):
    show_value(state, "units_A", 4)
    show_value(state, "units_A", 5)
    widgets["units_A"] = 9
    assert take_value(state, "units_A") == 9
    show_value(state, "units_A", 9)
    widgets["units_A"] = 4
    assert take_value(state, "units_A") == 4


def test_echo_of_one_widget_is_none_of_anothers(widgets, hear, state):
    show_value(state, "units_A", 4)
    show_value(state, "units_A", 5)
    show_value(state, "units_B", 5)
    widgets["units_B"] = 4
    assert take_value(state, "units_B") == 4


def test_showing_the_same_value_again_changes_nothing(widgets, state):
    show_value(state, "units_A", 4)
    show_value(state, "units_A", 4)
    assert state.former == {}


def test_trigger_is_read_from_its_component(widgets):
    widgets["stage"] = {"edit": {"action": "add_unit", "layer": 0}}
    assert take_trigger("stage", "edit") == {"action": "add_unit", "layer": 0}
    assert take_trigger("stage", "other") is None


@pytest.mark.parametrize(
    ("fragments", "is_second"),
    [
        (None, False),  # the whole page
        (["outer"], False),
        (["tick"], True),
        (["report"], True),
        (["report", "tick"], True),
        (["outer", "tick"], False),
    ],
)
def test_press_that_comes_with_ticks_alone_is_a_repeated_one(monkeypatch, state, fragments, is_second):
    state.ticks = {"pump": "tick", "report_pump": "report"}
    monkeypatch.setattr(module, "get_script_run_ctx", lambda: SimpleNamespace(fragment_ids_this_run=fragments))
    assert is_repeated(state) is is_second
    done = []
    press(state, lambda: done.append("done"))
    assert done == ([] if is_second else ["done"])


def test_each_pump_is_known_by_the_fragment_that_it_ticks_in(monkeypatch, state):
    monkeypatch.setattr(module.ThreadState, "get", lambda: SimpleNamespace(fragment_id="abc"))
    note_tick(state, "pump")
    assert state.ticks == {"pump": "abc"}
