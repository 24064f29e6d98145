"""What a line can part: linear programs, the margin, and Novikoff's bound."""

import math

import numpy as np
import pytest
import torch
from perceptron_states import answer
from sklearn.svm import SVC

from playground.principles.perceptron.gates import CORNERS, GATES
from playground.principles.perceptron.rule import learn
from playground.principles.perceptron.separability import (
    bound_mistakes,
    compute_margin,
    compute_radius,
    find_meeting,
    is_separable,
    signed_points,
)

CORNER_ARRAY = np.array(CORNERS)
ZERO = np.zeros(3)


def gate(name):
    return CORNER_ARRAY, np.array(GATES[name].outputs)


def draw_separable(seed):
    """Points on both sides of a random line, none nearer to it than a random gap."""
    rng = np.random.default_rng(seed)
    n, angle, offset, gap = rng.integers(2, 40), rng.uniform(0, 2 * np.pi), rng.normal(0, 0.5), rng.uniform(0.02, 0.3)
    normal = np.array([np.cos(angle), np.sin(angle)])
    X = rng.uniform(-2, 2, size=(400, 2))
    X = X[np.abs(X @ normal - offset) > gap][:n]
    return X, (X @ normal > offset).astype(np.int64)


@pytest.mark.parametrize("seed", range(200))
def test_mistakes_on_a_random_separable_set_never_exceed_the_bound(seed):
    X, y = draw_separable(seed)
    margin, direction = compute_margin(X, y)
    bound = (compute_radius(X) / margin) ** 2

    start = torch.zeros(3, dtype=torch.float64)
    course = learn(torch.from_numpy(X), torch.from_numpy(y), start, rate=0.7, samples=10**6)

    assert is_separable(X, y)
    assert course.is_settled
    assert course.mistakes <= bound
    assert bound_mistakes(compute_radius(X), margin, ZERO, direction, 0.7) == pytest.approx(bound)


@pytest.mark.parametrize("seed", range(40))
def test_mistakes_from_other_weights_never_exceed_their_bound(seed):
    X, y = draw_separable(seed)
    start = np.random.default_rng(seed + 1000).normal(0, 2, 3)
    margin, direction = compute_margin(X, y)

    course = learn(torch.from_numpy(X), torch.from_numpy(y), torch.from_numpy(start), rate=0.5, samples=10**6)

    assert course.is_settled
    assert course.mistakes <= bound_mistakes(compute_radius(X), margin, start, direction, 0.5)


@pytest.mark.parametrize("seed", range(20))
def test_margin_is_that_of_a_support_vector_machine(seed):
    """scikit-learn's, with a penalty so large that it is hard; mirrored points make its intercept 0."""
    X, y = draw_separable(seed)
    Z = signed_points(X, y)
    machine = SVC(kernel="linear", C=1e8, tol=1e-8).fit(np.vstack([Z, -Z]), np.repeat([1, 0], len(Z)))
    margin, direction = compute_margin(X, y)

    assert margin == pytest.approx(1 / np.linalg.norm(machine.coef_), rel=1e-3)
    assert (Z @ direction).min() == pytest.approx(margin, rel=1e-9)  # every point keeps it
    assert np.linalg.norm(direction) == pytest.approx(1)


@pytest.mark.parametrize(("name", "squared"), [("and", 51), ("nand", 51), ("or", 27)])
def test_bound_of_gates_in_closed_form(name, squared):
    """R^2 = 1 + 1 + 1. AND: w = (2, 2, 3) has all signed sums >= 1, so gamma^2 = 1/17; OR: (2, 2, 1), 1/9."""
    margin, _ = compute_margin(*gate(name))

    assert (compute_radius(CORNER_ARRAY) / margin) ** 2 == pytest.approx(squared, rel=1e-12)


@pytest.mark.parametrize("name", GATES)
def test_only_xor_cannot_be_parted(name):
    assert is_separable(*gate(name)) == (name != "xor")


def test_no_line_is_found_by_the_points_and_not_by_a_name():
    """XOR's points as the reader's own, moved, and with its classes exchanged."""
    own = [[0.1, 0.2, 1], [1.1, 0.9, 1], [0.0, 1.0, 0], [0.8, 0.1, 0]]
    assert answer(target="own", points=own)["separation"]["separable"] is False
    assert answer(target="own", points=[[x, y, 0] for x, y, _ in own])["separation"]["separable"] is True
    assert answer(target="own", points=own[:3])["separation"]["separable"] is True


@pytest.mark.parametrize("seed", range(60))
def test_classes_meet_exactly_where_no_line_parts_them(seed):
    rng = np.random.default_rng(seed)
    X = rng.uniform(0, 1, (rng.integers(3, 9), 2))
    y = rng.integers(0, 2, len(X))
    meeting = find_meeting(X, y)

    assert (meeting is None) == is_separable(X, y)
    if meeting:
        for label in (0, 1):
            shares = [(i, share) for i, share in meeting.members if y[i] == label]
            assert math.fsum(share for _, share in shares) == pytest.approx(1)
            assert sum(X[i] * share for i, share in shares) == pytest.approx(meeting.place)


def test_classes_of_xor_meet_in_the_middle():
    assert find_meeting(*gate("xor")).place == pytest.approx((0.5, 0.5))


def test_contradictory_points_meet_where_they_are():
    separation = answer(target="own", points=[[0.3, 0.4, 0], [0.3, 0.4, 1]])["separation"]

    assert separation["separable"] is False
    assert separation["place"] == pytest.approx([0.3, 0.4])
    assert [share for _, share in separation["members"]] == [1.0, 1.0]


def test_classes_as_near_as_the_plane_allows_are_still_parted():
    """Points have two decimals: diagonal neighbors in line leave the narrowest gap."""
    X = np.array([[0.0, 0.0], [0.01, 0.01], [1.4, 1.39], [1.4, 1.4]])
    assert is_separable(X, np.array([0, 0, 1, 0]))
    assert not is_separable(np.array([[0.0, 0.0], [0.7, 0.7], [1.4, 1.4]]), np.array([0, 1, 0]))
