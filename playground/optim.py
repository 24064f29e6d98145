"""Optimizers: the rules that turn gradients into steps, written out.

Each rule works in place on flat tensors of shape (n_parameters,) and agrees with `torch.optim` to float
rounding. In the formulas, theta are the parameters, g the gradients, eta the learning rate, and t counts updates
from 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from playground.config import OptimizerConfig

RMSPROP_DECAY = 0.99
BETA1, BETA2 = 0.9, 0.999
# As tensors: wrapping a Python number anew at every call takes longer than multiplying by it.
DECAY, SQUARE_DECAY, EPSILON = torch.tensor(RMSPROP_DECAY), torch.tensor(BETA2), torch.tensor(1e-8)

Rule = Callable[[Tensor, Tensor, Sequence[Tensor], int, OptimizerConfig], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class OptimizerSpec:
    """One optimizer of the registry.

    Parameters
    ----------
    update : callable
        ``update(params, grads, slots, t, config)`` changes `params` and `slots` in place.
    slots : tuple of str
        Names of the running quantities that the rule keeps, each shaped like the parameters, 0 at the start.
    uses : tuple of str
        Fields of `OptimizerConfig` that the rule reads besides the learning rate.
    """

    label: str
    summary: str
    formula: str
    update: Rule
    slots: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    reference: str = ""


def sgd(params: Tensor, grads: Tensor, slots: Sequence[Tensor], t: int, config: OptimizerConfig) -> None:
    """theta <- theta - eta g."""
    params.add_(grads, alpha=-config.learning_rate)


def momentum(params: Tensor, grads: Tensor, slots: Sequence[Tensor], t: int, config: OptimizerConfig) -> None:
    """v <- mu v + g; theta <- theta - eta v."""
    (velocity,) = slots
    velocity.mul_(config.momentum).add_(grads)
    params.add_(velocity, alpha=-config.learning_rate)


def nesterov(params: Tensor, grads: Tensor, slots: Sequence[Tensor], t: int, config: OptimizerConfig) -> None:
    """v <- mu v + g; theta <- theta - eta (g + mu v)."""
    (velocity,) = slots
    velocity.mul_(config.momentum).add_(grads)
    params.add_(grads.add(velocity, alpha=config.momentum), alpha=-config.learning_rate)


def rmsprop(params: Tensor, grads: Tensor, slots: Sequence[Tensor], t: int, config: OptimizerConfig) -> None:
    """s <- 0.99 s + 0.01 g^2; theta <- theta - eta g / (sqrt(s) + eps)."""
    (square,) = slots
    square.mul_(DECAY).addcmul_(grads, grads, value=1 - RMSPROP_DECAY)
    params.addcdiv_(grads, _sqrt(square).add_(EPSILON), value=-config.learning_rate)


def adam(params: Tensor, grads: Tensor, slots: Sequence[Tensor], t: int, config: OptimizerConfig) -> None:
    """m <- b1 m + (1 - b1) g; v <- b2 v + (1 - b2) g^2; theta <- theta - eta m' / (sqrt(v') + eps).

    m' = m / (1 - b1^t) and v' = v / (1 - b2^t) make up for the start at 0; b1 = 0.9, b2 = 0.999. Both corrections
    are taken out of the fraction, as section 2 of the paper does: numbers, not tensors, are then divided.
    """
    mean, square = slots
    mean.lerp_(grads, 1 - BETA1)
    square.mul_(SQUARE_DECAY).addcmul_(grads, grads, value=1 - BETA2)
    correction1, correction2 = 1 - BETA1**t, math.sqrt(1 - BETA2**t)
    denominator = _sqrt(square).add_(EPSILON, alpha=correction2)
    params.addcdiv_(mean, denominator, value=-config.learning_rate * correction2 / correction1)


def adamw(params: Tensor, grads: Tensor, slots: Sequence[Tensor], t: int, config: OptimizerConfig) -> None:
    """theta <- (1 - eta lambda) theta, then Adam's step: the decay does not pass through m and v."""
    params.mul_(1 - config.learning_rate * config.weight_decay)
    adam(params, grads, slots, t, config)


def _sqrt(values: Tensor) -> Tensor:
    # As 1 / (1 / sqrt): MKL's sqrt takes four times as long where values are 0, as they are for silent units.
    return values.rsqrt().reciprocal_()


OPTIMIZERS: dict[str, OptimizerSpec] = {
    "sgd": OptimizerSpec(
        label="SGD",
        summary="A step straight down the gradient of one batch.",
        formula=r"\theta \leftarrow \theta - \eta g",
        update=sgd,
        reference="Robbins and Monro, A stochastic approximation method (1951)",
    ),
    "momentum": OptimizerSpec(
        label="Momentum",
        summary="Keeps rolling: each step adds to a fading sum of the earlier ones.",
        formula=r"v \leftarrow \mu v + g, \quad \theta \leftarrow \theta - \eta v",
        update=momentum,
        slots=("velocity",),
        uses=("momentum",),
        reference="Polyak, Some methods of speeding up the convergence of iteration methods (1964)",
    ),
    "nesterov": OptimizerSpec(
        label="Nesterov",
        summary="Momentum that looks ahead along its own way before it steps.",
        formula=r"v \leftarrow \mu v + g, \quad \theta \leftarrow \theta - \eta (g + \mu v)",
        update=nesterov,
        slots=("velocity",),
        uses=("momentum",),
        reference="Sutskever, Martens, Dahl and Hinton, On the importance of initialization and momentum (2013)",
    ),
    "rmsprop": OptimizerSpec(
        label="RMSprop",
        summary="Divides each parameter's step by the recent size of its own gradient.",
        formula=r"s \leftarrow 0.99 s + 0.01 g^2, \quad \theta \leftarrow \theta - \eta \frac{g}{\sqrt{s} + \epsilon}",
        update=rmsprop,
        slots=("square",),
        reference="Hinton, Neural networks for machine learning, lecture 6e (2012)",
    ),
    "adam": OptimizerSpec(
        label="Adam",
        summary="Momentum and RMSprop together, corrected for their start at zero: a good first choice.",
        formula=r"\theta \leftarrow \theta - \eta \frac{\hat m}{\sqrt{\hat v} + \epsilon}",
        update=adam,
        slots=("mean", "square"),
        reference="Kingma and Ba, Adam: a method for stochastic optimization (2015)",
    ),
    "adamw": OptimizerSpec(
        label="AdamW",
        summary="Adam that also pulls every weight towards zero by a fixed share of each step.",
        formula=r"\theta \leftarrow (1 - \eta \lambda) \theta - \eta \frac{\hat m}{\sqrt{\hat v} + \epsilon}",
        update=adamw,
        slots=("mean", "square"),
        uses=("weight_decay",),
        reference="Loshchilov and Hutter, Decoupled weight decay regularization (2019)",
    ),
}
