"""Gestures on the GAN's stage, from a browser that nobody trusts, on a real run: taken, or refused and nothing lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.config import (
    DiscriminatorConfig,
    GanDataConfig,
    GanExperiment,
    GanTrainingConfig,
    GeneratorConfig,
    LinearConfig,
)
from playground.engine.session import Session
from playground.fields import replace_at
from playground.frame import ReportDemand
from playground.ui import state as module
from playground.ui.changes import make_change, open_experiment, show_present
from playground.ui.gan.changes import choose_distribution
from playground.ui.gan.gestures import GESTURES, take_gesture
from playground.ui.gan.lab import LAB
from playground.ui.gan.painting import STROKES
from playground.ui.gan.state import GanState
from playground.ui.gan.view import GanView
from playground.ui.state import HEARD

LAYERS = (LinearConfig(units=4),)
SMALL = GanExperiment(
    data=GanDataConfig(n_samples=100),
    generator=GeneratorConfig(layers=LAYERS),
    discriminator=DiscriminatorConfig(layers=LAYERS),
    training=GanTrainingConfig(batch_size=8, iterations=100_000),
)
CORNERS = ((0.0, 0.0), (1.0, 1.0), (0.0, 1.0), (1.0, 0.0))
OWN = replace_at(SMALL, "data", GanDataConfig(name="own", n_samples=100, points=CORNERS))


def lab(experiment=SMALL):
    return GanState(lab=LAB, session=Session(experiment))


def do(state, action, **gesture):
    take_gesture(state, {"action": action, **gesture})
    return state


def look(state, **view):
    return do(state, "view", value=view)


def points_of(state):
    return state.session.experiment.data.points


def shown(state):
    return state.session.poll(LAB.demand_frames(state))


def test_painting_elsewhere_turns_to_own_points_and_says_so():
    state = do(lab(), "paint", points=[[0.12345, -1]])
    assert state.session.experiment.data.name == "own"
    assert points_of(state) == ((0.123, -1.0),)
    assert "Undo brings the former data back" in state.news
    assert "Undo" not in do(state, "paint", points=[[0, 0]]).news


def test_stroke_on_own_points_keeps_the_weights():
    state = lab(OWN)
    state.session.step()
    assert do(state, "paint", points=[[0.5, 0.5]]).news == ""
    assert state.session.status == "paused"
    assert points_of(state) == (*CORNERS, (0.5, 0.5))


def test_eraser_takes_what_it_reaches():
    state = do(lab(OWN), "erase", points=[[0, 0.4], [1, 1.2]], radius=0.5)
    assert points_of(state) == ((0.0, 1.0), (1.0, 0.0))


def test_strokes_are_taken_back_one_by_one_to_the_data_they_began_with():
    state = lab()
    do(state, "paint", points=[[0, 0], [1, 1]])
    do(state, "erase", points=[[0, 0]], radius=0.1)
    do(state, "clear_points")
    assert points_of(state) == ()
    do(state, "undo_points")
    assert points_of(state) == ((1.0, 1.0),)
    do(do(state, "undo_points"), "undo_points")
    assert state.session.experiment == SMALL
    assert "no stroke to take back" in do(state, "undo_points").refusal


def test_painted_points_come_back_with_their_distribution():
    state = lab(OWN)
    choose_distribution(state, "digits")
    assert points_of(state) == ()
    choose_distribution(state, "ring")
    choose_distribution(state, "own")
    assert points_of(state) == CORNERS


def test_painting_goes_on_from_the_points_that_were_kept():
    state = lab(OWN)
    open_experiment(state, SMALL, "open")
    assert points_of(do(state, "paint", points=[[0.5, 0.5]])) == (*CORNERS, (0.5, 0.5))


@pytest.mark.parametrize("n_points", [0, 1])
def test_too_few_points_say_what_to_do_and_show_a_frame(n_points):
    state = lab()
    choose_distribution(state, "own")
    if n_points:
        do(state, "paint", points=[[0, 0]])
    with pytest.raises(ValueError, match=r"paint some|add more"):
        state.session.play()
    assert shown(state).step == 0
    state.session.report(LAB.demand_report(state))
    do(state, "next_iteration")
    assert "point" in state.refusal


def test_view_is_kept_and_changes_nothing_else():
    state = look(lab(), layers=["real"], followed=3)
    assert state.view == GanView(layers=("real",), followed=3)
    assert state.session.experiment == SMALL
    assert not state.is_changed


def test_slow_motion_pauses_and_shows_its_stage():
    state = lab()
    state.session.step()
    state.session.play()
    look(state, stage=2)
    assert state.session.status == "paused"
    assert shown(state).metrics["stage"] == 2


def test_run_that_plays_on_shows_no_stage():
    state = look(lab(), stage=2)
    state.session.play()
    assert "stage" not in shown(state).metrics
    look(state, stage=2, followed=5)
    assert state.session.status == "running"
    state.session.pause()


def test_next_iteration_is_taken_and_its_successor_begins():
    state = look(lab(), stage=8)
    do(state, "next_iteration")
    assert state.session.status == "paused"
    frame = shown(state)
    assert (frame.step, frame.metrics["stage"]) == (1, 1)


@pytest.mark.parametrize(("player", "updates"), [("generator", (1.0, 0.0)), ("discriminator", (0.0, 1.0))])
def test_one_player_takes_a_step(player, updates):
    metrics = shown(do(lab(), "step_player", player=player)).metrics
    assert (metrics["g_updates"], metrics["d_updates"]) == updates


def test_looking_back_pauses_and_going_on_shows_the_present():
    state = lab()
    state.session.step(40)
    state.session.play()
    look(state, step=20)
    assert state.session.status == "paused"
    assert shown(state).step == 20
    assert shown(do(state, "next_iteration")).step > 40


def test_moment_that_the_browser_repeats_late_is_not_taken(monkeypatch):
    state = lab()
    state.session.step(40)
    look(state, step=20)
    monkeypatch.setattr(module.st, "session_state", {HEARD: str(state.replacements)})
    show_present(state)
    assert look(state, step=20).view.step is None
    assert shown(look(state, step=10)).step == 10


@pytest.mark.parametrize(("action", "gesture"), [("next_iteration", {}), ("step_player", {"player": "generator"})])
def test_run_at_its_end_says_how_to_go_on(action, gesture):
    state = lab(replace_at(SMALL, "training.iterations", 1))
    state.session.step()
    do(state, action, **gesture)
    assert "Play trains on" in state.refusal
    assert shown(state).step == 1


def test_live_change_leaves_stage_and_weights():
    state = look(lab(), stage=3)
    state.session.step()
    make_change(state, lambda experiment: replace_at(experiment, "generator.optimizer.learning_rate", 0.1))
    frame = shown(state)
    assert (frame.step, frame.metrics["stage"]) == (1, 3)


@pytest.mark.parametrize(
    ("gesture", "sentence"),
    [
        ({}, "the edit is None; accepted: paint, "),
        ({"action": ["paint"]}, "the edit is ['paint']; accepted: paint, "),
        ({"action": "explode"}, "the edit is 'explode'; accepted: paint, erase, clear_points, view, "),
        ({"action": "view", "value": 3}, "the view is 3; accepted: an object in braces"),
        ({"action": "step_player"}, "player is 'None'; accepted: generator, discriminator"),
        ({"action": "paint", "points": [[0, 0, 1]]}, "a point of the stroke is [0, 0, 1]; accepted: 2 numbers"),
        ({"action": "paint", "points": [[0, 0]] * 1001}, "accepted: a list of 1 to 1,000 points"),
        ({"action": "erase", "points": [[0, 0]], "radius": 0}, "the radius is 0; accepted: a number above 0"),
    ],
)
def test_bad_gesture_is_refused_and_nothing_is_lost(gesture, sentence):
    state = lab()
    take_gesture(state, gesture)
    assert sentence in state.refusal
    assert "\n" not in state.refusal
    assert state.session.experiment == SMALL
    assert state.is_changed
    assert not state.strokes


def test_too_many_points_are_refused():
    state = lab(replace_at(OWN, "data.points", tuple((i / 5000, 0.0) for i in range(4500))))
    do(state, "paint", points=[[0, 0]] * 600)
    assert "there would be 5,100 points; accepted: at most 5,000" in state.refusal
    assert len(points_of(state)) == 4500


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.integers(0, 8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["stage", "noise"]), inner, max_size=2),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([*STROKES, *GESTURES]),
    st.fixed_dictionaries({}, optional=dict.fromkeys(["value", "points", "radius", "player"], ANYTHING)),
)
def test_whatever_comes_leaves_a_run_that_shows(action, gesture):
    state = lab(OWN)
    take_gesture(state, {**gesture, "action": action})
    assert shown(state).status in ("idle", "paused", "diverged")
    state.session.report(ReportDemand(metrics=True))
