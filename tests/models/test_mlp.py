import pytest
import torch

from playground.config import MAX_HIDDEN_LAYERS, MAX_UNITS, LinearConfig, ModelConfig
from playground.models import build_mlp, flatten_parameters


def build(*layers, seed=0):
    config = ModelConfig(layers=tuple(LinearConfig(units=units, activation=name) for units, name in layers))
    return build_mlp(config, 2, 1, torch.Generator().manual_seed(seed)), config


def test_largest_network_stays_within_100_000_parameters():
    model, _ = build(*((MAX_UNITS, "relu"),) * MAX_HIDDEN_LAYERS)

    # 2 -> 64, nine times 64 -> 64, 64 -> 1, each with its biases.
    assert sum(p.numel() for p in model.parameters()) == 3 * 64 + 9 * 65 * 64 + 65 <= 100_000


def test_forward_is_that_of_a_sequential_network():
    model, _ = build((5, "relu"), (4, "tanh"))
    sequential = torch.nn.Sequential(
        torch.nn.Linear(2, 5), torch.nn.ReLU(), torch.nn.Linear(5, 4), torch.nn.Tanh(), torch.nn.Linear(4, 1)
    )
    for mine, other in zip(model.parameters(), sequential.parameters(), strict=True):
        other.data.copy_(mine.data)
    X = torch.linspace(-2, 2, 12).reshape(6, 2)

    torch.testing.assert_close(model(X), sequential(X), rtol=0, atol=0)


def test_trace_gives_each_layers_sums_and_outputs():
    model, _ = build((5, "relu"), (4, "tanh"))
    X = torch.linspace(-2, 2, 12).reshape(6, 2)

    sums, outputs = model.trace(X)

    assert [tuple(z.shape) for z in sums] == [(6, 5), (6, 4), (6, 1)]
    torch.testing.assert_close(outputs[0], torch.relu(X @ model.weights[0].t() + model.biases[0]))
    torch.testing.assert_close(outputs[1], torch.tanh(sums[1]))
    torch.testing.assert_close(sums[2], model(X).detach())


def test_building_leaves_the_global_generator_alone():
    before = torch.get_rng_state()

    build((10, "relu"))

    assert torch.equal(torch.get_rng_state(), before)


def test_flattened_parameters_keep_their_values_and_share_memory():
    model, _ = build((5, "relu"))
    before = [p.detach().clone() for p in model.parameters()]

    flat = flatten_parameters(model)

    torch.testing.assert_close([p.detach() for p in model.parameters()], before, rtol=0, atol=0)
    flat.values.zero_()
    assert not any(p.any() for p in model.parameters())


def test_backward_accumulates_in_the_flat_gradient():
    model, _ = build((5, "tanh"))
    flat = flatten_parameters(model)

    model(torch.ones(3, 2)).sum().backward()

    assert flat.grads[-1] == 3  # the output's bias: one for each point
    torch.testing.assert_close(flat.grads, torch.cat([p.grad.reshape(-1) for p in model.parameters()]))


def test_an_unknown_activation_is_an_error_that_names_the_layer():
    with pytest.raises(ValueError, match=r"model\.layers\[1\]\.activation is 'rleu'; accepted: linear, relu"):
        build((5, "relu"), (5, "rleu"))
