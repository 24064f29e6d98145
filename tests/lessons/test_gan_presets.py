"""What the GAN lab's menu offers: GANs that learn their distribution, or fail as they say.

All five seeds of every preset are in the report of ``tests/bench/gan.py --presets``; here each is trained once.
"""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from playground.data import DISTRIBUTIONS
from playground.engine.build import build_trainer
from playground.engine.catalog import check_experiment
from playground.fields import replace_at
from playground.frame import Demand, ReportDemand
from playground.lessons.presets.gan import GAN_FAILURES, GAN_LAB, GAN_PRESETS, GAN_SUCCESSES
from playground.serialization import from_json, from_link, to_json, to_link

SEEDS = range(5)
CONNECTED = ["ring_quick", "line", "moons", "spiral", "noise_1d"]


@lru_cache
def train(experiment):
    trainer = build_trainer(experiment)
    trainer.advance(experiment.training.iterations)
    return trainer


def score(trainer):
    return trainer.report(ReportDemand(metrics=True)).compute_frame().metrics


def watch_mean(trainer, n_looks, n_between):
    """Where the middle of the shown samples is, look by look, along the direction in which it moves most."""
    means = []
    for _ in range(n_looks):
        trainer.advance(n_between)
        means.append(trainer.frame(Demand()).arrays["fake"].mean(axis=0))
    means = np.array(means) - np.mean(means, axis=0)
    return means @ np.linalg.svd(means, full_matrices=False)[2][0]


@pytest.mark.parametrize("name", GAN_PRESETS)
def test_gan_preset_can_be_run_and_survives_file_and_link(name):
    experiment = GAN_PRESETS[name].experiment
    check_experiment(experiment)
    trainer = build_trainer(experiment)
    trainer.advance(2)

    assert trainer.obstacle == ""
    assert trainer.diagnose() == ("", "")
    assert from_json(to_json(experiment)) == experiment
    assert from_link(to_link(experiment)) == experiment


@pytest.mark.parametrize("name", GAN_PRESETS)
def test_gan_preset_says_in_two_sentences_what_to_watch(name):
    preset = GAN_PRESETS[name]

    assert name.isidentifier()
    assert preset.label
    assert preset.summary.endswith(".")
    assert preset.summary.count(". ") == 1
    assert len(preset.summary) <= 250
    assert preset.works == (name in GAN_SUCCESSES)


def test_gan_menu_begins_with_the_experiment_that_the_lab_opens_with():
    assert next(iter(GAN_PRESETS.values())).experiment == GAN_LAB
    assert len({preset.label for preset in GAN_PRESETS.values()}) == len(GAN_PRESETS)


def test_every_distribution_has_a_preset():
    assert {preset.experiment.data.name for preset in GAN_SUCCESSES.values()} == set(DISTRIBUTIONS)


@pytest.mark.slow
def test_eight_gaussians_are_learned():
    trainer = train(GAN_LAB)
    scores, metrics = score(trainer), trainer.evaluate()

    assert GAN_LAB.data.spread == 0.02
    assert scores["modes"] == 8
    assert scores["high_quality"] >= 0.95
    assert metrics["d_real"] == pytest.approx(0.5, abs=0.1)
    assert metrics["d_fake"] == pytest.approx(0.5, abs=0.1)


@pytest.mark.slow
def test_grid_is_learned():
    trainer = train(GAN_PRESETS["grid"].experiment)
    scores = score(trainer)

    assert GAN_PRESETS["grid"].experiment.data.spread == 0.025
    assert scores["modes"] == 25
    assert scores["high_quality"] >= 0.88


@pytest.mark.slow
@pytest.mark.parametrize("name", CONNECTED)
def test_connected_shapes_end_within_three_noise_floors(name):
    scores = score(train(GAN_PRESETS[name].experiment))

    assert scores["sliced_wasserstein"] <= 3 * scores["sliced_wasserstein_floor"]
    assert scores["energy"] <= 3 * scores["energy_floor"]


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in GAN_SUCCESSES if name != "grid"])
def test_success_is_not_called_a_failure(name):
    trainer = train(GAN_PRESETS[name].experiment)

    assert trainer.is_finite()
    assert trainer.diagnose() == ("", "")


@pytest.mark.slow
def test_digits_come_near_real_ones():
    # Far from all: one image for all digits scores ten times the floor.
    scores = score(train(GAN_PRESETS["digits_all"].experiment))

    assert scores["sliced_wasserstein"] <= 2.5 * scores["sliced_wasserstein_floor"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_collapse_collapses_and_is_told_so(seed):
    trainer = train(replace(GAN_PRESETS["collapse"].experiment, seed=seed))

    assert score(trainer)["modes"] <= 3
    assert trainer.diagnose().notice.startswith("Mode collapse")


@pytest.mark.slow
def test_strong_discriminator_is_named():
    trainer = train(GAN_PRESETS["strong_discriminator"].experiment)
    metrics = trainer.evaluate()

    assert metrics["d_real"] > 0.9
    assert metrics["d_fake"] < 0.1
    assert trainer.diagnose().notice.startswith("The discriminator is too strong")


@pytest.mark.slow
def test_vanishing_gradient_is_named():
    trainer = train(GAN_PRESETS["vanishing_gradient"].experiment)

    assert trainer.diagnose().notice.startswith("The generator hardly learns: its gradient vanishes")
    assert trainer.evaluate()["d_fake"] < 0.1


@pytest.mark.slow
def test_gradient_would_not_vanish_under_the_other_loss():
    trainer = train(GAN_PRESETS["vanishing_gradient"].experiment)
    other = build_trainer(replace_at(trainer.experiment, "objective.loss", "non_saturating"))
    other.load(trainer.state())

    assert other.trace()[6].g_gradient_norm > 10 * trainer.trace()[6].g_gradient_norm


@pytest.mark.slow
def test_oscillation_swings_and_the_advice_calms_it():
    experiment = GAN_PRESETS["oscillation"].experiment
    calmed = replace_at(experiment, "generator.optimizer.name", "rmsprop")
    calmed = replace_at(calmed, "discriminator.optimizer.name", "rmsprop")
    swings, calm = (watch_mean(build_trainer(x), 150, 20)[50:] for x in (experiment, calmed))

    # The line is about 2 long.
    assert swings.max() - swings.min() > 1.2
    assert (np.diff(np.sign(swings)) != 0).sum() >= 10
    assert calm.std() < swings.std() / 2


def test_failures_fail_each_in_its_own_way():
    assert list(GAN_FAILURES) == ["collapse", "strong_discriminator", "oscillation", "vanishing_gradient"]
