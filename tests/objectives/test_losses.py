"""Every loss and its gradient, against closed forms, finite differences and autograd."""

import math

import pytest
import torch

from playground.objectives import LOSSES

NAMES = list(LOSSES)
LOGITS = torch.tensor([[-30.0], [-2.0], [0.0], [0.5], [40.0]], dtype=torch.float64)
TARGETS = torch.tensor([[0.0], [1.0], [1.0], [0.0], [1.0]], dtype=torch.float64)
SHARE = torch.tensor(1 / 5, dtype=torch.float64)


@pytest.mark.parametrize("name", NAMES)
def test_the_gradient_agrees_with_autograd(name):
    logits, out = LOGITS.clone().requires_grad_(), torch.empty_like(LOGITS)
    (expected,) = torch.autograd.grad(LOSSES[name].function(logits, TARGETS), logits)

    LOSSES[name].gradient(LOGITS, TARGETS, SHARE, out)

    torch.testing.assert_close(out, expected)


@pytest.mark.parametrize("name", NAMES)
def test_the_gradient_agrees_with_finite_differences(name):
    loss, h, out = LOSSES[name], 1e-6, torch.empty_like(LOGITS)
    loss.gradient(LOGITS, TARGETS, SHARE, out)
    for i in range(len(LOGITS)):
        shift = torch.zeros_like(LOGITS)
        shift[i] = h
        quotient = (loss.function(LOGITS + shift, TARGETS) - loss.function(LOGITS - shift, TARGETS)) / (2 * h)
        assert out[i].item() == pytest.approx(quotient.item(), abs=1e-8)


@pytest.mark.parametrize("name", NAMES)
def test_the_loss_is_a_mean_over_the_batch(name):
    loss = LOSSES[name].function

    assert loss(LOGITS, TARGETS) == pytest.approx(loss(LOGITS.repeat(3, 1), TARGETS.repeat(3, 1)))


def test_binary_cross_entropy_of_a_coin_toss_is_ln_2():
    loss = LOSSES["binary_cross_entropy"].function(torch.zeros(4, 1), torch.tensor([[0.0], [1.0], [1.0], [0.0]]))

    assert loss.item() == pytest.approx(math.log(2))
