"""What a frame shows is what the module computes at the crossings of its grid, and what its parameters are."""

import numpy as np
import pytest
import torch

from playground.config import Experiment, LinearConfig, ModelConfig
from playground.engine.build import build_trainer
from playground.engine.probes import compute_edges, compute_scale, make_grid
from playground.frame import Demand
from playground.models import ACTIVATIONS


def make_trainer(units=(10, 10), activation="relu", n_steps=50):
    layers = tuple(LinearConfig(units=n, activation=activation) for n in units)
    trainer = build_trainer(Experiment(model=ModelConfig(layers=layers)))
    trainer.advance(n_steps)
    return trainer


def crossing(extent, size, row, column):
    x_min, x_max, y_min, y_max = extent
    return (x_min + column * (x_max - x_min) / (size - 1), y_max - row * (y_max - y_min) / (size - 1))


def test_the_grid_starts_in_the_top_left_corner_and_runs_row_by_row():
    grid = make_grid((0.0, 2.0, 10.0, 12.0), 2)

    torch.testing.assert_close(grid, torch.tensor([[0.0, 12.0], [2.0, 12.0], [0.0, 10.0], [2.0, 10.0]]))


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_output_map_is_a_plain_forward_at_the_crossings_of_the_grid(activation):
    trainer = make_trainer(activation=activation)

    output = trainer.frame(Demand(map_size=20)).arrays["output"]

    assert (output.shape, output.dtype) == ((20, 20), np.uint16)
    for row, column in [(0, 0), (0, 19), (7, 3), (19, 10)]:
        x = crossing(trainer.dataset.extent, 20, row, column)
        logit = trainer.model(torch.tensor([x])).item()
        level = (min(max(logit, -8), 8) / 8 + 1) / 2 * 65535
        assert abs(int(output[row, column]) - level) <= 1


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_unit_maps_are_the_activations_at_the_crossings_of_the_grid(activation):
    trainer = make_trainer(units=(4, 3), activation=activation)

    arrays = trainer.frame(Demand(unit_bytes=9 * 16 * 16)).arrays

    units, scales = arrays["units"], arrays["scales"]
    assert (units.shape, units.dtype) == ((9, 16, 16), np.uint8)
    assert (scales.shape, scales.dtype) == ((3,), np.float32)
    layer_of_unit = [0] * 2 + [1] * 4 + [2] * 3
    for row, column in [(0, 0), (3, 15), (15, 8)]:
        x = torch.tensor([crossing(trainer.dataset.extent, 16, row, column)])
        values = torch.cat([x, *trainer.model.trace(x)[1]], dim=1)[0]
        for unit, value in enumerate(values.tolist()):
            scaled = min(max(value / scales[layer_of_unit[unit]], -1), 1)
            assert abs(int(units[unit, row, column]) - (scaled + 1) / 2 * 255) <= 0.51


def test_unit_maps_share_their_bytes_within_limits():
    trainer = make_trainer(units=(10, 10))
    sizes = [trainer.frame(Demand(unit_bytes=n)).arrays["units"].shape[1] for n in (1, 22 * 100, 14_400, 10**7)]

    assert sizes == [4, 10, 25, 32]


def test_scales_of_inputs_and_bounded_activations_are_fixed():
    trainer = make_trainer(activation="tanh")

    scales = trainer.frame(Demand()).arrays["scales"]

    assert scales.tolist() == [np.float32(max(map(abs, trainer.dataset.extent))), 1.0, 1.0]


@pytest.mark.parametrize(
    ("magnitude", "expected"), [(0.0, 0.001), (4.5, 4.5), (4.51, 4.6), (123.4, 130.0), (0.01, 0.01)]
)
def test_other_scales_are_the_99th_percentile_rounded_up_to_two_digits(magnitude, expected):
    activations = torch.full((1000, 1), -magnitude)
    activations[:9] = 1e6  # fewer than one percent

    assert compute_scale(activations, (0.0, float("inf"))) == pytest.approx(expected)


def test_all_edges_are_sent_when_they_fit():
    trainer = make_trainer(units=(4, 3))
    arrays = trainer.frame(Demand(max_edges=100)).arrays

    assert (arrays["edges"].dtype, arrays["weights"].dtype) == (np.uint8, np.float32)
    assert len(arrays["edges"]) == 2 * 4 + 4 * 3 + 3 * 1
    for (layer, source, target), weight in zip(arrays["edges"].tolist(), arrays["weights"], strict=True):
        assert weight == trainer.model.weights[layer][target, source].item()


def test_only_the_strongest_edges_into_each_unit_are_sent_of_a_larger_network():
    trainer = make_trainer(units=(20, 10))
    edges, weights = compute_edges(trainer.model, max_edges=100)

    # 31 target units share 100 edges: 3 each, but layer A's units have only the 2 inputs.
    assert len(edges) == len(weights) == 20 * 2 + 10 * 3 + 1 * 3
    for layer, source, target in edges.tolist():
        incoming = trainer.model.weights[layer][target].abs()
        assert (incoming > incoming[source]).sum() < 3


def test_every_unit_keeps_an_edge_however_few_are_asked_for():
    edges, _ = compute_edges(make_trainer(units=(64, 64)).model, max_edges=1)

    assert len(edges) == 64 + 64 + 1


def test_biases_are_those_of_the_hidden_units_then_of_the_output():
    trainer = make_trainer(units=(4, 3))

    biases = trainer.frame(Demand()).arrays["biases"]

    assert biases.dtype == np.float32
    np.testing.assert_array_equal(biases, torch.cat(trainer.model.biases).numpy())


def test_what_is_not_demanded_is_not_computed():
    arrays = make_trainer().frame(Demand(map_size=0, unit_bytes=0)).arrays

    assert set(arrays) == {"edges", "weights", "biases"}


def test_a_frame_is_a_copy_that_later_training_leaves_alone():
    trainer = make_trainer()
    frame = trainer.frame(Demand())
    before = {name: array.copy() for name, array in frame.arrays.items()}

    trainer.advance(10)
    trainer.frame(Demand())

    for name, array in frame.arrays.items():
        np.testing.assert_array_equal(array, before[name])


def test_a_network_without_hidden_layers_shows_its_inputs_and_output():
    arrays = make_trainer(units=()).frame(Demand()).arrays

    assert arrays["units"].shape == (2, 32, 32)
    assert arrays["edges"].tolist() == [[0, 0, 0], [0, 1, 0]]
    assert len(arrays["biases"]) == 1


def test_frame_metrics_are_the_means_over_the_whole_sets():
    trainer = make_trainer()

    frame = trainer.frame(Demand())

    assert frame.metrics == trainer.evaluate()
    assert (frame.step, frame.epoch) == (50, trainer.epoch)
