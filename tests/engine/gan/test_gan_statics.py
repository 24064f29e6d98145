"""What the picture gets once: JSON that agrees with the frames."""

import json
import math

import numpy as np
import pytest
from gan_looking import Scene, make_experiment

from playground.engine.gan.images import to_pixels
from playground.engine.gan.statics import describe_statics
from playground.frame import Demand


def describe(scene):
    statics = describe_statics(scene.distribution, scene.experiment, scene.sight)
    return json.loads(json.dumps(statics, allow_nan=False))


def test_statics_of_a_distribution_in_the_plane():
    scene = Scene(make_experiment(units=(16, 3)))

    statics = describe(scene)
    arrays = scene.look(Demand()).arrays

    np.testing.assert_allclose(statics["z"], scene.sight.noise, atol=5.1e-5)
    np.testing.assert_allclose(statics["real"], scene.distribution.held_out[:128], atol=5.1e-5)
    np.testing.assert_allclose(statics["modes"], scene.distribution.modes)
    assert (statics["sizes_g"], statics["sizes_d"]) == ([2, 16, 3, 2], [2, 16, 3, 1])
    for name in ("shown_g", "shown_d"):
        assert statics[name] == [[unit for unit in row if unit < 255] for row in arrays[name].tolist()]
    assert (statics["noise_size"], statics["noise_kind"], statics["noise_limit"]) == (2, "normal", 2.5)
    assert (statics["is_image"], statics["spread"], statics["obstacle"]) == (False, 0.02, "")
    assert statics["extent"] == [-1.6, 1.6, -1.6, 1.6]


@pytest.mark.parametrize(("size", "n"), [(1, 129), (2, 17), (3, 0)])
def test_the_grid_goes_through_the_quantiles(size, n):
    grid = describe(Scene(make_experiment(size=size)))["grid"]

    # Shares of standard normal numbers below each line.
    shares = [0.5 * (1 + math.erf(z / math.sqrt(2))) for z in grid]
    assert shares == pytest.approx([(k + 0.5) / n for k in range(n)], abs=2.1e-5)


def test_statics_of_images():
    scene = Scene(make_experiment("digits", size=16, kind="uniform"))

    statics = describe(scene)

    assert "real" not in statics
    assert statics["grid"] == statics["modes"] == []
    assert np.shape(statics["z"]) == (128, 2)
    assert statics["noise_limit"] == 1
    np.testing.assert_array_equal(np.reshape(statics["real_images"], (36, 8, 8)), to_pixels(scene.sight.real[:36]))


def test_nothing_painted_can_be_described():
    statics = describe(Scene(make_experiment("own")))

    assert statics["real"] == []
    assert statics["obstacle"]
