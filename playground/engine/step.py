"""One step of training: zero, forward, loss, backward, update.

Two ways, one result. `AutogradStep` is the algorithm as PyTorch writes it and works for every model. `DenseStep` writes
out the backward pass of a plain stack of linear layers, without autograd and into buffers made once: three to
four times as fast, since on small networks nearly all the time goes into bookkeeping.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import torch
from torch import Tensor

from playground.config import OptimizerConfig
from playground.engine.workspace import Workspace, build_workspace
from playground.models import MLP, FlatParameters
from playground.objectives import LossSpec
from playground.optim import OptimizerSpec


class Step(Protocol):
    """One update of the parameters from one batch.

    Called with X of shape (n, n_inputs) and y of shape (n, 1), both float32; the number of this update,
    counted from 1 since the optimizer's slots were 0; and the optimizer's hyperparameters.
    """

    def grad_mode(self) -> AbstractContextManager[object]:
        """The block that calls belong into."""

    def __call__(self, X: Tensor, y: Tensor, t: int, config: OptimizerConfig) -> None:
        """Update the parameters once."""


class AutogradStep:
    """A step whose gradients come from autograd."""

    def __init__(
        self, model: MLP, flat: FlatParameters, loss: LossSpec, optimizer: OptimizerSpec, slots: Sequence[Tensor]
    ) -> None:
        self._model, self._flat, self._slots = model, flat, slots
        self._loss, self._update = loss.function, optimizer.update

    def grad_mode(self) -> AbstractContextManager[object]:
        """Operations are recorded for autograd."""
        return torch.enable_grad()

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


class DenseStep:
    """A step of a plain stack of linear layers, with its backward pass written out."""

    def __init__(
        self, model: MLP, flat: FlatParameters, loss: LossSpec, optimizer: OptimizerSpec, slots: Sequence[Tensor]
    ) -> None:
        self._model, self._flat, self._slots = model, flat, slots
        self._loss_gradient, self._update = loss.gradient, optimizer.update
        self._workspaces: dict[int, Workspace] = {}  # by batch size: an epoch's last batch may be smaller

    def grad_mode(self) -> AbstractContextManager[object]:
        """Nothing is recorded, not even versions of tensors."""
        return torch.inference_mode()

    def __call__(self, X: Tensor, y: Tensor, t: int, config: OptimizerConfig) -> None:
        """Update the parameters once; see `Step`."""
        work = self._workspaces.get(X.shape[0]) or self._allocate(X.shape[0])
        layers, ones = work.layers, work.ones
        # Zero: not needed, every gradient below is overwritten.
        # Forward: z = a W^T + b, a = f(z)
        a, inputs = X, []
        for layer in layers:
            inputs.append(a)
            a = layer.function(torch.addmm(layer.bias, a, layer.weight_t, out=layer.z))
        # Loss: delta = dL/dz of the output layer
        self._loss_gradient(a, y, work.share, layers[-1].delta)
        # Backward: dL/dW = delta^T a, dL/db = delta^T 1; below: delta = (delta W) * f'(z)
        for i in range(len(layers) - 1, -1, -1):
            layer, a = layers[i], inputs[i]
            torch.mm(layer.delta_t, a, out=layer.grad_weight)
            torch.mv(layer.delta_t, ones, out=layer.grad_bias)
            if i > 0:
                below = layers[i - 1]
                torch.mm(layer.delta, layer.weight, out=below.delta)
                below.delta.mul_(below.derivative(below.z, a))
        # Update
        self._update(self._flat.values, self._flat.grads, self._slots, t, config)

    def _allocate(self, n: int) -> Workspace:
        self._workspaces[n] = build_workspace(self._model, n)
        return self._workspaces[n]
