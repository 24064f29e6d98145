"""What a frame of a GAN in the plane shows is what its two networks compute."""

import math

import numpy as np
import pytest
import torch
from gan_looking import Scene, make_experiment

from playground.engine.gan.maps import ScoreScale, compute_histogram, encode_field, find_scale
from playground.frame import Demand, Frame
from playground.live.encode import encode
from playground.objectives import GAN_LOSSES
from playground.seeding import derive_seed


def normal_share(z):
    """Share of standard normal numbers below z."""
    return 0.5 * (1 + math.erf(z / math.sqrt(2)))


@pytest.mark.parametrize("loss", GAN_LOSSES)
def test_shapes_types_and_ranges(loss):
    scene = Scene(make_experiment(loss=loss, units=(16, 3)))

    arrays, metrics = scene.look(Demand())

    found = {name: (array.shape, array.dtype.name) for name, array in arrays.items()}
    assert found == {
        "fake": ((128, 2), "float32"),
        "loss_fake": ((128,), "float32"),
        "pull": ((128, 2), "float32"),
        "score_fake": ((128,), "float32"),
        "score_real": ((128,), "float32"),
        "field": ((50, 50), "uint16"),
        "manifold": ((17, 17, 2), "float32"),
        "hist_real": ((25,), "float32"),
        "hist_fake": ((25,), "float32"),
        "shown_g": ((2, 4), "uint8"),
        "shown_d": ((2, 4), "uint8"),
        "units_g": ((4 + 3 + 2, 12, 12), "uint8"),
        "units_d": ((4 + 3, 12, 12), "uint8"),
        "scales_g": ((3,), "float32"),
        "scales_d": ((2,), "float32"),
        "weights_g": ((4 * 2 + 3 * 4 + 2 * 3,), "float32"),
        "weights_d": ((4 * 2 + 3 * 4 + 1 * 3,), "float32"),
    }
    assert set(metrics) == {"d_loss", "g_loss", "d_real", "d_fake", "middle", "span", "field_low", "field_high"}
    assert all(map(math.isfinite, metrics.values()))
    assert metrics["span"] > 0


def test_what_is_shown_depends_on_the_seed_and_its_purpose_alone():
    scene = Scene(make_experiment())

    arrays, metrics = scene.look(Demand())

    noise = {
        purpose: torch.randn(n, 2, generator=torch.Generator().manual_seed(derive_seed(42, purpose)))
        for purpose, n in [("shown noise", 128), ("evaluation noise", 1000)]
    }
    np.testing.assert_allclose(arrays["fake"], scene.generate(noise["shown noise"]), atol=1e-6)
    real = torch.from_numpy(scene.distribution.held_out)
    np.testing.assert_allclose(arrays["score_real"], scene.score(real[:128]), atol=1e-6)
    fake_scores = scene.score(scene.generate(noise["evaluation noise"]))
    assert metrics["d_fake"] == pytest.approx(float(fake_scores.mean()), abs=1e-6)
    # The formulas of the non-saturating objective.
    real_scores = scene.score(real[:1000])
    d_loss = -real_scores.log().mean() - (1 - fake_scores).log().mean()
    assert metrics["d_loss"] == pytest.approx(float(d_loss), abs=1e-5)
    assert metrics["g_loss"] == pytest.approx(-float(fake_scores.log().mean()), abs=1e-5)
    assert scene.probes.evaluate(scene.generator, scene.discriminator).items() <= metrics.items()


def test_what_is_not_demanded_is_not_there():
    arrays, metrics = Scene(make_experiment()).look(Demand(map_size=0, unit_bytes=0))

    assert not {"field", "units_g", "units_d", "followed_x"} & set(arrays)
    assert not {"field_low", "followed_score", "stage"} & set(metrics)


def test_the_default_frame_takes_at_most_30_kilobytes():
    scene = Scene(make_experiment(units=(64, 64)))

    arrays, metrics = scene.look(Demand(noise=(0.5, -0.5)))

    assert len(encode(Frame(metrics=metrics, arrays=arrays))) <= 30_000


def test_the_field_is_what_the_discriminator_says_at_the_crossings_from_the_top_left():
    scene = Scene(make_experiment())

    field = scene.look(Demand(map_size=20)).arrays["field"]

    x_min, x_max, y_min, y_max = scene.distribution.extent
    for row, column in [(0, 0), (0, 19), (7, 3), (19, 10)]:
        x = torch.tensor([[x_min + column / 19 * (x_max - x_min), y_max - row / 19 * (y_max - y_min)]])
        u = (float(scene.score(x)) - 0.5) / 0.5
        assert abs(int(field[row, column]) - (u + 1) / 2 * 65535) <= 1


def test_an_undecided_discriminator_is_in_the_middle_of_the_field():
    for name, spec in GAN_LOSSES.items():
        scene = Scene(make_experiment(loss=name))
        # Logits whose score is the middle: sigmoid(0) = 0.5; raw scores are the logit itself.
        logit = 0.0 if spec.gives_probabilities or spec.middle is None else spec.middle
        scene.discriminator.weights[-1].zero_()
        scene.discriminator.biases[-1].fill_(logit)

        arrays, metrics = scene.look(Demand())

        assert metrics["middle"] == pytest.approx(0.5 if spec.gives_probabilities else logit)
        assert set(np.unique(arrays["field"])) <= {32767, 32768}
        assert arrays["hist_real"][12] == arrays["hist_fake"][12] == 1


def test_the_middle_of_scores_without_one_lies_halfway_between_the_two_means():
    real, fake = torch.tensor([3.0, 5.0]), torch.tensor([-2.0])
    field = torch.linspace(-9, 11, 1001)

    scale = find_scale(GAN_LOSSES["wasserstein"], field, real, fake)

    assert scale.middle == 1.0
    # Distances are spread evenly over [0, 10], so the 99th percentile is 9.9.
    assert scale.span == pytest.approx(9.9)


def test_scores_beyond_the_span_are_clipped_and_nans_undecided():
    scale = ScoreScale(middle=1.0, span=2.0)

    field = encode_field(torch.tensor([-9.0, 3.0, math.nan, math.inf]), scale)

    assert field.tolist() == [[0, 65535], [32768, 65535]]


def test_a_histogram_holds_every_sample_once():
    scale = ScoreScale(middle=0.0, span=1.0)
    # Parts are 0.08 wide: -1 and -7 fall into the first, 0 into the middle one, 1 and 40 into the last.
    scores = torch.tensor([-1.0, -7.0, 0.0, 1.0, 40.0])

    shares = compute_histogram(scores, scale)

    assert shares[[0, 12, 24]] == pytest.approx([0.4, 0.2, 0.4])
    assert shares.sum() == pytest.approx(1)
    assert not compute_histogram(torch.empty(0), scale).any()


def test_histograms_of_a_frame_are_those_of_the_evaluated_samples():
    scene = Scene(make_experiment())

    arrays, metrics = scene.look(Demand())

    scores = scene.score(torch.from_numpy(scene.distribution.held_out[:1000]))
    counts, _ = np.histogram(scores.numpy(), bins=25, range=(0, 1))
    np.testing.assert_allclose(arrays["hist_real"], counts / 1000, atol=1e-6)
    assert metrics["d_real"] == pytest.approx(float(scores.mean()))
    assert arrays["hist_fake"].sum() == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("loss", GAN_LOSSES)
def test_the_pull_is_minus_the_finite_difference_of_each_samples_loss(loss):
    scene = Scene(make_experiment(loss=loss))
    scene.discriminator.double()
    arrays, _ = Scene(make_experiment(loss=loss)).look(Demand())

    x, h = torch.from_numpy(arrays["fake"]).double(), 1e-5
    for axis in range(2):
        shift = torch.zeros(2, dtype=torch.float64)
        shift[axis] = h
        with torch.no_grad():
            up, down = (
                scene.spec.generator(scene.discriminator(x + sign * shift)[:, 0], reduction="none") for sign in (1, -1)
            )
        np.testing.assert_allclose(arrays["pull"][:, axis], -(up - down) / (2 * h), rtol=1e-4, atol=1e-6)


def test_the_mean_of_the_samples_losses_is_the_generators_loss_of_them():
    scene = Scene(make_experiment())

    arrays, _ = scene.look(Demand())

    with torch.no_grad():
        loss = scene.spec.generator(scene.discriminator(torch.from_numpy(arrays["fake"])))
    assert arrays["loss_fake"].mean() == pytest.approx(float(loss))


@pytest.mark.parametrize("kind", ["normal", "uniform"])
def test_the_manifold_cuts_the_noise_into_equally_likely_cells(kind):
    scene = Scene(make_experiment(kind=kind))

    manifold = scene.look(Demand()).arrays["manifold"]

    mesh = scene.sight.mesh
    share = normal_share if kind == "normal" else lambda z: (z + 1) / 2
    shares = [share(float(z)) for z in mesh[0, :, 0]]
    assert shares == pytest.approx((np.arange(17) + 0.5) / 17, abs=1e-6)
    # Rows run from the top quantile of z2 down, columns from the bottom quantile of z1 up.
    assert torch.equal(mesh[:, 0, 1], mesh[0, :, 0].flip(0))
    for row, column in [(0, 0), (0, 16), (8, 8), (16, 3)]:
        place = scene.generate(mesh[row, column].unsqueeze(0))[0]
        np.testing.assert_allclose(manifold[row, column], place, atol=1e-6)


def test_a_single_noise_number_makes_a_curve_and_three_make_no_mesh():
    assert Scene(make_experiment(size=1)).look(Demand()).arrays["manifold"].shape == (1, 129, 2)
    assert "manifold" not in Scene(make_experiment(size=3)).look(Demand()).arrays


def test_the_followed_noise_is_generated_scored_and_pulled():
    scene = Scene(make_experiment())
    shown = scene.sight.noise[7]

    arrays, metrics = scene.look(Demand(noise=tuple(shown.tolist())))

    for name, of_all in [("followed_x", "fake"), ("followed_pull", "pull")]:
        np.testing.assert_allclose(arrays[name], arrays[of_all][7], atol=1e-6)
    np.testing.assert_array_equal(arrays["followed_z"], shown)
    assert metrics["followed_score"] == pytest.approx(float(arrays["score_fake"][7]), rel=1e-5)
    assert metrics["followed_loss"] == pytest.approx(float(arrays["loss_fake"][7]), rel=1e-5)


@pytest.mark.parametrize("noise", [(0.1,), (0.1, 0.2, 0.3), (math.nan, 0.0), (0.0, math.inf)])
def test_followed_noise_that_does_not_fit_is_left_out(noise):
    arrays, metrics = Scene(make_experiment()).look(Demand(noise=noise))

    assert not any(name.startswith("followed") for name in [*arrays, *metrics])


def test_without_real_samples_only_what_needs_them_is_left_out():
    scene = Scene(make_experiment("own"))

    for demand in (Demand(), Demand(noise=(0.0, 0.0))):
        arrays, metrics = scene.look(demand)

        assert arrays["score_real"].shape == (0,)
        assert not arrays["hist_real"].any()
        assert arrays["hist_fake"].sum() == pytest.approx(1, abs=1e-6)
        assert not {"d_loss", "d_real"} & set(metrics)
        assert math.isfinite(metrics["g_loss"])


def test_networks_that_diverged_can_be_looked_at():
    for loss in GAN_LOSSES:
        scene = Scene(make_experiment(loss=loss))
        scene.generator.weights[0].fill_(math.nan)
        scene.discriminator.weights[-1].fill_(math.inf)

        arrays, _ = scene.look(Demand(noise=(0.0, 0.0)))

        assert arrays["hist_fake"].sum() == pytest.approx(1, abs=1e-6)
        assert np.isfinite(arrays["scales_g"]).all()
