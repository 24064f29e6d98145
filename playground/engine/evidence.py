"""Evidence: a network as its training set sees it, for diagnosis."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from playground.models import MLP
from playground.objectives import LossSpec


@dataclass(frozen=True, slots=True, eq=False)
class Hidden:
    """One hidden layer as the training set sees it."""

    name: str
    activation: str
    weight: Tensor  # (n_units, n_inputs)
    bias: Tensor  # (n_units,)
    outgoing: Tensor  # (n_units of the layer above, n_units)
    outputs: Tensor  # (n_train, n_units): a
    slopes: Tensor  # (n_train, n_units): f'(z)


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What a network computes for the whole training set, and in which direction it would learn."""

    hidden: list[Hidden]
    weights: tuple[Tensor, ...]
    logits: Tensor
    weight_grads: list[Tensor]
    bias_grads: list[Tensor]
    loss: float
    initial_loss: float
    epoch: float


def name_layer(model: MLP, index: int) -> str:
    """A layer's name for readers: hidden layers are layer A, layer B, ..., the last is the output layer."""
    return "the output layer" if index == len(model.activations) else f"layer {chr(ord('A') + index)}"


def gather_evidence(model: MLP, loss: LossSpec, X: Tensor, y: Tensor, initial_loss: float, epoch: float) -> Evidence:
    """Collect the evidence; parameters as in `playground.engine.diagnosis.diagnose`."""
    with torch.enable_grad():
        value = loss.function(model(X), y)
        grads = torch.autograd.grad(value, list(model.parameters()))
    sums, outputs = model.trace(X)
    hidden = [
        Hidden(
            name=name_layer(model, i),
            activation=activation.label,
            weight=model.weights[i],
            bias=model.biases[i],
            outgoing=model.weights[i + 1],
            outputs=outputs[i],
            slopes=activation.derivative(sums[i], outputs[i]),
        )
        for i, activation in enumerate(model.activations)
    ]
    return Evidence(
        hidden, model.weights, sums[-1], list(grads[0::2]), list(grads[1::2]), value.item(), initial_loss, epoch
    )
