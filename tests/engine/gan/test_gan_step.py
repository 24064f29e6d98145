"""Gradients of both players: both ways against the naive one, and against finite differences."""

import pytest
import torch
from gan_experiments import make_game, make_gan, make_layers

from playground.config import BatchNormConfig, DropoutConfig, LayerNormConfig, LinearConfig
from playground.engine.gan.dense import DenseGradients, is_dense_enough
from playground.engine.gan.game import EXACT
from playground.engine.gan.step import AutogradGradients, find_penalty
from playground.objectives import GAN_LOSSES

WAYS = {"autograd": AutogradGradients, "dense": DenseGradients}
OBJECTIVES = {
    **{name: {"loss": name, "gradient_penalty": 0.0} for name in GAN_LOSSES},
    "r1": {"loss": "non_saturating", "r1": 0.7},
    "r1_hinge": {"loss": "hinge", "r1": 2.0},
    "gradient_penalty": {"loss": "wasserstein", "gradient_penalty": 10.0},
    "both_penalties": {"loss": "wasserstein", "gradient_penalty": 3.0, "r1": 0.5},
    "smoothing": {"loss": "non_saturating", "label_smoothing": 0.2},
    "smoothing_squares": {"loss": "least_squares", "label_smoothing": 0.2},
}
DEPTHS = {"two layers": make_layers(7, 5, activation="leaky_relu"), "one": make_layers(6), "none": ()}


def train_a_little(game):
    """Away from the first weights, where slopes are tiny."""
    game.play(20)
    return game


def find_gradients(game, way):
    """Of D and of G, flat, for one batch."""
    gradients = WAYS[way](game.generator, game.discriminator, game.experiment.objective)
    with game.unnoticed_draws():
        batch, noise = game.draw_batch(), game.draw_noise()
    with gradients.training_mode():
        gradients.compute_discriminator(batch)
        gradients.compute_generator(noise)
    return game.discriminator.flat.grads.clone(), game.generator.flat.grads.clone(), batch, noise


def naive_losses(game, batch, noise):
    """Both losses as they are written in the papers, for autograd to differentiate."""
    G, D, objective = game.generator.network, game.discriminator.network, game.experiment.objective
    spec = GAN_LOSSES[objective.loss]
    fake = G(batch.noise).detach()
    loss_D = spec.discriminator(D(batch.real), D(fake), objective.label_smoothing)
    if objective.r1:
        loss_D = loss_D + objective.r1 / 2 * naive_slopes(D, batch.real).pow(2).sum(1).mean()
    if find_penalty(objective):
        between = batch.mix * batch.real + (1 - batch.mix) * fake
        loss_D = loss_D + objective.gradient_penalty * (naive_slopes(D, between).norm(dim=1) - 1).pow(2).mean()
    return loss_D, spec.generator(D(G(noise)))


def naive_slopes(D, X):
    """Sample by sample."""
    rows = []
    for x in X:
        x = x.clone().requires_grad_()
        rows.append(torch.autograd.grad(D(x[None])[0, 0], x, create_graph=True)[0])
    return torch.stack(rows)


def flatten(tensors):
    return torch.cat([tensor.reshape(-1) for tensor in tensors])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_gradients_are_those_of_the_losses_written_naively(objective, depth, way):
    game = train_a_little(make_game(make_gan(d_layers=DEPTHS[depth], **OBJECTIVES[objective])))
    of_d, of_g, batch, noise = find_gradients(game, way)
    loss_D, loss_G = naive_losses(game, batch, noise)

    # What does not depend on a parameter (R1 on the last bias) has no gradient.
    naive_d = torch.autograd.grad(loss_D, game.discriminator.parameters, allow_unused=True, materialize_grads=True)
    naive_g = torch.autograd.grad(loss_G, game.generator.parameters)

    torch.testing.assert_close(of_d, flatten(naive_d), atol=2e-6, rtol=2e-5)
    torch.testing.assert_close(of_g, flatten(naive_g), atol=2e-6, rtol=2e-5)


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_discriminator_gradient_agrees_with_finite_differences(objective):
    game = train_a_little(make_game(make_gan(d_layers=make_layers(4, activation="tanh"), **OBJECTIVES[objective])))
    of_d, _, batch, noise = find_gradients(game, "autograd")
    game.generator.network.double()
    D = game.discriminator.network.double()
    batch = batch._replace(
        real=batch.real.double(), noise=batch.noise.double(), mix=batch.mix if batch.mix is None else batch.mix.double()
    )
    for i, parameter in enumerate(list(D.parameters())[:2]):
        start = sum(p.numel() for p in list(D.parameters())[:i])
        for j in range(parameter.numel()):
            flat = parameter.data.view(-1)
            middle, losses = flat[j].item(), []
            for shift in (1e-5, -1e-5):
                flat[j] = middle + shift
                losses.append(naive_losses(game, batch, noise.double())[0].item())
            flat[j] = middle
            assert of_d[start + j].item() == pytest.approx((losses[0] - losses[1]) / 2e-5, rel=1e-3, abs=1e-5)


@pytest.mark.parametrize("way", WAYS)
def test_a_step_of_one_player_leaves_gradients_and_weights_of_the_other(way):
    game = make_game(make_gan())
    gradients = WAYS[way](game.generator, game.discriminator, game.experiment.objective)
    g, d = game.generator.flat, game.discriminator.flat
    with gradients.training_mode():
        g.grads.fill_(7.0)
        gradients.compute_discriminator(game.draw_batch())
        assert bool((g.grads == 7.0).all())
        d.grads.fill_(8.0)
        gradients.compute_generator(game.draw_noise())
        assert bool((d.grads == 8.0).all())


def test_written_out_penalty_is_defined_where_the_slope_is_0():
    game = make_game(make_gan(loss="wasserstein"))
    game.discriminator.flat.values.zero_()

    of_d = find_gradients(game, "dense")[0]

    assert bool(torch.isfinite(of_d).all())


@pytest.mark.parametrize(
    ("is_enough", "fields"),
    [
        (True, {}),
        (True, {"r1": 1.0}),
        (True, {"d_layers": make_layers(4, activation="tanh")}),
        (True, {"layers": make_layers(4, activation="tanh"), "r1": 1.0}),
        (False, {"d_layers": make_layers(4, activation="tanh"), "r1": 1.0}),
        (False, {"d_layers": make_layers(4, activation="silu"), "loss": "wasserstein"}),
        (True, {"d_layers": make_layers(4, activation="silu"), "loss": "wasserstein", "gradient_penalty": 0.0}),
        (False, {"layers": (LinearConfig(units=4), BatchNormConfig())}),
        (False, {"d_layers": (LinearConfig(units=4), DropoutConfig())}),
        (False, {"d_layers": (LinearConfig(units=4), LayerNormConfig())}),
    ],
)
def test_written_out_way_is_taken_where_it_holds_after_the_first_iterations(is_enough, fields):
    game = make_game(make_gan(**fields))

    assert is_dense_enough(game.generator, game.discriminator, game.experiment.objective) == is_enough
    assert isinstance(game.gradients, AutogradGradients)
    game.step = EXACT
    assert isinstance(game.gradients, DenseGradients if is_enough else AutogradGradients)


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_both_ways_train_alike(objective):
    dense, autograd = (make_game(make_gan(**OBJECTIVES[objective])) for _ in range(2))
    dense.step = EXACT

    dense.play(30)
    autograd.play(30)

    for a, b in zip(dense.players, autograd.players, strict=True):
        torch.testing.assert_close(a.flat.values, b.flat.values, atol=1e-5, rtol=1e-4)
