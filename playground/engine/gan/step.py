"""One step of either player: what is drawn, what it minimizes, and the gradient of that.

`AutogradGradients` is the algorithm as PyTorch writes it and works for every network and penalty. For plain stacks of
linear layers `playground.engine.gan.dense` writes the backward passes out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import NamedTuple, Protocol

import torch
from torch import Generator, Tensor

from playground.config import GanExperiment, GanObjectiveConfig
from playground.engine.gan.noise import draw_noise
from playground.engine.gan.players import Player
from playground.models import Network
from playground.objectives import GAN_LOSSES
from playground.optim import Denominator, divide_exactly


class Batch(NamedTuple):
    """What one step of the discriminator is computed from.

    Parameters
    ----------
    real : Tensor of shape (n, d)
    noise : Tensor of shape (n, size)
    mix : Tensor of shape (n, 1) or None
        Where between its generated (0) and its real sample (1) the slope of D is looked at; None without that penalty.
    """

    real: Tensor
    noise: Tensor
    mix: Tensor | None


class Gradients(Protocol):
    """Writes the gradients of either player's loss into its flat buffer."""

    @property
    def divide(self) -> Denominator:
        """How adaptive optimizers divide."""

    def training_mode(self) -> AbstractContextManager[object]:
        """The block that calls belong into; after it, both networks are in eval mode."""

    def compute_discriminator(self, batch: Batch) -> None:
        """Those of the discriminator's loss with its penalties."""

    def compute_generator(self, noise: Tensor) -> None:
        """Those of the generator's loss of the samples that it makes of `noise`, of shape (n, size)."""


def draw_batch(experiment: GanExperiment, real: Tensor, generator: Generator) -> Batch:
    """Draw for one step of the discriminator: real samples with replacement, then noise, then the mix if needed.

    Parameters
    ----------
    experiment : GanExperiment
    real : Tensor of shape (n_samples, d)
        What is drawn from.
    generator : torch.Generator
    """
    n = experiment.training.batch_size
    indices = torch.randint(len(real), (n,), generator=generator)
    noise = draw_noise(experiment.noise, n, generator)
    mix = torch.rand(n, 1, generator=generator) if find_penalty(experiment.objective) else None
    return Batch(real[indices], noise, mix)


def find_penalty(objective: GanObjectiveConfig) -> float:
    """Weight of the gradient penalty; 0 for objectives that it does not belong to."""
    return objective.gradient_penalty if GAN_LOSSES[objective.loss].uses_penalty else 0.0


def compute_slopes(discriminator: Network, samples: Tensor) -> Tensor:
    """Gradient of D's output of each sample by that sample, (n, d), such that it can be differentiated further."""
    samples = samples.detach().requires_grad_()
    (slopes,) = torch.autograd.grad(discriminator(samples).sum(), samples, create_graph=True)
    return slopes


class AutogradGradients:
    """Gradients by autograd; see `Gradients`.

    Parameters
    ----------
    generator, discriminator : Player
    objective : GanObjectiveConfig
    """

    def __init__(self, generator: Player, discriminator: Player, objective: GanObjectiveConfig) -> None:
        self._generator, self._discriminator, self._objective = generator, discriminator, objective
        self._loss, self._penalty = GAN_LOSSES[objective.loss], find_penalty(objective)

    @property
    def divide(self) -> Denominator:
        """Digit by digit as `torch.optim`."""
        return divide_exactly

    @contextmanager
    def training_mode(self) -> Iterator[None]:
        """Operations are recorded for autograd; dropout and batch norm do as while training."""
        networks = self._generator.network, self._discriminator.network
        for network in networks:
            network.train()
        try:
            with torch.enable_grad():
                yield
        finally:
            for network in networks:
                network.eval()

    def compute_discriminator(self, batch: Batch) -> None:
        """L_D + r1/2 mean |slope at real|^2 + lambda mean (|slope in between| - 1)^2; see `Gradients`.

        References
        ----------
        R1: Mescheder, Geiger and Nowozin (2018), Which training methods for GANs do actually converge?,
        arXiv:1801.04406. Gradient penalty: Gulrajani et al. (2017), arXiv:1704.00028.
        """
        discriminator, objective = self._discriminator.network, self._objective
        self._discriminator.flat.grads.zero_()
        # Generate; D's loss does not move G.
        with torch.no_grad():
            fake = self._generator.network(batch.noise)
        # Score and loss
        loss = self._loss.discriminator(
            discriminator(batch.real), discriminator(fake), objective.label_smoothing if self._loss.smooths else 0.0
        )
        # Penalties on the slope of D
        if objective.r1:
            slopes = compute_slopes(discriminator, batch.real)
            loss = loss + objective.r1 / 2 * slopes.square().sum(dim=1).mean()
        if batch.mix is not None:
            slopes = compute_slopes(discriminator, torch.lerp(fake, batch.real, batch.mix))
            loss = loss + self._penalty * (torch.linalg.vector_norm(slopes, dim=1) - 1).square().mean()
        # Backward
        torch.autograd.backward(loss, inputs=self._discriminator.parameters)

    def compute_generator(self, noise: Tensor) -> None:
        """L_G; see `Gradients`."""
        self._generator.flat.grads.zero_()
        loss = self._loss.generator(self._discriminator.network(self._generator.network(noise)))
        # The gradient passes through D on its way to G, but leaves nothing there.
        torch.autograd.backward(loss, inputs=self._generator.parameters)
