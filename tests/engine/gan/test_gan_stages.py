"""The next iteration, stage by stage: what it will really do, and nothing of it done."""

import pytest
import torch
from gan_experiments import make_game, make_gan

from playground.config import BatchNormConfig, DropoutConfig, LinearConfig
from playground.engine.gan.stages import STAGES, trace_iteration
from playground.objectives import GAN_LOSSES

STATEFUL = (LinearConfig(units=7), BatchNormConfig(), LinearConfig(units=6), DropoutConfig(rate=0.3))
CASES = {
    "dense": {},
    "several steps": {"steps": (3, 2)},
    "wasserstein": {"loss": "wasserstein"},
    "r1, curved": {"r1": 0.5, "d_layers": (LinearConfig(units=6, activation="tanh"),)},
    "batch norm and dropout": {"layers": STATEFUL, "d_layers": STATEFUL, "average": 0.9, "steps": (2, 2)},
    "generator rests": {"steps": (0, 2)},
    "discriminator rests": {"steps": (2, 0)},
}


def make_running(case):
    game = make_game(make_gan(**CASES[case]))
    game.play(7)
    return game


def flatten(state):
    return torch.cat([tensor.double().reshape(-1) for tensor in state.tensors.values()])


@pytest.mark.parametrize("case", CASES)
def test_the_real_iteration_ends_where_the_last_stage_does(case):
    game = make_running(case)
    stages = trace_iteration(game)
    game.play(1)

    assert torch.equal(stages[-1].generator_values, game.generator.flat.values)
    assert torch.equal(stages[-1].discriminator_values, game.discriminator.flat.values)


@pytest.mark.parametrize("case", CASES)
def test_tracing_changes_nothing(case):
    game, gradients = make_running(case), []
    before = flatten(game.state())
    gradients = [player.flat.grads.clone() for player in game.players]
    trace_iteration(game)

    assert torch.equal(flatten(game.state()), before)
    assert all(torch.equal(player.flat.grads, old) for player, old in zip(game.players, gradients, strict=True))
    assert not game.generator.network.training


@pytest.mark.parametrize("case", CASES)
def test_stages_come_in_order_and_twice_the_same(case):
    first, second = (trace_iteration(make_running(case)) for _ in range(2))

    assert [stage.index for stage in first] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert tuple(stage.name for stage in first) == STAGES
    for a, b in zip(first, second, strict=True):
        assert torch.equal(a.fake, b.fake)
        assert torch.equal(a.real_scores, b.real_scores)


def test_only_updates_move_weights():
    stages = trace_iteration(make_running("dense"))

    def is_moved(i, name):
        return not torch.equal(getattr(stages[i - 1], name), getattr(stages[i], name))

    assert [i + 1 for i in range(1, 8) if is_moved(i, "discriminator_values")] == [4]
    assert [i + 1 for i in range(1, 8) if is_moved(i, "generator_values")] == [8]


def test_a_stage_has_what_its_players_make_of_its_batch():
    game = make_running("dense")
    spec, twin = GAN_LOSSES["non_saturating"], make_running("dense")
    for stage in trace_iteration(game):
        twin.generator.flat.values.copy_(stage.generator_values)
        twin.discriminator.flat.values.copy_(stage.discriminator_values)
        with torch.no_grad():
            fake = twin.generator.network(stage.z)
            real_logits, fake_logits = (twin.discriminator.network(x)[:, 0] for x in (stage.real, fake))

        torch.testing.assert_close(stage.fake, fake)
        torch.testing.assert_close(stage.real_scores, torch.sigmoid(real_logits))
        torch.testing.assert_close(stage.fake_scores, torch.sigmoid(fake_logits))
        assert stage.d_loss == pytest.approx(spec.discriminator(real_logits, fake_logits, 0.0).item(), rel=1e-5)
        assert stage.g_loss == pytest.approx(spec.generator(fake_logits).item(), rel=1e-5)


def test_batches_are_those_that_the_iteration_will_draw():
    game = make_running("several steps")
    stages = trace_iteration(game)
    game.draw_batch()
    batch = game.draw_batch()
    game.draw_noise()
    game.draw_noise()
    noise = game.draw_noise()

    assert all(torch.equal(stage.real, batch.real) for stage in stages)
    assert all(torch.equal(stage.z, batch.noise) for stage in stages[:4])
    assert all(torch.equal(stage.z, noise) for stage in stages[4:])


def test_each_update_lowers_its_own_loss_on_its_batch():
    stages = trace_iteration(make_running("dense"))

    assert stages[3].d_loss < stages[2].d_loss
    assert stages[7].g_loss < stages[6].g_loss


def test_gradients_appear_with_their_stage():
    stages = trace_iteration(make_running("dense"))

    assert [stage.d_gradient_norm is not None for stage in stages] == [False] * 2 + [True] * 6
    assert [stage.g_gradient_norm is not None for stage in stages] == [False] * 6 + [True] * 2
    assert [stage.pull is not None for stage in stages] == [False] * 6 + [True, False]


def test_gradient_norm_is_that_of_the_step():
    game = make_running("dense")
    stages = trace_iteration(game)
    game.play(1)

    assert stages[-1].d_gradient_norm == pytest.approx(game.discriminator.flat.grads.norm().item())
    assert stages[-1].g_gradient_norm == pytest.approx(game.generator.flat.grads.norm().item())


def test_pull_is_the_downhill_slope_of_each_samples_loss():
    game = make_running("dense")
    stage = trace_iteration(game)[6]
    D = make_running("dense").discriminator
    D.flat.values.copy_(stage.discriminator_values)
    step = 1e-3
    with torch.no_grad():
        for axis in range(2):
            shift = torch.zeros(1, 2)
            shift[0, axis] = step
            up, down = (torch.nn.functional.softplus(-D.network(stage.fake + s)[:, 0]) for s in (shift, -shift))
            # A kink between both ends is rare enough for the median.
            assert ((up - down) / (2 * step) + stage.pull[:, axis]).abs().median() < 1e-3


@pytest.mark.parametrize(("case", "skipped"), [("generator rests", range(5, 9)), ("discriminator rests", range(1, 5))])
def test_a_resting_player_is_skipped(case, skipped):
    stages = trace_iteration(make_running(case))

    assert [stage.index for stage in stages if stage.is_skipped] == list(skipped)
    assert all(len(stage.fake) == 16 and len(stage.real) == 16 for stage in stages)
