"""What a reader is told of a GAN that does not learn."""

from dataclasses import replace

import pytest
import torch
from gan_experiments import make_gan

from playground.engine.build import build_trainer


def make_trainer(n_updates=2000, **fields):
    trainer = build_trainer(make_gan(**fields))
    trainer.game.generator.n_updates = n_updates
    return trainer


def set_generator(trainer, weight=0.0, bias=(0.0, 0.0)):
    """G(z) = bias, or nearly."""
    network = trainer.game.generator.network
    for values in (*network.weights, *network.biases):
        values.fill_(weight)
    network.biases[-1].copy_(torch.tensor(bias))


def set_discriminator(trainer, slope, shift=0.0):
    """D's logit is slope x1 + shift."""
    network = trainer.game.discriminator.network
    for values in (*network.weights, *network.biases):
        values.zero_()
    for weight in network.weights:
        weight[0, 0], weight[0 if weight.shape[0] == 1 else 1, 1] = 1.0, 0.0
    network.weights[0][1, 0] = -1.0
    network.weights[1][1, 1] = 1.0
    network.weights[-1][0, 0], network.weights[-1][0, 1] = slope, -slope
    network.biases[-1][0] = shift


def test_samples_in_one_place_are_a_mode_collapse():
    trainer = make_trainer()
    set_generator(trainer, bias=(1.0, 0.0))

    assert trainer.diagnose().notice.startswith("Mode collapse: the samples lie around only 1 of 8 modes.")


def test_collapse_is_no_news_at_the_start():
    trainer = make_trainer(n_updates=200)
    set_generator(trainer, bias=(1.0, 0.0))

    assert trainer.diagnose() == ("", "")


@pytest.mark.parametrize("data", ["moons", "digits"])
def test_samples_that_are_alike_are_a_collapse_without_known_modes(data):
    trainer = make_trainer(data=data)
    network = trainer.game.generator.network
    network.weights[-1].mul_(0.01)

    assert trainer.diagnose().notice.startswith("Collapse: the samples are nearly all alike")


def test_saved_minimax_generator_is_told_that_its_gradient_vanishes():
    trainer = make_trainer(n_updates=500, loss="minimax", data="line")
    set_discriminator(trainer, 0.0, shift=-20.0)

    notice = trainer.diagnose().notice
    assert notice.startswith("The generator hardly learns: its gradient vanishes.")
    assert "log(1 − D(fake)) is flat" in notice  # noqa: RUF001


def test_non_saturating_gradient_does_not_vanish_there():
    trainer = make_trainer(n_updates=500, data="line")
    set_discriminator(trainer, 0.0, shift=-20.0)

    assert "vanishes" not in trainer.diagnose().notice


@pytest.mark.parametrize(("loss", "opening"), [("non_saturating", "it says 1.00 of real"), ("hinge", "its loss is 0")])
def test_discriminator_that_makes_no_mistakes_is_too_strong(loss, opening):
    trainer = make_trainer(n_updates=500, loss=loss, data="two_gaussians")
    real = trainer.dataset.held_out
    axis = abs(real).mean(axis=0).argmax()
    assert abs(real[:, axis]).min() > 0.3  # far from where the samples are put
    set_generator(trainer)
    network = trainer.game.discriminator.network
    for values in (*network.weights, *network.biases):
        values.zero_()
    network.weights[0][0, axis], network.weights[0][1, axis] = 1.0, -1.0
    network.weights[1][0, :2] = 1.0
    network.weights[2][0, 0], network.biases[2][0] = 60.0, -9.0

    assert trainer.diagnose().notice.startswith(f"The discriminator is too strong: {opening}")


def test_a_huge_weight_names_its_player_and_its_rate():
    trainer = make_trainer(n_updates=1)
    trainer.game.discriminator.network.weights[0][0, 0] = -123.0

    assert trainer.diagnose().notice == (
        "The steps overshoot: a weight of the discriminator has grown to 123. Try a smaller learning rate than 0.003 "
        "for it, and reset."
    )


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ({"steps": (0, 1)}, "The generator takes 0 steps"),
        ({"steps": (1, 0)}, "The discriminator takes 0 steps"),
        ({"layers": ()}, "The generator has no hidden layer"),
        ({"d_layers": ()}, "The discriminator has no hidden layer"),
    ],
)
def test_odd_games_get_a_hint_from_the_start(fields, hint):
    trainer = build_trainer(make_gan(**fields))

    assert trainer.diagnose().notice == ""
    assert trainer.diagnose().hint.startswith(hint)
    trainer.advance(20)
    assert trainer.is_finite()


def test_outputs_that_are_not_finite_are_left_to_the_divergence():
    trainer = make_trainer()
    trainer.game.generator.network.biases[-1][0] = float("inf")

    assert trainer.diagnose() == ("", "")


def test_diagnosis_of_one_painted_point_needs_no_spread():
    trainer = make_trainer(data="own", points=((0.0, 0.0), (0.0, 0.0)))
    data = replace(trainer.experiment.data, spread=0.0)
    trainer.apply(replace(trainer.experiment, data=data))

    assert "nan" not in trainer.diagnose().notice
