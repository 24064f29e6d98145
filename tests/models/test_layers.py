"""Every kind of layer against PyTorch's own module, in train and in eval mode."""

import pytest
import torch
from torch import nn

from playground.config import BatchNormConfig, LayerNormConfig
from playground.models import LAYERS, BatchNorm, Dropout, LayerNorm

NAMES = list(LAYERS)


def draw_batches(n_batches=5, n=20, n_units=6):
    generator = torch.Generator().manual_seed(0)
    return [torch.randn(n, n_units, generator=generator) * 3 + 1 for _ in range(n_batches)]


def make_dropout(rate, seed=0):
    layer = Dropout(torch.Generator().manual_seed(seed))
    layer.rate = rate
    return layer


def compute_gradients(layer, X):
    X = X.clone().requires_grad_()
    weights = torch.linspace(-1, 1, X.numel()).reshape(X.shape)
    return torch.autograd.grad((layer(X) * weights).sum(), [X, *layer.parameters()])


@pytest.mark.parametrize(("layer", "theirs"), [(BatchNorm(6), nn.BatchNorm1d(6)), (LayerNorm(6), nn.LayerNorm(6))])
def test_norms_equal_those_of_torch_in_train_and_eval_mode(layer, theirs):
    for X in draw_batches():
        torch.testing.assert_close(layer.train()(X), theirs.train()(X), rtol=0, atol=0)
        torch.testing.assert_close(compute_gradients(layer, X), compute_gradients(theirs, X), rtol=0, atol=0)
        torch.testing.assert_close(layer.eval()(X), theirs.eval()(X), rtol=0, atol=0)
        torch.testing.assert_close(compute_gradients(layer, X), compute_gradients(theirs, X), rtol=0, atol=0)


def test_batch_norm_counts_the_same_running_statistics_as_torch():
    layer, theirs = BatchNorm(6), nn.BatchNorm1d(6)
    for X in draw_batches():
        layer(X), theirs(X)

    torch.testing.assert_close(layer.running_mean, theirs.running_mean, rtol=0, atol=0)
    torch.testing.assert_close(layer.running_var, theirs.running_var, rtol=0, atol=0)


@pytest.mark.parametrize(
    ("layer", "config"),
    [(BatchNorm(6), BatchNormConfig(activation="tanh")), (LayerNorm(6), LayerNormConfig(activation="tanh"))],
)
def test_a_norms_activation_comes_after_it(layer, config):
    (X,) = draw_batches(1)
    before = layer.eval()(X)

    layer.adopt(config, "model.layers[0]")

    torch.testing.assert_close(layer(X), torch.tanh(before))


def test_batch_norm_refuses_to_train_on_a_single_point():
    with pytest.raises(ValueError, match="more than 1 value"):
        BatchNorm(6)(torch.ones(1, 6))


def test_dropout_repeats_what_torch_draws_from_the_same_seed():
    layer, theirs = make_dropout(0.3, seed=7), nn.Dropout(0.3)
    with torch.random.fork_rng():
        torch.manual_seed(7)
        for X in draw_batches():
            X.requires_grad_()  # without it, torch takes another way
            torch.testing.assert_close(layer(X), theirs(X), rtol=0, atol=0)


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.8])
def test_dropout_silences_that_share_and_keeps_the_mean(rate):
    X = torch.ones(400, 500)

    dropped = make_dropout(rate)(X)

    # 200,000 draws: the share's standard deviation is at most 0.0012.
    assert (dropped == 0).float().mean().item() == pytest.approx(rate, abs=0.005)
    assert dropped.mean().item() == pytest.approx(1, abs=0.02)
    assert dropped.max().item() == pytest.approx(1 / (1 - rate))


@pytest.mark.parametrize(("rate", "expected"), [(0.0, 1.0), (1.0, 0.0)])
def test_dropout_of_none_and_of_all(rate, expected):
    assert (make_dropout(rate)(torch.ones(10, 5)) == expected).all()


def test_dropout_does_nothing_in_eval_mode():
    (X,) = draw_batches(1)
    layer = make_dropout(0.5).eval()

    assert layer(X) is X


def test_dropouts_masks_come_from_its_own_generator_only():
    (X,) = draw_batches(1)
    before = torch.get_rng_state()
    first = make_dropout(0.5, seed=1)(X)
    torch.rand(3, generator=torch.Generator().manual_seed(1))

    assert torch.equal(make_dropout(0.5, seed=1)(X), first)
    assert not torch.equal(make_dropout(0.5, seed=2)(X), first)
    assert torch.equal(torch.get_rng_state(), before)


def test_frozen_dropout_silences_the_same_units_for_every_point():
    layer = make_dropout(0.5)
    kept = layer.freeze(6, torch.Generator().manual_seed(3))

    assert torch.equal(layer(torch.ones(4, 6)), (2 * kept).expand(4, 6))


@pytest.mark.parametrize("name", NAMES)
def test_every_layer_explains_itself(name):
    spec = LAYERS[name]

    assert spec.label
    assert 0 < len(spec.short) <= 12
    assert spec.formula
    assert spec.reference
    assert spec.summary.endswith(".")
