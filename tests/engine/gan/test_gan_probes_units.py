"""Which units are shown, what their maps are, and the weights between them."""

import dataclasses

import numpy as np
import pytest
import torch
from gan_looking import Scene, make_experiment

from playground.config import GanExperiment, GeneratorConfig
from playground.engine.gan.units import choose_units, collect_weights, replace_silent
from playground.frame import Demand
from playground.models import build_network


def test_chosen_units_have_the_largest_spread_times_outgoing_weight():
    scene = Scene(make_experiment(units=(16, 9)))
    network, X = scene.generator, scene.sight.noise

    shown = choose_units(network, X, 2, 2)

    for column, units in enumerate(shown.hidden):
        outputs = network.trace(X).outputs[column + 1].double().numpy()
        outgoing = network.weights[column + 1].abs().double().numpy().sum(axis=0)
        best = np.argsort(outputs.std(axis=0) * outgoing)[-4:]
        assert units.tolist() == sorted(best)


def test_of_few_units_all_are_shown_and_the_rest_is_255():
    arrays = Scene(make_experiment(units=(3, 6))).look(Demand()).arrays

    assert arrays["shown_g"][0].tolist() == arrays["shown_d"][0].tolist() == [0, 1, 2, 255]
    assert 255 not in arrays["shown_g"][1]


def test_shown_units_stay_whatever_is_learned():
    scene = Scene(make_experiment())
    before = scene.look(Demand()).arrays

    for network in (scene.generator, scene.discriminator):
        for weight in network.weights:
            weight.copy_(weight.flip(0))

    after = scene.look(Demand()).arrays
    for name in ("shown_g", "shown_d"):
        np.testing.assert_array_equal(before[name], after[name])


def test_shown_units_stay_when_the_spread_moves_the_extent():
    before, after = (Scene(make_experiment(spread=spread)) for spread in (0.02, 0.5))

    assert before.distribution.extent != after.distribution.extent
    for old, new in zip(before.sight.discriminator_units.hidden, after.sight.discriminator_units.hidden, strict=True):
        assert torch.equal(old, new)


def test_weights_stand_between_shown_units_target_by_target():
    scene = Scene(make_experiment(units=(16, 9)))
    arrays = scene.look(Demand()).arrays
    first, second = arrays["shown_g"].astype(int).tolist()

    weights = iter(arrays["weights_g"].tolist())

    columns = [[0, 1], first, second, [0, 1]]
    for weight, sources, targets in zip(scene.generator.weights, columns, columns[1:], strict=False):
        for target in targets:
            for source in sources:
                assert next(weights) == float(weight[target, source])
    assert next(weights, None) is None


def test_no_weights_of_inputs_and_outputs_that_are_not_shown():
    network = Scene(make_experiment(units=(3, 2))).generator
    shown = choose_units(network, torch.randn(8, 2, generator=torch.Generator().manual_seed(0)), 0, 0)

    np.testing.assert_array_equal(collect_weights(network, shown), network.weights[1].reshape(-1))


@pytest.mark.parametrize("size", [1, 2, 5])
def test_maps_of_the_generator_lie_over_the_noise_plane(size):
    scene = Scene(make_experiment(size=size, units=(6, 3)))

    arrays = scene.look(Demand()).arrays

    scales = arrays["scales_g"]
    for row, column in [(0, 0), (0, 11), (4, 7)]:
        plane = [-2.5 + 5 * column / 11, 2.5 - 5 * row / 11]
        z = torch.tensor([(plane + [0.0] * 5)[:size]])
        trace = scene.generator.trace(z)
        hidden = trace.outputs[1][0, arrays["shown_g"][0].astype(int)].tolist() + trace.outputs[2][0].tolist()
        values = [*hidden, *trace.sums[-1][0].tolist()]
        for unit, value in enumerate(values):
            share = min(max(value / float(scales[0 if unit < 4 else 1 if unit < 7 else 2]), -1), 1)
            assert abs(int(arrays["units_g"][unit, row, column]) - (share + 1) / 2 * 255) <= 0.51


def test_maps_of_the_discriminator_lie_over_the_data():
    scene = Scene(make_experiment(units=(4, 3)))

    arrays = scene.look(Demand()).arrays

    x_min, x_max, _, y_max = scene.distribution.extent
    for row, column in [(0, 0), (11, 2), (4, 7)]:
        x = torch.tensor([[x_min + (x_max - x_min) * column / 11, y_max - (x_max - x_min) * row / 11]])
        values = torch.cat(scene.discriminator.trace(x).outputs[1:], dim=1)[0]
        assert arrays["units_d"][:, row, column] == pytest.approx(((values + 1) / 2 * 255).numpy(), abs=0.51)


def test_players_without_hidden_layers_show_their_inputs_and_outputs_alone():
    experiment = make_experiment(units=())
    scene = Scene(experiment)

    arrays = scene.look(Demand()).arrays

    assert arrays["shown_g"].shape == arrays["shown_d"].shape == (0, 4)
    assert (arrays["units_g"].shape, arrays["units_d"].shape) == ((2, 12, 12), (0, 12, 12))
    np.testing.assert_array_equal(arrays["weights_g"], scene.generator.weights[0].reshape(-1))
    np.testing.assert_array_equal(arrays["weights_d"], scene.discriminator.weights[0].reshape(-1))

    images = dataclasses.replace(make_experiment("digits", units=()), generator=GeneratorConfig(layers=()))
    arrays = Scene(images).look(Demand()).arrays
    assert arrays["units_g"].shape == arrays["units_d"].shape == (0, 12, 12)
    assert arrays["weights_g"].shape == arrays["weights_d"].shape == (0,)


def test_unit_that_has_fallen_silent_gives_way_to_the_one_that_matters_most():
    network = build_network(GanExperiment().generator.model, 2, 2, seed=0)
    X = torch.randn(128, 2, generator=torch.Generator().manual_seed(0))
    shown = choose_units(network, X, 2, 2)
    dead, *others = shown.hidden[1].tolist()
    network.biases[1][dead] = -1e6

    after = replace_silent(shown, network, X)

    rest = choose_units(network, X, 2, 2).hidden[1].tolist()
    assert after.hidden[0].tolist() == shown.hidden[0].tolist()
    assert sorted(after.hidden[1].tolist()) == sorted({*others, *rest})
    assert dead not in after.hidden[1].tolist()


def test_silent_units_stay_where_nothing_else_is_alive():
    network = build_network(GanExperiment().generator.model, 2, 2, seed=0)
    X = torch.randn(128, 2, generator=torch.Generator().manual_seed(0))
    shown = choose_units(network, X, 2, 2)
    network.biases[1].fill_(-1e6)

    assert replace_silent(shown, network, X).hidden[1].tolist() == shown.hidden[1].tolist()
