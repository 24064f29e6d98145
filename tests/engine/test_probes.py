"""What a frame shows is what the module computes at the crossings of its grid, and what its parameters are."""

import numpy as np
import pytest
import torch
from experiments import make_experiment

from playground.config import (
    BatchNormConfig,
    DropoutConfig,
    Experiment,
    LinearConfig,
    ModelConfig,
)
from playground.engine.build import build_trainer
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


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_output_map_is_a_plain_forward_at_the_crossings_of_the_grid(activation):
    trainer = make_trainer(activation=activation)

    output = trainer.frame(Demand(map_size=20)).arrays["output"]

    assert (output.shape, output.dtype) == ((20, 20), np.uint16)
    for row, column in [(0, 0), (0, 19), (7, 3), (19, 10)]:
        x = crossing(trainer.dataset.extent, 20, row, column)
        logit = trainer.network(torch.tensor([x])).item()
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
        values = torch.cat([*trainer.network.trace(x).outputs], dim=1)[0]
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


def test_all_edges_are_sent_when_they_fit():
    trainer = make_trainer(units=(4, 3))
    arrays = trainer.frame(Demand(max_edges=100)).arrays

    assert (arrays["edges"].dtype, arrays["weights"].dtype) == (np.uint8, np.float32)
    assert len(arrays["edges"]) == 2 * 4 + 4 * 3 + 3 * 1
    for (layer, source, target), weight in zip(arrays["edges"].tolist(), arrays["weights"], strict=True):
        assert weight == trainer.network.weights[layer][target, source].item()


def test_biases_are_those_of_the_hidden_units_then_of_the_output():
    trainer = make_trainer(units=(4, 3))

    biases = trainer.frame(Demand()).arrays["biases"]

    assert biases.dtype == np.float32
    np.testing.assert_array_equal(biases, torch.cat(trainer.network.biases).numpy())


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

    assert frame.metrics == trainer.evaluate() | {"learning_rate": 0.01}
    assert (frame.step, frame.epoch) == (50, trainer.epoch)


# Other tasks, inputs and layers


def test_a_map_of_several_classes_holds_how_far_each_logit_is_below_the_largest():
    trainer = build_trainer(make_experiment("blobs", data={"classes": 4}))
    trainer.advance(30)

    output = trainer.frame(Demand(map_size=20)).arrays["output"]

    assert (output.shape, output.dtype) == ((4, 20, 20), np.uint16)
    logits = trainer.network(torch.tensor([crossing(trainer.dataset.extent, 20, 7, 3)]))[0].detach()
    levels = ((logits - logits.max() + 8).clamp(-8, 8) / 8 + 1) / 2 * 65535
    np.testing.assert_allclose(output[:, 7, 3], levels, atol=1)


def test_maps_of_several_classes_share_their_bytes():
    trainer = build_trainer(make_experiment("blobs", data={"classes": 6}))

    assert trainer.frame(Demand(output_bytes=6 * 2 * 30 * 30)).arrays["output"].shape == (6, 30, 30)
    assert trainer.frame(Demand(output_bytes=10**6)).arrays["output"].shape == (6, 50, 50)


def test_a_regression_is_shown_within_its_own_limit():
    trainer = build_trainer(make_experiment("saddle"))
    trainer.advance(30)

    output = trainer.frame(Demand(map_size=20)).arrays["output"]

    value = trainer.network(torch.tensor([crossing(trainer.dataset.extent, 20, 7, 3)])).item()
    limit = trainer.dataset.value_limit
    assert abs(int(output[7, 3]) - (min(max(value / limit, -1), 1) + 1) / 2 * 65535) <= 1


def test_a_curve_has_four_points_for_each_row_of_a_map():
    trainer = build_trainer(make_experiment("sine"))
    trainer.advance(30)

    arrays = trainer.frame(Demand(map_size=20)).arrays

    assert arrays["output"].shape == (1, 80)
    left = trainer.network(torch.tensor([[trainer.dataset.extent[0]]])).item() / trainer.dataset.value_limit
    assert abs(int(arrays["output"][0, 0]) - (min(max(left, -1), 1) + 1) / 2 * 65535) <= 1
    assert (arrays["units"] == arrays["units"][:, :1]).all()


def test_each_input_has_its_map_and_its_scale():
    inputs = ("x1", "x1_squared", "sin_x2")
    trainer = build_trainer(make_experiment("circles", model=ModelConfig(inputs=inputs)))

    arrays = trainer.frame(Demand()).arrays

    x_min = trainer.dataset.extent[0]
    assert len(arrays["units"]) == 3 + 20
    level = (x_min**2 / arrays["scales"][0] + 1) / 2 * 255
    assert abs(int(arrays["units"][1, 0, 0]) - min(level, 255)) <= 1


THIN = ModelConfig(layers=(LinearConfig(units=30), BatchNormConfig(), DropoutConfig(rate=0.5)))


def test_train_mode_shows_thinned_networks_beside_the_whole_one():
    trainer = build_trainer(make_experiment(model=THIN))
    trainer.advance(30)
    whole = trainer.frame(Demand()).arrays

    first, second = (trainer.frame(Demand(mode="train")).arrays for _ in range(2))

    np.testing.assert_array_equal(first["output"], whole["output"])
    assert (first["output"] != first["output_train"]).any()
    assert (first["kept"] != second["kept"]).any()
    assert (first["kept"].shape, first["kept"].dtype) == ((2 + 30,), np.uint8)
    assert first["kept"][:2].all()
    assert 3 <= first["kept"][2:].sum() <= 27  # of 30 at one half, all but one in ten million draws


def test_looking_in_train_mode_does_not_change_a_run():
    watched, alone = (build_trainer(make_experiment(model=THIN)) for _ in range(2))
    for _ in range(5):
        watched.advance(10)
        watched.frame(Demand(mode="train"))
    alone.advance(50)

    assert watched.evaluate() == alone.evaluate()


def test_norms_are_what_batch_norm_does_to_a_unit():
    trainer = build_trainer(make_experiment(model=THIN))
    trainer.advance(30)
    x = torch.tensor([[0.3, -0.2]])

    norms = trainer.frame(Demand()).arrays["norms"]

    trace = trainer.network.trace(x)
    assert norms.shape == (30, 2)
    np.testing.assert_allclose(
        norms[:, 0] * trace.activations[0][0].numpy() + norms[:, 1], trace.outputs[1][0], atol=1e-5
    )


def test_without_batch_norm_no_norms_are_sent():
    assert "norms" not in make_trainer().frame(Demand()).arrays


def test_borders_between_confident_classes_stay_where_the_logits_are_equal():
    experiment = make_experiment("blobs", data={"classes": 4})
    trainer = build_trainer(experiment)
    weight = trainer.network.linears[-1].weight.data
    weight.mul_(200)  # logits far beyond what a map can hold
    maps = trainer.frame(Demand(map_size=20)).arrays["output"]
    assert len(np.unique(maps.argmax(axis=0))) > 1
    assert (np.sort(maps, axis=0)[-2] < 65535).mean() > 0.9
