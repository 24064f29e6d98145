"""Rules: how gradients become steps, written out.

Each works in place on flat tensors of shape (n_parameters,): the parameters, their gradients, and the slots that it
keeps from step to step. In the formulas, theta are the parameters, g the gradients, eta the learning rate, and t counts
updates from 1. Rules that divide by the size of gradients are given how to (see `playground.optim.denominators`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache

import torch
from torch import Tensor

from playground.config import OptimizerConfig
from playground.optim.denominators import Denominator

RMSPROP_DECAY = 0.99
ADADELTA_DECAY = 0.9
BETA1, BETA2 = 0.9, 0.999
# As tensors: wrapping a Python number anew at every call takes longer than multiplying by it.
DECAY, SQUARE_DECAY = torch.tensor(RMSPROP_DECAY), torch.tensor(BETA2)

Slots = Sequence[Tensor]
Rule = Callable[[Tensor, Tensor, Slots, int, float, OptimizerConfig, Denominator], None]


def sgd(
    params: Tensor, grads: Tensor, slots: Slots, t: int, rate: float, config: OptimizerConfig, divide: Denominator
) -> None:
    """theta <- theta - eta g."""
    params.add_(grads, alpha=-rate)


def momentum(
    params: Tensor, grads: Tensor, slots: Slots, t: int, rate: float, config: OptimizerConfig, divide: Denominator
) -> None:
    """v <- mu v + g; theta <- theta - eta v."""
    (velocity,) = slots
    velocity.mul_(config.momentum).add_(grads)
    params.add_(velocity, alpha=-rate)


def nesterov(
    params: Tensor, grads: Tensor, slots: Slots, t: int, rate: float, config: OptimizerConfig, divide: Denominator
) -> None:
    """v <- mu v + g; theta <- theta - eta (g + mu v)."""
    (velocity,) = slots
    velocity.mul_(config.momentum).add_(grads)
    params.add_(grads.add(velocity, alpha=config.momentum), alpha=-rate)


def rmsprop(
    params: Tensor, grads: Tensor, slots: Slots, t: int, rate: float, config: OptimizerConfig, divide: Denominator
) -> None:
    """s <- 0.99 s + 0.01 g^2; theta <- theta - eta g / (sqrt(s) + eps)."""
    (square,) = slots
    square.mul_(DECAY).addcmul_(grads, grads, value=1 - RMSPROP_DECAY)
    denominator, _ = divide(square, 1.0)
    params.addcdiv_(grads, denominator, value=-rate)


def adagrad(
    params: Tensor, grads: Tensor, slots: Slots, t: int, rate: float, config: OptimizerConfig, divide: Denominator
) -> None:
    """s <- s + g^2; theta <- theta - eta g / (sqrt(s) + 1e-10)."""
    (square,) = slots
    square.addcmul_(grads, grads)
    params.addcdiv_(grads, square.sqrt().add_(1e-10), value=-rate)


def adadelta(
    params: Tensor, grads: Tensor, slots: Slots, t: int, rate: float, config: OptimizerConfig, divide: Denominator
) -> None:
    """s <- 0.9 s + 0.1 g^2; d = g sqrt(u + eps) / sqrt(s + eps); u <- 0.9 u + 0.1 d^2; theta <- theta - eta d."""
    square, square_step = slots
    square.mul_(ADADELTA_DECAY).addcmul_(grads, grads, value=1 - ADADELTA_DECAY)
    step = square_step.add(1e-6).div_(square.add(1e-6)).sqrt_().mul_(grads)
    square_step.mul_(ADADELTA_DECAY).addcmul_(step, step, value=1 - ADADELTA_DECAY)
    params.add_(step, alpha=-rate)


def adam(
    params: Tensor, grads: Tensor, slots: Slots, t: int, rate: float, config: OptimizerConfig, divide: Denominator
) -> None:
    """m <- b1 m + (1 - b1) g; v <- b2 v + (1 - b2) g^2; theta <- theta - eta m' / (sqrt(v') + eps).

    m' = m / (1 - b1^t) and v' = v / (1 - b2^t) make up for the start at 0; b1 = 0.9, b2 = 0.999.
    """
    mean, square = slots
    mean.lerp_(grads, 1 - BETA1)
    square.mul_(SQUARE_DECAY).addcmul_(grads, grads, value=1 - BETA2)
    correction1, correction2 = 1 - BETA1**t, math.sqrt(1 - BETA2**t)
    denominator, scale = divide(square, correction2)
    params.addcdiv_(mean, denominator, value=-rate * scale / correction1)


def adamw(
    params: Tensor, grads: Tensor, slots: Slots, t: int, rate: float, config: OptimizerConfig, divide: Denominator
) -> None:
    """theta <- (1 - eta lambda) theta, then Adam's step: the decay does not pass through m and v."""
    params.mul_(1 - rate * config.weight_decay)
    adam(params, grads, slots, t, rate, config, divide)


def nadam(
    params: Tensor, grads: Tensor, slots: Slots, t: int, rate: float, config: OptimizerConfig, divide: Denominator
) -> None:
    """Adam with Nesterov's look ahead: m' = mu_{t+1} m / (1 - M_{t+1}) + (1 - mu_t) g / (1 - M_t).

    The momentum grows from 0.45 to 0.9: mu_t = b1 (1 - 0.96^(0.004 t) / 2), and M_t = mu_1 ... mu_t.
    """
    mean, square = slots
    mean.lerp_(grads, 1 - BETA1)
    square.mul_(SQUARE_DECAY).addcmul_(grads, grads, value=1 - BETA2)
    # From the hundredth factor on, the product is lost in the rounding of 1 - M_t.
    product, next_momentum = _multiply_momenta(min(t, 100)), _nadam_momentum(t + 1)
    denominator, scale = divide(square, math.sqrt(1 - BETA2**t))
    params.addcdiv_(grads, denominator, value=-rate * scale * (1 - _nadam_momentum(t)) / (1 - product))
    params.addcdiv_(mean, denominator, value=-rate * scale * next_momentum / (1 - product * next_momentum))


def amsgrad(
    params: Tensor, grads: Tensor, slots: Slots, t: int, rate: float, config: OptimizerConfig, divide: Denominator
) -> None:
    """Adam whose v' is divided by never less than before: by the largest v so far."""
    mean, square, largest = slots
    mean.lerp_(grads, 1 - BETA1)
    square.mul_(SQUARE_DECAY).addcmul_(grads, grads, value=1 - BETA2)
    torch.maximum(largest, square, out=largest)
    correction1, correction2 = 1 - BETA1**t, math.sqrt(1 - BETA2**t)
    denominator, scale = divide(largest, correction2)
    params.addcdiv_(mean, denominator, value=-rate * scale / correction1)


def _nadam_momentum(t: int) -> float:
    return float(BETA1 * (1 - 0.5 * 0.96 ** (0.004 * t)))


@cache
def _multiply_momenta(t: int) -> float:
    return math.prod(map(_nadam_momentum, range(1, t + 1)))
