"""The perceptron's state: what is accepted, what is refused in one sentence, and what goes to the network lab."""

import json
import time

import pytest
import torch
from perceptron_states import answer, read

from playground.engine.build import build_trainer
from playground.engine.catalog import check_experiment
from playground.principles.perceptron import LAB
from playground.serialization import from_link, to_link


def test_start_is_a_state_that_reading_leaves_as_it_is():
    assert LAB.read(dict(LAB.start)) == dict(LAB.start)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"tab": "four"}, "tab is 'four'; accepted: hand, rule, layers"),
        ({"target": []}, r"target is \[\]; accepted: and, or, nand, xor, own"),
        ({"hand": [1, 2]}, r"hand is \[1, 2\]; accepted: a list of 3 numbers"),
        ({"hand": [1, float("nan"), 0]}, r"hand\[1\] is nan; accepted: a number from -4 to 4"),
        ({"hand": [1, 1e300, 0]}, r"hand\[1\] is 1e\+300; accepted: a number from -4 to 4"),
        ({"points": [[0, 0, 2]]}, r"points\[0\] is \[0, 0, 2\]; accepted: two numbers and a class, 0 or 1"),
        ({"points": [[9, 0, 1]]}, r"points\[0\]\[0\] is 9; accepted: a number from -0.4 to 1.4"),
        ({"points": [[0, 0, 1]] * 41}, "accepted: a list of at most 40 points"),
        ({"rate": 0}, "rate is 0; accepted: a number from 0.001 to 1000"),
        ({"rate": float("inf")}, "rate is inf; accepted"),
        ({"samples": 10**9}, "samples is 1000000000; accepted: a whole number from 0 to 1,000"),
        ({"samples": True}, "samples is True; accepted"),
        ({"neurons": [[1, 1, 1]]}, "accepted: a list of 3 neurons"),
        ({"color": 1}, "the state has a field 'color'; accepted: tab"),
    ],
)
def test_what_is_refused_is_named(fields, sentence):
    with pytest.raises(ValueError, match=sentence):
        read(**fields)


@pytest.mark.parametrize("state", [None, 5, "and", [1], True])
def test_a_state_is_an_object(state):
    with pytest.raises(ValueError, match="accepted: an object in braces"):
        LAB.read(state)


EXTREMES = [
    {"hand": [0, 0, 0]},
    {"hand": [4, -4, 4]},
    {"target": "own", "points": []},
    {"target": "own", "points": [[0, 0, 1]]},
    {"target": "own", "points": [[0.5, 0.5, 0], [0.5, 0.5, 1]], "samples": 1000},
    {"target": "own", "points": [[-0.4, 1.4, k % 2] for k in range(40)], "samples": 1000, "rate": 1000},
    {"target": "xor", "samples": 1000, "rate": 0.001, "beginning": "hand"},
    {"neurons": [[0, 0, 0]] * 3},
]


@pytest.mark.parametrize("fields", EXTREMES)
def test_extreme_states_have_finite_numbers(fields):
    text = json.dumps(answer(**fields), allow_nan=False)  # raises on infinities and on no numbers

    assert json.loads(text)["layers"]["gives"]


def test_longest_answer_takes_a_moment():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    state = read(target="own", points=[[k / 40, (7 * k % 40) / 40, k % 2] for k in range(40)], samples=1000)
    LAB.answer(state)
    took = []
    for _ in range(5):
        start = time.process_time()
        LAB.answer(state)
        took.append(time.process_time() - start)
    torch.set_num_threads(threads)

    assert min(took) < 0.1


STATES = [
    *({"target": name, "tab": "rule"} for name in ("and", "or", "nand", "xor")),
    {"tab": "layers"},
    *EXTREMES,
    {"target": "own", "points": [[k / 20, k / 30, k % 2] for k in range(20)]},
]


@pytest.mark.parametrize("fields", STATES)
def test_experiment_opens_in_the_network_lab_and_trains(fields):
    experiment = from_link(to_link(LAB.experiment(read(**fields))))
    check_experiment(experiment)
    trainer = build_trainer(experiment)
    trainer.advance(3)

    assert trainer.step == 3


def test_network_lab_gets_the_points_that_the_reader_has():
    points = [[round(k / 20, 2), round(k / 40, 2), float(k % 2)] for k in range(20)]
    experiment = LAB.experiment(read(target="own", points=points))

    assert [list(row) for row in experiment.data.own.points] == points


def test_two_layers_go_on_with_xor():
    rows = LAB.experiment(read(tab="layers", target="and")).data.own.points

    assert len(rows) == 48
    assert all(label == (round(x1) != round(x2)) for x1, x2, label in rows)
