"""Every optimizer against torch.optim, on a quadratic, and by its own formula for the first step."""

import pytest
import torch

from playground.config import OptimizerConfig
from playground.optim import OPTIMIZERS, clip_, divide_exactly, divide_fast

NAMES = list(OPTIMIZERS)
# What torch.optim is asked for; where a value is missing, both use the same default.
TORCH_OPTIMIZERS = {
    "sgd": lambda p, c: torch.optim.SGD(p, lr=c.learning_rate),
    "momentum": lambda p, c: torch.optim.SGD(p, lr=c.learning_rate, momentum=c.momentum),
    "nesterov": lambda p, c: torch.optim.SGD(p, lr=c.learning_rate, momentum=c.momentum, nesterov=True),
    "rmsprop": lambda p, c: torch.optim.RMSprop(p, lr=c.learning_rate),
    "adagrad": lambda p, c: torch.optim.Adagrad(p, lr=c.learning_rate),
    "adadelta": lambda p, c: torch.optim.Adadelta(p, lr=c.learning_rate),
    "adam": lambda p, c: torch.optim.Adam(p, lr=c.learning_rate),
    "adamw": lambda p, c: torch.optim.AdamW(p, lr=c.learning_rate, weight_decay=c.weight_decay),
    "nadam": lambda p, c: torch.optim.NAdam(p, lr=c.learning_rate),
    "amsgrad": lambda p, c: torch.optim.Adam(p, lr=c.learning_rate, amsgrad=True),
}
# The minimum of sum(SCALES * (x - TARGET)^2) / 2, ten times as steep along the second axis as along the first.
SCALES, TARGET = torch.tensor([1.0, 10.0]), torch.tensor([3.0, -2.0])


def minimize(name, config, n_steps, divide=divide_exactly):
    params = torch.tensor([0.5, 0.5])
    slots = [torch.zeros(2) for _ in OPTIMIZERS[name].slots]
    for t in range(1, n_steps + 1):
        OPTIMIZERS[name].update(params, SCALES * (params - TARGET), slots, t, config.learning_rate, config, divide)
    return params


@pytest.mark.parametrize("name", NAMES)
def test_every_optimizer_solves_a_quadratic(name):
    # The steps of these two shrink, or begin tiny: their usual rates are larger.
    learning_rate = {"adagrad": 1.0, "adadelta": 1.0}.get(name, 0.05)

    params = minimize(name, OptimizerConfig(name=name, learning_rate=learning_rate, weight_decay=0.0), 1000)

    # RMSprop's step never falls below about half its learning rate.
    torch.testing.assert_close(params, TARGET, rtol=0, atol=0.03 if name == "rmsprop" else 1e-3)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("divide", [divide_exactly, divide_fast])
@pytest.mark.parametrize("learning_rate", [0.01, 0.1])
def test_a_hundred_steps_equal_those_of_torch(name, learning_rate, divide):
    config = OptimizerConfig(name=name, learning_rate=learning_rate, momentum=0.8, weight_decay=0.05)
    theirs = torch.tensor([0.5, 0.5], requires_grad=True)
    optimizer = TORCH_OPTIMIZERS[name]([theirs], config)
    for _ in range(100):
        theirs.grad = (SCALES * (theirs - TARGET)).detach()
        optimizer.step()

    torch.testing.assert_close(minimize(name, config, 100, divide), theirs.detach(), rtol=1e-6, atol=1e-6)


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


@pytest.mark.parametrize("name", NAMES)
def test_a_rate_of_0_moves_nothing(name):
    params, spec = torch.tensor([0.5, 0.5]), OPTIMIZERS[name]
    slots = [torch.zeros(2) for _ in spec.slots]

    spec.update(params, torch.ones(2), slots, 1, 0.0, OptimizerConfig(name=name), divide_exactly)

    assert params.tolist() == [0.5, 0.5]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("divide", [divide_exactly, divide_fast])
def test_a_parameter_without_gradient_stays_where_it_is(name, divide):
    params, spec = torch.tensor([0.5, 0.5]), OPTIMIZERS[name]
    slots = [torch.zeros(2) for _ in spec.slots]

    config = OptimizerConfig(name=name, weight_decay=0.0)
    for t in range(1, 4):
        spec.update(params, torch.tensor([0.0, 1.0]), slots, t, 0.1, config, divide)

    assert params[0] == 0.5
    assert params[1] < 0.5


@pytest.mark.parametrize("max_norm", [0.01, 1.0, 100.0])
def test_clipping_equals_that_of_torch(max_norm):
    grads = torch.linspace(-2, 3, 12)
    theirs = [torch.zeros(3, 2), torch.zeros(6)]
    for p, g in zip(theirs, grads.split(6), strict=True):
        p.grad = g.clone().view_as(p)
    torch.nn.utils.clip_grad_norm_(theirs, max_norm)

    clip_(grads, max_norm)

    torch.testing.assert_close(grads, torch.cat([p.grad.reshape(-1) for p in theirs]))
    assert grads.norm() <= max_norm


def test_clipping_leaves_gradients_of_0_alone():
    grads = torch.zeros(4)

    clip_(grads, 1.0)

    assert not grads.any()


@pytest.mark.parametrize("divide", [divide_exactly, divide_fast])
@pytest.mark.parametrize("correction", [1.0, 0.03])
def test_both_ways_to_divide_are_the_formula(divide, correction):
    square = torch.tensor([0.0, 1e-12, 4.0, 1e8])

    denominator, scale = divide(square, correction)

    torch.testing.assert_close(denominator / scale, square.sqrt() / correction + 1e-8)
    assert square.tolist() == torch.tensor([0.0, 1e-12, 4.0, 1e8]).tolist()


@pytest.mark.parametrize("name", ["rmsprop", "adagrad", "adadelta", "adam", "adamw", "amsgrad"])
def test_exact_division_repeats_every_digit_of_torch(name):
    config = OptimizerConfig(name=name)
    theirs = torch.tensor([0.5, 0.5], requires_grad=True)
    optimizer = TORCH_OPTIMIZERS[name]([theirs], config)
    for _ in range(20):
        theirs.grad = (SCALES * (theirs - TARGET)).detach()
        optimizer.step()

    assert torch.equal(minimize(name, config, 20), theirs.detach())
