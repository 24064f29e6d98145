"""The neuron, the gates set by hand, and the learning rule."""

import pytest
import torch
from perceptron_states import answer

from playground.principles.perceptron.gates import CORNERS, GATES
from playground.principles.perceptron.layers import compute_layers
from playground.principles.perceptron.neuron import fires
from playground.principles.perceptron.rule import learn

X = torch.tensor(CORNERS, dtype=torch.float64)
ZERO = torch.zeros(3, dtype=torch.float64)
TRUTH = {
    "and": lambda a, b: a and b,
    "or": lambda a, b: a or b,
    "nand": lambda a, b: not (a and b),
    "nor": lambda a, b: not (a or b),
    "xor": lambda a, b: a != b,
}


@pytest.mark.parametrize("name", GATES)
def test_gate_has_the_outputs_of_its_truth_table(name):
    wanted = tuple(int(TRUTH[name](bool(a), bool(b))) for a, b in CORNERS)

    assert GATES[name].outputs == wanted


@pytest.mark.parametrize("name", [name for name, gate in GATES.items() if gate.classic])
def test_classic_weights_compute_their_gate(name):
    weights = torch.tensor(GATES[name].classic, dtype=torch.float64)

    assert tuple(fires(X, weights).int().tolist()) == GATES[name].outputs


def test_classic_weights_are_the_textbooks():
    assert GATES["and"].classic == (0.5, 0.5, 0.7)  # asked for by name
    assert GATES["or"].classic == (0.5, 0.5, 0.2)


@pytest.mark.parametrize("name", [name for name, gate in GATES.items() if gate.layered])
def test_layered_weights_compute_their_gate_with_threshold_one_half(name):
    w1, w2, b = GATES[name].layered

    assert tuple(int(w1 * x1 + w2 * x2 + b >= 0.5) for x1, x2 in CORNERS) == GATES[name].outputs


def test_nand_and_or_into_and_give_xor_on_all_four_inputs():
    neurons = torch.tensor([GATES[name].layered for name in ("nand", "or", "and")], dtype=torch.float64)

    result = compute_layers(X, neurons)

    assert result["gives"][:, 2].tolist() == list(GATES["xor"].outputs)
    # By hand: NAND gives 1 1 1 0, OR gives 0 1 1 1.
    assert result["gives"][:, :2].tolist() == [[1, 0], [1, 1], [1, 1], [0, 1]]


def test_sum_equal_to_the_threshold_fires_though_decimals_are_rounded():
    point = torch.tensor([[1.0, 1.0]], dtype=torch.float64)

    assert 0.7 + 0.1 < 0.8  # what a bare comparison would see
    assert fires(point, torch.tensor([0.7, 0.1, 0.8], dtype=torch.float64)).tolist() == [True]
    assert fires(point, torch.tensor([0.7, 0.1, 0.81], dtype=torch.float64)).tolist() == [False]


def test_first_samples_of_and_by_hand():
    """From 0 the neuron fires everywhere; (0, 0) wants 0, so only theta moves, by the rate."""
    course = learn(X, torch.tensor(GATES["and"].outputs), ZERO, rate=0.25, samples=4)

    # (0,0): error -1, theta 0.25. (0,1), (1,0): sum 0 < 0.25, right. (1,1): error +1, w 0.25, 0.25, theta 0.
    assert course.weights.tolist() == [0.25, 0.25, 0.0]
    assert (course.mistakes, course.epochs) == (2, [2])
    assert course.last.before == (0.0, 0.0, 0.25)
    assert (course.last.wants, course.last.gives) == (1, 0)


@pytest.mark.parametrize("name", ["and", "or", "nand"])
def test_rule_learns_gates_that_a_line_can_do_and_then_changes_nothing(name):
    y = torch.tensor(GATES[name].outputs)
    course = learn(X, y, ZERO, rate=0.25, samples=1000)

    assert course.is_settled
    assert fires(X, course.weights).int().tolist() == y.tolist()
    assert course.epochs[-1] == 0


def test_xor_makes_mistakes_in_every_epoch():
    course = learn(X, torch.tensor(GATES["xor"].outputs), ZERO, rate=0.25, samples=1000)

    assert not course.is_settled
    assert len(course.epochs) == 250
    assert min(course.epochs) > 0


@pytest.mark.parametrize("rate", [1e-3, 1.0, 1e3])
def test_rate_only_scales_what_begins_at_zero(rate):
    y = torch.tensor(GATES["and"].outputs)
    course, unit = (learn(X, y, ZERO, rate=r, samples=1000) for r in (rate, 0.25))

    assert course.mistakes == unit.mistakes
    assert (course.weights / rate).tolist() == pytest.approx((unit.weights / 0.25).tolist(), rel=1e-9)


def test_one_point_is_learned_after_one_mistake():
    result = answer(target="own", points=[[0.3, 0.4, 0]], samples=10)["rule"]

    assert result["settled"]
    assert (result["mistakes"], result["epochs"]) == (1, [1, 0])


def test_no_points_have_nothing_to_learn():
    result = answer(target="own", samples=10)

    assert result["rule"]["samples"] == 0
    assert result["rule"]["gives"] == []
    assert result["separation"] == {"separable": None}
