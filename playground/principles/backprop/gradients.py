"""Other ways to the same gradient: PyTorch's autograd, and a difference of two losses."""

from __future__ import annotations

from functools import lru_cache

import torch
from torch import Tensor

from playground.principles.backprop.network import PLAIN, run_forward, split
from playground.principles.backprop.setting import EPSILONS, Setting


def differentiate(setting: Setting, parameters: Tensor) -> list[float | None]:
    """Autograd's gradient of each parameter, in the parameters' type; None where no path leads to the loss."""
    layers = [layer.detach().clone().requires_grad_() for layer in split(setting, parameters)]
    loss = run_forward(setting, layers).loss
    if not loss.requires_grad:  # a step at the output cuts every path
        return [None] * len(parameters)
    gradients = torch.autograd.grad(loss, layers, allow_unused=True)
    found: list[float | None] = []
    for layer, gradient in zip(layers, gradients, strict=True):
        found += [None] * layer.numel() if gradient is None else gradient.flatten().tolist()
    return found


def measure_difference(setting: Setting, parameters: Tensor) -> Tensor:
    """(L(w + epsilon) - L(w - epsilon)) / (2 epsilon) of each parameter, in the parameters' type.

    In float32, as networks are trained, a tiny epsilon drowns in rounding.
    """
    epsilon, n = EPSILONS[setting.epsilon], len(parameters)
    moved = torch.cat([parameters.repeat(n, 1), parameters.repeat(n, 1)])
    diagonal = torch.arange(n)
    moved[diagonal, diagonal] += epsilon
    moved[diagonal + n, diagonal] -= epsilon
    above, below = torch.split(run_forward(setting, split(setting, moved)).loss, n)
    difference: Tensor = (above - below) / (2 * epsilon)
    return difference


def trace_loss(setting: Setting, parameters: Tensor, index: int, values: Tensor) -> Tensor:
    """The loss as one parameter takes other values, the rest unmoved; of the shape of `values`."""
    moved = parameters.repeat(len(values), 1)
    moved[:, index] = values
    return run_forward(setting, split(setting, moved)).loss


@lru_cache(maxsize=32)  # a state is read, then answered
def replay(setting: Setting) -> tuple[tuple[Tensor, ...], tuple[float, ...], tuple[float, ...]]:
    """Make the updates w <- w - eta dL/dw that have been made.

    Returns
    -------
    parameters : tuple of Tensor
        Before the first update, and after each.
    losses : tuple of float
        With each of these.
    predicted : tuple of float
        After each update, if the loss were as straight as its gradient: L - eta |dL/dw|^2.
    """
    w = torch.tensor(setting.parameters, dtype=PLAIN)
    parameters, losses, predicted = [w], [_loss(setting, w)], []
    for eta in setting.rates:
        gradient = torch.tensor([g or 0.0 for g in differentiate(setting, w)], dtype=PLAIN)
        predicted.append(losses[-1] - eta * float(gradient @ gradient))
        w = w - eta * gradient
        parameters.append(w)
        losses.append(_loss(setting, w))
    return tuple(parameters), tuple(losses), tuple(predicted)


def _loss(setting: Setting, parameters: Tensor) -> float:
    return float(run_forward(setting, split(setting, parameters)).loss)
