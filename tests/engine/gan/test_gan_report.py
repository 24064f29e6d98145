"""Scores of a report: what they are of, and that a perfect generator scores the noise floor."""

import numpy as np
import pytest
import torch
from gan_looking import Scene, make_experiment

from playground.data import load_distribution
from playground.engine.gan.evaluation import draw_for
from playground.engine.gan.report import Scorer, make_report
from playground.frame import ReportDemand
from playground.objectives import count_modes


def make_scorer(name="eight_gaussians", **data):
    experiment = make_experiment(name, size=16 if name == "digits" else 2, **data)
    distribution = load_distribution(experiment.data, experiment.seed)
    return Scorer(distribution, experiment), distribution, experiment


def take(scene, demand):
    scorer = Scorer(scene.distribution, scene.experiment)
    return make_report(demand, scene.generator, scorer, 70, 70.0)


def test_what_is_not_demanded_is_not_judged():
    frame = take(Scene(make_experiment()), ReportDemand(layers=True)).compute_frame()

    assert (frame.step, frame.epoch, dict(frame.metrics), dict(frame.arrays)) == (70, 70.0, {}, {})


def test_a_report_holds_scores_beside_their_floors_and_shares_of_the_modes():
    scene = Scene(make_experiment(spread=0.3))

    report = take(scene, ReportDemand(metrics=True))
    frame = report.compute_frame()

    assert not report.frame.metrics
    assert (frame.step, frame.epoch) == (70, 70.0)
    with torch.no_grad():
        samples = scene.generator(draw_for(scene.experiment, 2500, "scored noise")).numpy()
    # Clouds this wide run into each other, so there are no modes to count.
    assert set(frame.metrics) == {
        *("sliced_wasserstein", "sliced_wasserstein_floor", "sliced_wasserstein_sd"),
        *("energy", "energy_floor", "energy_sd"),
    }
    np.testing.assert_array_equal(report.samples, samples)
    assert not frame.arrays


def test_shares_of_the_modes_are_those_of_the_scored_samples():
    scorer, distribution, _ = make_scorer()
    samples = np.repeat(distribution.modes[[0, 3]], [1000, 1500], axis=0)

    scores, shares = scorer.score(samples)

    assert (scores["modes"], scores["n_modes"], scores["high_quality"]) == (2, 8, 1)
    assert shares.dtype == np.float32
    np.testing.assert_allclose(shares, [0.4, 0, 0, 0.6, 0, 0, 0, 0], atol=1e-6)
    np.testing.assert_allclose(shares, count_modes(samples, distribution.modes, distribution.spread).shares, atol=1e-6)


def test_real_samples_passed_as_generated_score_the_floor():
    scorer, _, experiment = make_scorer()
    # Independent of the samples trained on, and of those that are held out.
    real = load_distribution(experiment.data, experiment.seed + 1).held_out

    scores, _ = scorer.score(real)

    for name in ("sliced_wasserstein", "energy"):
        deviation = scores[name] - scores[f"{name}_floor"]
        assert abs(deviation) <= 4 * scores[f"{name}_sd"]
    assert scores["modes"] == 8
    assert scores["high_quality"] == pytest.approx(scores["high_quality_floor"], abs=0.01)


def test_digits_are_scored_without_modes():
    scorer, _, experiment = make_scorer("digits")
    scene = Scene(experiment)

    scores, shares = scorer.score(scorer.generate(scene.generator))

    assert scores["energy"] > scores["energy_floor"]
    assert "modes" not in scores
    assert shares.shape == (0,)


def test_nothing_is_scored_without_real_or_without_finite_samples():
    painted, _, experiment = make_scorer("own")
    scene = Scene(experiment)
    assert painted.score(painted.generate(scene.generator)) == ({}, pytest.approx(np.zeros(0)))

    scene.generator.weights[0].fill_(torch.nan)
    report = take(scene, ReportDemand(metrics=True))

    assert not report.compute_frame().metrics
