"""Every activation's function, derivative and range, against finite differences and autograd."""

import math

import pytest
import torch

from playground.models import ACTIVATIONS

NAMES = list(ACTIVATIONS)
# Between the kinks at 0, so that a difference quotient never straddles one.
POINTS = torch.linspace(-6, 6, 200, dtype=torch.float64)


@pytest.mark.parametrize("name", NAMES)
def test_the_derivative_agrees_with_finite_differences(name):
    spec, h = ACTIVATIONS[name], 1e-6
    quotient = (spec.function(POINTS + h) - spec.function(POINTS - h)) / (2 * h)

    torch.testing.assert_close(spec.derivative(POINTS, spec.function(POINTS)), quotient, rtol=0, atol=1e-8)


@pytest.mark.parametrize("name", NAMES)
def test_the_derivative_agrees_with_autograd_also_at_0(name):
    spec = ACTIVATIONS[name]
    z = torch.cat([POINTS, torch.zeros(1, dtype=torch.float64)]).requires_grad_()
    a = spec.function(z)
    (expected,) = torch.autograd.grad(a.sum(), z)

    torch.testing.assert_close(spec.derivative(z.detach(), a.detach()), expected, rtol=0, atol=1e-8)


@pytest.mark.parametrize("name", NAMES)
def test_shape_and_type_are_kept(name):
    spec = ACTIVATIONS[name]
    z = torch.linspace(-50, 50, 12).reshape(3, 4)
    a = spec.function(z)

    for result in (a, spec.derivative(z, a)):
        assert (result.shape, result.dtype) == (z.shape, z.dtype)
        assert torch.isfinite(result).all()


@pytest.mark.parametrize("name", NAMES)
def test_values_stay_in_the_stated_range_and_come_near_its_ends(name):
    low, high = ACTIVATIONS[name].range
    a = ACTIVATIONS[name].function(torch.linspace(-50, 50, 10_001, dtype=torch.float64))

    assert low <= a.min()
    assert a.max() <= high
    if math.isfinite(low):
        assert a.min() - low < 1e-3
    if math.isfinite(high):
        assert high - a.max() < 1e-3


@pytest.mark.parametrize("name", NAMES)
def test_every_activation_explains_itself(name):
    spec = ACTIVATIONS[name]

    assert spec.label
    assert spec.formula
    assert spec.summary.endswith(".")
