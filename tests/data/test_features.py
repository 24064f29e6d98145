"""The network's inputs: each is the function that its formula says."""

import math

import pytest
import torch

from playground.data import FEATURES, compute_features, usable_features

X = torch.tensor([[0.5, -1.0], [0.25, 2.0]])
# Worked out by hand from the formulas, at (1/2, -1) and (1/4, 2).
HALF = math.sqrt(0.5)
EXPECTED = {
    "x1": (0.5, 0.25),
    "x2": (-1.0, 2.0),
    "x1_squared": (0.25, 0.0625),
    "x2_squared": (1.0, 4.0),
    "product": (-0.5, 0.5),
    "sin_x1": (1.0, HALF),
    "sin_x2": (0.0, 0.0),
    "cos_x1": (0.0, HALF),
    "cos_x2": (-1.0, 1.0),
}


@pytest.mark.parametrize("name", FEATURES)
def test_a_feature_is_its_formula(name):
    torch.testing.assert_close(compute_features([name], X)[:, 0], torch.tensor(EXPECTED[name]), atol=1e-6, rtol=0)


def test_features_stand_side_by_side_in_the_order_of_their_names():
    torch.testing.assert_close(compute_features(["product", "x1"], X), torch.tensor([[-0.5, 0.5], [0.5, 0.25]]))


def test_all_features_of_no_point_are_an_empty_table():
    assert compute_features(list(FEATURES), torch.zeros(0, 2)).shape == (0, len(FEATURES))


@pytest.mark.parametrize("name", FEATURES)
def test_a_feature_reads_no_more_coordinates_than_it_says(name):
    width = FEATURES[name].needs

    assert FEATURES[name].function(torch.ones(3, width)).shape == (3,)
    assert usable_features([name], 2) == (name,)


def test_features_of_the_second_coordinate_are_left_out_on_a_line():
    assert usable_features(["x2", "x1", "product", "sin_x1"], 1) == ("x1", "sin_x1")


def test_no_usable_feature_is_an_error_that_names_some():
    with pytest.raises(
        ValueError, match=r"model\.inputs is \['x2'\].*accepted: some of x1, x1_squared, sin_x1, cos_x1"
    ):
        usable_features(["x2"], 1)
