"""Files that readers bring: each is read once, becomes points, an experiment or a run, or changes nothing."""

import pytest

from playground.config import DataConfig, Experiment
from playground.data import points_to_csv
from playground.engine.session import Session
from playground.export.weights import write_weights
from playground.frame import Demand
from playground.serialization import to_json
from playground.ui import own as module
from playground.ui.gestures import take_gesture
from playground.ui.network_lab import LAB
from playground.ui.own import choose_columns, drop_file, swap_features, take_file
from playground.ui.state import LabState
from playground.ui.view import demand_frames

SMALL = Experiment(data=DataConfig(n_samples=60))
HEADER = "height,width,weight,kind\n"
ROWS = [f"{i * i},{i % 7},{2 * i + i % 3},{'dog' if i % 2 else 'cat'}" for i in range(30)]
PETS = (HEADER + "\n".join(ROWS)).encode()

BAD_FILES = {
    "empty": b"",
    "blank": b"\n \n",
    "header only": HEADER.encode(),
    "one column": b"a\n1\n2\n3\n",
    "text for numbers": b"a,b,kind\nx,y,cat\nz,w,dog\nu,v,dog\n",
    "another encoding": "größe,b,kind\n1,2,ä\n".encode("latin-1"),
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "a million rows": b"1,2,0\n" * 1_000_000,
    "2 MB of commas": b"," * 2_000_000,
    "an open quote": b'a,b,kind\n"1,2,cat\n' + b"x" * 200_000,
    "ragged": b"a,b,kind\n1,2,cat\n1,2\n",
}
BAD_EXPERIMENTS = {"no JSON": b"{", "foreign": b'{"a": 1}', "no text": b"\xff\xfe\x00", "empty": b""}


@pytest.fixture
def state():
    return LabState(lab=LAB, session=Session(SMALL))


def open_pets(state):
    take_file(state, "pets.csv", "1", PETS)
    return state.session.experiment.data.own


def test_table_becomes_own_points(state):
    own = open_pets(state)
    assert (state.refusal, state.session.experiment.data.name) == ("", "own")
    assert (own.features, own.target, own.classes) == (("height", "width"), ("kind",), ("cat", "dog"))
    assert len(own.points) == 30
    assert any(note.startswith("Standardized") for note in state.upload.notes)


def test_gaps_are_reported(state):
    take_file(state, "pets.csv", "1", PETS + b"\n,1,2,dog\n")
    assert any("line 32" in note for note in state.upload.notes)


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_table_is_refused_in_one_sentence_and_everything_stays(state, name):
    take_file(state, "data.csv", "1", BAD_FILES[name])
    assert "accepted" in state.refusal
    assert len(state.refusal.splitlines()) == 1
    assert len(state.refusal) < 400
    assert state.session.experiment == SMALL
    assert state.upload.table is None


@pytest.mark.parametrize("name", BAD_EXPERIMENTS)
def test_bad_experiment_is_refused_and_everything_stays(state, name):
    take_file(state, "experiment.json", "1", BAD_EXPERIMENTS[name])
    assert "accepted" in state.refusal
    assert state.session.experiment == SMALL


def test_bad_file_leaves_the_points_of_a_good_one(state):
    own = open_pets(state)
    take_file(state, "bad.csv", "2", b"")
    assert state.refusal
    assert state.session.experiment.data.own == own


def test_formula_in_a_cell_is_text_and_comes_out_harmless(state):
    rows = [f"{i},{i % 5},{'=cmd()' if i % 2 else 'fine'}" for i in range(20)]
    take_file(state, "data.csv", "1", ("a,b,kind\n" + "\n".join(rows)).encode())
    assert state.session.experiment.data.own.classes == ("=cmd()", "fine")
    assert "'=cmd()" in points_to_csv(state.session.dataset)


def test_experiment_is_opened_paused(state):
    experiment = Experiment(seed=7, data=DataConfig(name="xor", n_samples=60))
    take_file(state, "Experiment.JSON", "1", to_json(experiment).encode())
    assert state.session.experiment == experiment
    assert (state.session.status, state.refusal) == ("idle", "")
    assert "Experiment.JSON is open" in state.news


@pytest.fixture
def weights_file():
    """A run of five steps."""
    session = Session(Experiment(seed=7, data=DataConfig(name="xor", n_samples=60)))
    session.step(5)
    experiment, step, epoch, weights = session.weights()
    return session, write_weights(experiment, weights, step, epoch, session.history())


def test_weights_are_opened_where_they_stood(state, weights_file):
    session, data = weights_file
    take_gesture(state, {"action": "view", "value": {"step": 0}})
    take_file(state, "Weights.SafeTensors", "1", data)
    opened = state.session.poll(demand_frames(state.view))
    assert (state.refusal, state.session.experiment, state.session.status) == ("", session.experiment, "paused")
    assert opened.step == 5
    assert (opened.arrays["output"] == session.poll(Demand()).arrays["output"]).all()
    assert "Weights.SafeTensors is open, at step 5." in state.news
    assert state.is_changed


def test_weights_are_opened_as_one_network(state, weights_file):
    state.session.set_members(2)
    take_file(state, "weights.safetensors", "1", weights_file[1])
    assert (state.refusal, state.session.members) == ("", 1)


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: b"", lambda data: b"PK\x03\x04" + data])
def test_bad_weights_are_refused_in_one_sentence_and_everything_stays(state, weights_file, damage):
    state.session.step(2)
    take_file(state, "weights.safetensors", "1", damage(weights_file[1]))
    assert "accepted" in state.refusal
    assert len(state.refusal.splitlines()) == 1
    assert (state.session.experiment, len(state.session.runs), state.session.run) == (SMALL, 1, 1)


def test_file_is_read_once(state, monkeypatch):
    open_pets(state)
    monkeypatch.setattr(module, "read_table", None)
    take_file(state, "pets.csv", "1", PETS)
    assert state.refusal == ""


def test_points_stay_when_the_file_is_taken_away(state):
    own = open_pets(state)
    drop_file(state)
    assert (state.upload, state.session.experiment.data.own) == (None, own)


def test_another_target_is_learned_as_what_it_is(state):
    open_pets(state)
    choose_columns(state, target="weight")
    assert state.upload.choice.task == "regression"
    assert state.session.dataset.task == "regression"
    assert state.session.experiment.objective.loss == "mse"


def test_other_features_are_chosen(state):
    open_pets(state)
    choose_columns(state, features=("weight", "width"))
    assert state.session.experiment.data.own.features == ("weight", "width")


def test_single_feature_is_for_a_regression(state):
    open_pets(state)
    choose_columns(state, features=("height",))
    assert "two for classes" in state.refusal
    assert state.upload.choice.features == ("height", "width")
    choose_columns(state, target="weight")
    choose_columns(state, features=("height",))
    assert state.refusal == ""
    assert state.session.dataset.feature_names == ("height",)


def test_task_can_be_overridden_where_that_is_possible(state):
    open_pets(state)
    choose_columns(state, task="regression")
    assert "'kind'" in state.refusal
    assert state.upload.choice.task == "classification"


@pytest.mark.parametrize(
    ("n_classes", "sentence"),
    [(1, "has one value; accepted: 2 to 6 classes"), (8, "has 8 different values; accepted:")],
)
def test_target_of_too_few_or_many_classes_is_refused(state, n_classes, sentence):
    rows = "\n".join(f"{i * i},{i % 7},k{i % n_classes}" for i in range(40))
    take_file(state, "data.csv", "1", f"a,b,class\n{rows}".encode())
    before = state.session.experiment
    choose_columns(state, target="class")
    assert sentence in state.refusal
    assert state.session.experiment == before


def test_choice_without_a_file_does_nothing(state):
    choose_columns(state, task="regression")
    assert (state.refusal, state.session.experiment) == ("", SMALL)


def test_import_is_taken_back_like_a_stroke(state):
    take_gesture(state, {"action": "paint", "points": [[0, 0, 1]]})
    painted = state.session.experiment
    open_pets(state)
    take_gesture(state, {"action": "undo_points"})
    assert state.session.experiment.data == painted.data


@pytest.mark.parametrize(
    ("features", "place", "name", "result"),
    [
        (("a", "b"), 0, "c", ("c", "b")),
        (("a", "b"), 1, "c", ("a", "c")),
        (("a", "b"), 0, "b", ("b", "a")),
        (("a", "b"), 1, "b", ("a", "b")),
        (("a", "b"), 1, None, ("a",)),
        (("a",), 1, "b", ("a", "b")),
        (("a",), 1, "a", ("a",)),
        (("a",), 0, "b", ("b",)),
    ],
)
def test_feature_is_chosen_anew(features, place, name, result):
    assert swap_features(features, place, name) == result
