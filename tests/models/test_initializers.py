"""Every initializer: spread as its formula says, reproducible, and off torch's global generator."""

import math

import pytest
import torch

from playground.models import INITIALIZERS

NAMES = list(INITIALIZERS)
FAN_IN, FAN_OUT = 300, 200
# Standard deviation of the weights; a uniform draw from +-b has b / sqrt(3).
EXPECTED_STD = {
    "pytorch": math.sqrt(1 / FAN_IN / 3),
    "xavier_uniform": math.sqrt(2 / (FAN_IN + FAN_OUT)),
    "xavier_normal": math.sqrt(2 / (FAN_IN + FAN_OUT)),
    "kaiming_uniform": math.sqrt(2 / FAN_IN),
    "kaiming_normal": math.sqrt(2 / FAN_IN),
    "zeros": 0.0,
}


def draw(name, seed=0):
    weight, bias = torch.full((FAN_OUT, FAN_IN), torch.nan), torch.full((FAN_OUT,), torch.nan)
    INITIALIZERS[name].draw(weight, bias, torch.Generator().manual_seed(seed))
    return weight, bias


@pytest.mark.parametrize("name", NAMES)
def test_weights_spread_as_the_formula_says(name):
    weight, bias = draw(name)

    assert weight.std().item() == pytest.approx(EXPECTED_STD[name], rel=0.02)
    assert torch.isfinite(bias).all()


@pytest.mark.parametrize("name", [name for name in NAMES if name != "pytorch"])
def test_biases_start_at_0(name):
    assert not draw(name)[1].any()


@pytest.mark.parametrize("name", NAMES)
def test_the_same_generator_gives_the_same_weights(name):
    torch.testing.assert_close(draw(name), draw(name), rtol=0, atol=0)


def test_the_default_draws_what_nn_linear_draws():
    torch.manual_seed(3)
    linear = torch.nn.Linear(FAN_IN, FAN_OUT)

    weight, bias = draw("pytorch", seed=3)

    # nn.Linear computes its bound in another order: equal to rounding.
    torch.testing.assert_close(weight, linear.weight.data)
    torch.testing.assert_close(bias, linear.bias.data)


@pytest.mark.parametrize("name", NAMES)
def test_the_global_generator_is_left_alone(name):
    before = torch.get_rng_state()

    draw(name)

    assert torch.equal(torch.get_rng_state(), before)
