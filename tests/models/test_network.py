"""Networks: shapes, columns, the trace, the two faces of train and eval mode, and what a state holds."""

import math

import pytest
import torch
from torch import nn

from playground.config import (
    LAYER_KINDS,
    MAX_HIDDEN_LAYERS,
    MAX_UNITS,
    BatchNormConfig,
    DropoutConfig,
    LayerNormConfig,
    LinearConfig,
    ModelConfig,
)
from playground.models import LAYERS, build_network, flatten_parameters

X = torch.linspace(-2, 2, 12).reshape(6, 2)
# Two hidden columns; something stands in every column, and the second is residual.
EVERYTHING = (
    DropoutConfig(rate=0.3),
    LinearConfig(units=5, activation="relu"),
    BatchNormConfig(activation="tanh"),
    DropoutConfig(rate=0.5),
    LinearConfig(units=5, activation="sigmoid", residual=True),
    LayerNormConfig(),
    BatchNormConfig(),
)


def build(*layers, seed=0, n_outputs=1):
    return build_network(ModelConfig(layers=layers), 2, n_outputs, seed)


def linear(units, activation="relu", residual=False):
    return LinearConfig(units=units, activation=activation, residual=residual)


def test_largest_network_stays_within_100_000_parameters():
    network = build(*(linear(MAX_UNITS),) * MAX_HIDDEN_LAYERS)

    # 2 -> 64, nine times 64 -> 64, 64 -> 1, each with its biases.
    assert sum(p.numel() for p in network.parameters()) == 3 * 64 + 9 * 65 * 64 + 65 <= 100_000


def test_forward_is_that_of_a_sequential_network():
    network = build(linear(5), linear(4, "tanh"), n_outputs=3)
    sequential = nn.Sequential(nn.Linear(2, 5), nn.ReLU(), nn.Linear(5, 4), nn.Tanh(), nn.Linear(4, 3))
    for mine, other in zip(network.parameters(), sequential.parameters(), strict=True):
        other.data.copy_(mine.data)

    torch.testing.assert_close(network(X), sequential(X), rtol=0, atol=0)


def test_residual_adds_what_the_layer_got():
    network = build(linear(5), linear(5, "tanh", residual=True))
    first, second, output = network.linears

    a = torch.relu(first(X))
    torch.testing.assert_close(network(X), output(torch.tanh(second(a)) + a), rtol=0, atol=0)


def test_columns_group_what_follows_a_linear_layer():
    network = build(*EVERYTHING, n_outputs=3)

    assert [len(column) for column in network.columns] == [1, 3, 3]
    assert network.sizes == (2, 5, 5, 3)
    assert [tuple(w.shape) for w in network.weights] == [(5, 2), (5, 5), (3, 5)]
    assert len(network.layers) == len(EVERYTHING)


@pytest.mark.parametrize("layers", [(), (linear(5), linear(4, "tanh")), EVERYTHING])
def test_trace_tells_what_forward_computes(layers):
    network = build(*layers, n_outputs=3)

    trace = network.trace(X)

    assert [a.shape[1] for a in trace.outputs] == list(network.sizes[:-1])
    assert [z.shape[1] for z in trace.sums] == list(network.sizes[1:])
    for a, z, map_ in zip(trace.outputs, trace.sums, network.linears, strict=True):
        torch.testing.assert_close(map_(a).detach(), z)
    for z, a, spec in zip(trace.sums, trace.activations, network.activations, strict=False):
        torch.testing.assert_close(spec.function(z), a, rtol=0, atol=0)
    torch.testing.assert_close(trace.sums[-1], network(X).detach(), rtol=0, atol=0)


@pytest.mark.parametrize(
    ("layers", "is_dense"),
    [
        ((), True),
        ((linear(5), linear(5)), True),
        ((linear(5), linear(5, residual=True)), False),
        ((linear(5), DropoutConfig(rate=0.0)), False),
        ((BatchNormConfig(), linear(5)), False),
        ((linear(5), LayerNormConfig()), False),
    ],
)
def test_dense_is_what_has_nothing_but_linear_layers_without_residuals(layers, is_dense):
    assert build(*layers).is_dense == is_dense


@pytest.mark.parametrize(
    ("layers", "bounds"),
    [
        ((linear(5, "tanh"), DropoutConfig()), (-1, 1)),
        ((linear(5, "tanh"), BatchNormConfig()), (-math.inf, math.inf)),
        ((linear(5), LayerNormConfig(activation="sigmoid")), (0, 1)),
    ],
)
def test_ranges_are_those_of_what_leaves_a_column(layers, bounds):
    assert build(*layers).ranges == (bounds,)


def test_a_residual_column_is_unbounded():
    assert build(linear(5, "tanh"), linear(5, "tanh", residual=True)).ranges[1] == (-math.inf, math.inf)


@pytest.mark.parametrize("kind", LAYER_KINDS)
def test_every_kind_of_layer_is_built_and_trained_with_finite_gradients(kind):
    network = build(linear(5), LAYER_KINDS[kind](), n_outputs=3).train()

    network(X).square().sum().backward()

    assert tuple(LAYERS) == tuple(LAYER_KINDS)
    assert all(torch.isfinite(p.grad).all() for p in network.parameters())


def test_the_same_seed_gives_the_same_weights_and_other_layers_do_not_shift_them():
    plain, again, normed = (
        build(linear(5), seed=3),
        build(linear(5), seed=3),
        build(linear(5), LayerNormConfig(), seed=3),
    )

    torch.testing.assert_close(plain.weights, again.weights, rtol=0, atol=0)
    torch.testing.assert_close(plain.weights, normed.weights, rtol=0, atol=0)


def test_neither_building_nor_training_nor_thinning_touches_the_global_generator():
    before = torch.get_rng_state()

    network = build(*EVERYTHING).train()
    network(X)
    with network.thinned(X, torch.Generator().manual_seed(0)):
        network(X)

    assert torch.equal(torch.get_rng_state(), before)


def test_a_new_network_is_in_eval_mode():
    network = build(*EVERYTHING)

    torch.testing.assert_close(network(X), network(X), rtol=0, atol=0)
    assert not network.training


class TestThinned:
    """A moment of training, for any points."""

    def test_forward_is_that_of_the_kept_units(self):
        network = build(linear(64), DropoutConfig(rate=0.5))
        first, output = network.linears

        with network.thinned(X, torch.Generator().manual_seed(1)) as kept:
            thinned = network(X)

        assert 0 < kept[1].sum() < 64
        torch.testing.assert_close(thinned, output(torch.relu(first(X)) * kept[1] * 2))
        assert kept[0].tolist() == [1, 1]

    def test_batch_norm_takes_the_statistics_of_the_batch(self):
        network = build(linear(5), BatchNormConfig())
        batch, grid = torch.randn(32, 2, generator=torch.Generator().manual_seed(1)), X

        with network.thinned(batch, torch.Generator()):
            of_the_batch = network(batch)
            one_by_one = torch.cat([network(row) for row in grid.split(1)])
            together = network(grid)

        torch.testing.assert_close(one_by_one, together)
        torch.testing.assert_close(of_the_batch, network.train()(batch))

    def test_neither_run_nor_running_statistics_notice(self):
        network = build(*EVERYTHING)
        state, outputs = network.state(), network(X)

        with network.thinned(X, torch.Generator().manual_seed(1)):
            assert not torch.equal(network(X), outputs)

        torch.testing.assert_close(network.state(), state, rtol=0, atol=0)
        torch.testing.assert_close(network(X), outputs, rtol=0, atol=0)

    def test_an_error_in_the_block_ends_it(self):
        network = build(*EVERYTHING)
        outputs = network(X)

        with pytest.raises(KeyError), network.thinned(X, torch.Generator()):
            raise KeyError

        torch.testing.assert_close(network(X), outputs, rtol=0, atol=0)

    def test_all_dropped_and_a_single_point_give_finite_outputs(self):
        network = build(linear(5), DropoutConfig(rate=1.0), BatchNormConfig(), linear(3))

        with network.thinned(X[:1], torch.Generator()) as kept:
            assert torch.isfinite(network(X)).all()
        assert not kept[1].any()
        assert kept[2].all()


def test_norms_are_the_affine_maps_of_batch_norm_in_eval_mode():
    network = build(linear(5, "tanh"), BatchNormConfig(), BatchNormConfig(), linear(3))
    network.train()(torch.randn(40, 2, generator=torch.Generator().manual_seed(0)))
    trace = network.eval().trace(X)

    first, second = network.compute_norms()

    torch.testing.assert_close(trace.activations[0] * first[:, 0] + first[:, 1], trace.outputs[1])
    assert second.tolist() == [[1, 0]] * 3


def test_a_loaded_state_repeats_the_masks_and_the_running_statistics():
    network = build(*EVERYTHING).train()
    state = network.state()
    outputs, after = network(X), network.state()

    network.load(state)

    torch.testing.assert_close(network(X), outputs, rtol=0, atol=0)
    torch.testing.assert_close(network.state(), after, rtol=0, atol=0)


def test_adopting_changes_activations_and_rates_but_no_weight():
    network = build(linear(5), DropoutConfig(rate=0.2), BatchNormConfig())
    before = [p.detach().clone() for p in network.parameters()]

    network.adopt(
        ModelConfig(layers=(linear(5, "tanh"), DropoutConfig(rate=0.9), BatchNormConfig(activation="sigmoid")))
    )

    assert network.activations[0].label == "Tanh"
    assert network.layers[1].rate == 0.9
    assert network.ranges == ((0, 1),)
    torch.testing.assert_close([p.detach() for p in network.parameters()], before, rtol=0, atol=0)


@pytest.mark.parametrize(
    "layers", [(linear(5), linear(5, "rleu")), (linear(5), BatchNormConfig(activation="rleu"))], ids=["linear", "norm"]
)
def test_an_unknown_activation_is_an_error_that_names_the_layer(layers):
    with pytest.raises(ValueError, match=r"model\.layers\[1\]\.activation is 'rleu'; accepted: linear, relu"):
        build(*layers)


def test_flattened_parameters_keep_their_values_and_share_memory():
    network = build(linear(5))
    before = [p.detach().clone() for p in network.parameters()]

    flat = flatten_parameters(network)

    torch.testing.assert_close([p.detach() for p in network.parameters()], before, rtol=0, atol=0)
    flat.values.zero_()
    assert not any(p.any() for p in network.parameters())


def test_backward_accumulates_in_the_flat_gradient():
    network = build(linear(5, "tanh"), LayerNormConfig())
    flat = flatten_parameters(network)

    network(torch.ones(3, 2)).sum().backward()

    assert flat.grads[-1] == 3  # the output's bias: one for each point
    torch.testing.assert_close(flat.grads, torch.cat([p.grad.reshape(-1) for p in network.parameters()]))


def test_only_weights_of_linear_maps_count_as_weights():
    network = build(BatchNormConfig(), linear(5), LayerNormConfig())
    flat = flatten_parameters(network)

    for weight in network.weights:
        weight.fill_(7.0)

    assert torch.equal(flat.is_weight.bool(), flat.values == 7)
