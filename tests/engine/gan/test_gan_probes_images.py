"""What a frame of a GAN that makes images shows."""

import math

import numpy as np
import pytest
import torch
from gan_looking import Scene, make_experiment

from playground.config import NoiseConfig
from playground.engine.gan.images import RealImages, to_pixels
from playground.engine.gan.noise import interpolate
from playground.frame import Demand, Frame
from playground.live.encode import encode


@pytest.fixture(scope="module")
def scene():
    return Scene(make_experiment("digits", size=16, units=(16, 3)), gain=3.0)


@pytest.fixture(scope="module")
def arrays(scene):
    return scene.look(Demand(noise=(0.1,) * 16)).arrays


def test_shapes_types_and_size(arrays):
    found = {name: (array.shape, array.dtype.name) for name, array in arrays.items()}

    assert found == {
        "sheet": ((36, 8, 8), "uint8"),
        "score_fake": ((36,), "float32"),
        "nearest": ((36, 8, 8), "uint8"),
        "nearest_distance": ((36,), "float32"),
        "between": ((9, 8, 8), "uint8"),
        "score_between": ((9,), "float32"),
        "hist_real": ((25,), "float32"),
        "hist_fake": ((25,), "float32"),
        "shown_g": ((2, 4), "uint8"),
        "shown_d": ((2, 4), "uint8"),
        "units_g": ((7, 12, 12), "uint8"),
        "units_d": ((7, 12, 12), "uint8"),
        "scales_g": ((2,), "float32"),
        "scales_d": ((2,), "float32"),
        # Neither pixels of the generator nor of the discriminator are among the shown units.
        "weights_g": ((4 * 2 + 3 * 4,), "float32"),
        "weights_d": ((3 * 4 + 1 * 3,), "float32"),
        "followed_z": ((16,), "float32"),
        "followed_x": ((8, 8), "uint8"),
    }
    assert len(encode(Frame(arrays=arrays))) <= 30_000


def test_pixels_are_the_generated_values_row_by_row(scene, arrays):
    image = scene.generate(scene.sight.noise)[5].clamp(-1, 1)

    np.testing.assert_allclose(arrays["sheet"][5].reshape(-1), (image + 1) / 2 * 255, atol=0.51)
    assert to_pixels(torch.tensor([[-1.0, 1.0, 0.0, -7.0]]))[0].tolist() == [[0, 255], [128, 0]]


def test_scores_are_those_of_the_sheets_images(scene, arrays):
    scores = scene.score(scene.generate(scene.sight.noise[:36]))

    np.testing.assert_allclose(arrays["score_fake"], scores, atol=1e-6)


def test_nearest_is_the_closest_of_all_training_images(scene, arrays):
    images = scene.generate(scene.sight.noise[:36]).double().numpy()
    real = scene.distribution.samples.astype(np.float64)

    distances = np.linalg.norm(images[:, None] - real[None], axis=2)

    np.testing.assert_allclose(arrays["nearest_distance"], distances.min(axis=1), rtol=1e-5)
    for shown, row in zip(arrays["nearest"], distances, strict=True):
        np.testing.assert_array_equal(shown, to_pixels(torch.from_numpy(real[row.argmin()]).float().unsqueeze(0))[0])


def test_a_copied_real_image_has_distance_0(scene):
    real = scene.distribution.samples

    nearest = RealImages(real).find_nearest(torch.from_numpy(real[[3, 400]]))

    np.testing.assert_array_equal(nearest.images, real[[3, 400]])
    assert nearest.distances.tolist() == [0, 0]


def test_the_way_between_two_noises_has_both_ends(scene):
    arrays = scene.look(Demand(between=(4, 30))).arrays

    np.testing.assert_array_equal(arrays["between"][[0, -1]], arrays["sheet"][[4, 30]])
    np.testing.assert_allclose(arrays["score_between"][[0, -1]], arrays["score_fake"][[4, 30]], atol=1e-5)


@pytest.mark.parametrize("ends", [(0, 128), (-1, 3)])
def test_ends_that_are_not_there_become_the_first_two(scene, arrays, ends):
    np.testing.assert_array_equal(scene.look(Demand(between=ends)).arrays["between"], arrays["between"])


def test_normal_noise_goes_around_and_uniform_noise_straight():
    a, b = torch.tensor([2.0, 0.0]), torch.tensor([0.0, 2.0])

    around = interpolate(NoiseConfig(), a, b, 9)
    straight = interpolate(NoiseConfig(distribution="uniform"), a, b, 9)

    # A quarter of a circle of radius 2, in equal angles.
    angles = np.linspace(0, math.pi / 2, 9)
    np.testing.assert_allclose(around, np.stack([2 * np.cos(angles), 2 * np.sin(angles)], axis=1), atol=1e-6)
    np.testing.assert_allclose(straight[4], [1, 1])


@pytest.mark.parametrize("b", [[1.0, -2.0], [2.0, -4.0], [-1.0, 2.0]])
def test_noise_in_line_goes_straight(b):
    a, b = torch.tensor([1.0, -2.0]), torch.tensor(b)

    torch.testing.assert_close(interpolate(NoiseConfig(), a, b, 9)[2], 0.75 * a + 0.25 * b)


def test_first_hidden_units_of_the_discriminator_are_their_weights(scene, arrays):
    units = arrays["shown_d"][0].astype(int)
    templates = scene.discriminator.weights[0][units].reshape(-1, 8, 8)

    middles = arrays["units_d"][:4].astype(float) / 255 * 2 - 1
    # Pixel (1, 1) of 12 x 12 has its middle at 1.5 / 12 of the picture, where the first two of 8 pixels meet.
    for tile, template in zip(middles, templates, strict=True):
        expected = float(template[:2, :2].mean()) / float(arrays["scales_d"][0])
        assert tile[1, 1] == pytest.approx(expected, abs=0.005)


def test_later_units_of_the_discriminator_are_tiles_of_their_mean(scene):
    scene = Scene(scene.experiment, gain=0.3)
    trace = scene.discriminator.trace(scene.sight.real)

    arrays = scene.look(Demand()).arrays

    tiles = arrays["units_d"][4:].astype(float) / 255 * 2 - 1
    assert (tiles == tiles[:, :1, :1]).all()
    # tanh is shown from -1 to 1, however small its values are.
    np.testing.assert_allclose(tiles[:, 0, 0], trace.outputs[2].mean(dim=0), atol=0.005)
    assert arrays["scales_d"][1] == 1
