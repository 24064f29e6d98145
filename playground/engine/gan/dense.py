"""Gradients of plain stacks of linear layers, with the backward passes written out.

Without autograd and into buffers made once, since on small networks nearly all the time goes into bookkeeping. In the
comments W are weights, z weighted sums, a = f(z) activations, and delta the derivative of the loss by z.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager

import torch
from torch import Tensor

from playground.config import GanObjectiveConfig
from playground.engine.gan.players import Player
from playground.engine.gan.slopes import add_slope_gradient, compute_slope_chain
from playground.engine.gan.step import Batch, find_penalty
from playground.engine.workspace import DenseLayer, Workspace, build_workspace
from playground.models import ACTIVATIONS
from playground.objectives import GAN_LOSSES
from playground.optim import Denominator, divide_fast

STRAIGHT = [ACTIVATIONS[name] for name in ("linear", "relu", "leaky_relu")]
"""Activations whose second derivative is 0 wherever there is one: the slope of D then depends on weights alone."""
TINY = 1e-12


def is_dense_enough(generator: Player, discriminator: Player, objective: GanObjectiveConfig) -> bool:
    """Whether `DenseGradients` can be taken: linear layers only and, for penalties on D's slope, straight ones."""
    has_penalty = objective.r1 > 0 or find_penalty(objective) > 0
    is_straight = all(activation in STRAIGHT for activation in discriminator.network.activations)
    return generator.network.is_dense and discriminator.network.is_dense and (is_straight or not has_penalty)


class DenseGradients:
    """Gradients written out; see `Gradients`. They agree with `AutogradGradients` to float rounding.

    Parameters
    ----------
    generator, discriminator : Player
        For which, with this objective, `is_dense_enough`.
    objective : GanObjectiveConfig
    """

    def __init__(self, generator: Player, discriminator: Player, objective: GanObjectiveConfig) -> None:
        self._generator, self._discriminator, self._objective = generator, discriminator, objective
        self._loss, self._penalty = GAN_LOSSES[objective.loss], find_penalty(objective)
        self._smoothing = objective.label_smoothing if self._loss.smooths else 0.0
        self._n = 0

    @property
    def divide(self) -> Denominator:
        """In few operations."""
        return divide_fast

    def training_mode(self) -> AbstractContextManager[object]:
        """Nothing is recorded, not even versions of tensors."""
        return torch.inference_mode()

    def compute_discriminator(self, batch: Batch) -> None:
        """Those of L_D with its penalties; see `Gradients`."""
        real, n = batch.real, len(batch.real)
        self._allocate(n)
        # Generate
        fake, _ = _forward(self._of_generator.layers, batch.noise)
        # Score: real and generated samples in one batch of 2n
        work = self._of_both
        logits, inputs = _forward(work.layers, torch.cat([real, fake]))
        # Loss: delta of the output; the mean is over n samples of either kind
        delta = work.layers[-1].delta
        delta[:n] = self._loss.real_slopes(logits[:n], self._smoothing)
        delta[n:] = self._loss.fake_slopes(logits[n:], self._smoothing)
        delta.mul_(self._of_generator.share)
        # Backward
        bends = _backward(work, inputs)
        _sum_halves(work, n)
        # Penalties on the slope of D
        if self._objective.r1:
            self._add_r1(work.layers, [bend[:n] for bend in bends])
        if batch.mix is not None:
            self._add_gradient_penalty(torch.lerp(fake, real, batch.mix))

    def compute_generator(self, noise: Tensor) -> None:
        """Those of L_G; see `Gradients`."""
        self._allocate(len(noise))
        generate, judge = self._of_generator, self._of_fake.layers
        # Generate and score
        fake, inputs = _forward(generate.layers, noise)
        logits, judged = _forward(judge, fake)
        # Loss: delta of D's output
        torch.mul(self._loss.generator_slopes(logits), generate.share, out=judge[-1].delta)
        # Backward through D, whose weights stay as they are: delta of a sample is delta W of D's first layer
        _descend(judge, judged)
        torch.mm(judge[0].delta, judge[0].weight, out=generate.layers[-1].delta)
        # Backward through G
        _backward(generate, inputs)
        _sum_deltas(generate)

    def _add_r1(self, layers: Sequence[DenseLayer], bends: list[Tensor]) -> None:
        """r1/2 mean |s|^2, s the slopes of D: its derivative by s is r1 s / n."""
        chain, slopes = compute_slope_chain(layers, bends)
        add_slope_gradient(layers, bends, chain, slopes.mul_(self._objective.r1 / len(slopes)))

    def _add_gradient_penalty(self, samples: Tensor) -> None:
        """lambda mean (|s| - 1)^2: its derivative by s is 2 lambda (|s| - 1) / |s| s / n."""
        layers = self._of_fake.layers
        _, inputs = _forward(layers, samples)
        bends = [layer.derivative(layer.z, a) for layer, a in zip(layers, inputs[1:], strict=False)]
        chain, slopes = compute_slope_chain(layers, bends)
        lengths = torch.linalg.vector_norm(slopes, dim=1, keepdim=True)
        slopes.mul_((lengths - 1).div_(lengths.clamp_(min=TINY)).mul_(2 * self._penalty / len(slopes)))
        add_slope_gradient(layers, bends, chain, slopes)

    def _allocate(self, n: int) -> None:
        if n != self._n:
            self._n = n
            self._of_generator: Workspace = build_workspace(self._generator.network, n)
            self._of_fake: Workspace = build_workspace(self._discriminator.network, n)
            self._of_both: Workspace = build_workspace(self._discriminator.network, 2 * n)


def _forward(layers: Sequence[DenseLayer], X: Tensor) -> tuple[Tensor, list[Tensor]]:
    """z = a W^T + b, a = f(z); the outputs, and what each layer was given."""
    a, inputs = X, []
    for layer in layers:
        inputs.append(a)
        a = layer.function(torch.addmm(layer.bias, a, layer.weight_t, out=layer.z))
    return a, inputs


def _descend(layers: Sequence[DenseLayer], inputs: list[Tensor]) -> list[Tensor]:
    """From the output's delta to that of each layer below, delta = (delta W) * f'(z); returns f' of each, bottom up."""
    bends = []
    for i in range(len(layers) - 1, 0, -1):
        below = layers[i - 1]
        bends.append(below.derivative(below.z, inputs[i]))
        torch.mm(layers[i].delta, layers[i].weight, out=below.delta).mul_(bends[-1])
    return bends[::-1]


def _backward(work: Workspace, inputs: list[Tensor]) -> list[Tensor]:
    """As `_descend`, and dL/dW = delta^T a."""
    bends = _descend(work.layers, inputs)
    for layer, a in zip(work.layers, inputs, strict=True):
        torch.mm(layer.delta_t, a, out=layer.grad_weight)
    return bends


def _sum_deltas(work: Workspace) -> None:
    """dL/db = delta^T 1."""
    for layer in work.layers:
        torch.mv(layer.delta_t, work.ones, out=layer.grad_bias)


def _sum_halves(work: Workspace, n: int) -> None:
    """dL/db = delta^T 1, real and generated samples apart.

    Where only differences of scores count, both halves cancel in the biases of units that are never silent: to the last
    digit only if they are added up alike. Of the rounding left over an adaptive rule would make whole steps.
    """
    ones = work.ones[:n]
    for layer in work.layers:
        torch.mv(layer.delta_t[:, :n], ones, out=layer.grad_bias)
        layer.grad_bias.add_(torch.mv(layer.delta_t[:, n:], ones))
