"""Slow motion shows the very batch that an update used."""

import dataclasses

import numpy as np
import pytest
import torch
from gan_looking import make_experiment

from playground.config import DropoutConfig, GanTrainingConfig, LinearConfig
from playground.data import load_distribution
from playground.engine.gan.game import Game
from playground.engine.gan.images import to_pixels
from playground.engine.gan.probes import GanProbes
from playground.engine.gan.stages import trace_iteration
from playground.frame import Demand
from playground.objectives import GAN_LOSSES


def look_at_stages(name="eight_gaussians", batch_size=200, size=2, **discriminator):
    experiment = make_experiment(name, size=size)
    experiment = dataclasses.replace(
        experiment,
        training=GanTrainingConfig(batch_size=batch_size),
        discriminator=dataclasses.replace(experiment.discriminator, **discriminator),
    )
    distribution = load_distribution(experiment.data, experiment.seed)
    game = Game(experiment, distribution)
    game.play(5)
    probes = GanProbes(distribution, experiment, GAN_LOSSES[experiment.objective.loss])
    for stage in trace_iteration(game):
        game.generator.flat.values.copy_(stage.generator_values)
        game.discriminator.flat.values.copy_(stage.discriminator_values)
        yield stage, game, probes.look(Demand(), game.generator.network, game.discriminator.network, stage)


def test_a_stage_shows_its_own_batch():
    for stage, game, (arrays, metrics) in look_at_stages():
        for name, tensor in [
            ("z", stage.z),
            ("real", stage.real),
            ("fake", stage.fake),
            ("score_real", stage.real_scores),
            ("score_fake", stage.fake_scores),
        ]:
            np.testing.assert_array_equal(arrays[name], tensor[:128])
        with torch.no_grad():
            logits = game.discriminator.network(stage.fake[:128])[:, 0]
        losses = GAN_LOSSES["non_saturating"].generator(logits, reduction="none")
        np.testing.assert_allclose(arrays["loss_fake"], losses, atol=1e-6)
        assert arrays["pull"].shape == (128, 2)
        assert (metrics["stage"], metrics["is_skipped"]) == (stage.index, 0)
        assert (metrics["batch_d_loss"], metrics["batch_g_loss"]) == (stage.d_loss, stage.g_loss)
        assert metrics["batch_d_real"] == pytest.approx(float(stage.real_scores.mean()))
        assert metrics["batch_d_fake"] == pytest.approx(float(stage.fake_scores.mean()))


def test_scores_and_pull_are_those_of_the_update_where_dropout_makes_it_another():
    layers = (LinearConfig(units=16, activation="tanh"), DropoutConfig(rate=0.5))

    for stage, game, (arrays, _) in look_at_stages(layers=layers):
        with torch.no_grad():
            whole = torch.sigmoid(game.discriminator.network(stage.fake[:128])[:, 0])
        np.testing.assert_array_equal(arrays["score_fake"], stage.fake_scores[:128])
        assert np.abs(arrays["score_fake"] - whole.numpy()).max() > 0.01
        if stage.index == 7:
            np.testing.assert_array_equal(arrays["pull"], stage.pull[:128])


def test_gradients_are_told_once_they_are_computed():
    metrics = [look.metrics for _, _, look in look_at_stages()]

    assert ["d_gradient" in numbers for numbers in metrics] == [False] * 2 + [True] * 6
    assert ["g_gradient" in numbers for numbers in metrics] == [False] * 6 + [True] * 2


def test_small_batches_are_shown_whole():
    arrays = [look.arrays for _, _, look in look_at_stages(batch_size=3)]

    assert all(array["fake"].shape == array["real"].shape == array["z"].shape == (3, 2) for array in arrays)


def test_of_much_noise_two_numbers_are_shown():
    assert all(look.arrays["z"].shape == (128, 2) for _, _, look in look_at_stages(size=5))
    assert all(look.arrays["z"].shape == (128, 1) for _, _, look in look_at_stages(size=1))


def test_a_player_without_steps_is_skipped():
    skipped = [look.metrics["is_skipped"] for _, _, look in look_at_stages(steps=0)]

    assert skipped == [1] * 4 + [0] * 4


def test_images_of_a_batch_come_as_sheets():
    for stage, _, (arrays, _) in look_at_stages("digits", size=16):
        np.testing.assert_array_equal(arrays["sheet"], to_pixels(stage.fake[:36]))
        np.testing.assert_array_equal(arrays["real_sheet"], to_pixels(stage.real[:36]))
        np.testing.assert_array_equal(arrays["score_fake"], stage.fake_scores[:36])
        assert "real" not in arrays
