"""One step of training: zero, forward, loss, backward, update.

Two ways, one result. `AutogradStep` is the algorithm as PyTorch writes it and works for every model. `DenseStep` writes
out the backward pass of a plain stack of linear layers, without autograd and without allocating: about
four times as fast, since on small networks nearly all the time goes into bookkeeping.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from playground.config import OptimizerConfig
from playground.models import ACTIVATIONS, MLP, FlatParameters
from playground.objectives import LossSpec
from playground.optim import OptimizerSpec


class Step(Protocol):
    """One update of the parameters from one batch.

    Called with X of shape (n, n_inputs) and y of shape (n, 1), both float32; the number of this update,
    counted from 1 since the optimizer's slots were 0; and the optimizer's hyperparameters.
    """

    def __call__(self, X: Tensor, y: Tensor, t: int, config: OptimizerConfig) -> None:
        """Update the parameters once."""


class AutogradStep:
    """A step whose gradients come from autograd."""

    def __init__(
        self, model: MLP, flat: FlatParameters, loss: LossSpec, optimizer: OptimizerSpec, slots: Sequence[Tensor]
    ) -> None:
        self._model, self._flat, self._slots = model, flat, slots
        self._loss, self._update = loss.function, optimizer.update

    def __call__(self, X: Tensor, y: Tensor, t: int, config: OptimizerConfig) -> None:
        """Update the parameters once; see `Step`."""
        # Zero: all gradients are views of one buffer, in which backward accumulates.
        self._flat.grads.zero_()
        # Forward
        logits = self._model(X)
        # Loss
        loss = self._loss(logits, y)
        # Backward
        torch.autograd.backward(loss)
        # Update
        self._update(self._flat.values, self._flat.grads, self._slots, t, config)


@dataclass(slots=True, eq=False)
class _Layer:
    """One linear layer and its activation, with buffers for one batch size n."""

    weight: Tensor  # (n_outputs, n_inputs)
    weight_t: Tensor
    bias: Tensor  # (n_outputs,)
    grad_weight: Tensor
    grad_bias: Tensor
    z: Tensor  # (n, n_outputs): weighted sums
    delta: Tensor  # (n, n_outputs): derivative of the loss by z
    delta_t: Tensor
    function: Callable[[Tensor], Tensor]
    derivative: Callable[[Tensor, Tensor], Tensor]


class DenseStep:
    """A step of a plain stack of linear layers, with its backward pass written out."""

    def __init__(
        self, model: MLP, flat: FlatParameters, loss: LossSpec, optimizer: OptimizerSpec, slots: Sequence[Tensor]
    ) -> None:
        self._model, self._flat, self._slots = model, flat, slots
        self._loss_gradient, self._update = loss.gradient, optimizer.update
        self._layers: dict[int, list[_Layer]] = {}  # by batch size: the last batch of an epoch may be smaller

    @torch.no_grad()
    def __call__(self, X: Tensor, y: Tensor, t: int, config: OptimizerConfig) -> None:
        """Update the parameters once; see `Step`."""
        layers = self._layers.get(len(X)) or self._bind(len(X))
        # Zero: not needed, every gradient below is overwritten.
        # Forward: z = a W^T + b, a = f(z)
        a, inputs = X, []
        for layer in layers:
            inputs.append(a)
            a = layer.function(torch.addmm(layer.bias, a, layer.weight_t, out=layer.z))
        # Loss: delta = dL/dz of the output layer
        self._loss_gradient(a, y, layers[-1].delta)
        # Backward: dL/dW = delta^T a, dL/db = sum of delta; below: delta = (delta W) * f'(z)
        for i in range(len(layers) - 1, -1, -1):
            layer, a = layers[i], inputs[i]
            torch.mm(layer.delta_t, a, out=layer.grad_weight)
            torch.sum(layer.delta, 0, out=layer.grad_bias)
            if i > 0:
                below = layers[i - 1]
                torch.mm(layer.delta, layer.weight, out=below.delta)
                below.delta.mul_(below.derivative(below.z, a))
        # Update
        self._update(self._flat.values, self._flat.grads, self._slots, t, config)

    def _bind(self, n: int) -> list[_Layer]:
        """Tie the parameters, their gradients and fresh buffers for batches of n points together."""
        identity = ACTIVATIONS["linear"]  # of the output layer
        self._layers[n] = []
        for layer, spec in zip(self._model.layers, (*self._model.activations, identity), strict=True):
            weight, bias = layer.weight, layer.bias
            assert weight.grad is not None
            assert bias.grad is not None
            delta = torch.zeros(n, len(bias))
            self._layers[n].append(
                _Layer(
                    weight=weight.data,
                    weight_t=weight.data.t(),
                    bias=bias.data,
                    grad_weight=weight.grad,
                    grad_bias=bias.grad,
                    z=torch.zeros(n, len(bias)),
                    delta=delta,
                    delta_t=delta.t(),
                    function=spec.function,
                    derivative=spec.derivative,
                )
            )
        return self._layers[n]
