"""One step of training for all members: as `playground.engine.step`, with one more dimension in front.

Members never meet: each has its own batch, weights, loss and rate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

import torch
from torch import Tensor

from playground.engine.ensemble.network import MemberNetworks
from playground.engine.ensemble.update import MemberUpdate
from playground.engine.ensemble.workspace import MemberWorkspace, build_workspace
from playground.engine.step import AutogradStep, Step
from playground.objectives import Loss
from playground.optim import divide_exactly, divide_fast

BuildStep = Callable[[MemberNetworks, Loss, MemberUpdate], Step]


class MemberLoopStep:
    """A step of each member by itself, one after the other, to the last digit as alone; for batch norm.

    A unit that is linear over the whole batch has a bias that the norm takes out again: its gradient is nothing but
    rounding, of which adaptive rules make whole steps. Computed together, members would round otherwise.
    """

    def __init__(self, networks: MemberNetworks, loss: Loss, update: MemberUpdate) -> None:
        self._steps = [
            AutogradStep(network, networks.row(k), loss, update.alone[k]) for k, network in enumerate(networks.networks)
        ]

    @contextmanager
    def training_mode(self) -> Iterator[None]:
        """All networks are in train mode, and operations recorded."""
        with ExitStack() as modes:
            for step in self._steps:
                modes.enter_context(step.training_mode())
            yield

    def __call__(self, X: Tensor, y: Tensor, t: int) -> None:
        """Update the parameters once; see `Step`."""
        for step, X_own, y_own in zip(self._steps, X, y, strict=True):
            step(X_own, y_own, t)


class MemberAutogradStep:
    """A step whose gradients come from autograd, for all layers but batch norm."""

    def __init__(self, networks: MemberNetworks, loss: Loss, update: MemberUpdate) -> None:
        self._networks, self._loss, self._update = networks, loss, update

    def training_mode(self) -> AbstractContextManager[object]:
        """Operations are recorded for autograd."""
        return torch.enable_grad()

    def __call__(self, X: Tensor, y: Tensor, t: int) -> None:
        """Update the parameters once; see `Step`."""
        K, n = X.shape[:2]
        # Zero: not needed, gradients are copied.
        # Forward
        outputs = self._networks(X, is_training=True)
        # Loss: the sum of the members' means
        losses = self._loss.each(outputs.flatten(0, 1), y.flatten(0, 1))
        # Backward
        parameters, places = self._networks.parameters, self._networks.grads
        torch._foreach_copy_(places, torch.autograd.grad(losses, parameters, losses.new_tensor(1 / n).expand(K * n)))
        # Update
        self._update(t, divide_exactly)


class MemberDenseStep:
    """A step of plain stacks of linear layers, with its backward pass written out."""

    def __init__(self, networks: MemberNetworks, loss: Loss, update: MemberUpdate) -> None:
        self._networks, self._loss, self._update = networks, loss, update
        self._workspaces: dict[int, MemberWorkspace] = {}  # by batch size

    def training_mode(self) -> AbstractContextManager[object]:
        """Nothing is recorded, not even versions of tensors."""
        return torch.inference_mode()

    def __call__(self, X: Tensor, y: Tensor, t: int) -> None:
        """Update the parameters once; see `Step`."""
        n = X.shape[1]
        work = self._workspaces.get(n) or self._allocate(n)
        layers = work.layers
        # Zero: not needed, every gradient below is overwritten.
        # Forward: z = W a + b, a = f(z)
        a = X.mT
        for layer in layers:
            layer.inputs.copy_(a)
            a = layer.function(layer.combine(*layer.factors, out=layer.z))
        # Loss: delta = dL/dz of the output layer; L is the mean over a member's batch
        targets = y if work.outputs.ndim == 3 else y.flatten(0, 1)
        self._loss.gradient(work.outputs, targets, work.share, work.delta)
        # Backward: dL/d(W, b) = delta (a, 1)^T; below: delta = (W^T delta) * f'(z)
        for i in range(len(layers) - 1, -1, -1):
            layer = layers[i]
            torch.bmm(layer.delta, layer.inputs_t, out=layer.grad)
            if i > 0:
                below = layers[i - 1]
                layer.spread(layer.weight_t, layer.delta, out=below.delta)
                below.delta.mul_(below.derivative(below.z, layer.inputs))
        torch._foreach_copy_(work.places, work.grads)
        # Update
        self._update(t, divide_fast)

    def _allocate(self, n: int) -> MemberWorkspace:
        self._workspaces[n] = build_workspace(self._networks, n)
        return self._workspaces[n]
