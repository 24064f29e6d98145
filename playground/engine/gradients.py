"""Gradients of the training loss over the whole training set, in eval mode."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from playground.config import ObjectiveConfig
from playground.engine.points import Points
from playground.models import Network
from playground.objectives import Loss, add_penalty_gradient_


@dataclass(frozen=True, slots=True, eq=False)
class Gradients:
    """The loss of a set of points, and its gradients by the weights and biases of each linear map."""

    loss: float
    weights: list[Tensor]
    biases: list[Tensor]


def compute_gradients(
    network: Network, loss: Loss, points: Points, objective: ObjectiveConfig | None = None
) -> Gradients:
    """Gradients as autograd computes them; neither the network nor its own gradients change.

    Parameters
    ----------
    network : Network
        In eval mode.
    loss : Loss
    points : Points
        At least one.
    objective : ObjectiveConfig, optional
        Whose penalties to add to the gradients; the loss is without them in any case.
    """
    parameters = [parameter for linear in network.linears for parameter in (linear.weight, linear.bias)]
    with torch.enable_grad():
        value = loss.function(network(points.inputs), points.targets)
        grads = torch.autograd.grad(value, parameters)
    weight_grads, bias_grads = list(grads[0::2]), list(grads[1::2])
    if objective is not None:
        for grad, weight in zip(weight_grads, network.weights, strict=True):
            add_penalty_gradient_(grad, weight, torch.ones_like(weight), objective.l1, objective.l2)
    return Gradients(value.item(), weight_grads, bias_grads)
