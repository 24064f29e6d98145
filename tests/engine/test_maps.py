"""Where maps are computed, and how values become levels."""

import pytest
import torch
from experiments import make_experiment

from playground.data import load_dataset
from playground.engine.maps import Ground, compute_scale, make_grid, make_line, to_uint8, to_uint16


def ground_of(name, features):
    experiment = make_experiment(name)
    return Ground(load_dataset(experiment.data, experiment.seed), features)


def test_the_grid_starts_in_the_top_left_corner_and_runs_row_by_row():
    grid = make_grid((0.0, 2.0, 10.0, 12.0), 2)

    torch.testing.assert_close(grid, torch.tensor([[0.0, 12.0], [2.0, 12.0], [0.0, 10.0], [2.0, 10.0]]))


@pytest.mark.parametrize(
    ("magnitude", "expected"), [(0.0, 0.001), (4.5, 4.5), (4.51, 4.6), (123.4, 130.0), (0.01, 0.01)]
)
def test_other_scales_are_the_99th_percentile_rounded_up_to_two_digits(magnitude, expected):
    activations = torch.full((1000, 1), -magnitude)
    activations[:9] = 1e6  # fewer than one percent

    assert compute_scale(activations, (0.0, float("inf"))) == pytest.approx(expected)


def test_a_line_runs_from_the_left_edge_to_the_right():
    torch.testing.assert_close(make_line((0.0, 2.0, 10.0, 12.0), 3), torch.tensor([[0.0], [1.0], [2.0]]))


def test_the_ground_holds_the_network_s_own_inputs():
    ground = ground_of("moons", ("product", "x1"))
    x_min, _, _, y_max = load_dataset(make_experiment().data, 42).extent

    assert ground.inputs("units", 3).shape == (9, 2)
    torch.testing.assert_close(ground.inputs("units", 3)[0], torch.tensor([x_min * y_max, x_min]))


def test_the_newest_grid_of_each_kind_is_kept():
    ground = ground_of("moons", ("x1",))
    first = ground.inputs("units", 3)

    ground.inputs("output", 4)
    assert ground.inputs("units", 3) is first
    assert ground.inputs("units", 5) is not first


def test_maps_of_one_feature_have_every_row_alike():
    maps = ground_of("sine", ("x1",)).lay_out(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))

    assert maps.tolist() == [[[1, 3], [1, 3]], [[2, 4], [2, 4]]]


def test_levels_reach_from_minus_one_to_one():
    shares = torch.tensor([-torch.inf, -1.0, 0.0, torch.nan, 0.5, 9.0])

    assert to_uint8(shares).tolist() == [0, 0, 128, 128, 191, 255]
    assert to_uint16(shares).tolist() == [0, 0, 32768, 32768, 49151, 65535]
