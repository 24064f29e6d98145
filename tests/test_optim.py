"""Every optimizer against torch.optim, on a quadratic, and by its own formula for the first step."""

import pytest
import torch

from playground.config import OptimizerConfig
from playground.optim import OPTIMIZERS

NAMES = list(OPTIMIZERS)
# What torch.optim is asked for; where a value is missing, both use the same default.
TORCH_OPTIMIZERS = {
    "sgd": lambda p, c: torch.optim.SGD(p, lr=c.learning_rate),
    "momentum": lambda p, c: torch.optim.SGD(p, lr=c.learning_rate, momentum=c.momentum),
    "nesterov": lambda p, c: torch.optim.SGD(p, lr=c.learning_rate, momentum=c.momentum, nesterov=True),
    "rmsprop": lambda p, c: torch.optim.RMSprop(p, lr=c.learning_rate),
    "adam": lambda p, c: torch.optim.Adam(p, lr=c.learning_rate),
    "adamw": lambda p, c: torch.optim.AdamW(p, lr=c.learning_rate, weight_decay=c.weight_decay),
}
# The minimum of sum(SCALES * (x - TARGET)^2) / 2, ten times as steep along the second axis as along the first.
SCALES, TARGET = torch.tensor([1.0, 10.0]), torch.tensor([3.0, -2.0])


def minimize(name, config, n_steps):
    params = torch.tensor([0.5, 0.5])
    slots = [torch.zeros(2) for _ in OPTIMIZERS[name].slots]
    for t in range(1, n_steps + 1):
        OPTIMIZERS[name].update(params, SCALES * (params - TARGET), slots, t, config)
    return params


@pytest.mark.parametrize("name", NAMES)
def test_every_optimizer_solves_a_quadratic(name):
    config = OptimizerConfig(name=name, learning_rate=0.05, weight_decay=0.0)

    params = minimize(name, config, 1000)

    # RMSprop's step never falls below about half its learning rate.
    torch.testing.assert_close(params, TARGET, rtol=0, atol=0.03 if name == "rmsprop" else 1e-3)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("learning_rate", [0.01, 0.1])
def test_a_hundred_steps_equal_those_of_torch(name, learning_rate):
    config = OptimizerConfig(name=name, learning_rate=learning_rate, momentum=0.8, weight_decay=0.05)
    theirs = torch.tensor([0.5, 0.5], requires_grad=True)
    optimizer = TORCH_OPTIMIZERS[name]([theirs], config)
    for _ in range(100):
        theirs.grad = (SCALES * (theirs - TARGET)).detach()
        optimizer.step()

    torch.testing.assert_close(minimize(name, config, 100), theirs.detach(), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_the_fields_in_uses_are_exactly_those_that_change_the_result(name):
    base = minimize(name, OptimizerConfig(name=name), 10)
    others = {"momentum": 0.5, "weight_decay": 0.5}

    changing = [
        field
        for field, value in others.items()
        if not torch.equal(base, minimize(name, OptimizerConfig(name=name, **{field: value}), 10))
    ]

    assert tuple(changing) == OPTIMIZERS[name].uses


def test_adams_first_step_is_the_learning_rate_whatever_the_gradient():
    # m' = g and v' = g^2 at t = 1, so the step is eta g / |g|.
    params = minimize("adam", OptimizerConfig(name="adam", learning_rate=0.1), 1)

    torch.testing.assert_close(params, torch.tensor([0.6, 0.4]))
