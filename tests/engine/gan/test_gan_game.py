"""The game: the order of draws, repetition to the last digit, the averaged generator."""

from dataclasses import replace

import pytest
import torch
import torch.nn.functional as F
from gan_experiments import make_game, make_gan, make_layers
from torch import Generator, nn

from playground.config import BatchNormConfig, DropoutConfig, GanTrainingConfig, LinearConfig
from playground.data import load_distribution
from playground.engine.gan.average import compute_decay
from playground.optim import OPTIMIZERS
from playground.seeding import derive_seed

STATEFUL = (LinearConfig(units=7), BatchNormConfig(), LinearConfig(units=6), DropoutConfig(rate=0.3))


def copy_values(game):
    average = torch.cat([p.detach().reshape(-1) for p in game.average.network.parameters()])
    return torch.cat([*(player.flat.values for player in game.players), average])


def copy_into(network, source):
    """Weights of one of our networks into a plain stack."""
    linears = [layer for layer in network if isinstance(layer, nn.Linear)]
    for linear, weight, bias in zip(linears, source.weights, source.biases, strict=True):
        linear.weight.data, linear.bias.data = weight.clone(), bias.clone()
    return network


def test_a_short_script_repeats_the_run():
    """With torch.optim, nn.Sequential and one generator, drawn from in the documented order."""
    experiment = make_gan(steps=(2, 3), r1=0.1)
    game = make_game(experiment)
    G = nn.Sequential(nn.Linear(2, 7), nn.ReLU(), nn.Linear(7, 5), nn.ReLU(), nn.Linear(5, 2))
    D = nn.Sequential(nn.Linear(2, 7), nn.LeakyReLU(), nn.Linear(7, 5), nn.LeakyReLU(), nn.Linear(5, 1))
    copy_into(G, game.generator.network)
    copy_into(D, game.discriminator.network)
    X = torch.from_numpy(load_distribution(experiment.data, experiment.seed).samples)
    optimizer_G, optimizer_D = torch.optim.Adam(G.parameters(), lr=0.002), torch.optim.Adam(D.parameters(), lr=0.003)
    draws = Generator().manual_seed(derive_seed(experiment.seed, "training"))

    for _ in range(25):
        for _ in range(3):
            real = X[torch.randint(len(X), (16,), generator=draws)].requires_grad_()
            fake = G(torch.randn(16, 2, generator=draws)).detach()
            scores = D(real)
            (slopes,) = torch.autograd.grad(scores.sum(), real, create_graph=True)
            loss = F.softplus(-scores).mean() + F.softplus(D(fake)).mean() + 0.05 * slopes.pow(2).sum(1).mean()
            optimizer_D.zero_grad()
            loss.backward()
            optimizer_D.step()
        for _ in range(2):
            loss = F.softplus(-D(G(torch.randn(16, 2, generator=draws)))).mean()
            optimizer_G.zero_grad()
            loss.backward()
            optimizer_G.step()
    game.play(25)

    for player, network in zip(game.players, (G, D), strict=True):
        flat = torch.cat([p.detach().reshape(-1) for p in network.parameters()])
        torch.testing.assert_close(player.flat.values, flat, atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("loss", ["non_saturating", "wasserstein"])
def test_same_seed_gives_the_same_run(loss):
    games = [make_game(make_gan(loss=loss, average=0.9)) for _ in range(2)]
    for game in games:
        game.play(40)

    assert torch.equal(*map(copy_values, games))


def test_other_seed_gives_another_run():
    games = [make_game(make_gan(seed=seed)) for seed in (1, 2)]
    for game in games:
        game.play(5)

    assert not torch.equal(*map(copy_values, games))


@pytest.mark.parametrize("layers", [None, STATEFUL], ids=["dense", "batch norm and dropout"])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_loaded_state_continues_bit_for_bit(optimizer, layers):
    experiment = make_gan(layers=layers, d_layers=layers, optimizer=optimizer, average=0.95)
    straight, loaded = make_game(experiment), make_game(experiment)
    straight.play(12)
    loaded.load(straight.state())
    straight.play(9)
    loaded.play(9)

    assert torch.equal(copy_values(straight), copy_values(loaded))
    assert torch.equal(straight.average.network.statistics, loaded.average.network.statistics)
    assert (loaded.step, loaded.generator.n_updates) == (21, 21)


def test_how_iterations_are_cut_into_calls_does_not_matter():
    whole, pieces = make_game(make_gan(steps=(2, 1))), make_game(make_gan(steps=(2, 1)))
    whole.play(15)
    for n in (1, 5, 9):
        pieces.play(n)

    assert torch.equal(copy_values(whole), copy_values(pieces))


def test_copy_goes_on_by_itself():
    game = make_game(make_gan(average=0.9))
    game.play(5)
    before = copy_values(game)
    twin = game.copy()
    twin.play(5)

    assert torch.equal(copy_values(game), before)
    game.play(5)
    assert torch.equal(copy_values(game), copy_values(twin))


@pytest.mark.parametrize("steps", [(0, 2), (3, 0), (10, 1)])
def test_players_take_as_many_steps_as_they_are_given(steps):
    game = make_game(make_gan(steps=steps))
    before = [player.flat.values.clone() for player in game.players]
    game.play(4)

    assert [player.n_updates for player in game.players] == [4 * n for n in steps]
    for player, old, n in zip(game.players, before, steps, strict=True):
        assert torch.equal(player.flat.values, old) == (n == 0)


@pytest.mark.parametrize("name", ["generator", "discriminator"])
def test_one_player_alone_takes_one_step(name):
    game = make_game(make_gan(steps=(3, 4)))
    game.play_one(name)

    assert {player.name: player.n_updates for player in game.players} == {
        "generator": int(name == "generator"),
        "discriminator": int(name == "discriminator"),
    }
    assert game.step == 1


def test_average_is_what_its_formula_says():
    game = make_game(make_gan(average=0.6))
    expected = game.generator.flat.values.clone()
    for t in range(1, 9):
        game.play(1)
        # At t = 8 the warm-up, (1 + t) / (10 + t) = 0.5, still keeps less than the decay; later the decay holds.
        decay = min(0.6, (1 + t) / (10 + t))
        expected = decay * expected + (1 - decay) * game.generator.flat.values

    average = torch.cat([p.detach().reshape(-1) for p in game.average.network.parameters()])
    torch.testing.assert_close(average, expected)


def test_decay_warms_up_to_what_was_asked_for():
    assert compute_decay(0.999, 1) == 2 / 11
    assert compute_decay(0.999, 10_000) == 0.999
    assert compute_decay(0.5, 8) == 0.5


def test_shown_generator_is_the_averaged_one_only_with_an_average():
    assert make_game(make_gan(average=0.9)).shown_generator is not make_game(make_gan()).shown_generator
    game = make_game(make_gan(average=0.9))
    assert game.shown_generator is game.average.network
    game = make_game(make_gan())
    assert game.shown_generator is game.generator.network


def test_average_that_is_switched_on_begins_with_the_generator():
    experiment = make_gan()
    game = make_game(experiment)
    game.play(10)
    game.apply(replace(experiment, training=GanTrainingConfig(average=0.9)), load_distribution(experiment.data, 3))

    assert torch.equal(game.average.network.weights[0], game.generator.network.weights[0])
    assert game.shown_generator is game.average.network


def test_averaging_does_not_change_training():
    plain, averaged = make_game(make_gan()), make_game(make_gan(average=0.99))
    plain.play(10)
    averaged.play(10)

    assert torch.equal(plain.generator.flat.values, averaged.generator.flat.values)


def test_restored_weights_leave_the_counters():
    game = make_game(make_gan(average=0.9))
    game.play(5)
    state = game.state()
    game.play(5)
    game.restore(state)

    assert torch.equal(game.generator.flat.values, state.tensors["generator.parameters"])
    assert (game.step, game.generator.n_updates) == (10, 10)


def test_snapshot_shows_the_moment_again():
    game = make_game(make_gan(layers=STATEFUL, average=0.9))
    game.play(6)
    moment, snapshot, statistics = copy_values(game), game.snapshot(), game.generator.network.statistics
    game.play(6)
    game.show(snapshot, 6)

    assert torch.equal(copy_values(game), moment)
    assert torch.equal(game.generator.network.statistics, statistics)
    assert (game.step, game.discriminator.n_updates) == (6, 6)


def test_deep_and_wide_players_build():
    game = make_game(make_gan(layers=make_layers(*[8] * 10), size=64, batch_size=1))
    game.play(2)

    assert game.is_finite()
