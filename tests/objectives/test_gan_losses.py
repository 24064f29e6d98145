"""Every GAN objective and its slopes, against closed forms, finite differences and autograd."""

import math

import pytest
import torch
from torch import nn

from playground.objectives import GAN_LOSSES, find_equilibrium

# Neither at a kink of the hinge (-1 and 1) nor so near that a difference quotient would straddle one.
REAL = torch.tensor([-30.0, -2.0, 0.0, 0.5, 40.0], dtype=torch.float64)
FAKE = torch.tensor([25.0, 1.5, -0.3, 0.0, -50.0], dtype=torch.float64)
STEP = 1e-6
SMOOTHINGS = [
    (name, smoothing) for name, spec in GAN_LOSSES.items() for smoothing in ((0, 0.2) if spec.smooths else (0,))
]


def differentiate(function, x):
    """Central differences of a scalar function by each element of x."""
    slopes = []
    for i in range(len(x)):
        shift = torch.zeros_like(x)
        shift[i] = STEP
        slopes.append((function(x + shift) - function(x - shift)) / (2 * STEP))
    return torch.stack(slopes)


@pytest.mark.parametrize(("name", "smoothing"), SMOOTHINGS)
def test_discriminator_slopes_agree_with_finite_differences(name, smoothing):
    spec = GAN_LOSSES[name]
    real = differentiate(lambda x: spec.discriminator(x, FAKE, smoothing), REAL)
    fake = differentiate(lambda x: spec.discriminator(REAL, x, smoothing), FAKE)

    torch.testing.assert_close(spec.real_slopes(REAL, smoothing) / len(REAL), real, atol=1e-7, rtol=1e-6)
    torch.testing.assert_close(spec.fake_slopes(FAKE, smoothing) / len(FAKE), fake, atol=1e-7, rtol=1e-6)


@pytest.mark.parametrize("name", GAN_LOSSES)
def test_generator_slopes_agree_with_finite_differences(name):
    spec = GAN_LOSSES[name]

    expected = differentiate(spec.generator, FAKE)

    torch.testing.assert_close(spec.generator_slopes(FAKE) / len(FAKE), expected, atol=1e-7, rtol=1e-6)


@pytest.mark.parametrize("name", GAN_LOSSES)
def test_generator_loss_of_each_sample_has_the_loss_as_its_mean(name):
    generator = GAN_LOSSES[name].generator

    losses = generator(FAKE, reduction="none")

    assert losses.shape == FAKE.shape
    torch.testing.assert_close(losses.mean(), generator(FAKE))


@pytest.mark.parametrize(("name", "smoothing"), SMOOTHINGS)
def test_slopes_leave_the_logits_as_they_were(name, smoothing):
    spec, real, fake = GAN_LOSSES[name], REAL.clone(), FAKE.clone()

    spec.real_slopes(real, smoothing)
    spec.fake_slopes(fake, smoothing)
    spec.generator_slopes(fake)

    assert torch.equal(real, REAL)
    assert torch.equal(fake, FAKE)


# Goodfellow et al. (2014), equation 1 and section 3, with binary cross-entropy as PyTorch has it.
@pytest.mark.parametrize("name", ["minimax", "non_saturating"])
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_probabilistic_discriminator_minimizes_binary_cross_entropy(name, smoothing):
    criterion = nn.BCEWithLogitsLoss()
    expected = criterion(REAL, torch.full_like(REAL, 1 - smoothing)) + criterion(FAKE, torch.zeros_like(FAKE))

    torch.testing.assert_close(GAN_LOSSES[name].discriminator(REAL, FAKE, smoothing), expected)


def test_generators_of_both_log_objectives_are_two_sides_of_one_probability():
    p = torch.tensor([0.01, 0.3, 0.9], dtype=torch.float64)
    logits = torch.logit(p)

    torch.testing.assert_close(GAN_LOSSES["minimax"].generator(logits, "none"), torch.log(1 - p))
    torch.testing.assert_close(GAN_LOSSES["non_saturating"].generator(logits, "none"), -torch.log(p))


def test_minimax_is_flat_where_the_discriminator_is_sure_and_non_saturating_is_not():
    sure = torch.tensor([-10.0])

    assert GAN_LOSSES["minimax"].generator_slopes(sure).abs().item() < 1e-4
    assert GAN_LOSSES["non_saturating"].generator_slopes(sure).abs().item() > 0.999


def test_other_objectives_at_numbers_worked_out_by_hand():
    real, fake = torch.tensor([0.5, 2.0]), torch.tensor([-0.5, 1.0])

    # Mao et al. (2017): ((-0.5)^2 + 1^2) / 4 + (0.25 + 1) / 4; (2.25 + 0) / 4
    assert GAN_LOSSES["least_squares"].discriminator(real, fake, 0.0).item() == pytest.approx(0.625)
    assert GAN_LOSSES["least_squares"].generator(fake).item() == pytest.approx(0.5625)
    # Arjovsky et al. (2017): 0.25 - 1.25; -0.25
    assert GAN_LOSSES["wasserstein"].discriminator(real, fake, 0.0).item() == pytest.approx(-1.0)
    assert GAN_LOSSES["wasserstein"].generator(fake).item() == pytest.approx(-0.25)
    # Lim and Ye (2017): (0.5 + 0) / 2 + (0.5 + 2) / 2
    assert GAN_LOSSES["hinge"].discriminator(real, fake, 0.0).item() == pytest.approx(1.5)
    assert GAN_LOSSES["hinge"].generator(fake).item() == pytest.approx(-0.25)


@pytest.mark.parametrize(
    ("name", "d_loss", "g_loss"),
    [
        ("minimax", math.log(4), -math.log(2)),
        ("non_saturating", math.log(4), math.log(2)),
        ("least_squares", 1 / 4, 1 / 8),
        ("hinge", 2.0, 0.0),
    ],
)
def test_equilibrium_is_the_loss_of_an_undecided_discriminator(name, d_loss, g_loss):
    spec = GAN_LOSSES[name]
    middle = torch.tensor(spec.middle, dtype=torch.float64)
    logit = torch.logit(middle) if spec.gives_probabilities else middle

    assert spec.score(logit).item() == pytest.approx(spec.middle)
    for loss, equilibrium, value in (
        (spec.discriminator(logit, logit, 0.0), spec.equilibrium["d_loss"], d_loss),
        (spec.generator(logit), spec.equilibrium["g_loss"], g_loss),
    ):
        assert loss.item() == pytest.approx(value)
        assert equilibrium.value == pytest.approx(value)


def test_wasserstein_has_an_equilibrium_of_the_difference_alone():
    spec = GAN_LOSSES["wasserstein"]

    assert spec.equilibrium["d_loss"].value == 0
    assert spec.equilibrium["g_loss"] is None
    assert spec.middle is None


# With equal densities, D minimizes the mean of -(1 - s) ln D - s ln(1 - D) - ln(1 - D): at D = (1 - s) / 2.
def test_equilibrium_with_smoothing_is_where_the_smoothed_loss_is_least():
    smoothing, spec = 0.2, GAN_LOSSES["non_saturating"]
    logits = torch.linspace(-3, 3, 60_001, dtype=torch.float64)
    smoothed = [spec.discriminator(z, z, smoothing) for z in logits[::10]]
    best = logits[::10][torch.stack(smoothed).argmin()]

    found = find_equilibrium(spec, smoothing)

    assert torch.sigmoid(best).item() == pytest.approx(0.4, abs=1e-3)
    assert found["d_loss"].value == pytest.approx(spec.discriminator(best, best, 0.0).item(), abs=1e-3)
    assert found["g_loss"].value == pytest.approx(-math.log(0.4), abs=1e-3)
    assert found["g_loss"].label == "0.916"  # -ln 0.4


def test_equilibrium_without_smoothing_keeps_its_name():
    assert find_equilibrium(GAN_LOSSES["non_saturating"], 0.0)["d_loss"].label == "log 4"
    assert find_equilibrium(GAN_LOSSES["hinge"], 0.2) == dict(GAN_LOSSES["hinge"].equilibrium)


@pytest.mark.parametrize("name", GAN_LOSSES)
def test_spec_tells_all_that_a_reader_is_shown(name):
    spec = GAN_LOSSES[name]

    assert spec.label
    assert spec.summary.endswith(".")
    assert spec.formula
    assert spec.reference
    assert len(spec.d_terms) == 2
    assert len(spec.g_terms) == 1
    assert set(spec.equilibrium) == {"d_loss", "g_loss"}
    assert (spec.middle is None) == (spec.span is None)
