"""One step of training: zero, forward, loss, backward, update.

Two ways, one result. `AutogradStep` is the algorithm as PyTorch writes it and works for every network. `DenseStep`
writes out the backward pass of a plain stack of linear layers, without autograd and into buffers made once: three to
four times as fast, since on small networks nearly all the time goes into bookkeeping.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

import torch
from torch import Tensor

from playground.config import Experiment
from playground.engine.learning_rate import LearningRate
from playground.engine.workspace import Workspace, build_workspace
from playground.models import FlatParameters, Network
from playground.objectives import Loss, add_penalty_gradient_
from playground.optim import OPTIMIZERS, Denominator, Rule, clip_, divide_exactly, divide_fast

NO_RULES: Mapping[str, Rule] = {}


class Step(Protocol):
    """One update of the parameters from one batch; of an ensemble, of all members from one batch each.

    Called with X of shape (n, n_inputs), float32, and the targets as losses take them, of an ensemble both with K in
    front; and the number of this update, counted from 1 since the optimizer's slots were 0.
    """

    def training_mode(self) -> AbstractContextManager[object]:
        """The block that calls belong into; after it, the network is in eval mode."""

    def __call__(self, X: Tensor, y: Tensor, t: int) -> None:
        """Update the parameters once."""


class Update:
    """What both ways do once there are gradients: penalties, clipping, and the optimizer's rule.

    Parameters
    ----------
    flat : FlatParameters
        Changed in place.
    experiment : Experiment
        Its optimizer, and its objective's penalties.
    slots : sequence of Tensor
        The optimizer's running quantities, changed in place.
    rate : LearningRate
        Its present value is taken.
    rules : Mapping[str, Rule]
        Other ways to compute some optimizers' rules.
    """

    def __init__(
        self,
        flat: FlatParameters,
        experiment: Experiment,
        slots: Sequence[Tensor],
        rate: LearningRate,
        rules: Mapping[str, Rule] = NO_RULES,
    ) -> None:
        self._flat, self._slots, self._rate = flat, slots, rate
        self._config = experiment.optimizer
        self._rule = rules.get(self._config.name, OPTIMIZERS[self._config.name].update)
        self._l1, self._l2 = experiment.objective.l1, experiment.objective.l2
        self._is_plain = not (self._l1 or self._l2 or self._config.clip_norm)

    def __call__(self, t: int, divide: Denominator) -> None:
        """Change the parameters by what their gradients say; `divide` is how adaptive rules divide."""
        flat = self._flat
        if not self._is_plain:
            self._amend(flat)
        self._rule(flat.values, flat.grads, self._slots, t, self._rate.value, self._config, divide)

    def _amend(self, flat: FlatParameters) -> None:
        add_penalty_gradient_(flat.grads, flat.values, flat.is_weight, self._l1, self._l2)
        if self._config.clip_norm:
            clip_(flat.grads, self._config.clip_norm)


class AutogradStep:
    """A step whose gradients come from autograd."""

    def __init__(self, network: Network, flat: FlatParameters, loss: Loss, update: Update) -> None:
        self._network, self._flat, self._loss, self._update = network, flat, loss, update

    @contextmanager
    def training_mode(self) -> Iterator[None]:
        """Operations are recorded for autograd; dropout and batch norm do as while training."""
        self._network.train()
        try:
            with torch.enable_grad():
                yield
        finally:
            self._network.eval()

    def __call__(self, X: Tensor, y: Tensor, t: int) -> None:
        """Update the parameters once; see `Step`."""
        # Zero: all gradients are views of one buffer, in which backward accumulates.
        self._flat.grads.zero_()
        # Forward
        outputs = self._network(X)
        # Loss
        loss = self._loss.function(outputs, y)
        # Backward
        torch.autograd.backward(loss)
        # Update
        self._update(t, divide_exactly)


class DenseStep:
    """A step of a plain stack of linear layers (``network.is_dense``), with its backward pass written out."""

    def __init__(self, network: Network, flat: FlatParameters, loss: Loss, update: Update) -> None:
        if not network.is_dense:
            raise ValueError("the network has dropout, norms or residuals; accepted by DenseStep: linear layers only")
        self._network, self._loss, self._update = network, loss, update
        self._workspaces: dict[int, Workspace] = {}  # by batch size: an epoch's last batch may be smaller

    def training_mode(self) -> AbstractContextManager[object]:
        """Nothing is recorded, not even versions of tensors."""
        return torch.inference_mode()

    def __call__(self, X: Tensor, y: Tensor, t: int) -> None:
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
        self._loss.gradient(a, y, work.share, layers[-1].delta)
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
        self._update(t, divide_fast)  # no batch norm, before which every digit matters

    def _allocate(self, n: int) -> Workspace:
        self._workspaces[n] = build_workspace(self._network, n)
        return self._workspaces[n]
